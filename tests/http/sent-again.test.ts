import { beforeAll, expect, test } from "vitest";
import { matters } from "../../db/tenant/schema/matters.ts";
import { type County, newCounty } from "../support/county.ts";
import { meetingDay } from "../support/days.ts";
import { formsIn } from "../support/forms.ts";
import { newVisitor, type Visitor } from "../support/visitor.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

const keyIn = (html: string): string => formsIn(html).find(({ hidden }) => hidden._key)?.hidden._key ?? "";
const linkIn = (html: string): string | undefined => /href="([^"]+)">查看上次提交的/.exec(html)?.[1];

async function keyAt(visitor: Visitor, path: string): Promise<string> {
  const key = keyIn(await (await visitor.get(path)).text());
  expect(key).not.toBe("");
  return key;
}

const report = (body: string) => ({
  orgUnitId: county.org.grid,
  category: "drainage",
  body,
  place: "三号楼东侧",
});

async function bodies(): Promise<string[]> {
  const { rows } = await county.db.read({ rows: county.db.orm.select().from(matters) });
  return rows.map(({ body }) => body).sort();
}

test("a report that is sent again as it was leads to the same receipt; with other words it is another one", async () => {
  const resident = newVisitor();
  const at = `${county.base}/matters`;
  const _key = await keyAt(resident, `${at}/new?orgUnitId=${county.org.community}`);
  const first = await resident.post(at, { ...report("井盖松动"), _key });
  expect(first.status).toBe(303);
  const receipt = first.headers.get("location");
  expect((await resident.post(at, { ...report("井盖松动"), _key })).headers.get("location")).toBe(receipt);

  const other = await resident.post(at, { ...report("路灯不亮"), _key });
  expect(other.status).toBe(422);
  const page = await other.text();
  expect(linkIn(page)).toBe(receipt);
  expect(page).toContain("路灯不亮");
  const fresh = keyIn(page);
  expect(fresh).not.toBe(_key);
  const second = await resident.post(at, { ...report("路灯不亮"), _key: fresh });
  expect(second.status).toBe(303);
  expect(second.headers.get("location")).not.toBe(receipt);
  expect(await bodies()).toEqual(["井盖松动", "路灯不亮"]);
});

test("a meeting that is sent again with other words is another one, and the first is not far", async () => {
  const secretary = await county.visit("secretary");
  const at = `${county.base}/meetings`;
  const meeting = (title: string) => ({
    series: "countyJoint",
    orgUnitId: county.org.root,
    title,
    date: meetingDay,
    time: "09:30",
    place: "第二会议室",
    members: Object.values(county.units),
  });
  const _key = await keyAt(secretary, `${at}/new?orgUnitId=${county.org.root}&series=countyJoint`);
  const first = await secretary.post(at, { ...meeting("第一次"), _key });
  const again = await (await secretary.post(at, { ...meeting("第二次"), _key })).text();
  expect(linkIn(again)).toBe(first.headers.get("location"));
  const second = await secretary.post(at, { ...meeting("第二次"), _key: keyIn(again) });
  expect([second.status, second.headers.get("location") === first.headers.get("location")]).toEqual([
    303,
    false,
  ]);
});
