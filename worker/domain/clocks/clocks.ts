import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";
import type { Due, WorkCalendar } from "../../rules/engine/calendar.ts";
import type { Pause } from "../../rules/engine/pauses.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import type { Instant } from "../../time/instants.ts";
import type { VersionedRules } from "../county/county.ts";
import { insert, type RowChange, update, updateWhere } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";
import type { Ref } from "../kernel/record.ts";
import type { ClockKind, Inputs } from "./kinds.ts";

export type Clock = typeof clocks.$inferSelect;

/** Who must keep a clock. */
export interface Owner {
  readonly kind: NonNullable<Clock["ownerKind"]>;
  readonly id: string;
}

interface Starting<I extends Inputs> {
  /** The record's id. */
  readonly record: string;
  /** The record in a line, for the desk. */
  readonly title: string;
  /** Null where staff only wait. */
  readonly owner: Owner | null;
  readonly inputs: I;
  readonly by: VersionedRules;
  /** When it begins to run; now, unless it runs from something else. */
  readonly from?: Instant;
  /** When it stood still since then. */
  readonly pauses?: Clock["pauses"];
}

/** A clock that was started: its row, and when it is due. */
export interface Started {
  readonly due: Due;
  readonly row: RowChange;
}

type StartGiven = Pick<Given, "now" | "newId" | "calendar">;

/** Starts a clock as the rules set it. @throws RangeError when they have no such level or series. */
export function startClock<I extends Inputs>(
  given: StartGiven,
  kind: ClockKind<I>,
  starting: Starting<I>,
): Started {
  const { inputs, by, from = given.now, pauses = [] } = starting;
  const due = kind.reckon(by.rules, given.calendar, from, inputs, pauses as Pause[]);
  if (!due) throw new RangeError(`rules ${by.version} have nothing at ${kind.rulePath(inputs)}`);
  return { due, row: insert(clocks, { ...rowOf(given, kind, starting, due), setBy: "rules" }) };
}

/** Starts a clock that somebody set: it stays set until a person sets it otherwise, and says why. */
export const setClock = <I extends Inputs>(
  given: StartGiven,
  kind: ClockKind<I>,
  starting: Starting<I>,
  set: { due: Instant; reason: string },
): RowChange =>
  insert(clocks, {
    ...rowOf(given, kind, starting, { due: set.due, warnings: [] }),
    setBy: "person",
    reason: set.reason,
  });

const rowOf = <I extends Inputs>(
  { now, newId, calendar }: StartGiven,
  kind: ClockKind<I>,
  { record, title, owner, inputs, by, from = now, pauses = [] }: Starting<I>,
  due: Due,
) => ({
  id: newId(),
  noun: kind.noun,
  record,
  kind: kind.kind,
  title,
  ownerKind: owner?.kind ?? null,
  owner: owner?.id ?? null,
  startedAt: from,
  ...showing(kind, calendar, { startedAt: from, inputs, pausedAt: null, pauses }, due, by.rules),
  pauses,
  state: "running" as const,
  ruleVersion: by.version,
  rulePath: kind.rulePath(inputs),
  inputs,
});

/**
 * What the row of a clock shows that is due then: when something happens by itself, which is never while it stands still, and
 * what is uncertain about both.
 */
export function showing(
  kind: ClockKind<never>,
  calendar: WorkCalendar,
  { startedAt, inputs, pausedAt, pauses }: Pick<Clock, "startedAt" | "inputs" | "pausedAt" | "pauses">,
  due: Due,
  rules: RuleSet,
): Pick<Clock, "dueAt" | "actsAt" | "caution"> {
  const clock = { startedAt: startedAt as Instant, due, inputs: inputs as never, pauses: pauses as Pause[] };
  const acts = pausedAt === null ? (kind.acts?.(rules, calendar, clock) ?? null) : null;
  return { dueAt: due.due, actsAt: acts?.due ?? null, caution: cautionOf(due.warnings, acts?.warnings) };
}

/** Each thing that is uncertain, once; null when all is known. `acting`: about what happens by itself. */
function cautionOf(warnings: Due["warnings"], acting: Due["warnings"] = []): string | null {
  const said = new Set(warnings.map(({ message }) => message));
  const more = acting
    .filter(({ message }) => !said.has(message))
    .map(({ message }) => `自动转办的时间：${message}`);
  return [...said, ...new Set(more)].join("；") || null;
}

/** What a clock would show by some rules and calendar; undefined for one that a person set, or that they don't know. */
export function reckoned(
  kind: ClockKind<never>,
  clock: Pick<Clock, "startedAt" | "inputs" | "setBy" | "pauses">,
  rules: RuleSet,
  calendar: WorkCalendar,
): Due | undefined {
  const { startedAt, inputs, setBy, pauses } = clock;
  if (setBy === "person") return undefined;
  return kind.reckon(rules, calendar, startedAt as Instant, inputs as never, pauses as Pause[]);
}

/** Why a clock shows what it shows, in words, by the rules it was reckoned with. */
export const basisOf = (
  kind: ClockKind<never>,
  { inputs, setBy, reason }: Pick<Clock, "inputs" | "setBy" | "reason">,
  rules: RuleSet,
): string => (setBy === "person" ? (reason ?? "") : kind.basis(rules, inputs as never));

/** Which clocks of a record run, of some kinds or of all. */
export const runningOf = ({ noun, id }: Ref, kinds?: readonly string[]): SQL | undefined =>
  and(
    eq(clocks.noun, noun),
    eq(clocks.record, id),
    kinds && inArray(clocks.kind, [...kinds]),
    isNull(clocks.endedAt),
  );

/** Puts a record's running clocks of a kind before somebody else. */
export const ownClocks = (on: Ref, kind: string, { kind: ownerKind, id: owner }: Owner): RowChange =>
  updateWhere(clocks, runningOf(on, [kind]), { ownerKind, owner, revision: oneMore });

/** For a read batch: the clocks of a record that SQL finds. */
export const clocksOn = (orm: Builder, noun: string, record: SQL) =>
  orm
    .select()
    .from(clocks)
    .where(and(eq(clocks.noun, noun), eq(clocks.record, record)));

/** The one of a kind that runs, of a record's clocks. */
export const runningIn = (all: readonly Clock[], { kind }: { kind: string }): Clock | undefined =>
  all.find((clock) => clock.kind === kind && clock.endedAt === null);

/** Gives a running clock a later time, which stays set whatever is announced, and says why in words that residents may read. */
export function extendClock<I extends Inputs>(
  { calendar }: Pick<Given, "calendar">,
  kind: ClockKind<I>,
  clock: Clock,
  { due, reason, rules }: { due: Instant; reason: string; rules: RuleSet },
): RowChange {
  const shown = showing(kind, calendar, clock, { due, warnings: [] }, rules);
  return update(clocks, clock, { ...shown, setBy: "person", reason });
}

/** Tells a record's to-dos in new words. */
export const retitleClocks = (on: Ref, title: string): RowChange =>
  updateWhere(clocks, runningOf(on), { title });

/**
 * Lets a clock run on that was thought done, before another owner: with the same due time, unless something was uncertain about it,
 * or it has other `inputs` now. Then it is reckoned by the days that are announced by now, as it would have been while it ran.
 */
export function resumeClock(
  { calendar }: Pick<Given, "calendar">,
  kind: ClockKind<never>,
  clock: Clock,
  { owner, rules, inputs = clock.inputs }: { owner: Owner; rules: RuleSet; inputs?: Clock["inputs"] },
): { due: Instant; row: RowChange } {
  const stays = clock.caution === null && inputs === clock.inputs;
  const due = (stays ? undefined : reckoned(kind, { ...clock, inputs }, rules, calendar)) ?? asSet(clock);
  const running = { state: "running" as const, endedAt: null, ownerKind: owner.kind, owner: owner.id };
  const shown = showing(kind, calendar, { ...clock, inputs }, due, rules);
  return { due: due.due, row: update(clocks, clock, { ...running, inputs, ...shown }) };
}

/** What a clock shows already, as what nothing moves. */
export const asSet = ({ dueAt }: Pick<Clock, "dueAt">): Due => ({ due: dueAt as Instant, warnings: [] });

export const oneMore = sql`${clocks.revision} + 1`;
