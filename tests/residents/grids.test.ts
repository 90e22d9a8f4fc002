import { and, eq } from "drizzle-orm";
import { parse } from "parse5";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { accounts } from "../../db/kernel/schema.ts";
import { memberUnits, orgUnits } from "../../db/tenant/schema/org.ts";
import { clocks } from "../../db/tenant/schema/work.ts";
import { gridPage } from "../../worker/domain/county/grids.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { closeOrgUnit } from "../../worker/domain/org/close.ts";
import { addOrgUnit } from "../../worker/domain/org/org.ts";
import { addUnit } from "../../worker/domain/units/units.ts";
import { publishRules } from "../matters/stages.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { costOf, knownMoment, newVisitor } from "../support/visitor.ts";
import { attribute, named, only, text } from "../views/parsed.ts";
import { hostile, intruders } from "../views/samples.ts";

const read = async (at: County, path: string): Promise<string> =>
  (await newVisitor().get(at.base + path)).text();
const main = async (at: County, path: string) => only(parse(await read(at, path)), "main");
const words = async (at: County, path: string) => text(await main(at, path));
const links = async (at: County, path: string) =>
  named(await main(at, path), "a").map((link) => (attribute(link, "href") ?? "").slice(at.base.length));

/** Somebody's account is closed, or open again. */
async function leaves(
  { db, people }: County,
  who: Who,
  disabledAt: string | null = "2026-01-01T00:00:00.000Z",
) {
  const { accountId } = people[who].actor;
  await db.write([
    db.orm
      .update(accounts)
      .set({ disabledAt })
      .where(eq(accounts.id, accountId ?? "")),
  ]);
}

describe("a resident finds their grid", () => {
  let county: County;
  beforeAll(async () => {
    county = await newCounty();
  });

  test("by their community; the one chosen for the home is there at once", async () => {
    const { community, grid, otherGrid } = county.org;
    const page = await main(county, "/grids");
    const options = named(page, "option").map((option) => attribute(option, "value"));
    expect(options).toContain(community);
    const chosen = `/grids?community=${community}`;
    expect(await links(county, chosen)).toEqual([
      "/grids?community=",
      `/grids/${community}`,
      `/grids/${grid}`,
    ]);
    const visitor = newVisitor();
    visitor.cookies.set("lz_near", community);
    const near = await (await visitor.get(`${county.base}/grids`)).text();
    expect(near).toContain(`/grids/${grid}"`);
    expect(near).not.toContain(otherGrid);
    const again = await (await visitor.get(`${county.base}/grids?community=`)).text();
    expect(again).toContain(`<option value="${community}" selected`);
  });

  test.each(["gone", "' or 1=1", "x".repeat(500), "<script>"])(
    "%j is no community: they choose anew",
    async (near) => {
      const visitor = newVisitor();
      const answer = await visitor.get(`${county.base}/grids?community=${encodeURIComponent(near)}`);
      expect(answer.headers.get("location")).toBe(`${county.base}/grids?community=`);
      visitor.cookies.set("lz_near", encodeURIComponent(near));
      const first = await visitor.get(`${county.base}/grids`);
      expect((await visitor.follow(first)).status).toBe(200);
    },
  );

  test("by its name, by how that is spelled, and by its code", async () => {
    const { otherGrid, community } = county.org;
    await addOrgUnit(county.as("admin"), {
      ...{ parentId: community, level: "grid", name: "丁香花园网格", kind: "basic", code: "411329001001" },
    });
    const found = async (typed: string) =>
      (await links(county, `/grids?search=${encodeURIComponent(typed)}`)).filter((href) =>
        /grids\/./.test(href),
      );
    expect(await found("第二")).toEqual([`/grids/${otherGrid}`]);
    expect(await found("dxhy")).toHaveLength(1);
    expect(await found("411329001001")).toHaveLength(1);
    expect(await found("北关")).toEqual([`/grids/${community}`]);
    // Streets are no neighbours, matters and people no grids.
    await county.matter({ body: "丁字路口漏水" });
    for (const nothing of ["汉城街道", "漏水", "丁字路口", "？？", '" OR "', "示例"])
      expect([nothing, await found(nothing)]).toEqual([nothing, []]);
  });

  test("what was typed is text", async () => {
    const page = parse(await read(county, `/grids?search=${encodeURIComponent(hostile.slice(0, 30))}`));
    expect(intruders(page)).toEqual([]);
    expect(text(only(page, "main"))).toContain("没有找到");
  });

  test("an empty county says so", async () => {
    const own = await newCounty();
    await own.db.write([own.db.orm.update(orgUnits).set({ closedAt: "2026-01-01T00:00:00.000Z" })]);
    expect(await words(own, "/grids")).toContain("还没有登记社区");
  });
});

describe("who answers", () => {
  let county: County;
  beforeEach(async () => {
    county = await newCounty();
  });
  const of = (orgUnitId: string) => gridPage(county.as(null), orgUnitId);

  test("is the unit itself, named with its level, and nobody by name or number", async () => {
    const { grid } = county.org;
    const said = await words(county, `/grids/${grid}`);
    expect(said).toContain("负责的单位第一网格（网格）现在有人负责办理");
    expect(said).toContain("汉城街道 北关社区");
    const { people } = county;
    const whole = await read(county, `/grids/${grid}`);
    const api = await (await newVisitor().get(`${county.base}/api/v1/grids/${grid}`)).text();
    for (const { actor, username } of Object.values(people))
      for (const name of [actor.name, username, actor.accountId ?? ""])
        expect([name, whole.includes(name) || api.includes(name)]).toEqual([name, false]);
  });

  test("rises to the next unit above where somebody is, as a clock does, and comes back", async () => {
    const { grid, community, street, root } = county.org;
    const stands = async () => {
      const page = await of(grid);
      const report = { orgUnitId: grid, category: "lighting", body: "不亮", place: "路口" };
      const { id } = await reportMatter(county.as(null), { ...report, reporterPhone: "13812345678" });
      const { rows } = await county.db.read({
        rows: county.db.orm
          .select()
          .from(clocks)
          .where(and(eq(clocks.record, id), eq(clocks.kind, "step"))),
      });
      // What the page says is what becomes of a matter.
      expect([rows[0]?.owner, rows[0]?.answeredBy]).toEqual([page.responsible?.id, page.answers?.id]);
      return page.answers?.id;
    };
    expect(await stands()).toBe(grid);
    await leaves(county, "gridWorker");
    expect(await stands()).toBe(community);
    expect(await words(county, `/grids/${grid}`)).toContain("无人值守 第一网格，由北关社区（社区）办理");
    await leaves(county, "communityOfficer");
    expect(await stands()).toBe(street);
    await leaves(county, "streetOfficer");
    expect(await stands()).toBe(root);
    await leaves(county, "gridWorker", null);
    expect(await stands()).toBe(grid);
  });

  test("where nobody is anywhere, no unit is said to answer", async () => {
    for (const who of ["gridWorker", "communityOfficer", "streetOfficer", "admin"] as const)
      await leaves(county, who);
    expect((await of(county.org.grid)).answers).toBeNull();
    expect(await words(county, `/grids/${county.org.grid}`)).toContain("上级也没有人，请直接联系本县");
  });

  test("of a building is its grid; a household is nobody's to look up", async () => {
    const { grid } = county.org;
    const admin = () => county.as("admin");
    const building = await addOrgUnit(admin(), { parentId: grid, level: "building", name: "3号楼" });
    const household = await addOrgUnit(admin(), { parentId: building.id, level: "household", name: "王家" });
    expect((await of(building.id)).responsible?.id).toBe(grid);
    expect(await links(county, `/grids/${grid}`)).toContain(`/grids/${building.id}`);
    expect(await read(county, `/grids/${building.id}`)).not.toContain("王家");
    expect((await newVisitor().get(`${county.base}/grids/${household.id}`)).status).toBe(404);
    expect(await words(county, "/grids?search=王家")).toContain("没有找到");
  });

  test("says that some things begin elsewhere where the rules say so, and only there", async () => {
    const { grid } = county.org;
    expect(await words(county, `/grids/${grid}`)).not.toContain("直接由上级办理");
    await publishRules(county, ({ intake }) => {
      intake.admissionList = { enabled: true, categories: ["lighting"] };
    });
    expect(await links(county, `/grids/${grid}`)).toContain("/commitments#limits");
  });

  test("names the units registered there and in its community, and no others", async () => {
    const { grid, community, otherCommunity, street } = county.org;
    const add = (name: string, orgUnitId: string) =>
      addUnit(county.as("admin"), { name, kind: "localUnit", orgUnitId });
    await add("北关小学", community);
    await add("丁香物业", grid);
    await add("东关小学", otherCommunity);
    await add("街道医院", street);
    const gone = await add("关了的店", community);
    const { db } = county;
    await db.write([
      db.orm
        .update(memberUnits)
        .set({ closedAt: "2026-01-01T00:00:00.000Z" })
        .where(eq(memberUnits.id, gone.id)),
    ]);
    expect((await of(grid)).members.map(({ name }) => name)).toEqual(["丁香物业", "北关小学"]);
    expect((await of(community)).members.map(({ name }) => name)).toEqual(["北关小学"]);
  });

  test("is a page for what is open and near: not for a street, the county, a closed grid or another county's", async () => {
    const other = await newCounty();
    const { street, root, community } = county.org;
    const { id } = await addOrgUnit(county.as("admin"), {
      parentId: community,
      level: "grid",
      name: "旧网格",
      kind: "basic",
    });
    expect((await newVisitor().get(`${county.base}/grids/${id}`)).status).toBe(200);
    await closeOrgUnit(county.as("admin"), { orgUnitId: id, reason: "合并" });
    for (const at of [street, root, id, other.org.grid, "nowhere", encodeURIComponent(hostile)])
      for (const path of [`/grids/${at}`, `/api/v1/grids/${at}`])
        expect([path, (await newVisitor().get(county.base + path)).status]).toEqual([
          path,
          path.includes("%") && path.includes("api") ? 422 : 404,
        ]);
    expect(await words(county, `/grids?community=${community}`)).not.toContain("旧网格");
    expect(await words(county, "/grids?search=旧网格")).toContain("没有找到");
  });

  test("leads to a report with the place chosen", async () => {
    const { grid } = county.org;
    const href =
      (await links(county, `/grids/${grid}`)).find((each) => each.startsWith("/matters/new")) ?? "";
    const visitor = newVisitor();
    const form = parse(await (await visitor.get(county.base + href)).text());
    const fields = named(form, "input").filter((input) => attribute(input, "name") === "orgUnitId");
    expect(fields.map((field) => attribute(field, "value"))).toEqual([grid]);
  });

  test("is text, however a unit is called", async () => {
    const { db, org } = county;
    await db.write([db.orm.update(orgUnits).set({ name: hostile }).where(eq(orgUnits.id, org.grid))]);
    for (const path of [`/grids/${org.grid}`, `/grids?community=${org.community}`]) {
      const page = parse(await read(county, path));
      expect(intruders(page)).toEqual([]);
      expect(text(only(page, "main"))).toContain(hostile);
    }
  });
});

test("each of these pages costs one trip, and rows by what it shows, with 3,000 grids", async () => {
  const county = await newCounty();
  const { db, org } = county;
  const now = await knownMoment(county);
  const cost = async (path: string) => costOf(await newVisitor().get(county.base + path, { now }));
  const paths = [`/grids/${org.grid}`, `/grids?community=${org.community}`, "/grids?search=第二网格"];
  const before = await Promise.all(paths.map(cost));
  const { street, root, otherCommunity } = org;
  const rows = Array.from({ length: 3000 }, (_, index) => ({
    ...{ id: `g${index}`, parentId: otherCommunity, level: "grid", name: `甲${index}`, folded: `甲${index}` },
    path: `/${root}/${street}/${otherCommunity}/g${index}/`,
  }));
  for (let from = 0; from < rows.length; from += 500)
    await db.write(rows.slice(from, from + 500).map((row) => db.orm.insert(orgUnits).values(row)));
  const after = await Promise.all(paths.map(cost));
  for (const [index, { trips, rowsRead }] of after.entries()) {
    expect(trips).toBe(1);
    expect(rowsRead).toBeLessThanOrEqual((before[index]?.rowsRead ?? 0) + 5);
    expect(rowsRead).toBeLessThanOrEqual(150);
  }
  // More than a page shows is said to be more.
  expect(await words(county, `/grids?community=${otherCommunity}`)).toContain("还有更多没有列出");
});
