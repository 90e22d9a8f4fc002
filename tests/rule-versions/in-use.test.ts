import { beforeEach, describe, expect, test } from "vitest";
import { addOrgUnit } from "../../worker/domain/org/org.ts";
import { publicationPage } from "../../worker/domain/rules/publication.ts";
import { publishDraft } from "../../worker/domain/rules/publish.ts";
import { addUnit } from "../../worker/domain/units/units.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { rulesSince2025 } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import { meanwhile } from "../support/meanwhile.ts";
import { signedIn } from "../support/sessions.ts";
import { draft, draftRow, publish, versionRows } from "./drafting.ts";

const monday = "2026-09-14T02:00:00.000Z";
const tuesday = "2026-09-15T02:00:00.000Z";

let county: County;
beforeEach(async () => {
  county = await newCounty();
  await rulesSince2025(county);
});

/** A draft of the rules in force without something, and without whatever refers to it. */
async function without(change: (rules: RuleSet) => void): Promise<number> {
  const { rules } = await draftRow(county, await draft(county, {}, { at: monday }));
  change(rules);
  return draft(county, { rules }, { at: monday });
}

const withoutLevel = (key: string) => (rules: RuleSet) => {
  const { organisation } = rules;
  organisation.levels = organisation.levels.filter((level) => level.key !== key);
  organisation.postKinds = organisation.postKinds.filter(({ levels }) => !levels.includes(key));
};
const withoutGridKind = (key: string) => (rules: RuleSet) => {
  rules.organisation.gridKinds = rules.organisation.gridKinds.filter((kind) => kind.key !== key);
};
const withoutUnitKind = (key: string) => (rules: RuleSet) => {
  rules.organisation.unitKinds = rules.organisation.unitKinds.filter((kind) => kind.key !== key);
};

const building = () =>
  addOrgUnit(county.as("admin", monday), { parentId: county.org.grid, level: "building", name: "3号楼" });
const dedicated = () =>
  addOrgUnit(county.as("admin", monday), {
    parentId: county.org.community,
    level: "grid",
    name: "商圈专属网格",
    kind: "dedicated",
  });
const station = () =>
  addUnit(county.as("admin", monday), { name: "暖新驿站", kind: "restStation", orgUnitId: county.org.root });

const cases: [
  what: string,
  change: (rules: RuleSet) => void,
  add: () => Promise<unknown>,
  message: string,
  path: string,
][] = [
  ["a level", withoutLevel("building"), building, "层级“楼栋”还有 1 个单位在用，不能去掉", "levels"],
  [
    "a kind of grid",
    withoutGridKind("dedicated"),
    dedicated,
    "网格类型“专属网格”还有 1 个单位在用，不能去掉",
    "gridKinds",
  ],
  [
    "a kind of unit",
    withoutUnitKind("restStation"),
    station,
    "成员单位类型“暖“新”驿站”还有 1 个单位在用，不能去掉",
    "unitKinds",
  ],
];

describe("what units are of can't be dropped while they are there", () => {
  test.each(cases)("%s", async (_what, change, add, message, path) => {
    const number = await without(change);
    expect((await publicationPage(county.as("admin", monday), number)).problems).toEqual([]);
    await add();
    const problem = { path: `organisation.${path}`, message };
    expect((await publicationPage(county.as("admin", monday), number)).problems).toEqual([problem]);
    const refused = publish(county, number, {}, { at: monday });
    await expect(refused).rejects.toMatchObject({ problems: [problem] });
    await expect(
      publish(county, number, { effectiveOn: "2026-09-18" }, { at: monday }),
    ).rejects.toMatchObject({
      problems: [problem],
    });
    expect(await versionRows(county)).toHaveLength(1);
    expect((await draftRow(county, number)).state).toBe("open");
  });

  test.each(cases)("%s that nothing is of may go", async (_what, change) => {
    const number = await without(change);
    await publish(county, number, {}, { at: monday });
    expect(await versionRows(county)).toHaveLength(2);
  });

  test("and it is told on the page, where it can be read before anything is sent", async () => {
    const number = await without(withoutLevel("building"));
    await building();
    const browser = await signedIn(county, "admin");
    const html = await (await browser.get(`${county.base}/rules/${number}/publication`)).text();
    expect(html).toContain("层级“楼栋”还有 1 个单位在用，不能去掉");
    const answer = await browser.post(`${county.base}/rules/${number}/publication`, {
      revision: "1",
      note: "改",
    });
    expect([answer.status, (await answer.text()).includes("还有 1 个单位在用")]).toEqual([422, true]);
  });
});

test("what rules to come drop can't be put to use before they take effect", async () => {
  const number = await without(withoutLevel("building"));
  await publish(county, number, { effectiveOn: "2026-09-18" }, { at: monday });
  const more = { parentId: county.org.grid, level: "building", name: "3号楼" };
  const message = `已经发布、即将生效的规则第 ${number} 版去掉了这一种，不能再新增`;
  await expect(addOrgUnit(county.as("admin", tuesday), more)).rejects.toMatchObject({
    problems: [{ path: "level", message }],
  });
});

test("a unit added while its level is being dropped makes the publication think again", async () => {
  const number = await without(withoutLevel("building"));
  const admin = county.as("admin", monday);
  const overtaken = meanwhile(admin, async () => {
    await building();
  });
  const refused = publishDraft(overtaken, { number, revision: 1, note: "改" });
  await expect(refused).rejects.toMatchObject({ problems: [{ path: "organisation.levels" }] });
  expect(await versionRows(county)).toHaveLength(1);
});
