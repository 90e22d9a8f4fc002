import { and, desc, gt, inArray, lt, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { counters } from "../../../db/tenant/schema/work.ts";
import { type Instant, localDateOf } from "../../time/instants.ts";
import { type RowChange, statement } from "../kernel/changes.ts";
import type { Matter } from "./matter.ts";
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

/** What is counted: all that ended, and apart from it what of that is excluded. */
export type Counter = "closed" | "excluded";

/** The counter of a month, of the county or of one of its communities, whose ids stand at the end. */
export const nameOf = (of: Counter, at: Instant, what: string, communityId: string | null): string =>
  [of, localDateOf(at).slice(0, 7), what, ...(communityId === null ? [] : [communityId])].join(" ");

/** A matter that has ended, as far as it is counted. */
type Ended = Pick<Matter, "communityId" | "closure" | "satisfied" | "closedAt">;

/** In which counters a matter that ended then stands, of the county and of its community. */
function countersOf(of: Counter, { communityId, closure, satisfied, closedAt }: Ended): string[] {
  // What was said before a matter was dealt with anew isn't what was said of how it ended.
  const said =
    satisfied === null || closure === "unevaluated" ? [] : [satisfied ? "satisfied" : "dissatisfied"];
  const scopes = communityId === null ? [null] : [null, communityId];
  return scopes.flatMap((scope) =>
    [closure ?? "", ...said].map((what) => nameOf(of, closedAt as Instant, what, scope)),
  );
}

/** Adds a matter that ends to the figures of that month. */
export const countedClosed = (
  closedAt: Instant,
  { communityId }: Pick<Matter, "communityId">,
  closure: MatterClosure,
  satisfied: boolean | null,
): RowChange => countedEach(countersOf("closed", { communityId, closure, satisfied, closedAt }));

/** Takes one off again that is to be dealt with anew: it hasn't ended. */
export const uncountedClosed = (matter: Ended): RowChange => countedEach(countersOf("closed", matter), -1);

/** Adds one that has ended to what is excluded of the month in which it ended, or takes it off again. */
export const countedExcluded = (matter: Ended, by: 1 | -1): RowChange =>
  countedEach(countersOf("excluded", matter), by);

/** For a read batch: what is counted of the month in which a moment lies. Open the answer with `figuresOf`. */
export const figuresIn = (orm: Builder, now: Instant, communityId: string | null) =>
  orm
    .select()
    .from(counters)
    .where(
      inArray(
        counters.name,
        (["closed", "excluded"] as const).flatMap((of) =>
          counted.map((what) => nameOf(of, now, what, communityId)),
        ),
      ),
    );

/** Of all that ended, or of what of that is excluded. */
export function figuresOf(
  rows: readonly (typeof counters.$inferSelect)[],
  of: Counter,
  now: Instant,
  communityId: string | null,
): Figures {
  const values = new Map(rows.map(({ name, value }) => [name, value]));
  return each((what) => values.get(nameOf(of, now, what, communityId)) ?? 0);
}

const each = (figure: (what: keyof Figures) => number): Figures =>
  Object.fromEntries(counted.map((what) => [what, figure(what)])) as Figures;

/** How many of those that ended in a month are excluded, and what is left without them. */
export interface Exclusions {
  readonly n: number;
  readonly left: Figures;
}

/** Null where nothing is excluded. */
export function exclusionsFrom(figures: Figures, excluded: Figures): Exclusions | null {
  const n = excluded.solved + excluded.unsolved + excluded.unevaluated;
  return n > 0 ? { n, left: each((what) => figures[what] - excluded[what]) } : null;
}
