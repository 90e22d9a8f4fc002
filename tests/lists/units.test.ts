import { eq } from "drizzle-orm";
import { parse } from "parse5";
import { beforeAll, describe, expect, test } from "vitest";
import { finds } from "../../db/tenant/schema/work.ts";
import type { Asked } from "../../worker/domain/lists/asked.ts";
import { closeOrgUnit } from "../../worker/domain/org/close.ts";
import { correctOrgUnit } from "../../worker/domain/org/correct.ts";
import { orgUnitsPage } from "../../worker/domain/org/list.ts";
import { addOrgUnit } from "../../worker/domain/org/org.ts";
import { treePage } from "../../worker/domain/org/read.ts";
import { closeMemberUnit } from "../../worker/domain/units/close.ts";
import { unitsPage } from "../../worker/domain/units/list.ts";
import { addUnit } from "../../worker/domain/units/units.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { costOf } from "../support/visitor.ts";
import { byId, named, text } from "../views/parsed.ts";

/** Forty grids of one community, and thirty member units of another; the last of each is closed again. */
let county: County;
let other: County;
const grids: string[] = [];
const units: string[] = [];
beforeAll(async () => {
  [county, other] = await Promise.all([newCounty(), newCounty()]);
  const { org, as } = county;
  for (let at = 1; at <= 40; at++) {
    const name = `城东第${at}网格`;
    const grid = { parentId: org.otherCommunity, level: "grid", kind: "basic", name };
    grids.push((await addOrgUnit(as("admin"), grid)).id);
  }
  for (let at = 1; at <= 30; at++) {
    const kind = at % 3 === 0 ? "health" : "localUnit";
    const unit = { name: `第${at}号单位`, kind, orgUnitId: at % 2 ? org.street : org.otherCommunity };
    units.push((await addUnit(as("secretary"), unit)).id);
  }
  await closeOrgUnit(as("admin"), { orgUnitId: grids.at(-1), reason: "合并" });
  await closeMemberUnit(as("admin"), { unitId: units.at(-1), reason: "撤并" });
});

const orgs = async (asked: Asked, who: Who = "admin") => orgUnitsPage(county.as(who), asked);
const members = async (asked: Asked, who: Who = "admin") => unitsPage(county.as(who), asked);
const ids = ({ units }: { units: readonly { id: string }[] }) => units.map(({ id }) => id);

describe("the units of the tree", () => {
  test("are found all, page by page, forwards and back", async () => {
    const within = county.org.otherCommunity;
    const first = await orgs({ within, directly: true });
    const second = await orgs({ within, directly: true, after: first.next ?? "" });
    const back = await orgs({ within, directly: true, before: second.previous ?? "" });
    expect([first.units.length, second.units.length, second.next]).toEqual([20, 20, null]);
    expect(ids(back)).toEqual(ids(first));
    const all = [...ids(first), ...ids(second)];
    expect(all).toHaveLength(new Set(all).size);
    expect(all).toEqual(expect.arrayContaining(grids.slice(0, -1)));
    expect(first.counts.all).toBe("40");
  });

  test("are what lies directly below one, or all down to the grids with itself", async () => {
    const { root, street } = county.org;
    const direct = await orgs({ within: root, directly: true, size: 100 });
    expect(direct.units.every(({ parentId }) => parentId === root)).toBe(true);
    expect(ids(direct)).toContain(street);
    const all = await orgs({ within: root, size: 100 });
    expect(ids(all)).toEqual(expect.arrayContaining([root, street, ...grids.slice(0, -1)]));
    expect(all.counts.all).toBe(String(all.units.length));
    expect(ids(await orgs({ within: grids[0] }))).toEqual([grids[0]]);
    expect(await orgs({ within: grids[0], directly: true })).toMatchObject({ units: [] });
  });

  test("are filtered by level and kind of grid, and what was closed stands apart", async () => {
    const { otherCommunity } = county.org;
    const level = await orgs({ kind: "grid", within: otherCommunity, size: 100 });
    expect([level.units.length, level.counts.all]).toEqual([40, "40"]);
    expect((await orgs({ kind: "street" })).units.every(({ level }) => level === "street")).toBe(true);
    expect((await orgs({ source: "basic", within: otherCommunity, size: 100 })).units).toHaveLength(40);
    expect((await orgs({ source: "nothing", within: otherCommunity })).units).toEqual([]);
    expect(ids(await orgs({ done: true }))).toEqual([grids.at(-1)]);
  });

  test("are found by name, by pinyin, by code, wherever they lie; a search below one looks no further", async () => {
    const code = "411326009";
    const { id } = await addOrgUnit(county.as("admin"), {
      parentId: county.org.root,
      level: "street",
      name: "栖凤街道",
      code,
    });
    for (const search of ["栖凤", "qfjd", "qifeng", code])
      expect(ids(await orgs({ search }, "gridWorker"))).toEqual([id]);
    expect(ids(await orgs({ search: "城东第7网格", within: county.org.root }))).toEqual([grids[6]]);
    expect(ids(await orgs({ search: "城东第7网格", within: county.org.community }))).toEqual([]);
    // By a word of its own: a search among a thousand below would come upon few that are directly so.
    const { orm, read } = county.db;
    const { kept } = await read({ kept: orm.select().from(finds).where(eq(finds.record, id)) });
    expect(kept[0]?.scopes.split(" ")).toContain(`org${county.org.root.replaceAll("-", "")}below`);
    const sought = { within: county.org.root, directly: true };
    expect(ids(await orgs({ ...sought, search: "栖凤" }))).toEqual([id]);
    expect(ids(await orgs({ ...sought, search: "城东第7网格" }))).toEqual([]);
    const name = "朝阳街道";
    await correctOrgUnit(county.as("admin"), { orgUnitId: id, revision: 1, name, code });
    expect(ids(await orgs({ search: "朝阳" }))).toEqual([id]);
    expect(ids(await orgs({ search: "栖凤" }))).toEqual([]);
  });

  test("are the whole county's for everybody who works there, and nobody's of another county", async () => {
    for (const who of ["gridWorker", "liaison", "inspector"] as const)
      expect((await orgs({ kind: "grid" }, who)).counts.all).toBe((await orgs({ kind: "grid" })).counts.all);
    expect(ids(await orgUnitsPage(other.as("admin"), { search: "城东" }))).toEqual([]);
    expect(ids(await orgUnitsPage(other.as("admin"), { within: county.org.otherCommunity }))).toEqual([]);
    const stranger = await other.visit("admin");
    expect((await stranger.get(`${other.base}/org?within=${county.org.otherCommunity}`)).status).toBe(404);
  });

  test("stand on the page of the unit they lie below, with what was asked in the address", async () => {
    const admin = await county.visit("admin");
    const at = async (path: string) => byId(parse(await (await admin.get(county.base + path)).text()), "org");
    const { otherCommunity } = county.org;
    const bare = await at(`/org/${otherCommunity}`);
    expect(named(bare as never, "tbody").flatMap((body) => named(body, "tr"))).toHaveLength(20);
    expect(text(bare as never)).toContain("直接下级40");
    const asked = await at(`/org?within=${otherCommunity}&search=城东第12网格`);
    expect(text(asked as never)).toContain("城东第12网格");
    expect(named(asked as never, "tbody").flatMap((body) => named(body, "tr"))).toHaveLength(1);
    const page = await treePage(county.as("admin"), { within: otherCommunity, directly: true });
    expect([page.unit.id, page.list.here?.id]).toEqual([otherCommunity, otherCommunity]);
  });

  test("one that has just been added leads the page, wherever its place is", async () => {
    const page = await treePage(
      county.as("admin"),
      { within: county.org.otherCommunity, directly: true },
      { added: grids[38] },
    );
    expect(ids(page.list)).toHaveLength(21);
    expect(ids(page.list)[0]).toBe(grids[38]);
    const there = await unitsPage(county.as("admin"), {}, { added: units[28] });
    expect(ids(there).filter((id) => id === units[28])).toHaveLength(1);
  });
});

describe("member units", () => {
  test("are found all, page by page, forwards and back", async () => {
    const first = await members({});
    const second = await members({ after: first.next ?? "" });
    const back = await members({ before: second.previous ?? "" });
    expect(ids(back)).toEqual(ids(first));
    expect(second.next).toBeNull();
    expect([...ids(first), ...ids(second)]).toEqual(expect.arrayContaining(units.slice(0, -1)));
    expect(first.counts.all).toBe(String(first.units.length + second.units.length));
  });

  test("are filtered by kind and place; those that were closed stand apart", async () => {
    const { otherCommunity, street, root } = county.org;
    expect(ids(await members({ kind: "health", search: "号单位" }))).toHaveLength(10);
    expect(ids(await members({ within: otherCommunity }))).toHaveLength(14);
    expect((await members({ within: street })).counts.all).toBe("29");
    expect((await members({ within: root })).counts.all).toBe((await members({})).counts.all);
    expect(ids(await members({ done: true }))).toEqual([units.at(-1)]);
  });

  test("are found by name and by pinyin, by everybody of this county alone", async () => {
    for (const search of ["第17号", "d17hdw"])
      expect(ids(await members({ search }, "liaison"))).toEqual([units[16]]);
    expect(ids(await unitsPage(other.as("admin"), { search: "号单位" }))).toEqual([]);
    expect(ids(await unitsPage(other.as("admin"), { within: county.org.street }))).toEqual([]);
  });
});

test.each([
  ["org", `城东第3网格,网格,`],
  ["units", "第5号单位,"],
])("/%s goes along as a file, as it was asked for", async (path, row) => {
  const worker = await county.visit("gridWorker");
  const query = new URLSearchParams({ search: row.split(",")[0] ?? "" });
  const lines = (await (await worker.get(`${county.base}/${path}.csv?${query}`)).text()).trim().split("\r\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain(row);
});

test.each([
  ["/org", 260],
  [`/org?kind=grid`, 260],
  ["/units", 260],
  // Of each that is found the index is read, too.
  ["/units?search=单位", 300],
])("%s reads what it shows, in one round trip", async (path, most) => {
  const admin = await county.visit("admin");
  await admin.get(county.base + path);
  const { trips, rowsRead } = costOf(await admin.get(county.base + path));
  expect(trips).toBe(1);
  expect(rowsRead).toBeLessThanOrEqual(most);
});

test("programs ask the same", async () => {
  const admin = await county.token("gridWorker");
  const visitor = await county.visit("gridWorker");
  const headers = { headers: { authorization: `Bearer ${admin}` } };
  const ask = async (path: string) =>
    (await (await visitor.json("GET", `${county.base}/api/v1${path}`, undefined, headers)).json()) as {
      units: { id: string; name: string }[];
      next: string | null;
    };
  const within = `within=${county.org.otherCommunity}&directly=1`;
  const first = await ask(`/org-units?${within}`);
  const second = await ask(`/org-units?${within}&before=${first.next}`);
  expect([first.units.length, second.units.length, second.next]).toEqual([20, 20, null]);
  expect((await ask("/member-units?search=第17号")).units.map(({ id }) => id)).toEqual([units[16]]);
  expect((await ask("/member-units?done=1")).units.map(({ id }) => id)).toEqual([units.at(-1)]);
});
