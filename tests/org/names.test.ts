import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { orgUnits } from "../../db/tenant/schema/org.ts";
import { Conflict, Forbidden, type Invalid, NotFound } from "../../worker/domain/errors.ts";
import { closeOrgUnit } from "../../worker/domain/org/close.ts";
import { correctOrgUnit } from "../../worker/domain/org/correct.ts";
import { addOrgUnit } from "../../worker/domain/org/org.ts";
import { orgPage } from "../../worker/domain/org/read.ts";
import { reopenOrgUnit } from "../../worker/domain/org/reopen.ts";
import { closeMemberUnit } from "../../worker/domain/units/close.ts";
import { correctMemberUnit } from "../../worker/domain/units/correct.ts";
import { unitPage } from "../../worker/domain/units/read.ts";
import { reopenMemberUnit } from "../../worker/domain/units/reopen.ts";
import { addUnit } from "../../worker/domain/units/units.ts";
import { auditTail } from "../matters/stages.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { costOf } from "../support/visitor.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

const caught = (work: Promise<unknown>) => work.catch((error: unknown) => error);
const problemsOf = async (work: Promise<unknown>) => ((await caught(work)) as Invalid).problems;

const street = (name: string, who: Who = "admin") =>
  addOrgUnit(county.as(who), { parentId: county.org.root, level: "street", name });
const unit = (name: string) =>
  addUnit(county.as("secretary"), { name, kind: "localUnit", orgUnitId: county.org.street });

const correct = (orgUnitId: string, changes: object, who: Who = "admin") =>
  correctOrgUnit(county.as(who), { orgUnitId, revision: 1, ...changes });
const correctUnit = (unitId: string, changes: object, who: Who = "secretary") =>
  correctMemberUnit(county.as(who), {
    unitId,
    revision: 1,
    kind: "localUnit",
    orgUnitId: county.org.street,
    ...changes,
  });

const taken = (page: string, id: string, name: string, message: string) => [
  { path: "name", message, links: [{ href: `${page}${id}`, text: `查看“${name}”` }] },
];

describe("two of one name below one parent", () => {
  const message = "同一上级之下已经有同名的组织";

  test("are refused, with a link to the one that exists; elsewhere the name is free", async () => {
    const { id } = await street("上庄街道（一）");
    for (const name of ["上庄街道（一）", "上庄街道(一)", "上庄街道【一】", " 上庄 街道（一） "])
      expect(await problemsOf(street(name))).toEqual(taken("/org/", id, "上庄街道（一）", message));
    await addOrgUnit(county.as("admin"), {
      parentId: county.org.street,
      level: "community",
      name: "上庄街道(一)",
    });
    await expect(street("上庄街道（二）")).resolves.toHaveProperty("id");
  });

  test("are refused to one of two who add at once, and that one is led to the other's", async () => {
    const both = await Promise.allSettled([street("并发街道（甲）"), street("并发街道(甲)")]);
    const refused = both.find(({ status }) => status === "rejected") as PromiseRejectedResult;
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((refused.reason as Invalid).problems).toMatchObject([{ path: "name", links: [{}] }]);
  });

  test("are refused to one of two who rename at once", async () => {
    const [one, other] = [await street("改名前甲"), await street("改名前乙")];
    const both = await Promise.allSettled([
      correct(one.id, { name: "改名后" }),
      correct(other.id, { name: "改名后" }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("that are there from before stay, can be corrected, and nothing is added beside them", async () => {
    const ids = [(await street("旧街道")).id, (await street("旧街道二")).id];
    const { orm } = county.db;
    const before = orm.update(orgUnits).set({ name: "旧街道", folded: null });
    await county.db.write([before.where(eq(orgUnits.id, ids[1] ?? ""))]);
    expect(await problemsOf(street("旧街道"))).toMatchObject([{ path: "name" }]);
    await correct(ids[1] ?? "", { name: "旧街道", households: "30" });
    expect(await problemsOf(correct(ids[0] ?? "", { name: "旧街道 ", revision: 1 }))).toEqual([
      { path: "name", message: "没有改动" },
    ]);
    await correct(ids[0] ?? "", { name: "新街道" });
    expect(await problemsOf(street("旧街道"))).toMatchObject([{ path: "name" }]);
  });

  test("are no hindrance once one is closed; then that one can't be reopened beside the other", async () => {
    const { id } = await street("撤并街道");
    await closeOrgUnit(county.as("admin"), { orgUnitId: id, reason: "撤并" });
    const next = await street("撤并街道");
    expect(await problemsOf(reopenOrgUnit(county.as("admin"), { orgUnitId: id }))).toEqual(
      taken("/org/", next.id, "撤并街道", message),
    );
    await correct(next.id, { name: "另一街道" });
    await reopenOrgUnit(county.as("admin"), { orgUnitId: id });
    expect(await problemsOf(street("撤并街道"))).toMatchObject([{ path: "name" }]);
  });

  test("are told on the form with the link, in what was typed", async () => {
    const { id } = await street("表单街道");
    const admin = await county.visit("admin");
    const form = { parentId: county.org.root, level: "street", name: "表单 街道" };
    const answer = await admin.post(`${county.base}/org`, form);
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain(`href="${county.base}/org/${id}">查看“表单街道”</a>`);
    expect(html).toContain('value="表单 街道"');
  });
});

describe("member units of one name", () => {
  test("are refused in all of the county, folded, with a link; not beside one that was closed", async () => {
    const { id } = await unit("县公交公司（总）");
    expect(await problemsOf(unit("县公交公司(总)"))).toEqual(
      taken("/units/", id, "县公交公司（总）", "同名单位已经登记"),
    );
    const both = await Promise.allSettled([unit("并发公司（甲）"), unit("并发公司(甲)")]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await closeMemberUnit(county.as("secretary"), { unitId: id, reason: "改制" });
    const { id: next } = await unit("县公交公司(总)");
    const back = reopenMemberUnit(county.as("secretary"), { unitId: id });
    expect(await problemsOf(back)).toMatchObject([{ path: "name", links: [{ href: `/units/${next}` }] }]);
  });

  test("are looked for without reading the others", async () => {
    const admin = await county.visit("admin");
    const form = () => ({
      name: `测${crypto.randomUUID().slice(0, 8)}`,
      kind: "localUnit",
      orgUnitId: county.org.root,
    });
    const before = costOf(await admin.post(`${county.base}/units`, form())).rowsRead;
    for (let added = 0; added < 30; added++) await unit(`许多单位${added}`);
    expect(costOf(await admin.post(`${county.base}/units`, form())).rowsRead).toBeLessThanOrEqual(before + 2);
  });
});

describe("a correction", () => {
  test("of a unit says what was and what is, in its history, newest first, and in the log", async () => {
    const { id } = await street("甲街道");
    await correct(id, { name: "乙街道", code: "411329555", households: "1,200" });
    await correct(id, { name: "乙街道", code: "411329555", households: "1300", revision: 2 });
    const { unit, timeline } = await orgPage(county.as("admin"), id);
    expect(unit).toMatchObject({ name: "乙街道", code: "411329555", households: 1300, revision: 3 });
    expect(timeline.map(({ title, note }) => [title, note])).toEqual([
      ["更正信息", "户数由1200改为1300"],
      ["更正信息", "代码由无改为411329555；户数由无改为1200"],
      ["由“甲街道”改名为“乙街道”", undefined],
      ["设立", undefined],
    ]);
    expect(timeline[0]?.by).toBe(county.people.admin.actor.name);
    expect(await auditTail(county, 1)).toMatchObject([
      {
        action: "org.correct",
        subject: `org:${id}`,
        detail: { corrected: { changes: ["户数由1200改为1300"] } },
      },
    ]);
  });

  test("of a member unit moves its seat within what the person looks after", async () => {
    const { id } = await unit("示例物业公司");
    await correctUnit(id, { name: "示例物业公司", kind: "health", orgUnitId: county.org.community });
    const { seat, orgPath, timeline } = await unitPage(county.as("liaison"), id);
    expect([seat, orgPath.endsWith(`${county.org.community}/`)]).toEqual(["北关社区", true]);
    expect(timeline[0]?.note).toMatch(/^单位类型由.+改为.+；登记地由汉城街道改为北关社区$/);
    const away = correctUnit(
      id,
      { revision: 2, name: "示例物业公司", orgUnitId: county.org.root },
      "streetOfficer",
    );
    expect(await problemsOf(away)).toMatchObject([{ path: "orgUnitId" }]);
    const nowhere = correctUnit(id, { revision: 2, name: "示例物业公司", orgUnitId: "nowhere" });
    expect(await problemsOf(nowhere)).toMatchObject([{ path: "orgUnitId" }]);
  });

  test("made on what was changed meanwhile is refused with what stands, and overwrites knowingly", async () => {
    const { id } = await street("丙街道");
    await correct(id, { name: "丁街道" });
    const late = (await caught(correct(id, { name: "戊街道" }))) as Conflict;
    expect(late).toBeInstanceOf(Conflict);
    expect(late.current).toMatchObject({
      revision: 2,
      changedBy: county.people.admin.actor.name,
      fields: [{ name: "name", value: "丁街道" }, {}, {}, {}, {}],
    });
    const admin = await county.visit("admin");
    const answer = await admin.post(`${county.base}/org/${id}`, { revision: "1", name: "戊街道" });
    expect(answer.status).toBe(409);
    const html = await answer.text();
    expect(html).toContain("这条内容刚被别人修改过");
    expect(html).toContain('name="revision" value="2"');
    expect(html).toContain('value="戊街道"');
    expect((await admin.post(`${county.base}/org/${id}`, { revision: "2", name: "戊街道" })).status).toBe(
      303,
    );
    const { unit } = await orgPage(county.as("admin"), id);
    expect(unit.name).toBe("戊街道");
  });

  test("that changes nothing, names a code in use, or gives the county another name is refused", async () => {
    const [one, other] = [await street("己街道"), await street("庚街道")];
    await correct(one.id, { name: "己街道", code: "411329556" });
    expect(await problemsOf(correct(other.id, { name: "庚街道" }))).toEqual([
      { path: "name", message: "没有改动" },
    ]);
    expect(await problemsOf(correct(other.id, { name: "庚街道", code: "411329556" }))).toMatchObject([
      { path: "code" },
    ]);
    expect(await problemsOf(correct(other.id, { name: "庚街道", kind: "basic" }))).toMatchObject([
      { path: "kind" },
    ]);
    const root = correctOrgUnit(county.as("admin"), {
      orgUnitId: county.org.root,
      revision: 1,
      name: "别的县",
    });
    expect(await problemsOf(root)).toMatchObject([{ path: "name" }]);
  });

  const reach: [Who, keyof County["org"], "ok" | "hidden" | "forbidden"][] = [
    ["streetOfficer", "street", "forbidden"],
    ["streetOfficer", "community", "ok"],
    ["communityOfficer", "community", "forbidden"],
    ["communityOfficer", "grid", "ok"],
    ["communityOfficer", "otherCommunity", "hidden"],
    ["gridWorker", "grid", "forbidden"],
    ["inspector", "street", "forbidden"],
    ["liaison", "street", "hidden"],
  ];
  test.each(reach)("by the %s of the %s is %s", async (who, at, verdict) => {
    const own = await newCounty();
    const tried = correctOrgUnit(own.as(who), { orgUnitId: own.org[at], revision: 1, name: "改个名" });
    if (verdict === "ok") await tried;
    else await expect(tried).rejects.toBeInstanceOf(verdict === "hidden" ? NotFound : Forbidden);
  });
});
