import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What is counted of how matters ended, and once more of those among them that are excluded. */
export const endMeasures = [
  "solved",
  "unsolved",
  "unevaluated",
  "satisfied",
  "dissatisfied",
  "endedInTime",
  "reopened",
] as const;
export type EndMeasure = (typeof endMeasures)[number];

/** What each of these counts, and in which month: worker/domain/figures/measures.ts. */
export const measureNames = ["reported", "responded", "respondedInTime", "declined", ...endMeasures] as const;
export type Measure = (typeof measureNames)[number];

/** `place`: where matters lie; `org`, `member`: the unit of the tree, or the member unit, that dealt with them. */
export type FigureOf = "place" | "org" | "member";

/** All of a scope, or those of one category or source. */
export type Facet = "all" | "category" | "source";

const count = (name: string) => integer(name).notNull().default(0);

/**
 * What is counted of matters: for each scope and month one row of all, and of places one for each category and one for each source.
 * Kept by the commands, each in its own batch (docs/decisions/051-figures.md).
 */
export const figures = sqliteTable(
  "figures",
  {
    of: text().$type<FigureOf>().notNull(),
    /** Id of an org unit or a member unit. */
    scope: text().notNull(),
    facet: text().$type<Facet>().notNull(),
    /** Key of the category or source; empty for all. */
    value: text().notNull(),
    /** A month in China: `2026-11`. */
    month: text().notNull(),
    /** Of those reported, how many lie at this very unit and none below; only in rows of all. */
    spot: count("spot"),
    reported: count("reported"),
    responded: count("responded"),
    respondedInTime: count("responded_in_time"),
    declined: count("declined"),
    solved: count("solved"),
    unsolved: count("unsolved"),
    unevaluated: count("unevaluated"),
    satisfied: count("satisfied"),
    dissatisfied: count("dissatisfied"),
    endedInTime: count("ended_in_time"),
    reopened: count("reopened"),
    excludedSolved: count("excluded_solved"),
    excludedUnsolved: count("excluded_unsolved"),
    excludedUnevaluated: count("excluded_unevaluated"),
    excludedSatisfied: count("excluded_satisfied"),
    excludedDissatisfied: count("excluded_dissatisfied"),
    excludedEndedInTime: count("excluded_ended_in_time"),
    excludedReopened: count("excluded_reopened"),
  },
  (table) => [
    primaryKey({ columns: [table.scope, table.of, table.facet, table.month, table.value] }),
    // Where most was reported in a month.
    index("figures_spots").on(table.month, table.spot).where(sql`spot > 0`),
    // Who ended most in a month.
    index("figures_dealt")
      .on(table.of, table.month, sql`(solved + unsolved + unevaluated)`)
      .where(sql`"of" <> 'place'`),
  ],
);
