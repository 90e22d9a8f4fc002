import { eq } from "drizzle-orm";
import * as z from "zod";
import { assistants, resolutions } from "../../../db/tenant/schema/meetings.ts";
import { dateEnding, type Instant, type LocalDate } from "../../time/instants.ts";
import { retitleClocks } from "../clocks/clocks.ts";
import { endClocks } from "../clocks/end.ts";
import { Conflict } from "../errors.ts";
import { type RowChange, statement, update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Given } from "../kernel/context.ts";
import { happening } from "../kernel/happenings.ts";
import { id, revision } from "../kernel/input.ts";
import { list } from "../kernel/listings.ts";
import { right, scopesOfPath } from "../kernel/rights.ts";
import { members as memberRoles } from "../kernel/roles.ts";
import { meeting, scopesOfMeeting } from "../meetings/meeting.ts";
import { listingOf } from "./listing.ts";
import {
  changedBy,
  type LoadedResolution,
  loadedResolution,
  refOf,
  seenBy,
  withMeeting,
} from "./resolution.ts";
import { matterNamed, mattersMeant, saidOfMatter, settles, settlesHappenings } from "./settles.ts";
import {
  asking,
  assign,
  content,
  helpersOf,
  Kept,
  keepHelpers,
  kindAndState,
  lookedOver,
  reassign,
} from "./task.ts";

const fields = { resolutionId: id("决议"), revision, ...content, ...settles };
export const EditResolution = z.strictObject(fields);
const Edit = z.strictObject({ ...fields, ...asking });
type Input = z.output<typeof Edit>;

/** With the matters that may be meant by what was typed. */
interface Editing extends LoadedResolution {
  readonly meant: Awaited<ReturnType<typeof mattersMeant>>;
}

/** Changes the wording, the units or the due day. Whoever saves on an older revision is told who changed what. */
export const editResolution = command({
  right: right("resolution.edit", "修改决议", memberRoles, meeting.rights.view),
  input: Edit,
  operation: {
    resource: "/resolutions/{resolutionId}",
    summary: "修改决议",
    method: "put",
    takes: EditResolution,
    output: Kept,
  },
  events: {
    edited: happening<{ body: string; before: string }>(({ body, before }) => ({
      title: "修改决议",
      // The wording before; nothing when only the units or the date changed.
      note: before === body ? undefined : `修改前：${before}`,
    })),
    ...settlesHappenings,
  },
  load: (orm, { resolutionId, matter }, ctx) => ({
    ...withMeeting(orm, resolutionId, ctx),
    meant: mattersMeant(ctx, matter),
  }),
  state: ({ meant, ...rows }): Editing => ({ ...loadedResolution(rows), meant }),
  scopes: (state) => editors(state),
  revision: ({ resolution }) => resolution.revision,
  decide: (state, input, given) => {
    const { resolution } = state;
    const asked = { ...input, dueDate: newDay(state, input.dueDate) };
    mustBeEditable(state, asked);
    const matter = matterNamed(input.matter, state.matter, state.meant);
    const warnings = lookedOver(asked, state, given);
    const { body } = input;
    const set = { body, matterId: matter?.id ?? null, ...changedBy(given) };
    const rows = onlyWords(state, asked)
      ? [update(resolutions, resolution, set), retitleClocks(refOf(resolution.id), body)]
      : [
          update(resolutions, resolution, { ...set, ...kindAndState(input) }),
          ...putAnew(state, asked, given),
        ];
    const stands = onlyWords(state, asked) ? resolution : { ...resolution, ...kindAndState(input) };
    return {
      result: { id: resolution.id, meetingId: resolution.meetingId, warnings },
      on: refOf(resolution.id),
      detail: { before: resolution.body, matter: matter?.id ?? null },
      says: { edited: { body, before: resolution.body }, ...saidOfMatter(state.matter, matter) },
      rows: [...rows, ...list(listingOf({ ...stands, body }, state.meeting, state.members))],
    };
  },
});

/** While a meeting runs everybody in it may mend what was logged; afterwards only the office of its host. */
export function editors(state: LoadedResolution) {
  const { meeting, members } = state;
  const everybody = scopesOfMeeting(meeting, members);
  return { act: meeting.state === "held" ? scopesOfPath(meeting.orgPath) : everybody, see: seenBy(state) };
}

/** @throws Conflict where somebody saved in between, or the resolution's state doesn't allow the change. */
function mustBeEditable(state: LoadedResolution, input: Input): void {
  const { resolution } = state;
  if (resolution.revision !== input.revision) throw staleEdit(state);
  if (resolution.state === "accepted") throw new Conflict("这条决议已经完成验收，不能再修改");
  if (resolution.state === "done" && !onlyWords(state, input)) {
    throw new Conflict("这项任务已经报告完成，先验收或退回，才能改变单位和期限");
  }
}

/** The units as they are from now on, each with its clock. An edit that sets no day leaves the due time as it was. */
function putAnew(state: LoadedResolution, input: Input, given: Given): RowChange[] {
  const { id } = state.resolution;
  const stands = leadClock(state);
  const task = { id, ...input };
  const clocks =
    stands && !input.dueDate
      ? reassign(given, state, task, stands)
      : assign(given, state, task, input.dueDate);
  return [
    endClocks(given.now, refOf(id), "cancelled"),
    statement((orm) => orm.delete(assistants).where(eq(assistants.resolutionId, id))),
    ...(input.kind === "task" ? [...keepHelpers(id, input), ...clocks] : []),
  ];
}

/** The lead unit's clock of a task: the one that runs, or the last that was kept. */
const leadClock = ({ resolution, due }: LoadedResolution) =>
  resolution.kind === "task" ? (due.find(({ state }) => state === "running") ?? due.at(-1)) : undefined;

/** Whether an edit leaves kind, units and due day as they are: no clock is touched then. */
function onlyWords({ resolution, assistantIds }: LoadedResolution, input: Input): boolean {
  const same = (one: readonly string[], other: readonly string[]) =>
    [...one].sort().join() === [...other].sort().join();
  const units = input.kind === "task" ? [input.leadId ?? "", ...helpersOf(input)] : [];
  const stood = resolution.kind === "task" ? [resolution.leadId ?? "", ...assistantIds] : [];
  return input.kind === resolution.kind && !input.dueDate && units[0] === stood[0] && same(units, stood);
}

/** The day that stands already, sent along again, is no new one: it may also have passed. */
function newDay(state: LoadedResolution, sent: LocalDate | undefined): LocalDate | undefined {
  const dueAt = leadClock(state)?.dueAt;
  return dueAt && sent === dateEnding(dueAt as Instant) ? undefined : sent;
}

function staleEdit(state: LoadedResolution): Conflict {
  const { resolution, members, matter } = state;
  const nameOf = (memberId: string | null) => members.find(({ id }) => id === memberId)?.name ?? "无";
  const dueAt = leadClock(state)?.dueAt;
  return new Conflict("您打开之后，别人先保存了这条决议", {
    changedBy: resolution.changedBy,
    changedAt: resolution.changedAt,
    revision: resolution.revision,
    fields: [
      { name: "body", label: "决议内容", value: resolution.body },
      { name: "leadId", label: "主办单位", value: nameOf(resolution.leadId) },
      { name: "dueDate", label: "完成日期", value: dueAt ? dateEnding(dueAt as Instant) : "无" },
      { name: "matter", label: "议定的事项", value: matter?.number ?? "无" },
    ],
  });
}
