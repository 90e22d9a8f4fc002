import { Hono } from "hono";
import { type Attempt, attempt } from "../../../views/components/attempt.ts";
import type { Failed } from "../../../views/components/submit.ts";
import { MeetingView } from "../../../views/meetings/detail.tsx";
import { MeetingsPage } from "../../../views/meetings/list.tsx";
import { ScheduleMeetingPage } from "../../../views/meetings/schedule.tsx";
import { askedOf } from "../../domain/lists/asked.ts";
import { meeting } from "../../domain/meetings/meeting.ts";
import { meetingMoves } from "../../domain/meetings/moves.ts";
import { meetingPage, meetingsPage } from "../../domain/meetings/read.ts";
import { scheduleForm, scheduleMeeting } from "../../domain/meetings/schedule.ts";
import { meetingStates } from "../../domain/meetings/states.ts";
import { logResolution } from "../../domain/resolutions/log.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { attempting } from "../../http/form.ts";
import { newKey } from "../../http/own-form.ts";
import { allow } from "../../http/session.ts";
import { frameOf } from "../frame.ts";
import { postMoves } from "../moves.ts";
import { momentIn, type SheetColumn, sheet, sheetFormats, sheetRows } from "../sheet.ts";
import { seeOther, show } from "../show.ts";

/** Meetings of the county's series. */
export const meetingPages = new Hono<AppEnv>();

meetingPages.get("/meetings", allow(meeting.rights.view), async (c) => {
  const page = await meetingsPage(c.var.ctx, askedOf(c.req.query()));
  const { accountId } = c.var.ctx.actor;
  const props = { frame: frameOf(c, "会议"), now: c.var.now, page, accountId, idempotencyKey: newKey(c) };
  return show(c, <MeetingsPage {...props} />);
});

for (const format of sheetFormats)
  meetingPages.get(`/meetings.${format}`, allow(meeting.rights.view), async (c) => {
    const { meetings } = await meetingsPage(c.var.ctx, { ...askedOf(c.req.query()), size: sheetRows });
    return sheet(c, format, "会议", sheetColumns, meetings);
  });

const sheetColumns: readonly SheetColumn<Awaited<ReturnType<typeof meetingsPage>>["meetings"][number]>[] = [
  { header: "会议", width: 30, value: ({ title }) => title },
  { header: "类型", width: 16, value: ({ seriesName }) => seriesName },
  { header: "时间", width: 18, value: ({ startsAt }) => momentIn(startsAt) },
  { header: "地点", width: 24, value: ({ place }) => place },
  { header: "召开单位", width: 16, value: ({ host }) => host },
  { header: "状态", width: 10, value: ({ state }) => meetingStates[state] },
];

meetingPages.get("/meetings/new", allow(scheduleMeeting.right), (c) => schedulePage(c, attempt()));

meetingPages.post("/meetings", allow(scheduleMeeting.right), async (c) => {
  const outcome = await attempting(c, ({ values }) => scheduleMeeting(c.var.ctx, values));
  if ("done" in outcome) return seeOther(c, `/meetings/${outcome.done.id}`, "会议已安排");
  return schedulePage(c, outcome.refused, outcome.refused.status);
});

async function schedulePage(c: C, at: Attempt, status: 200 | 409 | 422 = 200) {
  const host = c.req.query("orgUnitId") ?? at.values.orgUnitId;
  const page = await scheduleForm(c.var.ctx, typeof host === "string" && host ? host : null);
  const idempotencyKey = c.var.submitted?.key ?? newKey(c);
  const props = { frame: frameOf(c, "安排会议"), page, attempt: at, idempotencyKey };
  return show(c, <ScheduleMeetingPage {...props} />, status);
}

meetingPages.get("/meetings/:meetingId", allow(meeting.rights.view), (c) => detailPage(c));

postMoves(meetingPages, meetingMoves, detailPage);

meetingPages.post("/meetings/:meetingId/resolutions", allow(logResolution.right), async (c) => {
  const meetingId = c.req.param("meetingId");
  const outcome = await attempting(c, ({ values }) => logResolution(c.var.ctx, { ...values, meetingId }));
  // The list below the form grows, and the next one is typed at once.
  if ("done" in outcome) return seeOther(c, `/meetings/${meetingId}`);
  return detailPage(c, { form: "resolutions", attempt: outcome.refused }, outcome.refused.status);
});

async function detailPage(c: C, failed?: Failed<string>, status: 200 | 409 | 422 = 200) {
  const page = await meetingPage(c.var.ctx, c.req.param("meetingId") ?? "");
  const props = { frame: frameOf(c, page.title), now: c.var.now, page, failed, idempotencyKey: newKey(c) };
  return show(c, <MeetingView {...props} />, status);
}
