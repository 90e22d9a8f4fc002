import * as z from "zod";
import { resolutions } from "../../../db/tenant/schema/meetings.ts";
import { update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { happened } from "../kernel/events.ts";
import { id, prose } from "../kernel/input.ts";
import { scopesOfPath } from "../kernel/policy.ts";
import { endObligations } from "../obligations/obligations.ts";
import { loadedResolution, scopes, withMeeting } from "./record.ts";
import { mustBe } from "./states.ts";
import { assign, dueOf } from "./task.ts";

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
      recordedAs: "resolution.sendBack",
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
