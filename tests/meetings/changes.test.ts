import { beforeAll, describe, expect, test } from "vitest";
import { Conflict, Forbidden, Invalid } from "../../worker/domain/errors.ts";
import { cancelMeeting } from "../../worker/domain/meetings/cancel.ts";
import { closeMeeting } from "../../worker/domain/meetings/close.ts";
import { correctAttendance } from "../../worker/domain/meetings/correct.ts";
import { postponeMeeting } from "../../worker/domain/meetings/postpone.ts";
import { meetingPage, meetingsPage } from "../../worker/domain/meetings/read.ts";
import { formatMoment } from "../../worker/time/format.ts";
import { DAY, instant, instantAt, toMs } from "../../worker/time/instants.ts";
import { timelineOf } from "../matters/stages.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { daysAhead, meetingAt, meetingDay } from "../support/days.ts";
import { rollOf } from "./roll.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

const to = { date: daysAhead(120), time: "14:30", place: "第三会议室", reason: "主会场停电检修" };
const page = (id: string, who: Who = "secretary") => meetingPage(county.as(who), id);
const listed = async (active: boolean, who: Who = "liaison") => {
  const { meetings } = await meetingsPage(county.as(who), { done: !active });
  return meetings.map(({ id }) => id);
};

describe("a meeting that is moved", () => {
  test("is at the other time and place for everybody, with the reason, in its new place in the list", async () => {
    const [first, second] = [await county.meeting(), await county.meeting()];
    await postponeMeeting(county.as("secretary"), { meetingId: first.id, ...to });
    const { startsAt, place, timeline } = await page(first.id, "liaison");
    expect([startsAt, place]).toEqual([instantAt(to.date, "14:30"), "第三会议室"]);
    expect(timeline[0]).toMatchObject({ note: "主会场停电检修" });
    expect(timeline[0]?.title).toContain(formatMoment(instantAt(to.date, "14:30"), instant(Date.now())));
    const order = await listed(true);
    expect(order.indexOf(first.id)).toBeGreaterThan(order.indexOf(second.id));
  });

  test("by what people type is the same", async () => {
    const { id } = await county.meeting();
    const secretary = await county.visit("secretary");
    const typed = { ...to, date: to.date.replaceAll("-", ".").replace(".0", "."), time: "下午2点半" };
    const answer = await secretary.post(`${county.base}/meetings/${id}/postponement`, typed);
    expect(answer.status).toBe(303);
    expect((await page(id)).startsAt).toBe(instantAt(to.date, "14:30"));
  });

  test("to where it is already is refused at the field, on its page, with what was typed", async () => {
    const { id } = await county.meeting();
    const { place } = await page(id);
    const same = { meetingId: id, date: meetingDay, time: "09:30", place, reason: "x" };
    const refused = await postponeMeeting(county.as("secretary"), same).catch((error: unknown) => error);
    expect((refused as Invalid).problems).toMatchObject([{ path: "date" }]);
    expect(refused).toBeInstanceOf(Invalid);
    const secretary = await county.visit("secretary");
    const answer = await secretary.post(`${county.base}/meetings/${id}/postponement`, {
      ...to,
      time: "25:00",
    });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain("主会场停电检修");
  });

  test("is moved by its convener alone, and not once it was held", async () => {
    const { id } = await county.meeting();
    await expect(postponeMeeting(county.as("liaison"), { meetingId: id, ...to })).rejects.toThrow(Forbidden);
    await closeMeeting(county.as("secretary"), { meetingId: id, ...rollOf(county) });
    await expect(postponeMeeting(county.as("secretary"), { meetingId: id, ...to })).rejects.toThrow(Conflict);
    expect((await page(id)).offers.map(({ name }) => name)).not.toContain("postpone");
  });
});

describe("a meeting that is called off", () => {
  const reason = "与全县防汛会议冲突，另行安排";

  test("leaves the list of those to come, stands among the others, and takes no resolution", async () => {
    const { id } = await county.meeting();
    await cancelMeeting(county.as("secretary"), { meetingId: id, reason });
    expect([(await listed(true)).includes(id), (await listed(false)).includes(id)]).toEqual([false, true]);
    const { state, mayLog, mayClose, offers } = await page(id);
    expect([state, mayLog, mayClose, offers]).toEqual(["cancelled", false, false, []]);
    expect((await timelineOf(county, `meeting:${id}`)).map(({ kind }) => kind)).toEqual([
      "scheduled",
      "cancelled",
    ]);
    await expect(county.resolution(id)).rejects.toThrow("已经取消");
    await expect(closeMeeting(county.as("secretary"), { meetingId: id, ...rollOf(county) })).rejects.toThrow(
      "已经取消",
    );
  });

  test("can't be one that decided something, though both are sent at once", async () => {
    const { id } = await county.meeting();
    await county.resolution(id);
    const late = cancelMeeting(county.as("secretary"), { meetingId: id, reason });
    await expect(late).rejects.toThrow("已经记录了决议");
    expect((await page(id)).offers.map(({ name }) => name)).toEqual(["postpone"]);

    const { id: other } = await county.meeting();
    const both = await Promise.allSettled([
      county.resolution(other),
      cancelMeeting(county.as("secretary"), { meetingId: other, reason }),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const { state, resolutions } = await page(other);
    expect([state, resolutions.length]).toEqual(resolutions.length > 0 ? ["scheduled", 1] : ["cancelled", 0]);
  });

  test("is shown as called off with its reason", async () => {
    const { id } = await county.meeting();
    await cancelMeeting(county.as("secretary"), { meetingId: id, reason });
    const html = await (await (await county.visit("liaison")).get(`${county.base}/meetings/${id}`)).text();
    expect(html).toContain("已取消");
    expect(html).toContain(reason);
  });
});

test("closing a meeting that hasn't begun is warned of on its page, and afterwards isn't", async () => {
  const { id } = await county.meeting();
  const secretary = await county.visit("secretary");
  const at = async (now: string) => (await secretary.get(`${county.base}/meetings/${id}`, { now })).text();
  expect(await at(instant(toMs(meetingAt) - 1))).toContain("现在还没有到");
  expect(await at(meetingAt)).not.toContain("现在还没有到");
});

describe("who came, mended after the meeting", () => {
  const held = async () => {
    const { id } = await county.meeting();
    await closeMeeting(county.as("secretary"), { meetingId: id, ...rollOf(county) });
    return id;
  };
  const mended = () => rollOf(county, { present: [county.units.water], leave: [county.units.power] });

  test("stands as it was mended, with what was changed on record, and counts for the quorum", async () => {
    const id = await held();
    expect((await page(id)).offers.map(({ name }) => name)).toEqual(["correctAttendance"]);
    await correctAttendance(county.as("secretary"), { meetingId: id, ...mended() });
    const { members, quorum, timeline } = await page(id);
    expect(members.find(({ id }) => id === county.units.water)?.state).toBe("present");
    expect(quorum?.came).toBe(1);
    expect(timeline[0]).toMatchObject({ title: "更正到会情况" });
    expect(timeline[0]?.note).toContain("由缺席改为到会");
    const same = correctAttendance(county.as("secretary"), { meetingId: id, ...mended() });
    await expect(same).rejects.toThrow("没有变化");
  });

  test("by two at once is both of them or one, and each is on record", async () => {
    const id = await held();
    const { water, power } = county.units;
    const outcomes = await Promise.allSettled(
      [water, power].map((unit) =>
        correctAttendance(county.as("secretary"), { meetingId: id, ...rollOf(county, { present: [unit] }) }),
      ),
    );
    const done = outcomes.filter(({ status }) => status === "fulfilled").length;
    const kinds = (await timelineOf(county, `meeting:${id}`)).map(({ kind }) => kind);
    expect(kinds).toEqual(["scheduled", "held", ...Array.from({ length: done }, () => "corrected")]);
  });

  test("is mended for a week, by the convener, and not before it was held", async () => {
    const id = await held();
    const late = { ...county.as("secretary"), now: instant(toMs(meetingAt) + 7 * DAY + 1) };
    await expect(correctAttendance(late, { meetingId: id, ...mended() })).rejects.toThrow("已超过 7 天");
    expect((await meetingPage(late, id)).offers).toEqual([]);
    const last = { ...county.as("secretary"), now: instant(toMs(meetingAt) + 7 * DAY) };
    await correctAttendance(last, { meetingId: id, ...mended() });
    await expect(correctAttendance(county.as("liaison"), { meetingId: id, ...mended() })).rejects.toThrow(
      Forbidden,
    );
    const { id: open } = await county.meeting();
    await expect(correctAttendance(county.as("secretary"), { meetingId: open, ...mended() })).rejects.toThrow(
      Conflict,
    );
  });
});
