import * as z from "zod";
import { attendanceStates, meetingStates } from "../domain/meetings/states.ts";
import { resolutionStates } from "../domain/resolutions/states.ts";
import { instant, maybe, maybeInstant, next, oneOf, past, revision, text } from "./schemas.ts";

/** What the API answers of meetings and of what they decided. */

const MeetingRow = z
  .object({
    id: text,
    title: text,
    series: text,
    seriesName: text,
    startsAt: instant,
    place: text,
    state: oneOf(meetingStates),
    host: text,
  })
  .meta({ id: "MeetingRow" });

export const Meetings = z.object({ meetings: z.array(MeetingRow), next }).meta({ id: "Meetings" });

const ResolutionRow = z
  .object({
    id: text,
    number: z.int(),
    kind: oneOf({ task: "任务", decision: "决定" }),
    body: text,
    leadId: maybe,
    leadName: maybe,
    dueAt: maybeInstant,
    dueBasis: maybe,
    state: oneOf(resolutionStates),
    changedBy: text,
    changedAt: instant,
    revision,
  })
  .meta({ id: "ResolutionRow" });

export const Meeting = MeetingRow.extend({
  revision,
  members: z.array(z.object({ id: text, name: text, state: oneOf(attendanceStates) })),
  resolutions: z.array(ResolutionRow),
  ...past,
}).meta({ id: "Meeting" });

export const Resolutions = z
  .object({
    resolutions: z.array(
      z
        .object({
          id: text,
          number: z.int(),
          kind: oneOf({ task: "任务", decision: "决定" }),
          body: text,
          leadId: maybe,
          leadName: maybe,
          dueAt: maybeInstant,
          state: oneOf(resolutionStates),
          loggedAt: instant,
          meeting: z.object({ id: text, title: text, startsAt: instant }),
        })
        .meta({ id: "ListedResolution" }),
    ),
    next,
  })
  .meta({ id: "Resolutions" });

export const Resolution = ResolutionRow.extend({
  meeting: z.object({ id: text, title: text, startsAt: instant }),
  assistantIds: z.array(text),
  assistants: z.array(text),
  unattended: z
    .array(z.object({ unit: text, answering: maybe }))
    .meta({ description: "无人值守的承办单位，以及现在由谁代为办理" }),
  ...past,
}).meta({ id: "Resolution" });
