import type { FigureOf, Measure } from "../../../db/tenant/schema/figures.ts";
import type { CountedOf, matters } from "../../../db/tenant/schema/matters.ts";
import type { MatterClosure } from "../matters/states.ts";

/** What is counted of a matter follows from this of its row. */
export type Countable = Pick<
  typeof matters.$inferSelect,
  | "state"
  | "source"
  | "category"
  | "orgPath"
  | "levelPath"
  | "closure"
  | "satisfied"
  | "reopenings"
  | "exclusion"
  | "reportedAt"
  | "closedAt"
> & { readonly counted: CountedOf };

/** A unit to whose figures something is added. */
export interface Credit {
  readonly of: FigureOf;
  readonly scope: string;
}

/** When a matter adds one to a measure; null where it doesn't. */
type When = (matter: Countable) => string | null;

const closedAs =
  (closure: MatterClosure): When =>
  (matter) =>
    matter.closure === closure ? ended(matter) : null;

/** What was said before a matter was dealt with anew isn't what was said of how it ended. */
const said =
  (satisfied: boolean): When =>
  (matter) =>
    matter.satisfied === satisfied && matter.closure !== "unevaluated" ? ended(matter) : null;

const ended: When = ({ state, closedAt }) => (state === "closed" ? closedAt : null);
const when = (holds: boolean | undefined, at: string | null): string | null => (holds ? at : null);

/**
 * Each measure once: at which moment of its own a matter adds one to it. Commands, the recount of old matters and tests derive from
 * this what is to be added and taken off. What comes off again needs no line: as soon as a matter doesn't say so any more.
 */
export const measures: Record<Measure, When> = {
  reported: ({ reportedAt }) => reportedAt,
  responded: ({ counted }) => counted.responded?.at ?? null,
  respondedInTime: ({ counted: { responded } }) => when(responded?.inTime, responded?.at ?? null),
  declined: ({ state, closedAt }) => when(state === "declined", closedAt),
  solved: closedAs("solved"),
  unsolved: closedAs("unsolved"),
  unevaluated: closedAs("unevaluated"),
  satisfied: said(true),
  dissatisfied: said(false),
  endedInTime: (matter) => when(matter.counted.ended?.inTime, ended(matter)),
  reopened: (matter) => when(matter.reopenings + (matter.counted.overturned ?? 0) > 0, ended(matter)),
};

const lastOf = (path: string): string => path.split("/").filter(Boolean).at(-1) ?? "";

/** Whose doing each is: the unit that answered first, or the one that had it as it ended and the one that led. */
export function creditsOf(measure: Measure, { counted, levelPath }: Countable): Credit[] {
  if (measure === "reported") return [];
  const { responded, ended } = counted;
  if (measure === "responded" || measure === "respondedInTime")
    return responded ? [{ of: "org", scope: responded.by }] : [];
  const had: Credit = { of: "org", scope: lastOf(levelPath) };
  if (measure === "declined" || !ended?.lead || ended.lead.id === had.scope) return [had];
  return [had, { of: ended.lead.of, scope: ended.lead.id }];
}
