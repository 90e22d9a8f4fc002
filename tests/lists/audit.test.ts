import { sql } from "drizzle-orm";
import { readXlsx } from "hucre/xlsx";
import { beforeAll, describe, expect, test } from "vitest";
import { audit } from "../../db/kernel/schema.ts";
import { auditTallies } from "../../db/tenant/schema/audit.ts";
import { type LogAsked, logAskedOf } from "../../worker/domain/audit/asked.ts";
import { auditPage } from "../../worker/domain/audit/read.ts";
import { followed } from "../../worker/domain/audit/search.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { instant } from "../../worker/time/instants.ts";
import { type County, newCounty } from "../support/county.ts";
import { costOf, type Visitor } from "../support/visitor.ts";

/** A county whose log holds a year: an entry every two hours, some of them written down later than they were made. */
let county: County;
let inspector: Visitor;
const now = instant("2026-11-29T04:00:00.000Z");
const people = ["王小明", "欧阳小明", "Li Lei", "系统", "命令行"] as const;
const acts = ["matter.accept", "matter.resolve", "session.open", "org.add"] as const;
const nouns = ["matter", "account", "org"] as const;
const start = Date.parse(now) - 4000 * 7_200_000;
let made = 0;

type Entry = typeof audit.$inferInsert;
const entryOf = (at: number): Entry => {
  const name = people[at % 17 === 0 ? 4 : at % 7 === 0 ? 1 : at % 5 === 0 ? 2 : at % 11 === 0 ? 3 : 0];
  return {
    // Of those made at once and those noted late the time isn't in the order of the rows.
    at: new Date(start + (at - (at % 13 === 0 ? 40 : 0)) * 7_200_000 - (at % 2) * 7_200_000).toISOString(),
    actorId: name === "系统" ? null : name === "命令行" ? "" : `p-${people.indexOf(name)}`,
    actorName: name,
    action: at === 1 ? "rules.publish" : (acts[at % acts.length] as string),
    subject: at === 1 ? "rules:2" : `${nouns[at % nouns.length]}:${at % 40}`,
    detail: {},
    requestId: "",
  };
};

async function fill(many: number): Promise<void> {
  for (const end = made + many; made < end; made += 500) {
    const rows = Array.from({ length: 500 }, (_, index) => entryOf(made + index));
    await county.db.write([county.db.orm.insert(audit).values(rows)]);
  }
}

beforeAll(async () => {
  county = await newCounty();
  await fill(4000);
  inspector = await county.visit("inspector");
});

const shown = (asked: LogAsked = {}) => auditPage(county.as("inspector", now), asked);

/** Every entry that a list shows, page by page, and the same from its end back. */
async function turned(asked: LogAsked) {
  const there: number[] = [];
  const back: number[] = [];
  let page = await shown(asked);
  there.push(...page.entries.map(({ seq }) => seq));
  while (page.next !== null) {
    page = await shown({ ...asked, after: Number(page.next) });
    there.push(...page.entries.map(({ seq }) => seq));
  }
  back.push(...page.entries.map(({ seq }) => seq).reverse());
  while (page.previous !== null) {
    page = await shown({ ...asked, before: Number(page.previous) });
    back.push(...page.entries.map(({ seq }) => seq).reverse());
  }
  return { there, back: back.reverse() };
}

/** What the log holds of it, in the order of time, the newest first. */
async function held(which: (row: typeof audit.$inferSelect) => boolean): Promise<number[]> {
  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(audit).orderBy(sql`at desc, seq desc`),
  });
  return rows.filter(which).map(({ seq }) => seq);
}

describe("the log turns its pages over each entry once, both ways", () => {
  const asked: [string, LogAsked, Parameters<typeof held>[0]][] = [
    ["all of it", { size: 100 }, () => true],
    ["what was done", { action: "org.add", size: 100 }, ({ action }) => action === "org.add"],
    ["by whom", { by: "p-2", size: 100 }, ({ actorId }) => actorId === "p-2"],
    ["by whoever has no account", { by: "系统", size: 100 }, ({ actorName }) => actorName === "系统"],
    [
      "by whoever's account has no id",
      { by: "命令行", size: 100 },
      ({ actorName }) => actorName === "命令行",
    ],
    ["to what", { about: "matter:12" }, ({ subject }) => subject === "matter:12"],
    ["to which kind", { kind: "org", size: 100 }, ({ subject }) => subject.startsWith("org:")],
    [
      "what, by whom",
      { action: "org.add", by: "p-2", size: 100 },
      ({ action, actorId }) => action === "org.add" && actorId === "p-2",
    ],
    [
      "a rare act by somebody who did much: only so far is looked at once",
      { action: "rules.publish", by: "p-0" },
      ({ action }) => action === "rules.publish",
    ],
    [
      "some days, of a kind",
      logAskedOf({ kind: "org", from: "2026年3月1日", until: "20260331", size: "50" }, now),
      ({ at, subject }) =>
        subject.startsWith("org:") && at >= "2026-02-28T16:00:00.000Z" && at < "2026-03-31T16:00:00.000Z",
    ],
    ["a name's part", { search: "小明", size: 100 }, ({ actorName }) => actorName.endsWith("小明")],
    [
      "a name's part and an act",
      { search: "LI", action: "session.open", size: 100 },
      ({ actorName, action }) => actorName === "Li Lei" && action === "session.open",
    ],
  ];

  test.each(asked)("%s", async (_what, of, which) => {
    const rows = await held(which);
    expect(rows.length).toBeGreaterThan(0);
    const { there, back } = await turned(of);
    expect(there).toEqual(rows);
    expect(back).toEqual(rows);
    if (rows.length > 500) return;
    expect((await turned({ ...of, order: "first" })).there).toEqual([...rows].reverse());
  });
});

describe("the log says how much there is", () => {
  const count = async (which: Parameters<typeof held>[0]) => (await held(which)).length;

  test("of acts and kinds exactly, each by what the other leaves", async () => {
    const { all, actions, kinds } = await shown({ kind: "org" });
    expect(all).toBe(String(await count(({ subject }) => subject.startsWith("org:"))));
    const added = actions.find(({ value }) => value === "org.add");
    expect(added?.n).toBe(
      String(await count(({ action, subject }) => action === "org.add" && subject.startsWith("org:"))),
    );
    expect(kinds.find(({ value }) => value === "matter")?.n).toBe(
      String(await count(({ subject }) => subject.startsWith("matter:"))),
    );
    expect(actions.map(({ name }) => name)).toContain("添加组织");
  });

  test("of a person, a record or some days exactly up to a thousand, and then that there are more", async () => {
    const few = await shown({ about: "matter:12", action: "matter.accept" });
    expect(few.all).toBe(
      String(await count((row) => row.subject === "matter:12" && row.action === "matter.accept")),
    );
    const many = await shown({ by: "p-0" });
    expect([many.all, many.actions[0]?.n]).toEqual(["1000+", undefined]);
    expect((await shown({ by: "p-0", action: "org.add" })).all).toBeUndefined();
    expect((await shown({ search: "小明" })).all).toBeUndefined();
  });

  test("by tallies that are what there is to be counted", async () => {
    const { orm, read } = county.db;
    const { kept, counted } = await read({
      kept: orm.select().from(auditTallies),
      counted: orm
        .select({
          action: audit.action,
          noun: sql<string>`substr(subject, 1, instr(subject, ':') - 1)`,
          n: sql<number>`count(*)`.mapWith(Number),
        })
        .from(audit)
        .groupBy(sql`1, 2`),
    });
    const inOrder = (rows: typeof kept) => rows.map((row) => Object.values(row).join(" ")).sort();
    expect(inOrder(kept)).toEqual(inOrder(counted));
  });
});

describe("a search", () => {
  test("finds a matter by its number, however it is written", async () => {
    const { id } = await county.matter();
    await acceptMatter(county.as("gridWorker"), { matterId: id });
    const [entry] = (await shown({ about: `matter:${id}` })).entries;
    const number = entry?.about.word.split(" ")[1] ?? "";
    const [year = "", figures = ""] = number.split("-");
    const short = String(Number(figures));
    const late = (search: string) => auditPage(county.as("inspector"), { search });
    for (const search of [number, `${year}－${short}`, short, figures])
      expect((await late(search)).entries.map(({ subject }) => subject)).toEqual([
        `matter:${id}`,
        `matter:${id}`,
      ]);
    expect((await late("999999")).entries).toEqual([]);
  });

  test("says whom it found, and where they are more than it follows", async () => {
    const { people: found, morePeople } = await shown({ search: "小明" });
    expect(new Set(found.map(({ name }) => name))).toEqual(new Set(["王小明", "欧阳小明"]));
    expect(morePeople).toBe(false);
    const names = Array.from({ length: followed + 1 }, (_, at) => ({
      ...entryOf(2),
      actorId: `q-${at}`,
      actorName: `赵${at}`,
    }));
    await county.db.write([county.db.orm.insert(audit).values(names)]);
    expect((await shown({ search: "赵" })).morePeople).toBe(true);
    expect((await shown({ search: `赵${followed}` })).entries).toHaveLength(1);
  });

  test.each(["%", "_", '"', "' or 1=1 --", "王_明", "*"])("for %s finds nothing", async (search) => {
    expect((await shown({ search })).entries).toEqual([]);
  });
});

describe("days", () => {
  const of = (query: Record<string, string>) => logAskedOf(query, now);

  test("are read as people type them, without their year the last ones", () => {
    expect(of({ from: "昨天", until: "11.29" })).toMatchObject({ from: "2026-11-28", until: "2026-11-29" });
    expect(of({ from: "12月1日" }).from).toBe("2025-12-01");
    expect(of({ from: "13月1日" }).from).toBeUndefined();
  });

  test("count before a word for the last few, and may stand the wrong way round", async () => {
    expect(of({ from: "今天", days: "7" })).toMatchObject({ from: "2026-11-29", days: undefined });
    const right = await shown(of({ from: "2026-03-01", until: "2026-03-31" }));
    const wrong = await shown(of({ from: "2026-03-31", until: "2026-03-01" }));
    expect(wrong.entries).toEqual(right.entries);
    const week = await shown(of({ days: "7" }));
    const those = await held(({ at }) => at >= "2026-11-22T16:00:00.000Z" && at < "2026-11-29T16:00:00.000Z");
    expect(week.all).toBe(String(those.length));
  });

  test("that are none are told, and nothing is filtered by them", async () => {
    const page = await (await inspector.get(`${county.base}/audit?from=13月5日`)).text();
    expect(page).toContain("“13月5日”不是日期，没有按它筛选");
  });
});

test("whatever an address asks, the log answers, in one round trip", async () => {
  const hostile = [
    "'",
    '" or 1=1',
    "%00",
    "0x10",
    "-1",
    "999999999999999999999",
    "matter:",
    "x".repeat(3000),
  ];
  for (const name of [
    "action",
    "kind",
    "by",
    "about",
    "days",
    "from",
    "until",
    "search",
    "order",
    "size",
    "after",
    "before",
  ])
    for (const value of hostile) {
      const ask = () => inspector.get(`${county.base}/audit?${new URLSearchParams({ [name]: value })}`);
      const answer = await ask();
      // Now and then the worker asks the catalog what it knows of the county; not twice in a row.
      const trips = costOf(answer).trips === 1 ? 1 : costOf(await ask()).trips;
      expect([name, value, answer.status, trips]).toEqual([name, value, 200, 1]);
    }
});

test("another county's people and records find nothing", async () => {
  const other = await newCounty();
  const { id } = await other.matter();
  const by = other.people.admin.actor.accountId ?? "";
  for (const asked of [{ by }, { about: `matter:${id}` }]) {
    const page = await shown(asked);
    expect([page.entries, page.all]).toEqual([[], "0"]);
  }
  expect((await shown({ by })).by).toBeNull();
  expect((await shown({ about: `matter:${id}` })).about?.word).toBe("事项");
});

test("what is asked of the log is asked of its file, which says who did what to which record", async () => {
  const answer = await inspector.get(`${county.base}/audit.xlsx?action=rules.publish`);
  const { sheets } = await readXlsx(new Uint8Array(await answer.arrayBuffer()));
  const [header, row, ...more] = sheets[0]?.rows ?? [];
  expect(header).toEqual(["序号", "时间", "操作", "对象", "操作人", "封存"]);
  expect([row?.slice(2, 5), more]).toEqual([["发布规则", "规则 第 2 版", "王小明"], []]);
  const all = await (await inspector.get(`${county.base}/audit.csv?before=7`)).text();
  expect(all.trim().split("\r\n").length).toBeGreaterThan(4000);
  const liaison = await county.visit("liaison");
  expect((await liaison.get(`${county.base}/audit.csv`)).status).toBe(403);
});

test("programs ask what the page asks, and go on by the number they are given", async () => {
  const headers = { authorization: `Bearer ${await county.token("inspector")}` };
  const at = `${county.base}/api/v1/audit-entries`;
  const read = async (query: string) => {
    const answer = await inspector.json("GET", `${at}?${query}`, undefined, { headers });
    return [answer.status, (await answer.json()) as { entries: { seq: number }[]; next: number }] as const;
  };
  const [, first] = await read("action=org.add&by=p-2&size=50");
  const [, second] = await read(`action=org.add&by=p-2&size=50&before=${first.next}`);
  const all = await held(({ action, actorId }) => action === "org.add" && actorId === "p-2");
  expect([...first.entries, ...second.entries].map(({ seq }) => seq)).toEqual(all.slice(0, 100));
  for (const wrong of ["days=8", "from=13月5日", "size=21", "order=urgent", "where=x"])
    expect((await read(wrong))[0]).toBe(422);
});

describe("the log reads what it shows, however long it is", () => {
  const asked: [string, string, number][] = [
    ["all of it", "", 0],
    ["an act", "action=org.add", 0],
    ["a kind", "kind=org", 0],
    ["the oldest", "order=first", 0],
    ["further down", "after=2000", 0],
    ["a person", "by=p-0", 2 * 1001],
    ["a record", "about=matter:12", 2 * 1001],
    ["some days", "from=2026-03-01&until=2026-03-31", 2 * 1001],
    ["a name", "search=小明", 8 * 21],
    ["a number", "search=123", 0],
    ["an act of a person", "by=p-0&action=org.add", 2 * 1001 + 2000],
    ["a rare act of a person", "by=p-0&action=rules.publish", 2 * 1001 + 2 * 2000],
  ];

  test("whatever is asked", async () => {
    const cost = async (query: string) =>
      costOf(await inspector.get(`${county.base}/audit?${query}`)).rowsRead;
    await cost("");
    const before = new Map<string, number>();
    for (const [what, query, counted] of asked) {
      const rows = await cost(query);
      before.set(query, rows);
      expect([what, rows <= 10 * 20 + 60 + counted ? "within" : rows]).toEqual([what, "within"]);
    }
    await fill(2000);
    for (const [what, query] of asked) {
      const rows = await cost(query);
      const bound = (before.get(query) ?? 0) + (query.includes("p-0&action=rules") ? 4000 : 20);
      expect([what, rows <= bound || query === "about=matter:12" ? "as before" : rows]).toEqual([
        what,
        "as before",
      ]);
    }
  });
});
