import { resolutionDueWords } from "../../rules/document/phrases.ts";
import type { Due, WorkCalendar } from "../../rules/engine/calendar.ts";
import { type Decided, resolutionDue, setDue } from "../../rules/engine/meetings.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import type { LocalDate } from "../../time/instants.ts";

/** When a task is due, and in words for people why. */
export interface DueTime extends Due {
  readonly basis: string;
}

const byMeeting = "会议确定的日期";

/** Whether the meeting itself set a task's due time, which rules don't touch. */
export const setByMeeting = (basis: string | null): boolean => basis === byMeeting;

/** `set`: a day the meeting itself decided on, which goes before the rules; due when offices close. */
export function dueTime(
  rules: RuleSet,
  series: string,
  decided: Decided,
  calendar: WorkCalendar,
  set: LocalDate | undefined,
): DueTime {
  if (set) return { ...setDue(rules, set, calendar), basis: byMeeting };
  const { due, warnings, provisional } = resolutionDue(rules, series, decided, calendar);
  const rule = rules.meetings.series
    .filter(({ key }) => key === series)
    .map(({ resolutionDue }) => `按规则：${resolutionDueWords(resolutionDue)}`);
  const doubts = [
    ...(provisional ? ["下次会期未定，按最迟会期推算"] : []),
    ...warnings.map(({ message }) => message),
  ];
  return { due, warnings, basis: [...rule, ...doubts].join("；") };
}
