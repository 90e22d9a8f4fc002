import { Hono } from "hono";
import { type Attempt, attempt } from "../../../views/components/attempt.ts";
import type { Failed } from "../../../views/components/submit.ts";
import { MeetingView } from "../../../views/meetings/detail.tsx";
import { MeetingsPage } from "../../../views/meetings/list.tsx";
import { ScheduleMeetingPage } from "../../../views/meetings/schedule.tsx";
import { askedOf } from "../../domain/lists/asked.ts";
import { chosenBy, type ScheduleOffer, scheduleForm } from "../../domain/meetings/form.ts";
import { meeting } from "../../domain/meetings/meeting.ts";
import { meetingMoves } from "../../domain/meetings/moves.ts";
import { meetingPage, meetingsPage } from "../../domain/meetings/read.ts";
import { scheduleMeeting } from "../../domain/meetings/schedule.ts";
import { chooseField, findField, meetingStates } from "../../domain/meetings/states.ts";
import { logResolution } from "../../domain/resolutions/log.ts";
import { resolutionFrom } from "../../domain/resolutions/states.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { attempting, submitted } from "../../http/form.ts";
import { newKey } from "../../http/own-form.ts";
import { allow } from "../../http/session.ts";
import { frameOf } from "../frame.ts";
import { postMoves } from "../moves.ts";
import { beforeIn } from "../past.ts";
import { getSheets, momentIn } from "../sheet.ts";
import { seeOther, show } from "../show.ts";

/** Meetings of the county's series. */
export const meetingPages = new Hono<AppEnv>();

meetingPages.get("/meetings", allow(meeting.rights.view), async (c) => {
  const page = await meetingsPage(c.var.ctx, askedOf(c.req.query()));
  const { accountId } = c.var.ctx.actor;
  const props = { frame: frameOf(c, "会议"), now: c.var.now, page, accountId, idempotencyKey: newKey(c) };
  return show(c, <MeetingsPage {...props} />);
});

getSheets(meetingPages, {
  path: "/meetings",
  right: meeting.rights.view,
  name: "会议",
  read: async (ctx, asked) => {
    const { meetings: rows, next } = await meetingsPage(ctx, asked);
    return { rows, next };
  },
  columns: [
    { header: "会议", width: 30, value: ({ title }) => title },
    { header: "类型", width: 16, value: ({ seriesName }) => seriesName },
    { header: "时间", width: 18, value: ({ startsAt }) => momentIn(startsAt) },
    { header: "地点", width: 24, value: ({ place }) => place },
    { header: "召开单位", width: 16, value: ({ host }) => host },
    { header: "状态", width: 10, value: ({ state }) => meetingStates[state] },
  ],
});

meetingPages.get("/meetings/new", allow(scheduleMeeting.right), (c) => schedulePage(c));

meetingPages.post("/meetings", allow(scheduleMeeting.right), async (c) => {
  const { values } = await submitted(c);
  if (values[chooseField] !== undefined) return choosingPage(c, values);
  const { [findField]: _looked, ...sent } = values;
  const outcome = await attempting(c, () => scheduleMeeting(c.var.ctx, sent));
  if ("done" in outcome) return seeOther(c, `/meetings/${outcome.done.id}`, "会议已安排");
  return schedulePage(c, { attempt: outcome.refused }, outcome.refused.status);
});

interface Shown {
  attempt?: Attempt;
  said?: string;
}

async function schedulePage(c: C, shown: Shown = {}, status: 200 | 409 | 422 = 200) {
  const page = await scheduleForm(c.var.ctx, wantedOf(c, shown.attempt?.values ?? {}));
  return formPage(c, page, shown, status);
}

/** The form once more, as it was sent, with others chosen. */
async function choosingPage(c: C, values: Attempt["values"]) {
  const page = await scheduleForm(c.var.ctx, wantedOf(c, values));
  const { members, said } = chosenBy(page, values);
  // Whoever a button chose is there to be seen.
  const sought = values[chooseField] === "find" ? values[findField] : "";
  return formPage(c, page, { attempt: attempt({ ...values, [findField]: sought, members }), said });
}

function wantedOf(c: C, values: Attempt["values"]) {
  const of = (name: string) => {
    const asked = c.req.query(name) ?? values[name];
    return typeof asked === "string" && asked ? asked : null;
  };
  return { orgUnitId: of("orgUnitId"), series: of("series") };
}

function formPage(c: C, page: ScheduleOffer, shown: Shown, status: 200 | 409 | 422 = 200) {
  const idempotencyKey = c.var.submitted?.key ?? newKey(c);
  const props = { frame: frameOf(c, "安排会议"), now: c.var.now, page, ...shown, idempotencyKey };
  return show(c, <ScheduleMeetingPage {...props} />, status);
}

meetingPages.get("/meetings/:meetingId", allow(meeting.rights.view), (c) => detailPage(c));

postMoves(meetingPages, meetingMoves, detailPage);

meetingPages.post("/meetings/:meetingId/resolutions", allow(logResolution.right), async (c) => {
  const meetingId = c.req.param("meetingId");
  const outcome = await attempting(c, ({ values }) =>
    logResolution(c.var.ctx, { ...resolutionFrom(values), meetingId }),
  );
  // The list below the form grows, and the next one is typed at once.
  if ("done" in outcome) return seeOther(c, `/meetings/${meetingId}`);
  return detailPage(c, { form: "resolutions", attempt: outcome.refused }, outcome.refused.status);
});

async function detailPage(c: C, failed?: Failed<string>, status: 200 | 409 | 422 = 200) {
  const page = await meetingPage(c.var.ctx, c.req.param("meetingId") ?? "", beforeIn(c));
  const props = { frame: frameOf(c, page.title), now: c.var.now, page, failed, idempotencyKey: newKey(c) };
  return show(c, <MeetingView {...props} />, status);
}
