import { eq, sql } from "drizzle-orm";
import { resolutions } from "../../../db/tenant/schema/meetings.ts";
import { resolutionDueWords } from "../../rules/document/phrases.ts";
import type { Due, WorkCalendar } from "../../rules/engine/calendar.ts";
import { resolutionDue } from "../../rules/engine/tasks.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import type { Instant } from "../../time/instants.ts";
import { clockKind } from "../clocks/kinds.ts";
import { updateExactlyOne } from "../kernel/changes.ts";
import { caseworkers, conveners } from "../kernel/roles.ts";

/** What a task's clocks are reckoned with. */
export type TaskInputs = {
  /** The series whose meeting decided it. */
  series: string;
  /** When that meeting starts. */
  meetingAt: string;
  /** When the last meeting before the clock's start began, and when the one after it starts, as far as was known. */
  last: string | null;
  next: string | null;
};

/** Who carries a task out, and where nobody of a unit is there, whoever runs meetings above it. */
const carriers = [...caseworkers, "unit_liaison", "meeting_secretary"] as const;

const of = {
  noun: "resolution",
  rulePath: ({ series }: TaskInputs) => `meetings.series.${series}`,
  reckon: dueBy,
  basis: dueWords,
} as const;

/** When the lead unit must have carried a task out. */
export const lead = clockKind<TaskInputs>({
  ...of,
  kind: "lead",
  called: "完成期限",
  todo: "主办任务",
  keepers: carriers,
  touch: (id, { actor, now }) =>
    updateExactlyOne(resolutions, eq(resolutions.id, id), {
      changedBy: actor.name,
      changedAt: now,
      revision: sql`${resolutions.revision} + 1`,
    }),
});

/** When an assisting unit must have done its part. */
export const assist = clockKind<TaskInputs>({
  ...of,
  kind: "assist",
  called: "协办单位的完成期限",
  todo: "协办任务",
  keepers: carriers,
});

/** When the office of the meeting must have looked at what was reported complete. */
export const review = clockKind<TaskInputs>({
  ...of,
  kind: "review",
  called: "验收期限",
  todo: "待验收",
  keepers: conveners,
});

function dueBy(
  rules: RuleSet,
  calendar: WorkCalendar,
  startedAt: Instant,
  { series, meetingAt, last, next }: TaskInputs,
): Due | undefined {
  if (!rules.meetings.series.some(({ key }) => key === series)) return undefined;
  const otherMeetings = [last, next].filter((at) => at !== null) as Instant[];
  const decided = { meetingAt: meetingAt as Instant, assignedAt: startedAt, otherMeetings };
  const { due, warnings } = resolutionDue(rules, series, decided, calendar);
  return { due, warnings };
}

function dueWords({ meetings }: RuleSet, { series, next }: TaskInputs): string {
  const rule = meetings.series.find(({ key }) => key === series)?.resolutionDue;
  if (!rule) return "";
  const provisional =
    rule === "beforeNextMeeting" && next === null ? "；最迟会期之前还没有安排下次会议，按最迟会期推算" : "";
  return `按规则：${resolutionDueWords(rule)}${provisional}`;
}
