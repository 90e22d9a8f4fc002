import { and, desc, gt, inArray, lt, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { counters } from "../../../db/tenant/schema/work.ts";
import { type Instant, localDateOf } from "../../time/instants.ts";
import { type RowChange, statement } from "../kernel/changes.ts";
import type { MatterClosure } from "./states.ts";

/** Adds one to each of these, or takes it off, in one statement. */
const countedEach = (names: readonly string[], by: 1 | -1 = 1): RowChange =>
  statement((orm) =>
    orm
      .insert(counters)
      .values(names.map((name) => ({ name, value: by })))
      .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value} + ${by}` } }),
  );

const prefix = "category ";

/** Adds a report to those of its category, or takes it off where it was none of that. */
export const countedAs = (category: string, by: 1 | -1 = 1): RowChange =>
  countedEach([prefix + category], by);

/** For a read batch: what was reported most, by category; it reads a row for each category that was ever used. */
export const mostReported = (orm: Builder, most: number) =>
  orm
    .select({ category: sql<string>`substr(${counters.name}, ${prefix.length + 1})` })
    .from(counters)
    .where(and(gt(counters.name, prefix), lt(counters.name, `${prefix}~`)))
    .orderBy(desc(counters.value), counters.name)
    .limit(most);

/** What is counted of each matter that ends: how, and what its resident said of it. */
const counted = ["solved", "unsolved", "unevaluated", "satisfied", "dissatisfied"] as const;

/** How many matters of one month ended so. */
export type Figures = Record<(typeof counted)[number], number>;

/** The counter of a month, of the county or of one of its communities, whose ids stand at the end. */
export const nameOf = (at: Instant, what: string, communityId: string | null): string =>
  ["closed", localDateOf(at).slice(0, 7), what, ...(communityId === null ? [] : [communityId])].join(" ");

/** Adds a matter that ends to the figures of that month, of the county and of its community. */
export function countedClosed(
  at: Instant,
  { communityId }: { communityId: string | null },
  closure: MatterClosure,
  satisfied: boolean | null,
): RowChange {
  const said = satisfied === null ? [] : [satisfied ? "satisfied" : "dissatisfied"];
  const scopes = communityId === null ? [null] : [null, communityId];
  return countedEach(scopes.flatMap((scope) => [closure, ...said].map((what) => nameOf(at, what, scope))));
}

/** For a read batch: the figures of the month in which a moment lies. Open the answer with `figuresOf`. */
export const figuresIn = (orm: Builder, now: Instant, communityId: string | null) =>
  orm
    .select()
    .from(counters)
    .where(
      inArray(
        counters.name,
        counted.map((what) => nameOf(now, what, communityId)),
      ),
    );

export function figuresOf(
  rows: readonly (typeof counters.$inferSelect)[],
  now: Instant,
  communityId: string | null,
): Figures {
  const values = new Map(rows.map(({ name, value }) => [name, value]));
  const entries = counted.map((what) => [what, values.get(nameOf(now, what, communityId)) ?? 0] as const);
  return Object.fromEntries(entries) as Figures;
}
