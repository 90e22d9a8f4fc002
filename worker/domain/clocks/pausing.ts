import { and, eq } from "drizzle-orm";
import { clocks } from "../../../db/tenant/schema/work.ts";
import type { Due, WorkCalendar } from "../../rules/engine/calendar.ts";
import { setDueAfter } from "../../rules/engine/pauses.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import type { Instant } from "../../time/instants.ts";
import { type RowChange, update, updateWhere } from "../kernel/changes.ts";
import type { Ref } from "../kernel/record.ts";
import { actsAtOf, type Clock, cautionOf, oneMore, reckoned, runningOf } from "./clocks.ts";
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
  return setDueAfter(rules, clock.dueAt as Instant, last, calendar);
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
  const { due, warnings } = dueRunningOn(kind, clock, at, rules, calendar);
  const running = { ...clock, dueAt: due, pausedAt: null, pauses: pausesUntil(clock, at) };
  const { dueAt, pausedAt, pauses } = running;
  const actsAt = actsAtOf(kind, calendar, running, rules);
  const caution = cautionOf(warnings);
  return update(clocks, clock, { state: "running", dueAt, pausedAt, pauses, actsAt, caution });
}
