import * as z from "zod";
import { assistants, type meetings } from "../../../db/tenant/schema/meetings.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";
import { nextPlanned, type Oddity, odditiesOf, setDue } from "../../rules/engine/tasks.ts";
import { formatDay, formatWeekday } from "../../time/format.ts";
import { type Instant, type LocalDate, localDateOf } from "../../time/instants.ts";
import { type Clock, type Owner, setClock, startClock } from "../clocks/clocks.ts";
import type { ClockKind } from "../clocks/kinds.ts";
import type { VersionedRules } from "../county/county.ts";
import { Invalid } from "../errors.ts";
import { insert, type RowChange } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";
import { day, id, many, optional, prose } from "../kernel/input.ts";
import { stayOpen } from "../org/left.ts";
import { assist, lead, type TaskInputs } from "./clocks.ts";

/** The fields of a resolution as people fill them in. */
export const content = {
  kind: z.enum(["task", "decision"], "请选择是任务还是决定"),
  body: prose("决议内容", 1000),
  leadId: optional(id("主办单位")),
  assistantIds: many(id("协办单位"), 20),
  dueDate: optional(day("日期")),
};

/** Sent by forms, not by programs: what is odd about the day is asked about before anything is saved. */
export const asking = { askFirst: optional(z.literal("yes")) };

/** What is answered: what may be looked at again, in words, beside the id. */
export const Kept = z
  .object({ id: z.string(), warnings: z.array(z.string()) })
  .meta({ id: "KeptResolution", description: "warnings：已经保存，但请核对，例如完成日期是休息日" });

const Content = z.strictObject({ ...content, ...asking });
type Content = z.output<typeof Content>;

type Meeting = typeof meetings.$inferSelect;

/** What to look at again in a resolution that can be saved. @throws Invalid for one that can't, or that is asked about first */
export function lookedOver(content: Content, setting: Setting, given: Given): string[] {
  mustBelong(content, setting, given.now);
  return oddIn(content, setting, given);
}

/** A task needs a lead unit, all its units must belong to the meeting, and it can't be due before that. */
function mustBelong(
  { kind, leadId, assistantIds, dueDate }: Content,
  { meeting, members }: { meeting: Pick<Meeting, "startsAt">; members: readonly { id: string }[] },
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

/** What may be meant, and is hardly, of the day that was set. @throws Invalid with it where the form asks about it first */
function oddIn(
  { kind, dueDate, askFirst }: Content,
  setting: Pick<Setting, "meeting" | "otherMeetings" | "rules">,
  given: Given,
): string[] {
  if (kind === "decision" || !dueDate) return [];
  const { from } = runs(given, setting);
  const odd = odditiesOf(setting.rules, dueDate, from, given.calendar).map((oddity) => ({
    path: "dueDate",
    message: oddWords[oddity](dueDate, given.now),
    warns: true as const,
  }));
  if (askFirst && odd.length > 0) throw new Invalid(odd);
  return odd.map(({ message }) => message);
}

const oddWords: Record<Oddity, (day: LocalDate, now: Instant) => string> = {
  dayOff: (day, now) => `${formatDay(day, now)}（${formatWeekday(day)}）是休息日，不上班`,
  afterHours: (day, now) => `${formatDay(day, now)}下班时，会议还没有开始或者已经过了，任务一记录就超期`,
};

type Units = Pick<Content, "leadId" | "assistantIds">;

/** The assisting units, each once, without the lead. */
export const helpersOf = ({ leadId, assistantIds }: Units): string[] =>
  [...new Set(assistantIds)].filter((memberId) => memberId !== leadId);

export const keepHelpers = (resolutionId: string, units: Units): RowChange[] =>
  helpersOf(units).map((memberId) => insert(assistants, { resolutionId, memberId }));

/** How a resolution stands when it was just logged or put before other units. */
export const kindAndState = ({ kind, leadId }: Pick<Content, "kind" | "leadId">) =>
  kind === "task"
    ? ({ kind, leadId: leadId ?? null, state: "open" } as const)
    : ({ kind, leadId: null, state: "decided" } as const);

/** Where a task was decided: what its clocks are reckoned with. */
export interface Setting extends VersionedRules {
  readonly meeting: Pick<Meeting, "series" | "startsAt">;
  readonly members: readonly { id: string; isUnit?: boolean; closedAt?: string | null }[];
  readonly otherMeetings: readonly Instant[];
}

/** A task as it is put before its units. */
interface Task extends Units {
  readonly id: string;
  readonly body: string;
}

/** Puts a task before its units, each with a clock of its own: as the rules set it, or on the day the meeting set. */
export function assign(given: Given, setting: Setting, task: Task, day: LocalDate | undefined): RowChange[] {
  const { rules } = setting;
  const set = day && { due: setDue(rules, day, given.calendar).due, reason: "会议确定的日期" };
  return clocksFor(setting, task, (kind, owner) => {
    const starting = startingOf(given, setting, task, owner);
    return set ? setClock(given, kind, starting, set) : startClock(given, kind, starting).row;
  });
}

/** Puts a task before other units, with the time that stands: no clock is restarted by that. */
export const reassign = ({ newId }: Given, setting: Setting, task: Task, stands: Clock): RowChange[] =>
  clocksFor(setting, task, ({ kind }, owner) =>
    insert(clocks, {
      ...stands,
      id: newId(),
      kind,
      title: task.body,
      ownerKind: owner.kind,
      owner: owner.id,
      revision: 1,
    }),
  );

function clocksFor(
  setting: Setting,
  units: Units,
  clockOf: (kind: ClockKind<TaskInputs>, owner: Owner) => RowChange,
): RowChange[] {
  const leadId = units.leadId ?? "";
  const helpers = helpersOf(units);
  return [
    stayOpen(leadId, ...helpers),
    clockOf(lead, ownerIn(setting, leadId, "leadId")),
    ...helpers.map((memberId) => clockOf(assist, ownerIn(setting, memberId, "assistantIds"))),
  ];
}

/** @throws Invalid for a unit that was closed since the meeting */
function ownerIn({ members }: Setting, id: string, path: string): Owner {
  const member = members.find((each) => each.id === id);
  if (member?.closedAt) throw new Invalid([{ path, message: "这个单位已经停用，请换一个" }]);
  return { kind: member?.isUnit ? "unit" : "org", id };
}

/** A task's clock starts at the meeting, or when it was put before its units if that was later. */
export function startingOf(
  given: Pick<Given, "now" | "calendar">,
  setting: Setting,
  { id: record, body: title }: Pick<Task, "id" | "body">,
  owner: Owner,
) {
  const { version, rules } = setting;
  return { record, title, owner, by: { version, rules }, ...runs(given, setting) };
}

/** From when a task's clocks run, and what they are reckoned with. */
export function runs(
  { now, calendar }: Pick<Given, "now" | "calendar">,
  {
    meeting: { series, startsAt },
    otherMeetings,
    rules,
  }: Pick<Setting, "meeting" | "otherMeetings" | "rules">,
): { from: Instant; inputs: TaskInputs } {
  const meetingAt = startsAt as Instant;
  const from = meetingAt > now ? meetingAt : now;
  const before = otherMeetings.filter((at) => at <= from).sort();
  const decided = { meetingAt, assignedAt: now, otherMeetings };
  const next = nextPlanned(rules, series, decided, calendar) ?? null;
  return { from, inputs: { series, meetingAt, last: before.at(-1) ?? null, next } };
}
