import { eq, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import type { Builder } from "../../../db/client.ts";
import { ruleSets } from "../../../db/tenant/schema/county.ts";
import { assistants, meetings, resolutions } from "../../../db/tenant/schema/meetings.ts";
import type { Due } from "../../rules/calendar.ts";
import { type Instant, isLocalDate, type LocalDate, localDateOf } from "../../rules/time.ts";
import { inForce } from "../county/county.ts";
import { Conflict, Invalid, NotFound } from "../errors.ts";
import { insert, type RowChange, statement, unchanged, update } from "../kernel/changes.ts";
import { command, type Given } from "../kernel/command.ts";
import { happened } from "../kernel/events.ts";
import { id, many, optional, prose, version } from "../kernel/input.ts";
import { scopesOfPath } from "../kernel/policy.ts";
import { membersOf, nextSitting, scopesOfMeeting } from "../meetings/meetings.ts";
import { endObligations, openObligation } from "../obligations/obligations.ts";
import { type DueTime, dueTime } from "./due.ts";

export type Resolution = typeof resolutions.$inferSelect;

/**
 * decided: a decision, nothing to do.
 * open ──complete──▶ done ──accept──▶ accepted
 *   ▲                 │
 *   └───send back─────┘
 */
export const resolutionStates: Readonly<Record<Resolution["state"], string>> = {
  decided: "已议定",
  open: "办理中",
  done: "待验收",
  accepted: "已完成",
};

const content = {
  kind: z.enum(["task", "decision"], "请选择是任务还是决定"),
  body: prose("决议内容", 1000),
  leadId: optional(id("主办单位")),
  assistantIds: many(id("协办单位"), 20),
  dueDate: optional(
    z
      .string()
      .refine(isLocalDate, "请填写日期")
      .transform((text) => text as LocalDate),
  ),
};

export const LogResolution = z.strictObject({ meetingId: id("会议"), ...content });

const rulesOfMeeting = (orm: Builder, meetingId: string | SQL) =>
  orm
    .select()
    .from(ruleSets)
    .where(eq(ruleSets.version, sql`(select rule_version from meetings where id = ${meetingId})`));

/** Logs what a meeting decided. A task goes to its lead unit's to-dos at once, due by the meeting's rules. */
export const logResolution = command({
  action: "resolution.log",
  input: LogResolution,
  load: (orm, { meetingId }, { now }) => ({
    meeting: orm.select().from(meetings).where(eq(meetings.id, meetingId)),
    members: membersOf(orm, meetingId),
    next: nextSitting(orm, meetingId, now),
    rules: rulesOfMeeting(orm, meetingId),
  }),
  state: ({ meeting: [meeting], members, next: [next], rules }) => {
    if (!meeting) throw new NotFound("meeting");
    return { meeting, members, next: next?.startsAt as Instant | undefined, ...inForce(rules) };
  },
  scopes: ({ meeting, members }) => scopesOfMeeting(meeting, members),
  decide: (state, input, given) => {
    const { meeting, members, version } = state;
    if (meeting.state !== "scheduled") throw new Conflict("这次会议已经结束，不能再记录决议");
    mustBelong(input, members, given.now);
    const resolutionId = given.newId();
    const subject = `resolution:${resolutionId}`;
    const { now, actor } = given;
    const task = input.kind === "task" ? dueOf(state, input.dueDate, given) : null;
    return {
      result: { id: resolutionId, meetingId: meeting.id },
      subject,
      detail: { meeting: meeting.id, kind: input.kind, lead: input.leadId ?? null },
      rows: [
        unchanged(meetings, meeting),
        insert(resolutions, {
          id: resolutionId,
          meetingId: meeting.id,
          number: sql`(select coalesce(max(number), 0) + 1 from resolutions where meeting_id = ${meeting.id})`,
          orgPath: meeting.orgPath,
          kind: input.kind,
          body: input.body,
          leadId: task ? (input.leadId ?? null) : null,
          dueAt: task?.due ?? null,
          dueBasis: task?.basis ?? null,
          state: task ? "open" : "decided",
          ruleVersion: version,
          loggedBy: actor.name,
          loggedAt: now,
          changedBy: actor.name,
          changedAt: now,
        }),
        happened(given, subject, "logged", { body: input.body }),
        ...(task ? keepHelpers(resolutionId, input) : []),
        ...(task
          ? assign(given, { subject, title: input.body, due: task, ruleVersion: version }, input)
          : []),
      ],
    };
  },
});

type Content = z.output<typeof LogResolution>;

/** A task needs a lead unit, and all its units must belong to the meeting. */
function mustBelong(
  { kind, leadId, assistantIds, dueDate }: Omit<Content, "meetingId">,
  members: readonly { id: string }[],
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
}

interface Setting {
  meeting: typeof meetings.$inferSelect;
  next: Instant | undefined;
  rules: Parameters<typeof dueTime>[0];
}

const dueOf = (
  { meeting, next, rules }: Setting,
  set: LocalDate | undefined,
  { now, calendar }: Given,
): DueTime => dueTime(rules, meeting.series, now, calendar, next, set);

type Units = Pick<Content, "leadId" | "assistantIds">;

/** The assisting units, each once, without the lead. */
const helpersOf = ({ leadId, assistantIds }: Units): string[] =>
  [...new Set(assistantIds)].filter((memberId) => memberId !== leadId);

const keepHelpers = (resolutionId: string, units: Units): RowChange[] =>
  helpersOf(units).map((memberId) => insert(assistants, { resolutionId, memberId }));

/** Puts a task before its units: obligations with the same due time, the lead's and each assistant's. */
function assign(
  given: Given,
  task: { subject: string; title: string; due: Due; ruleVersion: number },
  units: Units,
) {
  return [
    openObligation(given, { ...task, kind: "resolution.lead", owner: units.leadId ?? "" }),
    ...helpersOf(units).map((owner) => openObligation(given, { ...task, kind: "resolution.assist", owner })),
  ];
}

const ofResolution = (resolutionId: string) =>
  sql`(select meeting_id from resolutions where id = ${resolutionId})`;

/** For a read batch: a resolution with its meeting, members and rules. */
export const withMeeting = (orm: Builder, resolutionId: string, now: Instant) => ({
  resolution: orm.select().from(resolutions).where(eq(resolutions.id, resolutionId)),
  helpers: orm.select().from(assistants).where(eq(assistants.resolutionId, resolutionId)),
  meeting: orm
    .select()
    .from(meetings)
    .where(eq(meetings.id, ofResolution(resolutionId))),
  members: membersOf(orm, ofResolution(resolutionId)),
  next: nextSitting(orm, ofResolution(resolutionId), now),
  rules: rulesOfMeeting(orm, ofResolution(resolutionId)),
});

interface Rows {
  resolution: Resolution[];
  helpers: (typeof assistants.$inferSelect)[];
  meeting: (typeof meetings.$inferSelect)[];
  members: { id: string; name: string }[];
  next: { startsAt: string }[];
  rules: (typeof ruleSets.$inferSelect)[];
}

export function loadedResolution({
  resolution: [resolution],
  helpers,
  meeting: [meeting],
  members,
  next: [next],
  rules,
}: Rows) {
  if (!resolution || !meeting) throw new NotFound("resolution");
  const assistantIds = helpers.map(({ memberId }) => memberId);
  return {
    resolution,
    assistantIds,
    meeting,
    members,
    next: next?.startsAt as Instant | undefined,
    ...inForce(rules),
  };
}

type Loaded = ReturnType<typeof loadedResolution>;

const scopes = ({ meeting, members }: Loaded) => scopesOfMeeting(meeting, members);

/** Those who carry out a task, and the officers above the meeting on their behalf. */
const carriers = (state: Loaded) => ({
  act: [
    ...scopesOfPath(state.meeting.orgPath),
    ...(state.resolution.leadId ? [state.resolution.leadId] : []),
    ...state.assistantIds,
  ],
  see: scopes(state),
});

export const EditResolution = z.strictObject({ resolutionId: id("决议"), version, ...content });

/** Changes the wording, the units or the due day. Whoever saves on an older version is told who changed what. */
export const editResolution = command({
  action: "resolution.edit",
  input: EditResolution,
  load: (orm, { resolutionId }, { now }) => withMeeting(orm, resolutionId, now),
  state: loadedResolution,
  scopes,
  decide: (state, input, given) => {
    const { resolution, members, version } = state;
    if (resolution.version !== input.version) throw staleEdit(state);
    if (resolution.state === "accepted") throw new Conflict("这条决议已经完成验收，不能再修改");
    mustBelong(input, members, given.now);
    const subject = `resolution:${resolution.id}`;
    const task = input.kind === "task" ? editedDue(state, input, given) : null;
    return {
      result: { id: resolution.id, meetingId: resolution.meetingId },
      subject,
      detail: { before: resolution.body },
      rows: [
        update(resolutions, resolution, {
          kind: input.kind,
          body: input.body,
          leadId: task ? (input.leadId ?? null) : null,
          dueAt: task?.due ?? null,
          dueBasis: task?.basis ?? null,
          state: task ? "open" : "decided",
          changedBy: given.actor.name,
          changedAt: given.now,
        }),
        happened(given, subject, "edited", { body: input.body, before: resolution.body }),
        endObligations(
          given.now,
          subject,
          ["resolution.lead", "resolution.assist", "resolution.review"],
          "cancelled",
        ),
        statement((orm) => orm.delete(assistants).where(eq(assistants.resolutionId, resolution.id))),
        ...(task ? keepHelpers(resolution.id, input) : []),
        ...(task
          ? assign(given, { subject, title: input.body, due: task, ruleVersion: version }, input)
          : []),
      ],
    };
  },
});

/** An edit that sets no day leaves the due time as it was: a clock that runs is not restarted. */
function editedDue(state: Loaded, { dueDate }: Pick<Content, "dueDate">, given: Given): DueTime {
  const { dueAt, dueBasis } = state.resolution;
  const unchanged = dueAt && (!dueDate || dueDate === localDateOf(dueAt as Instant));
  if (unchanged) return { due: dueAt as Instant, warnings: [], basis: dueBasis ?? "" };
  return dueOf(state, dueDate, given);
}

function staleEdit({ resolution, members }: Loaded): Conflict {
  const nameOf = (memberId: string | null) => members.find(({ id }) => id === memberId)?.name ?? "无";
  const due = resolution.dueAt ? localDateOf(resolution.dueAt as Instant) : "无";
  return new Conflict("您打开之后，别人先保存了这条决议", {
    changedBy: resolution.changedBy,
    changedAt: resolution.changedAt,
    version: resolution.version,
    fields: [
      { label: "决议内容", value: resolution.body },
      { label: "主办单位", value: nameOf(resolution.leadId) },
      { label: "完成日期", value: due },
    ],
  });
}

const OneResolution = z.strictObject({ resolutionId: id("决议") });

export const ReportProgress = OneResolution.extend({ text: prose("进展", 1000) });

/** Says how a task is getting on. */
export const reportProgress = command({
  action: "resolution.progress",
  input: ReportProgress,
  load: (orm, { resolutionId }, { now }) => withMeeting(orm, resolutionId, now),
  state: loadedResolution,
  scopes: carriers,
  decide: ({ resolution }, { text }, given) => {
    mustBe(resolution, "open");
    const subject = `resolution:${resolution.id}`;
    const rows = [unchanged(resolutions, resolution), happened(given, subject, "progress", { text })];
    return { result: { id: resolution.id }, subject, rows };
  },
});

/** Reports a task complete; the meeting's office then accepts it or sends it back. */
export const completeResolution = command({
  action: "resolution.complete",
  input: OneResolution.extend({ text: prose("完成情况", 1000) }),
  load: (orm, { resolutionId }, { now }) => withMeeting(orm, resolutionId, now),
  state: loadedResolution,
  scopes: carriers,
  decide: (state, { text }, given) => {
    const { resolution, meeting, version } = state;
    mustBe(resolution, "open");
    const subject = `resolution:${resolution.id}`;
    return {
      result: { id: resolution.id },
      subject,
      rows: [
        update(resolutions, resolution, { state: "done", changedBy: given.actor.name, changedAt: given.now }),
        happened(given, subject, "done", { text }),
        endObligations(given.now, subject, ["resolution.lead", "resolution.assist"], "met"),
        openObligation(given, {
          kind: "resolution.review",
          subject,
          title: resolution.body,
          owner: meeting.orgUnitId,
          due: dueOf(state, undefined, given),
          ruleVersion: version,
        }),
      ],
    };
  },
});

export const ReviewResolution = z.discriminatedUnion(
  "verdict",
  [
    z.strictObject({ resolutionId: id("决议"), verdict: z.literal("accept") }),
    z.strictObject({
      resolutionId: id("决议"),
      verdict: z.literal("sendBack"),
      reason: prose("退回理由", 400),
    }),
  ],
  "请选择验收或退回",
);

/** The office of the meeting accepts a completed task, or sends it back with a reason and a new due time. */
export const reviewResolution = command({
  action: "resolution.accept",
  input: ReviewResolution,
  load: (orm, { resolutionId }, { now }) => withMeeting(orm, resolutionId, now),
  state: loadedResolution,
  scopes: (state) => ({ act: scopesOfPath(state.meeting.orgPath), see: scopes(state) }),
  decide: (state, input, given) => {
    const { resolution, assistantIds, version } = state;
    mustBe(resolution, "done");
    const subject = `resolution:${resolution.id}`;
    const trace = { changedBy: given.actor.name, changedAt: given.now };
    const reviewed = endObligations(given.now, subject, ["resolution.review"], "met");
    if (input.verdict === "accept") {
      const accepted = update(resolutions, resolution, { state: "accepted", ...trace });
      const rows = [accepted, reviewed, happened(given, subject, "accepted")];
      return { result: { id: resolution.id }, subject, rows };
    }
    const task = dueOf(state, undefined, given);
    return {
      result: { id: resolution.id },
      subject,
      rows: [
        update(resolutions, resolution, { state: "open", dueAt: task.due, dueBasis: task.basis, ...trace }),
        reviewed,
        happened(given, subject, "sentBack", { reason: input.reason }),
        ...assign(
          given,
          { subject, title: resolution.body, due: task, ruleVersion: version },
          { leadId: resolution.leadId ?? "", assistantIds },
        ),
      ],
    };
  },
});

function mustBe(resolution: Resolution, state: Resolution["state"]): void {
  if (resolution.state === state) return;
  throw new Conflict(`这条决议现在是“${resolutionStates[resolution.state]}”，不能这样操作`, {
    changedBy: resolution.changedBy,
    changedAt: resolution.changedAt,
    version: resolution.version,
  });
}
