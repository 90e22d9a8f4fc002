import type { DemoMeeting, DemoResolution } from "../../db/demo/types.ts";
import type { Actor } from "../../worker/domain/kernel/context.ts";
import { closeMeeting } from "../../worker/domain/meetings/close.ts";
import { scheduleMeeting } from "../../worker/domain/meetings/schedule.ts";
import { approveResolution } from "../../worker/domain/resolutions/approve.ts";
import { completeResolution } from "../../worker/domain/resolutions/complete.ts";
import { logResolution } from "../../worker/domain/resolutions/log.ts";
import { reportProgress } from "../../worker/domain/resolutions/progress.ts";
import { localDateOf } from "../../worker/time/instants.ts";
import { acting, after, momentOf, type Stage } from "./acting.ts";
import { actor, type Cast, earlier } from "./cast.ts";

/** Schedules a meeting and, if it was held, what it decided and how that is carried out. */
export async function holdMeeting(cast: Cast, meeting: DemoMeeting): Promise<void> {
  const { stage, people } = cast;
  const startsAt = momentOf(stage, meeting.when);
  const secretary = actor(people, meeting.secretary);
  const office = actor(people, "admin");
  const meetingId = await announce(cast, meeting, office);
  const logged: [DemoResolution, string][] = [];
  for (const [index, resolution] of meeting.resolutions.entries()) {
    const ctx = acting(stage, secretary, earlier(after(startsAt, 30 + 10 * index), stage.today));
    const { id } = await logResolution(ctx, { meetingId, ...contentOf(cast, resolution) });
    logged.push([resolution, id]);
  }
  if (meeting.state !== "held") return;
  const closing = acting(stage, office, earlier(after(startsAt, 150), stage.today));
  await closeMeeting(closing, { meetingId, ...attendanceOf(cast, meeting) });
  for (const [resolution, id] of logged) await carryOut(cast, resolution, id, office);
}

/** Puts the meeting on the calendar a week ahead; its id. */
async function announce({ stage, org, units }: Cast, meeting: DemoMeeting, office: Actor): Promise<string> {
  const startsAt = momentOf(stage, meeting.when);
  const invited = [org.get(meeting.host), ...meeting.attendance.map(({ unit }) => units.get(unit))];
  const announced = earlier(after(startsAt, -7 * 24 * 60), stage.today);
  const { id } = await scheduleMeeting(acting(stage, office, announced), {
    series: meeting.series,
    orgUnitId: org.get(meeting.host),
    title: meeting.title,
    date: localDateOf(startsAt),
    time: `${String(meeting.when.hour).padStart(2, "0")}:00`,
    place: meeting.venue,
    members: [...new Set(invited)],
  });
  return id;
}

function attendanceOf({ org, units }: Cast, { attendance, host }: DemoMeeting) {
  const who = (state: string) =>
    attendance.filter((came) => came.state === state).map(({ unit }) => units.get(unit));
  return {
    present: [...who("present"), org.get(host)],
    proxy: who("proxy"),
    late: who("late"),
    leave: who("leave"),
    absent: who("absent"),
  };
}

function contentOf({ stage, units }: Cast, resolution: DemoResolution) {
  const { text: body, lead, assisting, dueDaysAgo } = resolution;
  if (lead === null || dueDaysAgo === null) return { kind: "decision", body };
  const dueDate = localDateOf(momentOf(stage, { daysAgo: dueDaysAgo, hour: 12 }));
  const assistantIds = assisting.map((unit) => units.get(unit));
  return { kind: "task", body, leadId: units.get(lead), assistantIds, dueDate };
}

async function carryOut(
  cast: Cast,
  resolution: DemoResolution,
  resolutionId: string,
  office: Actor,
): Promise<void> {
  const { stage, people } = cast;
  const finished = resolution.completion === "accepted" || resolution.completion === "done";
  for (const [index, { when, by, text }] of resolution.progress.entries()) {
    const last = index === resolution.progress.length - 1;
    const ctx = acting(stage, actor(people, `liaison-${by}`), momentOf(stage, when));
    if (finished && last) await completeResolution(ctx, { resolutionId, text });
    else await reportProgress(ctx, { resolutionId, text });
  }
  if (resolution.completion !== "accepted") return;
  const when = resolution.progress.at(-1)?.when ?? { daysAgo: 1, hour: 9 };
  const at = earlier(after(momentOf(stage, when), 20 * 60), stage.today);
  await approveResolution(acting(stage, office, at), { resolutionId });
}

export const inOrder = (stage: Stage, meetings: readonly DemoMeeting[]) =>
  [...meetings].sort((one, other) => momentOf(stage, one.when).localeCompare(momentOf(stage, other.when)));
