import { beforeAll, expect, test } from "vitest";
import { meetings, resolutions } from "../../db/tenant/schema/meetings.ts";
import { memberUnits } from "../../db/tenant/schema/org.ts";
import { unitsOffered } from "../../worker/domain/accounts/people.ts";
import { waitingLooked } from "../../worker/domain/desk/before.ts";
import { cellsAtMost } from "../../worker/domain/lists/counts.ts";
import { listMissing } from "../../worker/domain/lists/missing.ts";
import { resolutionsPage } from "../../worker/domain/resolutions/list.ts";
import { unitsAtMost } from "../../worker/domain/units/units.ts";
import { type County, newCounty } from "../support/county.ts";
import { costOf } from "../support/visitor.ts";

/** More units than a filter or a form can offer, each of which has led a task. */
const units = cellsAtMost + 200;
const idOf = (at: number) => `unit-${String(at).padStart(4, "0")}`;

let county: County;
beforeAll(async () => {
  county = await newCounty();
  const { orm } = county.db;
  const seat = { orgUnitId: county.org.root, orgPath: `/${county.org.root}/` };
  const meeting = {
    id: "m-1",
    series: "threeParty",
    title: "议事会",
    place: "会议室",
    ruleVersion: 1,
    ...seat,
  };
  const when = "2026-01-05T01:00:00.000Z";
  await county.db.write([orm.insert(meetings).values({ ...meeting, startsAt: when, state: "held" })]);
  const by = { loggedBy: "秘书", loggedAt: when, changedBy: "秘书", changedAt: when, ruleVersion: 1 };
  for (let from = 0; from < units; from += 50) {
    const some = Array.from({ length: 50 }, (_, at) => from + at);
    await county.db.write([
      orm.insert(memberUnits).values(
        some.map((at) => ({
          id: idOf(at),
          name: `第${at}公司`,
          folded: `第${at}公司`,
          kind: "localUnit",
          ...seat,
        })),
      ),
      orm.insert(resolutions).values(
        some.map((at) => ({
          ...{
            id: `r-${String(at).padStart(4, "0")}`,
            meetingId: "m-1",
            number: at + 1,
            orgPath: seat.orgPath,
          },
          ...{ kind: "task" as const, body: "更换水管", leadId: idOf(at), state: "accepted" as const, ...by },
        })),
      ),
    ]);
  }
  await listMissing(county.db);
});

test("of many who lead some are offered, and whoever is asked for; figures beyond the bound say so", async () => {
  const whole = await resolutionsPage(county.as("admin"), { done: true });
  expect(whole.kinds).toHaveLength(30);
  expect(whole.counts.all).toBe("1000+");
  const last = idOf(units - 1);
  const one = await resolutionsPage(county.as("admin"), { done: true, kind: last });
  expect(one.kinds.find(({ value }) => value === last)?.name).toBe(`第${units - 1}公司`);
  expect(one.resolutions.map(({ leadId }) => leadId)).toEqual([last]);
  const admin = await county.visit("admin");
  await admin.get(`${county.base}/account`);
  const { rowsRead, trips } = costOf(await admin.get(`${county.base}/resolutions?done=1`));
  expect(trips).toBe(1);
  expect(rowsRead).toBeLessThanOrEqual(10 * 20 + 60 + waitingLooked + 8 * cellsAtMost);
});

test("the form for people offers some units and says so; one that is asked for by its page is among them", async () => {
  const admin = await county.visit("admin");
  const answer = await admin.get(`${county.base}/people`);
  const page = await answer.text();
  const [, group = ""] = /<optgroup label="成员单位">(.*?)<\/optgroup>/s.exec(page) ?? [];
  expect(group.match(/<option /g)).toHaveLength(unitsOffered);
  expect(page).toContain("这里没有列全");
  expect(costOf(answer).rowsRead).toBeLessThanOrEqual(10 * 20 + 60 + waitingLooked + 3 * unitsOffered);
  const named = await (await admin.get(`${county.base}/people?scope=${idOf(units - 1)}`)).text();
  expect(named).toMatch(new RegExp(`<option value="${idOf(units - 1)}"[^>]*selected`));
});

test("the forms for a meeting and for a further role say that they haven't all of them, in a small county nothing", async () => {
  const formsOf = async (county: County) => {
    const admin = await county.visit("admin");
    const person = county.people.liaison.actor.accountId;
    const addresses = [
      `meetings/new?orgUnitId=${county.org.root}&series=countyJoint`,
      `people/${person}/posts/new`,
    ];
    return Promise.all(
      addresses.map(async (address) => (await admin.get(`${county.base}/${address}`)).text()),
    );
  };
  const [meeting, post] = await formsOf(county);
  expect(meeting).toContain("名单里没有列全");
  expect(post).toContain(`成员单位（很多，只列出 ${unitsAtMost} 个`);
  const [small, ofSmall] = await formsOf(await newCounty());
  expect(small).toContain("查找成员");
  expect(small).not.toContain("没有列全");
  expect(ofSmall).toContain('<optgroup label="成员单位">');
});
