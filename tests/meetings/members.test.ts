import { beforeAll, describe, expect, test } from "vitest";
import { scheduleForm } from "../../worker/domain/meetings/form.ts";
import { scheduleMeeting } from "../../worker/domain/meetings/schedule.ts";
import { addOrgUnit } from "../../worker/domain/org/org.ts";
import { addUnit } from "../../worker/domain/units/units.ts";
import { type County, newCounty } from "../support/county.ts";
import { meetingDay } from "../support/days.ts";
import { costOf, knownMoment, type Visitor } from "../support/visitor.ts";

let county: County;
let secretary: Visitor;
let market: string;
beforeAll(async () => {
  county = await newCounty();
  secretary = await county.visit("secretary");
  const unit = { name: "北关菜市场", kind: "localUnit", orgUnitId: county.org.community };
  market = (await addUnit(county.as("admin"), unit)).id;
});

const asked = (host: keyof County["org"], series: string | null) =>
  scheduleForm(county.as("admin"), { orgUnitId: county.org[host], series });
const formPath = (series: string) =>
  `${county.base}/meetings/new?orgUnitId=${county.org.root}&series=${series}`;
const ticked = (html: string) =>
  [...html.matchAll(/<input type="(checkbox|hidden)"[^>]* name="members" value="([^"]+)"( checked)?/g)]
    .filter(([, type, , checked]) => type === "hidden" || checked)
    .map(([, , id]) => id);
const sent = (more: Record<string, string | string[]> = {}) => ({
  series: "countyJoint",
  orgUnitId: county.org.root,
  title: "第四季度联席会议",
  date: "2026-12-1",
  time: "九点半",
  place: "第二会议室",
  members: [county.units.water],
  ...more,
});
const choose = async (what: string, more: Record<string, string | string[]> = {}) => {
  const answer = await secretary.post(`${county.base}/meetings`, sent({ choose: what, ...more }));
  expect(answer.status).toBe(200);
  return answer.text();
};

describe("who may belong to a meeting", () => {
  test("stands in groups: org units by level, down to the communities, member units by kind", async () => {
    const { groups } = await asked("root", "countyJoint");
    const { street, community } = county.org;
    expect(groups.map(({ label }) => label).slice(0, 2)).toEqual(["县", "街道"]);
    expect(groups[1]?.members.map(({ id }) => id)).toContain(street);
    expect(groups[2]?.members.map(({ id }) => id)).toContain(community);
    const units = groups.filter(({ key }) => key.startsWith("unit.")).flatMap(({ members }) => members);
    expect(units.map(({ id }) => id).sort()).toEqual([...Object.values(county.units), market].sort());
    expect(groups.flatMap(({ members }) => members).map(({ id }) => id)).not.toContain(county.org.grid);
  });

  test("a community's are its grids and the units", async () => {
    const { groups } = await asked("community", "communityJoint");
    expect(groups[1]?.members.map(({ id }) => id)).toContain(county.org.grid);
  });

  test("is chosen by the rules of the series: heads of levels, and units of a kind that belong there", async () => {
    const joint = await asked("root", "countyJoint");
    expect(joint.byRules).toContain(county.org.street);
    expect(joint.byRules).not.toContain(county.org.community);
    expect(joint.byRules).toContain(market);
    expect((await asked("root", "monthlyStudy")).byRules).toEqual([county.org.street]);
    // Units that are registered with the county are no community's own.
    expect((await asked("community", "communityJoint")).byRules).toEqual(expect.arrayContaining([market]));
    expect((await asked("community", "communityJoint")).byRules).not.toContain(county.units.water);
    expect(await asked("root", null)).toMatchObject({ chosen: undefined, byRules: [], last: null });
  });

  test("is who belonged last time, of the same series and host, without those that are no more", async () => {
    const { org, units } = county;
    expect((await asked("root", "countyJoint")).last).toBeNull();
    const meet = (members: string[], date: string, series = "countyJoint") =>
      scheduleMeeting(county.as("admin"), { ...sent({ members, date, series }), time: "09:30" });
    await meet([units.water, units.power, org.street], meetingDay);
    await meet([units.power, units.housing], meetingDay, "monthlyStudy");
    const { last } = await asked("root", "countyJoint");
    expect(last?.members.sort()).toEqual([units.water, units.power, org.street].sort());
  });
});

describe("the form", () => {
  test("asks for the kind of meeting first, then begins with those who belong by the rules", async () => {
    const first = await (await secretary.get(formPath(""))).text();
    expect(first).toContain("下一步");
    expect(first).not.toContain('name="members"');
    const html = await (await secretary.get(formPath("countyJoint"))).text();
    expect(html).toMatch(/name="series" value="countyJoint" checked/);
    expect(ticked(html).sort()).toEqual([...(await asked("root", "countyJoint")).byRules].sort());
  });

  test.each(["rules", "last"])(
    "chooses with a button (%s), makes nothing and keeps what was typed",
    async (what) => {
      const html = await choose(what);
      for (const typed of ["第四季度联席会议", "2026-12-1", "九点半", "第二会议室"])
        expect(html).toContain(`value="${typed}"`);
      const { byRules, last } = await asked("root", "countyJoint");
      expect(ticked(html).sort()).toEqual([...(what === "rules" ? byRules : (last?.members ?? []))].sort());
      expect(html).toContain("请核对");
    },
  );

  test("chooses none, and a whole group beside those chosen", async () => {
    expect(ticked(await choose("none"))).toEqual([]);
    const html = await choose("level.community");
    expect(ticked(html)).toContain(county.units.water);
    expect(ticked(html)).toContain(county.org.community);
  });

  test("finds by name without JavaScript, and loses nobody who is chosen and not found", async () => {
    const html = await choose("find", { find: "菜市" });
    expect(html).toContain("北关菜市场</label>");
    expect(html).not.toContain("供电公司</label>");
    expect(ticked(html)).toEqual([county.units.water]);
    expect(await choose("find", { find: "没有这样的" })).toContain("没有名称含“没有这样的”的成员");
  });

  test("sends the search along without minding it", async () => {
    const members = [county.units.water, county.units.power];
    const whole = sent({ members, date: meetingDay, time: "09:30", find: "水" });
    expect((await secretary.post(`${county.base}/meetings`, whole)).status).toBe(303);
  });

  test("is no way into another place's units", async () => {
    const officer = await county.visit("communityOfficer");
    const answer = await officer.post(`${county.base}/meetings`, sent({ choose: "rules" }));
    expect(answer.status).toBe(404);
  });

  test("of a county with many communities costs as many round trips, and its groups begin closed", async () => {
    const own = await newCounty();
    for (let index = 0; index < 30; index++) {
      const name = `第${index}社区`;
      await addOrgUnit(own.as("admin"), { parentId: own.org.street, level: "community", name });
    }
    const visitor = await own.visit("secretary");
    const path = `${own.base}/meetings/new?orgUnitId=${own.org.root}&series=countyJoint`;
    const answer = await visitor.get(path, { now: await knownMoment(own) });
    expect(costOf(answer).trips).toBeLessThanOrEqual(2);
    expect(await answer.text()).toMatch(/<details class="disclosure"><summary>社区（3\d 个，已选 0 个）/);
  });
});
