import { endsByItself, mayPause } from "../../rules/engine/pauses.ts";
import { formatDeadline } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { type Clock, runningIn, startClock } from "../clocks/clocks.ts";
import { endClocks } from "../clocks/end.ts";
import { dueRunningOn, pauseClocks, runOn } from "../clocks/pausing.ts";
import type { VersionedRules } from "../county/county.ts";
import { Conflict } from "../errors.ts";
import type { RowChange } from "../kernel/changes.ts";
import type { Foresight } from "../kernel/choices.ts";
import type { Given } from "../kernel/context.ts";
import { openHappening } from "../kernel/happenings.ts";
import { overall, pause, pauseRequest, step } from "./clocks.ts";
import { desksOf, ownerAt } from "./desks.ts";
import { type LoadedMatter, refOf, rulesOfClock } from "./matter.ts";
import { partsPaused, partsResumed } from "./parts.ts";
import { requestKinds } from "./pending.ts";
import { asked } from "./requests.ts";

/** What an event keeps of standing still: for what, until when at most, and the unit that granted it; null where nobody had to. */
type Paused = { occasion: string; until: string; endsByItself: boolean; by: string | null };

const untilWords = ({ until, endsByItself: ends }: Omit<Paused, "by" | "occasion">, now: Instant): string =>
  ends
    ? `最晚 ${formatDeadline(until as Instant, now)} 恢复办理`
    : `${formatDeadline(until as Instant, now)} 前核对`;

/** What is said when a matter stands still, by whoever's decision. */
export const pausedEvents = {
  paused: openHappening<Paused & { reason?: string }>({
    staff: ({ occasion, by, reason, ...until }, now) => ({
      title: `${by === null ? "挂起" : `${by}同意挂起`}：${occasion}，${untilWords(until, now)}`,
      note: reason,
      tone: "waiting",
    }),
    resident: ({ occasion, ...until }, now) => ({
      title: `暂停办理：${occasion}，${untilWords(until, now)}`,
      tone: "waiting",
    }),
  }),
};

/** What is said when it is dealt with again: by itself or by somebody, and until when its level then has. */
export const resumedEvents = {
  resumed: openHappening<{ due: string; isOver: boolean }>({
    staff: ({ due, isOver }, now) => ({
      title: `${isOver ? "挂起期满，按规则恢复办理" : "恢复办理"}，本级期限 ${formatDeadline(due as Instant, now)}`,
    }),
    resident: ({ due }, now) => ({ title: `恢复办理，时限是 ${formatDeadline(due as Instant, now)}` }),
  }),
};

const unknown = "本县规则里没有挂起";

/** The rules of the matter on standing still. @throws Conflict where they know none. */
export function pausesOf({ rules }: Pick<LoadedMatter, "rules">) {
  const { pauses } = rules.handling;
  if (!pauses) throw new Conflict(unknown);
  return pauses;
}

/** How often it was asked for and granted, or taken. */
const timesSoFar = ({ clocks }: LoadedMatter): number =>
  clocks.filter(({ kind, inputs }) => kind === pause.kind && inputs.again !== "yes").length;

/** Why it can't stand still. What is late already is late. */
export function refusalToPause(state: LoadedMatter, { now }: Foresight): string | undefined {
  const { pauses } = state.rules.handling;
  const running = runningIn(state.clocks, step);
  if (!pauses) return unknown;
  if (!running || running.dueAt < now) return "已经超过本级期限，不能再挂起";
  if (asked(state, pauseRequest)) return "已经申请挂起，正等批准";
  return mayPause(state.rules, timesSoFar(state)) ? undefined : `按规则至多挂起 ${pauses.times} 次，已经用完`;
}

/** Lets a matter stand still from now on: its step and the whole of it. Whatever else was asked for is no matter any more. */
export function pausedNow(
  state: LoadedMatter,
  { occasion, by, reason }: { occasion: string; by: string | null; reason?: string },
  given: Given,
) {
  const { row, due } = pauseStarted(state, { occasion }, given);
  const ends = endsByItself(state.rules, occasion);
  const ref = refOf(state.matter.id);
  return {
    set: { state: "paused" as const },
    says: { paused: { occasion, until: due.due, endsByItself: ends, by, ...(reason ? { reason } : {}) } },
    detail: { occasion, until: due.due },
    rows: [
      endClocks(given.now, ref, "met", [pauseRequest.kind]),
      endClocks(given.now, ref, "cancelled", requestKinds),
      pauseClocks(given.now, ref, [step.kind, overall.kind]),
      ...partsPaused(state, given.now),
      row,
    ],
  };
}

/** The clock of a pause, before the desk that has the matter; by the rules it began under, unless others are said. */
export function pauseStarted(
  { matter, rules, version, lineage }: LoadedMatter,
  inputs: { occasion: string; again?: "yes" },
  given: Given,
  by: VersionedRules = { version, rules },
) {
  const desk = desksOf(rules, lineage).find(({ step: { key } }) => key === matter.level);
  return startClock(given, pause, {
    record: matter.id,
    title: matter.body,
    owner: desk ? ownerAt(desk) : null,
    inputs,
    by,
  });
}

/** From when on it is dealt with if somebody resumes it now: a pause that was over before is over since then (018). */
export function resumedFrom({ clocks }: LoadedMatter, now: Instant): { from: Instant; isOver: boolean } {
  const { actsAt = null } = runningIn(clocks, pause) ?? {};
  return actsAt !== null && actsAt <= now
    ? { from: actsAt as Instant, isOver: true }
    : { from: now, isOver: false };
}

/** What stands still of a matter. */
const standing = ({ clocks }: LoadedMatter): { clock: Clock; kind: typeof step | typeof overall }[] =>
  [step, overall].flatMap((kind) => {
    const clock = runningIn(clocks, kind);
    return clock?.pausedAt ? [{ clock, kind }] : [];
  });

/** When the level that has it must be done with it if it is dealt with again from a moment. */
export function dueIfResumed(
  state: LoadedMatter,
  at: Instant,
  { calendar }: Pick<Foresight, "calendar">,
): Instant {
  const stands = standing(state).find(({ kind }) => kind === step);
  if (!stands) return at;
  return dueRunningOn(step as never, stands.clock, at, rulesOfClock(state, stands.clock), calendar).due;
}

/** Deals with it again from a moment on: what was left of its times is left now. */
export function resumedAt(state: LoadedMatter, at: Instant, isOver: boolean, given: Given) {
  const rows: RowChange[] = standing(state).map(({ clock, kind }) =>
    runOn(kind as never, clock, at, rulesOfClock(state, clock), given.calendar),
  );
  return {
    set: { state: "accepted" as const },
    says: { resumed: { due: dueIfResumed(state, at, given), isOver } },
    detail: { isOver },
    rows: [
      endClocks(at, refOf(state.matter.id), isOver ? "lapsed" : "met", [pause.kind]),
      ...rows,
      ...partsResumed(state, at, (clock) => rulesOfClock(state, clock), given),
    ],
  };
}
