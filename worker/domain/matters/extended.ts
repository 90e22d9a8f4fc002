import { closeOf, countyCalendar, moveWorkdays, works } from "../../rules/engine/calendar.ts";
import { mayExtend, workdaysBetween } from "../../rules/engine/pauses.ts";
import { endOfDay, extendedDue, levelDays } from "../../rules/engine/set-times.ts";
import { formatDeadline } from "../../time/format.ts";
import { dayEnding, dayNumber, type Instant, type LocalDate } from "../../time/instants.ts";
import { type Clock, extendClock, runningIn } from "../clocks/clocks.ts";
import { endClocks } from "../clocks/end.ts";
import { Conflict, Invalid } from "../errors.ts";
import type { RowChange } from "../kernel/changes.ts";
import type { Foresight } from "../kernel/choices.ts";
import type { Given } from "../kernel/context.ts";
import { openHappening } from "../kernel/happenings.ts";
import { stepWaits } from "./begin.ts";
import { extension, overall, step } from "./clocks.ts";
import { type LoadedMatter, refOf, rulesOfClock } from "./matter.ts";
import { movedWith } from "./pending.ts";
import { asked } from "./requests.ts";

/** What an event keeps of a later time: from when to when, and the unit that granted it; null where nobody had to. */
type Extended = { from: string; until: string; by: string | null };

const told = ({ from, until }: Extended, now: Instant): string =>
  `${formatDeadline(from as Instant, now)} 改为 ${formatDeadline(until as Instant, now)}`;

/** What is said of a time that was moved, by whoever's decision. */
export const extendedEvents = {
  extended: openHappening<Extended & { reason?: string }>({
    staff: ({ reason, ...to }, now) => ({
      title: `${to.by === null ? "按规则自行延期" : `${to.by}同意延期`}，本级期限由 ${told(to, now)}`,
      note: reason,
    }),
    resident: (to, now) => ({ title: `办理期限延长，由 ${told(to, now)}` }),
  }),
};

/** The rules of the matter on later times. @throws Conflict where they know none. */
export function extensionsOf({ rules }: Pick<LoadedMatter, "rules">) {
  const { extensions } = rules.handling;
  if (!extensions) throw new Conflict(unknown);
  return extensions;
}

const unknown = "本县规则里没有延期";

/** How often the level that has a matter was granted more time for it. */
const timesSoFar = ({ clocks, matter }: LoadedMatter): number =>
  clocks.filter(
    ({ kind, state, inputs }) => kind === extension.kind && state === "met" && inputs.level === matter.level,
  ).length;

/** Why a later time can't be asked for. What is late already is late: more time would hide it. */
export function refusalToExtend(state: LoadedMatter, { now }: Foresight): string | undefined {
  const { extensions } = state.rules.handling;
  const running = runningIn(state.clocks, step);
  if (!extensions) return unknown;
  if (stepWaits(state)) return "本级期限自受理起算，还没有受理";
  if (!running || running.dueAt < now) return "已经超过本级期限，不能再延期";
  if (asked(state, extension)) return "已经申请延期，正等批准";
  return mayExtend(state.rules, timesSoFar(state))
    ? undefined
    : `本级至多延期 ${extensions.times} 次，已经用完`;
}

/** The end of a day that was asked for, as the level's limit ends its days. @throws Invalid for one that is off, or too early or too late. */
export function untilOf(state: LoadedMatter, day: LocalDate, given: Foresight): Instant {
  const days = daysOf(state, given);
  const number = dayNumber(day);
  const refuse = (message: string) => new Invalid([{ path: "until", message }]);
  if (!works(days.calendar, number)) throw refuse("这一天休息，请选一个工作日");
  const running = runningIn(state.clocks, step);
  const until = endOfDay(days, number);
  if (!running || until <= running.dueAt) throw refuse("请选比现在的期限更晚的一天");
  const latest = latestOf(state, running.dueAt as Instant, given);
  if (until > latest) throw refuse(`按规则最晚可以延到 ${formatDeadline(latest, running.dueAt as Instant)}`);
  return until;
}

const daysOf = ({ rules, matter }: LoadedMatter, { calendar }: Pick<Foresight, "calendar">) =>
  levelDays(rules, calendar, matter.level, matter);

/** The latest that the level's time may be put off to. */
export const latestOf = (state: LoadedMatter, due: Instant, given: Foresight): Instant =>
  extendedDue(state.rules, due, daysOf(state, given)).due;

/** Lets a level have more time; the whole of it too, where the rules say so, by as many working days. */
export function extendedRows(
  state: LoadedMatter,
  { until, reason }: { until: Instant; reason: string },
  given: Given,
): RowChange[] {
  const { rules, clocks, matter } = state;
  const running = runningIn(clocks, step);
  if (!running) throw new Conflict("这一级已经办完");
  const county = countyCalendar(given.calendar, rules);
  const days = workdaysBetween(county, dayEnding(running.dueAt as Instant), dayEnding(until));
  const whole = extensionsOf(state).overall && days > 0 ? runningIn(clocks, overall) : undefined;
  const later = (clock: Clock) =>
    closeOf(county, moveWorkdays(county, dayEnding(clock.dueAt as Instant), days));
  return [
    extendClock(given, step, running, { due: until, reason, rules: rulesOfClock(state, running) }),
    ...(whole ? [extendClock(given, overall, whole, { due: later(whole), reason, rules })] : []),
    endClocks(given.now, refOf(matter.id), "met", [extension.kind]),
    movedWith(matter.id, until),
  ];
}
