import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { county as counties } from "../../db/tenant/schema/county.ts";
import { attendances, meetings } from "../../db/tenant/schema/meetings.ts";
import { orgUnits } from "../../db/tenant/schema/org.ts";
import { deskPage } from "../../worker/domain/desk/desk.ts";
import { Conflict, Invalid, NotFound } from "../../worker/domain/errors.ts";
import { closeMeeting } from "../../worker/domain/meetings/close.ts";
import { postponeMeeting } from "../../worker/domain/meetings/postpone.ts";
import { meetingPage, meetingsPage } from "../../worker/domain/meetings/read.ts";
import { scheduleMeeting } from "../../worker/domain/meetings/schedule.ts";
import { HOUR, instant, MINUTE, toMs } from "../../worker/time/instants.ts";
import { auditTail, rulesSince2025, timelineOf } from "../matters/stages.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { meetingAt, meetingDay } from "../support/days.ts";
import { problemBeside, typedIn } from "../tenants/operator.ts";
import { rollOf } from "./roll.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

const entry = (changes: Record<string, unknown> = {}) => ({
  series: "countyJoint",
  orgUnitId: county.org.root,
  title: "城市基层治理联席会议",
  date: meetingDay,
  time: "09:30",
  place: "第二会议室",
  members: [...Object.values(county.units), county.org.street],
  ...changes,
});

async function rowOf(of: County, meetingId: string) {
  const { rows, came } = await of.db.read({
    rows: of.db.orm.select().from(meetings).where(eq(meetings.id, meetingId)),
    came: of.db.orm.select().from(attendances).where(eq(attendances.meetingId, meetingId)),
  });
  return { ...rows[0], came: Object.fromEntries(came.map(({ memberId, state }) => [memberId, state])) };
}

const countOf = async (of: County) =>
  (await of.db.read({ rows: of.db.orm.select({ id: meetings.id }).from(meetings) })).rows.length;

describe("scheduling a meeting", () => {
  test("keeps it with its members, at the hour of Shanghai, and leaves a trace", async () => {
    const { id } = await scheduleMeeting(county.as("secretary"), entry());
    expect(await rowOf(county, id)).toMatchObject({
      series: "countyJoint",
      startsAt: meetingAt,
      state: "scheduled",
      ruleVersion: 1,
      came: Object.fromEntries(
        [...Object.values(county.units), county.org.street].map((member) => [member, "invited"]),
      ),
    });
    const [entryOfLog] = await auditTail(county, 1);
    expect(entryOfLog).toMatchObject({ action: "meeting.schedule", subject: `meeting:${id}` });
    expect((await timelineOf(county, `meeting:${id}`)).map(({ kind }) => kind)).toEqual(["scheduled"]);
  });

  // Xinye's series and the level on which the rules hold each.
  const levels: [string, keyof County["org"]][] = [
    ["countyJoint", "root"],
    ["streetJoint", "street"],
    ["communityJoint", "community"],
    ["threeParty", "community"],
    ["monthlyStudy", "root"],
    ["residentsDeliberation", "community"],
  ];
  const units = ["root", "street", "community", "grid"] as const;
  const cells = levels.flatMap(([series, level]) =>
    units.map((unit) => [series, unit, unit === level] as const),
  );

  test.each(cells)("%s by the unit %s: %s", async (series, unit, fits) => {
    const wanted = entry({ series, orgUnitId: county.org[unit] });
    if (fits) return void (await scheduleMeeting(county.as("admin"), wanted));
    const failure = await scheduleMeeting(county.as("admin"), wanted).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Invalid);
    expect((failure as Invalid).problems).toMatchObject([{ path: "orgUnitId" }]);
    expect((failure as Invalid).problems[0]?.message).toContain("不在这一级召开");
  });

  const problems: [string, Record<string, unknown>, string][] = [
    ["a series the rules don't have", { series: "teaParty" }, "series"],
    ["a day that doesn't exist", { date: "2030-02-30" }, "date"],
    ["no day", { date: "" }, "date"],
    ["an hour that doesn't exist", { time: "24:00" }, "time"],
    ["no place", { place: "" }, "place"],
    ["no title", { title: "  " }, "title"],
    ["nobody", { members: [] }, "members"],
    ["one member only", { members: ["water"] }, "members"],
    ["members nobody knows", { members: ["a", "b", "c"] }, "members"],
    ["one member named twice", { members: ["water", "water"] }, "members"],
  ];

  test.each(problems)(
    "with %s is refused at the field, with what was typed",
    async (_what, changes, field) => {
      const before = await countOf(county);
      const members = (changes.members as string[] | undefined)?.map(
        (name) => county.units[name as "water"] ?? name,
      );
      const wanted = entry({ ...changes, ...(members ? { members } : {}) });
      const secretary = await county.visit("secretary");
      const answer = await secretary.post(
        `${county.base}/meetings`,
        wanted as Record<string, string | string[]>,
      );
      expect(answer.status).toBe(422);
      const html = await answer.text();
      expect(html).toContain(`href="#field-${field}"`);
      if (["date", "time", "place", "title"].includes(field)) expect(problemBeside(html, field)).toBeTruthy();
      if (field !== "title") expect(typedIn(html, "title")).toBe("城市基层治理联席会议");
      expect(await countOf(county)).toBe(before);
    },
  );

  describe("on a day that nobody can mean", () => {
    // A county of its own, opened on Tuesday 3 March 2026.
    const openedAt = "2026-03-03T01:00:00.000Z";
    const now = "2026-11-25T02:00:00.000Z";
    let own: County;
    beforeAll(async () => {
      own = await newCounty();
      await rulesSince2025(own);
      await own.db.write([own.db.orm.update(counties).set({ openedAt })]);
    });
    const on = (date: string) =>
      scheduleMeeting(own.as("secretary", now), {
        ...entry({ date }),
        orgUnitId: own.org.root,
        members: Object.values(own.units),
      });

    test.each(["2026-03-02", "2028-11-26", "2062-11-25"])("%s is refused, with the bounds", async (date) => {
      const { problems } = (await on(date).catch((error: unknown) => error)) as Invalid;
      expect(problems).toMatchObject([{ path: "date" }]);
      expect(problems[0]?.message).toContain("2026年3月3日（本县开通）至 2028年11月25日（2 年后的今天）");
    });

    test("the bounds themselves are taken, and neither is a meeting moved beyond them", async () => {
      await on("2026-03-03");
      const { id: meetingId } = await on("2028-11-25");
      const to = { meetingId, time: "09:30", place: "第三会议室", reason: "改期" };
      const moved = (date: string) => postponeMeeting(own.as("secretary", now), { ...to, date });
      await expect(moved("2028-11-26")).rejects.toThrow("本县开通");
      await expect(moved("2026-03-02")).rejects.toThrow("本县开通");
      await moved("2026-12-01");
    });

    test("the form's calendar offers the same days", async () => {
      const visitor = await own.visit("secretary");
      const html = await (
        await visitor.get(`${own.base}/meetings/new?orgUnitId=${own.org.root}&series=countyJoint`)
      ).text();
      expect(html).toMatch(/<input id="field-date"[^>]* min="2026-03-03" max="20\d\d-\d\d-\d\d"/);
    });
  });

  test("a unit that is no more is neither host nor member", async () => {
    const own = await newCounty();
    const closed = { closedAt: "2026-01-01T00:00:00.000Z" };
    await own.db.write([own.db.orm.update(orgUnits).set(closed).where(eq(orgUnits.id, own.org.street))]);
    const wanted = {
      ...entry(),
      orgUnitId: own.org.root,
      members: [own.org.street, own.units.water, own.units.power],
    };
    const { id } = await scheduleMeeting(own.as("admin"), wanted);
    expect(Object.keys((await rowOf(own, id)).came).sort()).toEqual(
      [own.units.water, own.units.power].sort(),
    );
    const hosted = scheduleMeeting(own.as("admin"), {
      ...wanted,
      series: "streetJoint",
      orgUnitId: own.org.street,
    });
    await expect(hosted).rejects.toBeInstanceOf(NotFound);
  });
});

describe("closing a meeting", () => {
  test("keeps how each member attended", async () => {
    const { id } = await county.meeting();
    const { water, power, housing } = county.units;
    await closeMeeting(county.as("secretary"), {
      meetingId: id,
      ...rollOf(county, { present: [water], proxy: [power], leave: housing }),
    });
    expect(await rowOf(county, id)).toMatchObject({
      state: "held",
      came: { [water]: "present", [power]: "proxy", [housing]: "leave", [county.org.street]: "absent" },
    });
    expect((await timelineOf(county, `meeting:${id}`)).at(-1)).toMatchObject({
      kind: "held",
      detail: { present: 1, proxy: 1 },
    });
    const [entryOfLog] = await auditTail(county, 1);
    expect(entryOfLog).toMatchObject({ action: "meeting.close", subject: `meeting:${id}` });
  });

  test("counts nobody who doesn't belong, and nobody twice", async () => {
    const { id } = await county.meeting();
    const { water, power } = county.units;
    const named = {
      present: [water, water, county.org.community, "nobody"],
      proxy: [power, water],
      late: [water],
    };
    await closeMeeting(county.as("secretary"), { meetingId: id, ...rollOf(county, named) });
    const { came } = await rowOf(county, id);
    expect(came).toMatchObject({ [water]: "present", [power]: "proxy" });
    expect(Object.keys(came)).toHaveLength(4);
    expect((await timelineOf(county, `meeting:${id}`)).at(-1)?.detail).toEqual({ present: 1, proxy: 1 });
  });

  test("with somebody forgotten is refused, and says whom", async () => {
    const { id } = await county.meeting();
    const { water, power, housing } = county.units;
    const some = closeMeeting(county.as("secretary"), { meetingId: id, present: [water, power, housing] });
    const { problems } = (await some.catch((error: unknown) => error)) as Invalid;
    expect(problems).toMatchObject([{ path: "present" }]);
    expect(problems[0]?.message).toMatch(/^还没有登记到会情况：/);
    expect(await rowOf(county, id)).toMatchObject({ state: "scheduled", came: { [water]: "invited" } });
  });

  test("from its page is closed in one tap, everybody having come; with another word, that is kept", async () => {
    const { id } = await county.meeting();
    const secretary = await county.visit("secretary");
    const at = `${county.base}/meetings/${id}`;
    const html = await (await secretary.get(at)).text();
    const fields = Object.fromEntries(
      [...html.matchAll(/<select id="[^"]+" name="(came\.[^"]+)"/g)].map(([, name = ""]) => [
        name,
        "present",
      ]),
    );
    expect(Object.keys(fields)).toHaveLength(4);
    expect(html.match(/<option value="present" selected/g)).toHaveLength(4);
    const { water, power } = county.units;
    const changed = { ...fields, [`came.${water}`]: "leave", [`came.${power}`]: "absent" };
    expect((await secretary.post(`${at}/closure`, changed)).status).toBe(303);
    const { state, came } = await rowOf(county, id);
    expect(state).toBe("held");
    expect(came).toMatchObject({ [water]: "leave", [power]: "absent", [county.units.housing]: "present" });
  });

  test("is done once: a second time is refused and changes nothing", async () => {
    const { id } = await county.meeting();
    await closeMeeting(county.as("secretary"), {
      meetingId: id,
      ...rollOf(county, { present: [county.units.water] }),
    });
    const before = await rowOf(county, id);
    const again = closeMeeting(county.as("secretary"), {
      meetingId: id,
      ...rollOf(county, { present: [county.units.power] }),
    });
    await expect(again).rejects.toBeInstanceOf(Conflict);
    expect(await rowOf(county, id)).toEqual(before);
  });

  test("by two at once is done once", async () => {
    const { id } = await county.meeting();
    const outcomes = await Promise.allSettled(
      (["secretary", "admin"] as const).map((who) =>
        closeMeeting(county.as(who), { meetingId: id, ...rollOf(county) }),
      ),
    );
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const kinds = (await timelineOf(county, `meeting:${id}`)).map(({ kind }) => kind);
    expect(kinds).toEqual(["scheduled", "held"]);
  });

  test("moves it from the meetings to come to those held", async () => {
    const own = await newCounty();
    const { id } = await own.meeting();
    const listed = async (active: boolean) =>
      (await meetingsPage(own.as("liaison"), { done: !active })).meetings.map((meeting) => meeting.id);
    expect([await listed(true), await listed(false)]).toEqual([[id], []]);
    await closeMeeting(own.as("secretary"), { meetingId: id, ...rollOf(own) });
    expect([await listed(true), await listed(false)]).toEqual([[], [id]]);
  });

  test("takes away the forms for logging and closing", async () => {
    const { id } = await county.meeting();
    expect(await meetingPage(county.as("secretary"), id)).toMatchObject({ mayLog: true, mayClose: true });
    expect(await meetingPage(county.as("liaison"), id)).toMatchObject({ mayLog: true, mayClose: false });
    await closeMeeting(county.as("secretary"), { meetingId: id, ...rollOf(county) });
    expect(await meetingPage(county.as("secretary"), id)).toMatchObject({ mayLog: false, mayClose: false });
  });
});

describe("who is told", () => {
  test("a meeting stands on the desks of its members and of those above its host, until twelve hours after it", async () => {
    const own = await newCounty();
    const { units, org } = own;
    const wanted = {
      ...entry(),
      series: "communityJoint",
      orgUnitId: org.community,
      members: [units.water, units.power],
    };
    const { id } = await scheduleMeeting(own.as("admin"), wanted);
    const sees = async (who: Who, at: string) =>
      (await deskPage(own.as(who, at))).meetings.some((meeting) => meeting.id === id);
    const from = (ms: number) => instant(toMs(meetingAt) + ms);
    const before = from(-90 * MINUTE);
    const told: Who[] = ["admin", "streetOfficer", "communityOfficer", "secretary", "inspector", "liaison"];
    const untold: Who[] = ["otherLiaison", "gridWorker", "otherWorker"];
    for (const who of told) expect(await sees(who, before), who).toBe(true);
    for (const who of untold) expect(await sees(who, before), who).toBe(false);
    expect(await sees("liaison", from(12 * HOUR - 1000))).toBe(true);
    expect(await sees("liaison", from(12 * HOUR + 1000))).toBe(false);
  });
});
