import { beforeAll, describe, expect, test } from "vitest";
import { Conflict, Forbidden, Invalid } from "../../worker/domain/errors.ts";
import { cancelMeeting } from "../../worker/domain/meetings/cancel.ts";
import { closeMeeting } from "../../worker/domain/meetings/close.ts";
import { postponeMeeting } from "../../worker/domain/meetings/postpone.ts";
import { meetingPage, meetingsPage } from "../../worker/domain/meetings/read.ts";
import { timelineOf } from "../matters/stages.ts";
import { type County, newCounty, type Who } from "../support/county.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

const to = { date: "2030-03-12", time: "14:30", place: "第三会议室", reason: "主会场停电检修" };
const page = (id: string, who: Who = "secretary") => meetingPage(county.as(who), id);
const listed = async (active: boolean, who: Who = "liaison") => {
  const { meetings } = await meetingsPage(county.as(who), { active, before: null });
  return meetings.map(({ id }) => id);
};

describe("a meeting that is moved", () => {
  test("is at the other time and place for everybody, with the reason, in its new place in the list", async () => {
    const [first, second] = [await county.meeting(), await county.meeting()];
    await postponeMeeting(county.as("secretary"), { meetingId: first.id, ...to });
    const { startsAt, place, timeline } = await page(first.id, "liaison");
    expect([startsAt, place]).toEqual(["2030-03-12T06:30:00.000Z", "第三会议室"]);
    expect(timeline.at(-1)).toMatchObject({ note: "主会场停电检修" });
    expect(timeline.at(-1)?.title).toContain("2030年3月12日 14:30");
    const order = await listed(true);
    expect(order.indexOf(first.id)).toBeGreaterThan(order.indexOf(second.id));
  });

  test("by what people type is the same", async () => {
    const { id } = await county.meeting();
    const secretary = await county.visit("secretary");
    const typed = { ...to, date: "2030.3.12", time: "下午2点半" };
    const answer = await secretary.post(`${county.base}/meetings/${id}/postponement`, typed);
    expect(answer.status).toBe(303);
    expect((await page(id)).startsAt).toBe("2030-03-12T06:30:00.000Z");
  });

  test("to where it is already is refused at the field, on its page, with what was typed", async () => {
    const { id } = await county.meeting();
    const { place } = await page(id);
    const same = { meetingId: id, date: "2030-01-15", time: "09:30", place, reason: "x" };
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
    await closeMeeting(county.as("secretary"), { meetingId: id });
    await expect(postponeMeeting(county.as("secretary"), { meetingId: id, ...to })).rejects.toThrow(Conflict);
    expect((await page(id)).offers).toEqual([]);
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
    await expect(closeMeeting(county.as("secretary"), { meetingId: id })).rejects.toThrow("已经取消");
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
