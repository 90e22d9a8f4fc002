import { clockMs, dayOf, type Instant, instant, instantOf, toMs } from "../../time/instants.ts";
import type { RuleSet } from "../schema/rule-set.ts";
import { countyCalendar, moveWorkdays, type WorkCalendar, works } from "./calendar.ts";

/** Due times from one moment on, before another. */
export interface DueRange {
  readonly from: Instant;
  readonly until: Instant;
}

/** What is reminded of at one moment: what is due then and then, and what has been overdue since. */
export interface Reminding {
  readonly ahead: readonly DueRange[];
  readonly overdue: readonly DueRange[];
}

/** The next moment at which a county reminds, of whatever is due: each working day has one. */
export function nextReminding(rules: RuleSet, now: Instant, calendar: WorkCalendar): Instant {
  const county = countyCalendar(calendar, rules);
  const today = dayOf(now);
  const time = remindingOn(rules, today);
  return works(county, today) && time > now ? time : remindingOn(rules, moveWorkdays(county, today, 1));
}

const remindingOn = ({ reminders: { at } }: RuleSet, day: number): Instant => instantOf(day, clockMs(at));

/** Whoever is overdue for longer was reminded often enough. In days. */
const longestOverdue = 366;

/**
 * Of which due times a county reminds on the day of a moment, as ranges: of what is due, the rules' working days before the last
 * working day up to it; of what is overdue, from the first working day after it on, in the rules' steps. Empty on a day off.
 */
export function remindingAt(rules: RuleSet, at: Instant, calendar: WorkCalendar): Reminding {
  const county = countyCalendar(calendar, rules);
  const day = dayOf(at);
  if (!works(county, day)) return { ahead: [], overdue: [] };
  const { workdaysBefore, overdueEvery } = rules.reminders;
  const moment = remindingOn(rules, day);
  const ahead = workdaysBefore.map((count) => {
    const last = moveWorkdays(county, day, count);
    return later(moment, dueOn(last, moveWorkdays(county, last, 1)));
  });
  return { ahead, overdue: overdueEvery === undefined ? [] : overdueDays(county, day, overdueEvery) };
}

/** What is due at the midnight that ends a day is due on that day. */
const dueOn = (first: number, next: number): DueRange => ({
  from: instantOf(first, 1),
  until: instantOf(next, 1),
});

const later = (moment: Instant, { from, until }: DueRange): DueRange => ({
  from: from > moment ? from : instant(toMs(moment) + 1),
  until,
});

/** The first reminder comes on the first working day after the one that it was due on, the others so many working days later. */
function overdueDays(county: WorkCalendar, day: number, every: number): DueRange[] {
  const ranges: DueRange[] = [];
  for (let first = day; day - first < longestOverdue; first = moveWorkdays(county, first, -every))
    ranges.push(dueOn(moveWorkdays(county, first, -1), first));
  return ranges;
}
