import { beforeAll, expect, test } from "vitest";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { declineMatter } from "../../worker/domain/matters/decline.ts";
import { matterPage } from "../../worker/domain/matters/read.ts";
import { addUnit } from "../../worker/domain/units/units.ts";
import type { Route } from "../../worker/rules/schema/rule-set.ts";
import { clocksOf, publishRules, rowOf } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import { newVisitor } from "../support/visitor.ts";
import { dispatchRule, partsIn } from "./stages.ts";

/** Drainage goes straight to the county, led by the housing authority with the street assisting. */
const route: Route = {
  key: "pipes",
  name: "管网直达",
  categories: ["drainage"],
  level: "county",
  lead: "housing",
  assistingLevels: ["street"],
};

const withRoute = (county: County, more: Partial<Route> = {}) =>
  publishRules(county, ({ handling }) => {
    handling.dispatch = dispatchRule;
    handling.routes = [{ ...route, ...more }];
  });

const registered = (county: County, name: string, kind = "housing") =>
  addUnit(county.as("secretary"), { name, kind, orgUnitId: county.org.root });

let county: County;
beforeAll(async () => {
  county = await newCounty();
  await withRoute(county);
});

test("a matter without the unit that its route names starts at the level, and staff read why", async () => {
  const { id } = await county.matter();
  expect(await partsIn(county, id)).toEqual([]);
  expect(await rowOf(county, id)).toMatchObject({ level: "county", state: "reported" });
  const { timeline } = await matterPage(county.as("admin"), id);
  expect(timeline.at(-1)?.note).toContain("当地没有登记，请另行派单");
});

test("with the unit, it goes straight to it and to the street, and residents read so", async () => {
  const { id: unit } = await registered(county, "住房和城乡建设局");
  const at = "2030-06-03T02:00:00.000Z";
  const { id, receiptCode } = await county.matter();
  const parts = await partsIn(county, id);
  expect(parts.map(({ role, assignee, state, givenBy }) => [role, assignee, state, givenBy])).toEqual([
    ["lead", unit, "assigned", county.org.root],
    ["assist", county.org.street, "assigned", county.org.root],
  ]);
  for (const part of parts)
    expect(await clocksOf(county, `assignment:${part.id}`)).toMatchObject([
      { kind: "answer", state: "running" },
    ]);
  const page = await (await newVisitor().get(`${county.base}/receipts/${receiptCode}`)).text();
  expect(page).toContain("住房和城乡建设局主办");
  await acceptMatter(county.as("admin", at), { matterId: id });
  expect((await matterPage(county.as("admin"), id)).assignments.open).toBe(2);
});

test("declined, it ends what the route began", async () => {
  const { id } = await county.matter();
  await declineMatter(county.as("admin"), { matterId: id, reason: "请找产权单位" });
  expect((await partsIn(county, id)).map(({ state }) => state)).toEqual(["ended", "ended"]);
});

test("where several such units are registered nobody but staff can say which", async () => {
  await registered(county, "房产服务中心");
  const { id } = await county.matter();
  expect(await partsIn(county, id)).toEqual([]);
  const { timeline } = await matterPage(county.as("admin"), id);
  expect(timeline.at(-1)?.note).toContain("当地登记了 2 个");
});

test("other matters go as they always did", async () => {
  const { id } = await county.matter({ category: "roads" });
  expect(await partsIn(county, id)).toEqual([]);
  const { timeline } = await matterPage(county.as("admin"), id);
  expect(timeline.at(-1)?.note).toBeUndefined();
});
