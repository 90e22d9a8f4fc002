import { eq } from "drizzle-orm";
import * as z from "zod";
import { assistants, resolutions } from "../../../db/tenant/schema/meetings.ts";
import { type Instant, type LocalDate, localDateOf } from "../../time/instants.ts";
import { Conflict } from "../errors.ts";
import { statement, update } from "../kernel/changes.ts";
import { command, type Given } from "../kernel/command.ts";
import { happened } from "../kernel/events.ts";
import { id, version } from "../kernel/input.ts";
import { scopesOfPath } from "../kernel/policy.ts";
import { endObligations, retitleObligations } from "../obligations/obligations.ts";
import type { DueTime } from "./due.ts";
import { type Loaded, loadedResolution, scopes, withMeeting } from "./record.ts";
import { assign, content, dueOf, helpersOf, keepHelpers, mustBelong } from "./task.ts";

export const EditResolution = z.strictObject({ resolutionId: id("决议"), version, ...content });

/** Changes the wording, the units or the due day. Whoever saves on an older version is told who changed what. */
export const editResolution = command({
  action: "resolution.edit",
  input: EditResolution,
  load: (orm, { resolutionId }, { now }) => withMeeting(orm, resolutionId, now),
  state: loadedResolution,
  scopes: editors,
  decide: (state, input, given) => {
    const { resolution, version } = state;
    if (resolution.version !== input.version) throw staleEdit(state);
    if (resolution.state === "accepted") throw new Conflict("这条决议已经完成验收，不能再修改");
    const dueDate = newDay(state, input.dueDate);
    if (resolution.state === "done" && !onlyWords(state, input, dueDate)) {
      throw new Conflict("这项任务已经报告完成，先验收或退回，才能改变单位和期限");
    }
    mustBelong({ ...input, dueDate }, state, given.now);
    const subject = `resolution:${resolution.id}`;
    if (onlyWords(state, input, dueDate)) return reworded(state, input.body, given);
    const task = input.kind === "task" ? editedDue(state, dueDate, given) : null;
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

/** While a sitting runs everybody in it may mend what was logged; afterwards only the office of its host. */
export function editors(state: Loaded) {
  const see = scopes(state);
  return { act: state.meeting.state === "held" ? scopesOfPath(state.meeting.orgPath) : see, see };
}

type Input = z.output<typeof EditResolution>;

/** Whether an edit leaves kind, units and due day as they are: no clock is touched then. */
function onlyWords(
  { resolution, assistantIds }: Loaded,
  input: Input,
  dueDate: LocalDate | undefined,
): boolean {
  const same = (one: readonly string[], other: readonly string[]) =>
    [...one].sort().join() === [...other].sort().join();
  const units = input.kind === "task" ? [input.leadId ?? "", ...helpersOf(input)] : [];
  const stood = resolution.kind === "task" ? [resolution.leadId ?? "", ...assistantIds] : [];
  return input.kind === resolution.kind && !dueDate && units[0] === stood[0] && same(units, stood);
}

function reworded({ resolution }: Loaded, body: string, given: Given) {
  const subject = `resolution:${resolution.id}`;
  return {
    result: { id: resolution.id, meetingId: resolution.meetingId },
    subject,
    detail: { before: resolution.body },
    rows: [
      update(resolutions, resolution, { body, changedBy: given.actor.name, changedAt: given.now }),
      happened(given, subject, "edited", { body, before: resolution.body }),
      retitleObligations(subject, body),
    ],
  };
}

/** The day that stands already, sent along again, is no new one: it may also have passed. */
function newDay({ resolution: { dueAt } }: Loaded, sent: LocalDate | undefined): LocalDate | undefined {
  return dueAt && sent === localDateOf(dueAt as Instant) ? undefined : sent;
}

/** An edit that sets no day leaves the due time as it was: a clock that runs is not restarted. */
function editedDue(state: Loaded, dueDate: LocalDate | undefined, given: Given): DueTime {
  const { dueAt, dueBasis } = state.resolution;
  if (dueAt && !dueDate) return { due: dueAt as Instant, warnings: [], basis: dueBasis ?? "" };
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
      { name: "body", label: "决议内容", value: resolution.body },
      { name: "leadId", label: "主办单位", value: nameOf(resolution.leadId) },
      { name: "dueDate", label: "完成日期", value: due },
    ],
  });
}
