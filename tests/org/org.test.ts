import { eq, like } from "drizzle-orm";
import { parse } from "parse5";
import { beforeAll, describe, expect, test } from "vitest";
import { presets } from "../../db/presets/index.ts";
import { memberUnits, orgUnits } from "../../db/tenant/schema/org.ts";
import { Forbidden, Invalid, NotFound } from "../../worker/domain/errors.ts";
import { orgUnitsPage } from "../../worker/domain/org/list.ts";
import { addOrgUnit, levelsBelow } from "../../worker/domain/org/org.ts";

import { unitsPage } from "../../worker/domain/units/list.ts";
import { addUnit } from "../../worker/domain/units/units.ts";
import { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { auditTail, publishRules } from "../matters/stages.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { problemBeside, typedIn } from "../tenants/operator.ts";
import { type Element, named, text } from "../views/parsed.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

const add = (changes: object, who: Who = "admin") =>
  addOrgUnit(county.as(who), { parentId: county.org.root, level: "street", name: "汉风街道", ...changes });

async function rowOf(id: string) {
  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(orgUnits).where(eq(orgUnits.id, id)),
  });
  return rows[0];
}

describe("the county tree", () => {
  test("grows below a unit; the new one's path leads from the root to it", async () => {
    const { id } = await add({ code: "411329001", households: "1200", residents: "" });
    expect(await rowOf(id)).toMatchObject({
      parentId: county.org.root,
      path: `/${county.org.root}/${id}/`,
      level: "street",
      code: "411329001",
      households: 1200,
      residents: null,
      closedAt: null,
    });
    const [entry] = await auditTail(county, 1);
    expect(entry).toMatchObject({
      action: "org.add",
      subject: `org:${id}`,
      detail: { name: "汉风街道", level: "street" },
    });
    const { units } = await orgUnitsPage(county.as("gridWorker"), {
      within: county.org.root,
      directly: true,
    });
    expect(units.map((unit) => unit.id)).toContain(id);
  });

  // Xinye: county, street, community, grid, building (may be skipped), household.
  const below: Record<string, readonly string[]> = {
    root: ["street"],
    street: ["community"],
    community: ["grid"],
    grid: ["building", "household"],
  };
  const all = ["county", "street", "community", "grid", "building", "household", "galaxy"];
  const cells = Object.entries(below).flatMap(([unit, allowed]) =>
    all.map((level) => [level, unit as keyof County["org"], allowed.includes(level)] as const),
  );
  test.each(cells)("a %s below the %s: %s", async (level, unit, allowed) => {
    const outcome = await add({ parentId: county.org[unit], level, name: `${level}甲` }).catch(
      (error: unknown) => error,
    );
    if (allowed) expect(outcome).toMatchObject({ id: expect.any(String) });
    else {
      expect(outcome).toBeInstanceOf(Invalid);
      expect((outcome as Invalid).problems).toMatchObject([{ path: "level" }]);
    }
  });

  test("of every preset can be built from its root to its last level", () => {
    for (const { key, rules } of Object.values(presets)) {
      const parsed = RuleSet.parse(rules);
      const { levels } = parsed.organisation;
      for (const [index, { key: level }] of levels.entries()) {
        const reachable = levelsBelow(parsed, level);
        if (index < levels.length - 1) expect(reachable, `${key} ${level}`).toContain(levels[index + 1]?.key);
        else expect(reachable).toEqual([]);
      }
    }
  });

  test("never gives a code twice, not even that of a unit that is no more, nor to two at once", async () => {
    const { id } = await add({ name: "甲街道", code: "411329777" });
    const closed = { closedAt: "2026-01-01T00:00:00.000Z" };
    await county.db.write([county.db.orm.update(orgUnits).set(closed).where(eq(orgUnits.id, id))]);
    const again = await add({ name: "乙街道", code: "411329777" }).catch((error: unknown) => error);
    expect((again as Invalid).problems).toEqual([
      { path: "code", message: "这个代码已经用过，代码不能重复使用" },
    ]);
    const both = await Promise.allSettled([
      add({ name: "丙", code: "411329778" }),
      add({ name: "丁", code: "411329778" }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("does without codes", async () => {
    const ids = [(await add({ name: "戊街道", code: "" })).id, (await add({ name: "己街道" })).id];
    for (const id of ids) expect((await rowOf(id))?.code).toBeNull();
  });

  const problems: [string, Record<string, string>, string][] = [
    ["no name", { name: " " }, "name"],
    ["41 characters of name", { name: "街".repeat(41) }, "name"],
    ["a code in small letters", { code: "abcdef" }, "code"],
    ["a code of five", { code: "12345" }, "code"],
    ["half a household", { households: "1.5" }, "households"],
    ["fewer than none", { residents: "-1" }, "residents"],
    ["households in words", { households: "很多" }, "households"],
    ["a kind of grid the rules don't have", { kind: "imperial" }, "kind"],
    ["a kind of grid for a street", { kind: "basic" }, "kind"],
  ];
  test.each(problems)(
    "takes no unit with %s, and says so beside the field",
    async (_what, changes, field) => {
      const admin = await county.visit("admin");
      const form = { parentId: county.org.root, level: "street", name: "庚街道", ...changes };
      const answer = await admin.post(`${county.base}/org`, form);
      expect(answer.status).toBe(422);
      const html = await answer.text();
      expect(html).toContain(`href="#field-${field}"`);
      if (field !== "kind") expect(problemBeside(html, field)).toBeTruthy();
      if (field !== "name") expect(typedIn(html, "name")).toBe("庚街道");
      const { rows } = await county.db.read({
        rows: county.db.orm.select().from(orgUnits).where(like(orgUnits.name, "%庚街道%")),
      });
      expect(rows).toEqual([]);
    },
  );

  test("takes no unit below one that is no more, or that was never there", async () => {
    const { id } = await add({ name: "辛街道" });
    const closed = { closedAt: "2026-01-01T00:00:00.000Z" };
    await county.db.write([county.db.orm.update(orgUnits).set(closed).where(eq(orgUnits.id, id))]);
    for (const parentId of [id, "nowhere"]) {
      const tried = add({ parentId, level: "community", name: "社区" });
      await expect(tried, parentId).rejects.toBeInstanceOf(NotFound);
    }
  });

  // An officer builds below the own unit only; the level is always one that fits.
  const reach: [Who, Partial<Record<keyof County["org"], "ok" | "hidden" | "forbidden">>][] = [
    ["admin", { root: "ok", street: "ok", community: "ok", otherCommunity: "ok", grid: "ok" }],
    ["streetOfficer", { root: "hidden", street: "ok", community: "ok", grid: "ok" }],
    [
      "communityOfficer",
      { root: "hidden", street: "hidden", community: "ok", otherCommunity: "hidden", grid: "ok" },
    ],
    ["gridWorker", { root: "hidden", grid: "forbidden" }],
    ["inspector", { root: "forbidden", street: "forbidden" }],
  ];
  const fitting = {
    root: "street",
    street: "community",
    community: "grid",
    otherCommunity: "grid",
    grid: "building",
  } as const;
  const seats = reach.flatMap(([who, units]) =>
    Object.entries(units).map(([unit, verdict]) => [who, unit, verdict] as const),
  );
  test.each(seats)("%s below %s: %s", async (who, unit, verdict) => {
    const level = fitting[unit as keyof typeof fitting];
    const tried = add({ parentId: county.org[unit as keyof County["org"]], level, name: `${who}加` }, who);
    if (verdict === "ok") await tried;
    else await expect(tried).rejects.toBeInstanceOf(verdict === "hidden" ? NotFound : Forbidden);
  });
});

describe("a grid of a kind that the rules give a size", () => {
  let own: County;
  beforeAll(async () => {
    own = await newCounty();
    await publishRules(own, ({ organisation }) => {
      for (const kind of organisation.gridKinds) {
        kind.sizing = [{ name: "一般小区", households: { min: 300, max: 500 } }];
      }
    });
  });

  test.each([
    [800, "已添加。户数或人数不在划分标准之内，请核对", true],
    [400, "已添加", false],
  ])("is added with %i households, and whoever adds it is told: %s", async (households, said, beyond) => {
    const admin = await own.visit("admin");
    const grid = {
      level: "grid",
      name: `${households}户网格`,
      kind: "basic",
      households: String(households),
    };
    const sent = await admin.post(`${own.base}/org`, { parentId: own.org.community, ...grid });
    const told = parse(await (await admin.follow(sent)).text());
    expect(text(named(told, "main")[0] as Element)).toContain(said);
    const { units } = await orgUnitsPage(own.as("admin"), { within: own.org.community });
    const added = units.find(({ name }) => name === grid.name)?.id;
    const page = await (await admin.get(`${own.base}/org/${added}`)).text();
    expect(page).toContain("一般小区：300 至 500 户");
    expect(page.includes("不在标准之内")).toBe(beyond);
  });
});

describe("member units", () => {
  test("are registered with a kind the rules know, at a place", async () => {
    const { id } = await addUnit(county.as("secretary"), {
      name: "县医院",
      kind: "health",
      orgUnitId: county.org.street,
    });
    const { rows } = await county.db.read({
      rows: county.db.orm.select().from(memberUnits).where(eq(memberUnits.id, id)),
    });
    expect(rows).toMatchObject([
      { name: "县医院", kind: "health", orgPath: `/${county.org.root}/${county.org.street}/` },
    ]);
    const { units } = await unitsPage(county.as("gridWorker"), {});
    expect(units).toContainEqual(expect.objectContaining({ id, name: "县医院", seat: "汉城街道" }));
  });

  test("bear their name alone, also against two at once", async () => {
    const entry = { name: "县供销社", kind: "localUnit", orgUnitId: county.org.root };
    const both = await Promise.allSettled([
      addUnit(county.as("admin"), entry),
      addUnit(county.as("secretary"), entry),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const again = await addUnit(county.as("admin"), { ...entry, name: "  县供销社 " }).catch(
      (error: unknown) => error,
    );
    expect((again as Invalid).problems).toMatchObject([{ path: "name", message: "同名单位已经登记" }]);
  });

  test("of a kind the rules don't know are refused", async () => {
    const tried = addUnit(county.as("admin"), {
      name: "月球站",
      kind: "spaceAgency",
      orgUnitId: county.org.root,
    });
    await expect(tried).rejects.toBeInstanceOf(Invalid);
  });
});
