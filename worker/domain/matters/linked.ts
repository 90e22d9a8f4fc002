import { desc, or, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import type { WorkCalendar } from "../../rules/engine/calendar.ts";
import { evaluationDue } from "../../rules/engine/handling.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { masked } from "../../text/masked.ts";
import type { Instant } from "../../time/instants.ts";
import type { Clock } from "../clocks/clocks.ts";
import { cameOf, type MatterState, type ties, unsettled } from "./states.ts";

/** How many matters that are tied to one are read: those that it depends on first. */
const most = 50;

const columns = {
  id: matters.id,
  number: matters.number,
  receiptCode: matters.receiptCode,
  state: matters.state,
  revision: matters.revision,
  orgPath: matters.orgPath,
  levelPath: matters.levelPath,
  outcome: matters.outcome,
  resolvedAt: matters.resolvedAt,
  withheldAt: matters.withheldAt,
  added: matters.added,
  mergedInto: matters.mergedInto,
  splitFrom: matters.splitFrom,
};

/** For a read batch: the main matter and the one it was split from, then its own parts and what others reported, the newest first. */
export const linkedWith = (orm: Builder, found: SQL) => {
  const its = (column: SQL) => sql`(select ${column} from ${matters} where ${found})`;
  const isAbove = sql`${matters.id} in (${its(sql`merged_into`)}, ${its(sql`split_from`)})`;
  const isBelow = or(
    sql`${matters.mergedInto} = ${its(sql`id`)}`,
    sql`${matters.splitFrom} = ${its(sql`id`)}`,
  );
  return orm
    .select(columns)
    .from(matters)
    .where(or(isAbove, isBelow))
    .orderBy(desc(isAbove), sql`${matters.splitFrom} is null`, desc(matters.id))
    .limit(most);
};

export type Linked = ReturnType<typeof linkedWith>["_"]["result"][number];

interface Tied {
  readonly matter: {
    readonly id: string;
    readonly mergedInto: string | null;
    readonly splitFrom: string | null;
  };
  readonly linked: readonly Linked[];
}

/** The one it is a duplicate of. */
export const mainOf = ({ matter, linked }: Tied): Linked | undefined =>
  linked.find(({ id }) => id === matter.mergedInto);

export const isDealtWith = ({ state }: { state: MatterState }): boolean =>
  (unsettled as readonly string[]).includes(state);

/** Why a matter can't end by itself: others follow it. */
export const refusedByFollowers = ({ matter, linked }: Tied): string | undefined =>
  linked.some(({ mergedInto }) => mergedInto === matter.id) ? "有事项并入这件：先把它们分开" : undefined;

/** What one is to a matter. */
function tieOf({ matter }: Pick<Tied, "matter">, { id, mergedInto }: Linked): keyof typeof ties {
  if (id === matter.mergedInto) return "main";
  if (mergedInto === matter.id) return "duplicate";
  return id === matter.splitFrom ? "origin" : "part";
}

/** One of those that a matter is tied to, as staff read it. */
export const tiedTo = (state: Tied, one: Linked) => ({
  id: one.id,
  number: one.number,
  state: one.state,
  tie: tieOf(state, one),
});

/** The same as the matter's reporter reads it: of the main matter what everybody may, and the parts of their own report. */
export function tiesOf(state: Tied) {
  const main = mainOf(state);
  const parts = state.linked.flatMap((one) =>
    ["origin", "part"].includes(tieOf(state, one))
      ? [{ receiptCode: one.receiptCode, number: one.number, state: one.state }]
      : [],
  );
  return { main: main ? { number: main.number, state: main.state } : null, parts };
}

/** What came of the main matter, as far as others than its reporter may read it: as everybody would. Null while nothing has. */
export function outcomeFor(state: Tied): { outcome: string | null; resolvedAt: string } | null {
  const main = mainOf(state);
  const came = main && cameOf(main);
  return main && came?.resolvedAt
    ? {
        outcome: main.withheldAt === null ? came.outcome && masked(came.outcome) : null,
        resolvedAt: came.resolvedAt,
      }
    : null;
}

/** Until when the reporter of a duplicate may say what they think of what came of the main matter; null while nothing has. */
export function followsUntil(
  state: Tied & { readonly rules: RuleSet },
  { calendar }: { readonly calendar: WorkCalendar },
): Instant | null {
  const came = outcomeFor(state);
  return came ? evaluationDue(state.rules, came.resolvedAt as Instant, calendar).due : null;
}

/** The clock of some kinds that ended last. */
export const endedLast = (
  clocks: readonly Clock[],
  ...kinds: readonly { readonly kind: string }[]
): Clock | undefined =>
  clocks
    .filter((clock) => clock.endedAt !== null && kinds.some(({ kind }) => kind === clock.kind))
    .toSorted((one, other) => (one.endedAt ?? "").localeCompare(other.endedAt ?? ""))
    .at(-1);
