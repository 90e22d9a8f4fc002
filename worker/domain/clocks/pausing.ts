import { and, eq } from "drizzle-orm";
import { clocks } from "../../../db/tenant/schema/work.ts";
import type { Due, WorkCalendar } from "../../rules/engine/calendar.ts";
import { officeDays, setDueAfter } from "../../rules/engine/set-times.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import type { Instant } from "../../time/instants.ts";
import { type RowChange, update, updateWhere } from "../kernel/changes.ts";
import type { Ref } from "../kernel/record.ts";
import { type Clock, oneMore, reckoned, runningOf, showing } from "./clocks.ts";
import type { ClockKind } from "./kinds.ts";

/** Lets a record's running clocks of some kinds stand still. */
export const pauseClocks = (now: Instant, on: Ref, kinds: readonly string[]): RowChange =>
  updateWhere(clocks, and(runningOf(on, kinds), eq(clocks.state, "running")), {
    state: "paused",
    pausedAt: now,
    actsAt: null,
    revision: oneMore,
  });

/** When a clock that stands still is due if it runs on at some moment. */
export function dueRunningOn(
  kind: ClockKind<never>,
  clock: Clock,
  at: Instant,
  rules: RuleSet,
  calendar: WorkCalendar,
): Due {
  const pauses = pausesUntil(clock, at);
  const due = reckoned(kind, { ...clock, pauses }, rules, calendar);
  if (due) return due;
  const last = { pausedAt: (clock.pausedAt ?? at) as Instant, resumedAt: at };
  const days = kind.days?.(rules, calendar, clock.inputs as never) ?? officeDays(rules, calendar);
  return setDueAfter(days, clock.dueAt as Instant, last);
}

const pausesUntil = ({ pauses, pausedAt }: Clock, at: Instant): Clock["pauses"] =>
  pausedAt === null ? pauses : [...pauses, { pausedAt, resumedAt: at }];

/** Lets a clock that stands still run on from a moment: what was left of it is left now. */
export function runOn(
  kind: ClockKind<never>,
  clock: Clock,
  at: Instant,
  rules: RuleSet,
  calendar: WorkCalendar,
): RowChange {
  const due = dueRunningOn(kind, clock, at, rules, calendar);
  const running = { pausedAt: null, pauses: pausesUntil(clock, at) };
  const shown = showing(kind, calendar, { ...clock, ...running }, due, rules);
  return update(clocks, clock, { state: "running", ...running, ...shown });
}
