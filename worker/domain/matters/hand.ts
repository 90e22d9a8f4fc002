import { startsAccepted } from "../../rules/engine/handling.ts";
import type { Instant } from "../../time/instants.ts";
import { type Clock, resumeClock, runningIn, startClock } from "../clocks/clocks.ts";
import { endClock, endClocks } from "../clocks/end.ts";
import type { ClockKind } from "../clocks/kinds.ts";
import type { MovedClock } from "../clocks/moved.ts";
import type { VersionedRules } from "../county/county.ts";
import type { RowChange } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";
import { acceptance, overall, step } from "./clocks.ts";
import { type Desk, ownerAt } from "./desks.ts";
import { endedLast } from "./linked.ts";
import { type LoadedMatter, type Matter, nobodys, refOf, rulesOfClock } from "./matter.ts";
import { requestKinds } from "./pending.ts";
import { type Within, withinFrom, withinWords } from "./within.ts";

/** What an event keeps of where a matter went: the unit's name, and by when it must act. */
export type Handed = { to: string } & Within;

export const handedTo = ({ unit }: Desk, within: Within): Handed => ({ to: unit.name, ...within });

/** `转到第一网格，应于11月25日 18:00 前办理` */
export const sentTo = ({ to, ...within }: Handed, now: Instant): string =>
  `转到${to}，${withinWords(within, now)}`;

/** What a desk's clock is reckoned with. */
export const inputsOf = ({ step: { key }, above }: Desk, matter: Classed) => ({
  level: key,
  above,
  ...classOf(matter),
});

type Classed = Pick<Matter, "category" | "urgency">;

/** What a matter is, as its clocks keep it. */
export const classOf = ({ category, urgency }: Classed) => ({ category, urgency });

/**
 * Ends what ran of the level that a matter leaves. That something was late stays on record, however it leaves. `isOver`: the kind of
 * clock because of which it leaves. What begins instead is written first: so the matter goes from its old time in the lists
 * straight to the new one, not by way of none.
 */
export function endLevel({ matter, clocks }: LoadedMatter, now: Instant, isOver?: string): RowChange[] {
  const ending = [step, acceptance]
    .flatMap((kind) => runningIn(clocks, kind) ?? [])
    .map((clock) =>
      endClock(now, clock, clock.kind === isOver || clock.dueAt < now ? "lapsed" : "cancelled"),
    );
  return [endClocks(now, refOf(matter.id), "cancelled", requestKinds), ...ending];
}

/** Puts a matter before a desk: where it stands from now on, and the clocks that desk has; a limit may begin only as it accepts. */
export function handTo(
  given: Pick<Given, "now" | "newId" | "calendar">,
  desk: Desk,
  matter: Pick<Matter, "id" | "body"> & Classed,
  { version, rules }: VersionedRules,
) {
  const by = { version, rules };
  const { id: record, body: title } = matter;
  const inputs = inputsOf(desk, matter);
  const started = startsAccepted(rules, inputs.level)
    ? []
    : [startClock(given, step, { record, title, owner: ownerAt(desk), inputs, by }).row];
  const ofLevel = {
    record,
    title,
    owner: ownerAt(desk),
    inputs: { level: desk.step.key, above: desk.above },
    by,
  };
  const accepting = desk.step.acceptWithin ? [startClock(given, acceptance, ofLevel).row] : [];
  return {
    rows: [...started, ...accepting],
    // Whoever has it from now on hasn't been urged today.
    at: { level: desk.step.key, levelPath: desk.unit.path, urgedAt: null, gave: null },
    within: withinFrom(rules, inputs, given),
  };
}

/** In nobody's hands before another desk: for the first time, or still to be dealt with anew. */
export const waiting = ({ state }: Pick<Matter, "state">) => ({
  state: state === "reopened" ? ("reopened" as const) : ("reported" as const),
  ...nobodys,
});

/** What a hand that gives a matter away leaves behind, so that it can be called back. */
export function givenBy({ matter, rules, clocks }: LoadedMatter) {
  const { orgUnitId: unit, level } = matter;
  const running = runningIn(clocks, step);
  const had = running !== undefined || startsAccepted(rules, level);
  return { gave: had ? { unit, level, step: running?.id ?? null } : null };
}

/**
 * Lets a clock that ended run on as if it never had, before a desk: with its old due time, by the class that the matter has now,
 * unless it was over by then.
 */
export function runsOn(
  state: LoadedMatter,
  { kind, clock, desk }: { kind: ClockKind<never>; clock: Clock; desk: Desk },
  given: Pick<Given, "now" | "calendar">,
): { due: Instant; row: RowChange } {
  const rules = rulesOfClock(state, clock);
  const { category = null, urgency = null } = clock.inputs;
  const of = classOf(state.matter);
  const stays = (category === of.category && urgency === of.urgency) || clock.dueAt < given.now;
  const inputs = stays ? clock.inputs : { ...clock.inputs, ...of };
  return resumeClock(given, kind, clock, { owner: ownerAt(desk), rules, inputs });
}

/** The overall clock never starts again: it goes on. Where holidays were announced meanwhile they count, and that is told. */
export function wholeGoesOn(state: LoadedMatter, desk: Desk, given: Pick<Given, "now" | "calendar">) {
  const clock = endedLast(state.clocks, overall);
  if (!clock) return { says: {}, rows: [] };
  const rules = rulesOfClock(state, clock);
  const { due, row } = resumeClock(given, overall as never, clock, { owner: ownerAt(desk), rules });
  const { noun, kind, dueAt: from, ruleVersion } = clock;
  const moved: MovedClock = { noun, kind, from, to: due, ruleVersion, because: "holidays" };
  return { says: due === from ? {} : { clockMoved: moved }, rows: [row] };
}
