import * as z from "zod";
import { assistants, type meetings } from "../../../db/tenant/schema/meetings.ts";
import type { Due } from "../../rules/engine/calendar.ts";
import { type Instant, type LocalDate, localDateOf } from "../../time/instants.ts";
import { Invalid } from "../errors.ts";
import { insert, type RowChange } from "../kernel/changes.ts";
import type { Given } from "../kernel/command.ts";
import { day, id, many, optional, prose } from "../kernel/input.ts";
import { openObligation } from "../obligations/obligations.ts";
import { type DueTime, dueTime } from "./due.ts";

/** The fields of a resolution as people fill them in. */
export const content = {
  kind: z.enum(["task", "decision"], "请选择是任务还是决定"),
  body: prose("决议内容", 1000),
  leadId: optional(id("主办单位")),
  assistantIds: many(id("协办单位"), 20),
  dueDate: optional(day("请填写日期")),
};

const Content = z.strictObject(content);
type Content = z.output<typeof Content>;

/** A task needs a lead unit, all its units must belong to the meeting, and it can't be due before that. */
export function mustBelong(
  { kind, leadId, assistantIds, dueDate }: Content,
  { meeting, members }: { meeting: Pick<Setting["meeting"], "startsAt">; members: readonly { id: string }[] },
  now: Instant,
): void {
  if (kind === "decision") return;
  const belongs = (memberId: string) => members.some(({ id }) => id === memberId);
  if (!leadId) throw new Invalid([{ path: "leadId", message: "任务需要一个主办单位" }]);
  if (!belongs(leadId)) throw new Invalid([{ path: "leadId", message: "主办单位不是这次会议的成员" }]);
  if (!assistantIds.every(belongs)) {
    throw new Invalid([{ path: "assistantIds", message: "协办单位不是这次会议的成员" }]);
  }
  if (dueDate && dueDate < localDateOf(now)) {
    throw new Invalid([{ path: "dueDate", message: "完成日期不能早于今天" }]);
  }
  if (dueDate && dueDate < localDateOf(meeting.startsAt as Instant)) {
    throw new Invalid([{ path: "dueDate", message: "完成日期不能早于会议当天" }]);
  }
}

interface Setting {
  meeting: typeof meetings.$inferSelect;
  otherMeetings: readonly Instant[];
  rules: Parameters<typeof dueTime>[0];
}

export function dueOf(
  { meeting, otherMeetings, rules }: Setting,
  set: LocalDate | undefined,
  { now, calendar }: Given,
): DueTime {
  const decided = { meetingAt: meeting.startsAt as Instant, assignedAt: now, otherMeetings };
  return dueTime(rules, meeting.series, decided, calendar, set);
}

type Units = Pick<Content, "leadId" | "assistantIds">;

/** The assisting units, each once, without the lead. */
export const helpersOf = ({ leadId, assistantIds }: Units): string[] =>
  [...new Set(assistantIds)].filter((memberId) => memberId !== leadId);

export const keepHelpers = (resolutionId: string, units: Units): RowChange[] =>
  helpersOf(units).map((memberId) => insert(assistants, { resolutionId, memberId }));

/** Puts a task before its units: obligations with the same due time, the lead's and each assistant's. */
export function assign(
  given: Given,
  task: { subject: string; title: string; due: Due; ruleVersion: number },
  units: Units,
) {
  return [
    openObligation(given, { ...task, kind: "resolution.lead", owner: units.leadId ?? "" }),
    ...helpersOf(units).map((owner) => openObligation(given, { ...task, kind: "resolution.assist", owner })),
  ];
}
