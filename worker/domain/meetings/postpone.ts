import { formatMoment } from "../../time/format.ts";
import { type Instant, instantAt } from "../../time/instants.ts";
import { Invalid } from "../errors.ts";
import { happening } from "../kernel/happenings.ts";
import { clockTime, day, line, prose } from "../kernel/input.ts";
import { sortAs } from "../kernel/listings.ts";
import { move } from "../kernel/move.ts";
import { conveners } from "../kernel/roles.ts";
import { mustBeNear } from "./bounds.ts";
import { onMeeting, sortOf } from "./meeting.ts";

/** Moves a meeting that hasn't been closed to another time, another place or both; whoever belongs to it reads why. */
export const postponeMeeting = move(onMeeting)({
  name: "postpone",
  resource: "postponement",
  label: "改期",
  logged: "会议改期",
  done: "会议已改期",
  from: ["scheduled"],
  who: conveners,
  input: {
    date: day("日期"),
    time: clockTime("开始时间"),
    place: line("地点", 60),
    reason: prose("改期的原因", 200, "参会单位都能看到。"),
  },
  form: { folded: "改时间或地点" },
  events: {
    postponed: happening<{ from: string; to: string; place: string | null; reason: string }>(
      ({ from, to, place, reason }, now) => ({
        title: place
          ? `改到 ${formatMoment(to as Instant, now)}，在${place}`
          : `从 ${formatMoment(from as Instant, now)} 改到 ${formatMoment(to as Instant, now)}`,
        note: reason,
      }),
    ),
  },
  decide: ({ meeting, openedAt }, { date, time, place, reason }, { now }) => {
    mustBeNear(date, openedAt, now);
    const startsAt = instantAt(date, time);
    const moved = place !== meeting.place;
    if (startsAt === meeting.startsAt && !moved)
      throw new Invalid([{ path: "date", message: "时间和地点都没有变。请填写新的时间或地点" }]);
    return {
      set: { startsAt, place },
      says: { postponed: { from: meeting.startsAt, to: startsAt, place: moved ? place : null, reason } },
      rows: [sortAs("meeting", meeting.id, sortOf({ id: meeting.id, startsAt }))],
    };
  },
});
