import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { stringify } from "yaml";
import { onCatalog } from "../../bin/keys.ts";
import { migrateEverything } from "../../bin/migrate.ts";
import { noticeIn } from "../../bin/notice-file.ts";
import { Refusal } from "../../bin/runtime/refusal.ts";
import { newMeter } from "../../db/client.ts";
import { audit } from "../../db/kernel/schema.ts";
import { matters } from "../../db/tenant/schema/matters.ts";
import { Forbidden, Invalid, NotFound } from "../../worker/domain/errors.ts";
import { loadNotice } from "../../worker/domain/notices/load.ts";
import { noticeList } from "../../worker/domain/notices/read.ts";
import { tenantDirectory } from "../../worker/domain/tenants/directory.ts";
import { stateCouncilNotices } from "../../worker/rules/engine/notices.ts";
import { clocksOf, rulesSince2025 } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import { catalog, startWorld, stopEverything, type World } from "../support/stack.ts";
import { newVisitor } from "../support/visitor.ts";
import { type Outcome, runCommand } from "../tenants/commands.ts";

// An installation of its own: a notice is for all counties at once.
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(stopEverything);

/** Made up: New Year begins on Thursday, 31 December 2026, and Sunday, 3 January 2027 is worked for it. */
const notice = {
  year: 2027,
  title: "国务院办公厅关于2027年部分节假日安排的通知",
  document: "国办发明电〔2026〕99号",
  daysOff: [
    { from: "2026-12-31", to: "2027-01-02" },
    { from: "2027-05-01", to: "2027-05-05" },
    { from: "2027-10-01", to: "2027-10-07" },
  ],
  workdays: ["2027-01-03"],
};
const corrected = {
  ...notice,
  document: "国办发明电〔2026〕99号、国办发明电〔2027〕1号",
  daysOff: [{ from: "2026-12-31", to: "2027-01-03" }, ...notice.daysOff.slice(1)],
  workdays: [],
};

const listed = async () =>
  (await noticeList(catalog(world.vars))).map(({ year, edition, inForce }) => [year, edition, inForce]);

function notices(...words: string[]): Promise<Outcome> {
  return runCommand(world.vars, "bin/notices.ts", ...words);
}

function fileOf(text: string, name = "notice.yaml"): string {
  const folder = mkdtempSync(join(tmpdir(), "lianzhi-notice-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** When a matter reported at a moment through the page is due at the grid, and what is uncertain about it. */
async function stepOf(county: County, now: string) {
  const words = { category: "lighting", body: "路灯三天不亮了", place: "路口", orgUnitId: county.org.grid };
  await newVisitor(world.url).post(`${county.base}/matters`, words, { now });
  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(matters).orderBy(desc(matters.id)).limit(1),
  });
  const clocks = await clocksOf(county, `matter:${rows[0]?.id}`);
  const step = clocks.find(({ kind }) => kind === "step");
  return { due: step?.dueAt, caution: step?.caution };
}

async function countyHere(): Promise<County> {
  const county = await newCounty({ vars: world.vars, url: world.url });
  await rulesSince2025(county);
  return county;
}

describe("a file is refused in Chinese and English", () => {
  const refusal = (file: string): string[] => {
    try {
      noticeIn(file);
    } catch (error) {
      if (error instanceof Refusal) return error.message.split("\n");
    }
    return [];
  };

  test("place by place where its content is wrong", () => {
    const wrong = { ...notice, daysOff: notice.daysOff.slice(0, 2), workdays: ["2027-01-04"] };
    expect(refusal(fileOf(stringify(wrong)))).toEqual([
      "通知没有载入 / not loaded:",
      "  daysOff：法定节假日 2027-10-01 没有列为放假 / 2027-10-01 is off by law and missing",
      "  daysOff：法定节假日 2027-10-02 没有列为放假 / 2027-10-02 is off by law and missing",
      "  daysOff：法定节假日 2027-10-03 没有列为放假 / 2027-10-03 is off by law and missing",
      "  workdays.0：2027-01-04不是周六、周日，不用调休上班 / 2027-01-04 is neither Saturday nor Sunday",
    ]);
    const strange = JSON.stringify({ ...notice, year: "2027", note: "试" });
    expect(refusal(fileOf(strange, "notice.json"))).toEqual([
      "通知没有载入 / not loaded:",
      "  year：无效输入：期望 数字，实际接收 string / Invalid input: expected number, received string",
      '  （全文）：出现未知的键(key): "note" / Unrecognized key: "note"',
    ]);
    expect(refusal(fileOf("- 2027"))[1]).toMatch(/^ {2}（全文）：.* \/ Invalid input: expected object/);
  });

  test("where it can't be read or understood", () => {
    expect(refusal(fileOf("year: [2027"))[0]).toMatch(
      /^文件既不是 YAML 也不是 JSON \/ neither YAML nor JSON: /,
    );
    expect(refusal("/nowhere/2027.yaml")).toEqual(["读不到文件 /nowhere/2027.yaml / cannot read this file"]);
  });
});

test("an installation begins with the notices that the product comes with, once", async () => {
  expect(await listed()).toEqual([
    [2026, 1, true],
    [2025, 1, true],
  ]);
  await migrateEverything(world.vars);
  const rows = await noticeList(catalog(world.vars));
  expect(rows.map(({ title, daysOff, workdays, loadedBy }) => [title, daysOff, workdays, loadedBy])).toEqual(
    [...stateCouncilNotices]
      .reverse()
      .map(({ title, daysOff, workdays }) => [title, daysOff, workdays, "系统"]),
  );
});

describe("from the shell", () => {
  test("a notice that isn't whole is refused, and nothing is loaded", async () => {
    const before = await listed();
    const refused = await notices("load", fileOf(stringify({ ...notice, daysOff: [] })));
    expect(refused).toMatchObject({ code: 1, out: "" });
    expect(refused.complaints.split("\n")[1]).toBe(
      "  daysOff：法定节假日 2027-01-01 没有列为放假 / 2027-01-01 is off by law and missing",
    );
    expect(await listed()).toEqual(before);
  });

  test("whoever says neither what nor which file is told how", async () => {
    expect(await notices("load")).toMatchObject({
      code: 1,
      complaints: expect.stringContaining("用法：npm run notices"),
    });
  });

  test("a notice is loaded, changes nothing the second time, and is replaced by its correction, all on record", async () => {
    const first = await notices("load", fileOf(stringify(notice)));
    expect(first).toMatchObject({ code: 0, complaints: "" });
    expect(first.out).toContain("2027年的通知已载入，第 1 版：放假 15 天，调休上班 1 天。");
    const reordered = { ...notice, daysOff: [...notice.daysOff].reverse() };
    const again = await notices("load", fileOf(JSON.stringify(reordered), "notice.json"));
    expect(again).toMatchObject({ code: 0, out: "2027年的通知与现行的（第 1 版）相同，没有改动。\n" });
    const second = await notices("load", fileOf(stringify(corrected)));
    expect(second.out).toContain("第 2 版：放假 16 天，调休上班 0 天");

    const { out } = await notices("list");
    expect(out.split("\n").map((line) => line.split("\t").slice(0, 6))).toEqual([
      ["2027", "第 2 版", "现行", corrected.document, "放假 16 天，调休上班 0 天", "命令行"],
      ["2027", "第 1 版", "已更正", notice.document, "放假 15 天，调休上班 1 天", "命令行"],
      ["2026", "第 1 版", "现行", "国办发明电〔2025〕7号", "放假 33 天，调休上班 6 天", "系统"],
      ["2025", "第 1 版", "现行", "国办发明电〔2024〕12号", "放假 28 天，调休上班 5 天", "系统"],
      ["3 个年份有通知"],
      [""],
    ]);
    const db = catalog(world.vars);
    const { rows } = await db.read({
      rows: db.orm.select().from(audit).where(eq(audit.subject, "notice:2027")).orderBy(audit.seq),
    });
    expect(rows.map(({ action, actorName, detail }) => [action, actorName, detail])).toEqual([
      ["notice.load", "命令行", { document: notice.document, edition: 1, changed: true }],
      ["notice.load", "命令行", { document: notice.document, edition: 1, changed: false }],
      ["notice.load", "命令行", { document: corrected.document, edition: 2, changed: true }],
    ]);
  });
});

describe("a loaded notice", () => {
  const monday = "2026-12-28T02:00:00.000Z";
  const load = async (what: object) => loadNotice(await onCatalog(world.vars), what);

  test("is what due times are reckoned by, at once where a county is asked for first", async () => {
    await load(corrected);
    // Tue 29, Wed 30 Dec 2026, then Mon 4 Jan 2027: what the last test left behind is in force.
    expect(await stepOf(await countyHere(), monday)).toEqual({
      due: "2027-01-04T10:00:00.000Z",
      caution: null,
    });
    await load(notice);
    // Tue 29, Wed 30 Dec 2026, then the worked Sunday.
    expect(await stepOf(await countyHere(), monday)).toEqual({
      due: "2027-01-03T10:00:00.000Z",
      caution: null,
    });
  });

  test("is there within fifteen seconds for a county that is in use, and costs no trip of its own", async () => {
    const { slug } = await countyHere();
    const meter = newMeter();
    const db = catalog(world.vars, meter);
    const directory = tenantDirectory();
    expect([directory.calendar().revision, directory.calendar().years.has(2027)]).toEqual([0, false]);
    await directory.bySlug(db, slug, 0);
    const before = directory.calendar();
    expect(before.years.has(2027)).toBe(true);

    await load({ ...notice, document: "国办发明电〔2026〕100号" });
    await directory.bySlug(db, slug, 14_999);
    expect([directory.calendar(), meter.trips]).toEqual([before, 1]);
    await directory.bySlug(db, slug, 15_000);
    expect(directory.calendar().revision).toBeGreaterThan(before.revision);
    expect(meter.trips).toBe(2);
  });

  test("has one edition when two load it at the same moment, and two when they differ", async () => {
    const make = (year: number, document: string) => ({
      ...notice,
      year,
      title: `国务院办公厅关于${year}年部分节假日安排的通知`,
      document,
      daysOff: [
        { from: `${year}-01-01`, to: `${year}-01-01` },
        { from: `${year}-05-01`, to: `${year}-05-05` },
        { from: `${year}-10-01`, to: `${year}-10-07` },
      ],
      workdays: [],
    });
    const same = make(2019, "国办发明电〔2018〕15号");
    await Promise.all([load(same), load(same), load(same)]);
    await Promise.all([
      load(make(2018, "国办发明电〔2017〕12号")),
      load(make(2018, "国办发明电〔2017〕13号")),
    ]);
    expect((await listed()).filter(([year]) => year === 2019 || year === 2018)).toEqual([
      [2019, 1, true],
      [2018, 2, true],
      [2018, 1, false],
    ]);
  });

  test("is an operator's to load, and is checked whoever loads it", async () => {
    const county = await countyHere();
    const admin = { ...(await onCatalog(world.vars)), actor: county.people.admin.actor };
    const failure = await loadNotice(admin, notice).catch((error: unknown) => error);
    expect(failure instanceof Forbidden || failure instanceof NotFound).toBe(true);
    await expect(load({ ...notice, workdays: ["2027-01-05"] })).rejects.toBeInstanceOf(Invalid);
  });
});
