import * as z from "zod";
import { resolutions } from "../../../db/tenant/schema/meetings.ts";
import { unchanged, update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { happened } from "../kernel/events.ts";
import { id, prose } from "../kernel/input.ts";
import { endObligations, openObligation } from "../obligations/obligations.ts";
import { carriers, leaders, loadedResolution, withMeeting } from "./record.ts";
import { mustBe } from "./states.ts";
import { dueOf } from "./task.ts";

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
  scopes: leaders,
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
