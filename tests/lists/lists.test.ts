import { and, eq, inArray } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { grants } from "../../db/kernel/schema.ts";
import { memberUnits } from "../../db/tenant/schema/org.ts";
import { finds, listings, tallies } from "../../db/tenant/schema/work.ts";
import type { Asked } from "../../worker/domain/lists/asked.ts";
import { askedOf } from "../../worker/domain/lists/asked.ts";
import { listMissing } from "../../worker/domain/lists/missing.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { declineMatter } from "../../worker/domain/matters/decline.ts";
import { mattersPage } from "../../worker/domain/matters/read.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { meetingsPage } from "../../worker/domain/meetings/read.ts";
import { unitsPage } from "../../worker/domain/units/list.ts";
import { type County, newCounty, type Who } from "../support/county.ts";

/** Twenty-five matters, a minute apart: the first three accepted, the fourth declined. */
const bodies = [
  "楼道里水管从昨晚开始漏水，一直流到一楼",
  "路口西南角的路灯不亮，晚上看不见路",
  "垃圾桶满了三天没人清运",
  "楼上装修早上六点就开始砸墙",
];
let county: County;
const category = "drainage";
const made: string[] = [];
beforeAll(async () => {
  county = await newCounty();
  const start = Date.parse("2026-11-02T01:00:00.000Z");
  for (let each = 0; each < 25; each++) {
    const at = new Date(start + each * 60_000).toISOString();
    made.push(await reported(`${bodies[each % 4] ?? ""}，第${each + 1}次反映`, at));
  }
  const on = (each: number) => ({ matterId: made[each] ?? "" });
  for (const each of [0, 1, 2]) await acceptMatter(county.as("gridWorker"), on(each));
  await declineMatter(county.as("gridWorker"), { ...on(3), reason: "请到物业反映" });
});

async function reported(body: string, at: string): Promise<string> {
  const words = { orgUnitId: county.org.grid, category, body, place: "北关路" };
  return (await reportMatter(county.as(null, at), words)).id;
}

const shown = async (who: Who, asked: Asked = {}) => mattersPage(county.as(who), asked);
const ids = async (who: Who, asked: Asked = {}) => (await shown(who, asked)).matters.map(({ id }) => id);
const upTo = (from: number, to: number) => made.slice(from, to);
const running = () => made.filter((_, each) => each !== 3);

describe("the pages of a list", () => {
  test("run by what is due first, and by what is newest where that is asked", async () => {
    const [first] = (await shown("admin")).matters;
    expect(first?.id).toBe(made[0]);
    expect((await ids("admin", { order: "newest" }))[0]).toBe(made[24]);
    expect((await ids("admin", { order: "first" }))[0]).toBe(made[0]);
  });

  test("turn forwards and back over every record once", async () => {
    for (const order of ["urgent", "newest", "first"] as const) {
      const first = await shown("gridWorker", { order });
      const second = await shown("gridWorker", { order, after: first.next ?? "" });
      const back = await shown("gridWorker", { order, before: second.previous ?? "" });
      const all = [...first.matters, ...second.matters].map(({ id }) => id);
      expect([...all].sort()).toEqual([...running()].sort());
      expect([first.matters.length, first.previous, second.next]).toEqual([20, null, null]);
      expect(back.matters.map(({ id }) => id)).toEqual(first.matters.map(({ id }) => id));
      expect(back.previous).toBeNull();
    }
  });

  test("are as long as asked, and of no other length", () => {
    expect([askedOf({ size: "50" }).size, askedOf({ size: "51" }).size]).toEqual([50, undefined]);
  });

  test("hold what has ended apart", async () => {
    expect(await ids("streetOfficer", { done: true })).toEqual([made[3]]);
  });
});

describe("filters", () => {
  test("each say how many there are, by what the others leave", async () => {
    const { counts } = await shown("admin");
    expect(counts.all).toBe("24");
    expect(counts.facets.state).toEqual([
      { value: "accepted", n: "3" },
      { value: "reported", n: "21" },
    ]);
    const chosen = await shown("admin", { state: "accepted" });
    expect([chosen.counts.all, chosen.matters.length]).toEqual(["3", 3]);
    expect(chosen.counts.facets.state).toHaveLength(2);
    expect(chosen.counts.facets.source).toEqual([{ value: "resident", n: "3" }]);
  });

  test("together look through the rows that the first of them serves", async () => {
    const all = { state: "accepted", kind: category, source: "resident" };
    expect(await ids("admin", all)).toEqual(upTo(0, 3));
    expect(await ids("admin", { state: "accepted", kind: "nothing", source: "resident" })).toEqual([]);
    expect(await ids("admin", { state: "accepted", source: "hotline" })).toEqual([]);
  });

  test("by place and by handler find nothing beyond one's own scopes", async () => {
    const { grid, otherGrid, community } = county.org;
    const worker = county.people.gridWorker.actor.accountId ?? "";
    expect(await ids("admin", { within: grid })).toHaveLength(20);
    expect(await ids("admin", { within: otherGrid })).toEqual([]);
    expect((await ids("admin", { within: worker })).sort()).toEqual(upTo(0, 3));
    expect(await ids("otherWorker", { within: grid })).toEqual([]);
    expect(await ids("otherWorker", { within: community })).toEqual([]);
    expect(await ids("otherWorker", { within: worker })).toEqual([]);
  });

  test("by handler offer those of the unit that is looked into, to whom it is theirs", async () => {
    const { grid, otherGrid } = county.org;
    const { actor } = county.people.gridWorker;
    const offered = async (who: Who, asked: Asked) => (await shown(who, asked)).handlers;
    const worker = { value: actor.accountId, name: actor.name };
    expect(await offered("gridWorker", {})).toEqual([{ ...worker, n: "3" }]);
    expect(await offered("gridWorker", { done: true })).toEqual([{ ...worker, n: "1" }]);
    expect(await offered("admin", { within: grid })).toEqual([{ ...worker, n: "3" }]);
    expect(await offered("admin", { within: otherGrid })).toEqual([]);
    expect(await offered("otherWorker", { within: grid })).toEqual([]);
    const visitor = await county.visit("admin");
    const page = async (query: string) => (await visitor.get(`${county.base}/matters?${query}`)).text();
    expect(await page(`within=${grid}`)).toMatch(
      new RegExp(`href="[^"]*within=${actor.accountId}"[^>]*><span>${actor.name}</span>`),
    );
    const theirs = await page(`within=${actor.accountId}`);
    expect(theirs).toContain(`经办：${actor.name}`);
  });

  test("by place count what is found there: a unit below one's own, one above it, one beside it", async () => {
    const { grid, community, root } = county.org;
    const counted = async (who: Who, asked: Asked) => {
      const { counts, matters } = await shown(who, { ...asked, size: 50 });
      expect(counts.all).toBe(String(matters.length));
      return matters.length;
    };
    expect(await counted("admin", { within: grid })).toBe(24);
    expect(await counted("communityOfficer", { within: grid, state: "accepted" })).toBe(3);
    expect(await counted("gridWorker", { within: root })).toBe(24);
    expect(await counted("gridWorker", { within: community, done: true })).toBe(1);
    expect(await counted("otherWorker", { within: grid })).toBe(0);
    expect(await counted("otherWorker", { within: root })).toBe(0);
    const found = (who: Who, within: string) => ids(who, { within, search: "漏水", size: 50 });
    expect(await found("admin", grid)).toHaveLength(7);
    expect(await found("gridWorker", root)).toHaveLength(7);
    expect(await found("otherWorker", grid)).toEqual([]);
  });

  test("by a place of others say nothing of how much lies there", async () => {
    const { community, otherCommunity, street } = county.org;
    const looked = async (who: Who, within: string) => {
      const { here, below, counts } = await shown(who, { within });
      return { here: here?.id, below: below.length, all: counts.all };
    };
    expect(await looked("streetOfficer", community)).toEqual({ here: community, below: 1, all: "24" });
    for (const place of [community, street])
      expect(await looked("otherWorker", place)).toEqual({ here: undefined, below: 0, all: "0" });
    expect(await looked("communityOfficer", otherCommunity)).toEqual({ here: undefined, below: 0, all: "0" });
  });

  test.each(['"', 'x" OR words : "漏', "'", "%", "*", "-"])(
    "by a place like %s find nothing",
    async (within) => {
      for (const search of [undefined, "漏水"]) expect(await ids("admin", { within, search })).toEqual([]);
    },
  );

  test("by due time count what is overdue, due today and within seven days", async () => {
    const before = await mattersPage(county.as("admin", "2026-11-02T02:00:00.000Z"), {});
    const after = await mattersPage(county.as("admin", "2027-01-05T02:00:00.000Z"), {});
    expect(before.counts.dues.overdue).toBe("0");
    expect(Number(after.counts.dues.overdue)).toBe(24);
    const late = await mattersPage(county.as("admin", "2027-01-05T02:00:00.000Z"), {
      due: "overdue",
      size: 50,
    });
    expect(String(late.matters.length)).toBe(after.counts.dues.overdue);
  });
});

describe("a search", () => {
  test.each([
    ["漏", 7],
    ["漏水", 7],
    ["水管从昨晚", 7],
    ["路灯不亮", 6],
    ["漏水 路灯", 0],
    ["没有这样的话", 0],
    ["\"' OR *", 0],
    ["，。", 0],
  ])("for %s finds %i", async (search, found) => {
    expect(await ids("gridWorker", { search })).toHaveLength(found);
    expect(await ids("otherWorker", { search })).toEqual([]);
  });

  test("finds what has ended, too, and by its number", async () => {
    const [row] = (await shown("gridWorker", { search: "砸墙", done: true })).matters;
    expect(row?.id).toBe(made[3]);
    const [, figures = ""] = (row?.number ?? "").split("-");
    for (const search of [row?.number ?? "", figures, figures.replace(/^0+/, "")])
      expect(await ids("gridWorker", { search })).toContain(made[3]);
  });

  test("can be filtered, also by who handles it, and looks among what runs where it is asked for a state", async () => {
    const worker = county.people.gridWorker.actor.accountId ?? "";
    expect(await ids("gridWorker", { search: "漏水", state: "accepted" })).toEqual([made[0]]);
    for (const who of ["gridWorker", "admin"] as const)
      expect(await ids(who, { search: "漏水", within: worker })).toEqual([made[0]]);
    expect(await ids("otherWorker", { search: "漏水", within: worker })).toEqual([]);
    expect(await ids("gridWorker", { search: "砸墙", state: "declined" })).toEqual([]);
    expect(await ids("gridWorker", { search: "砸墙", state: "declined", done: true })).toEqual([made[3]]);
    expect(await ids("gridWorker", { search: "砸墙", kind: category, source: "resident" })).toHaveLength(6);
    expect(await ids("gridWorker", { search: "砸墙", source: "hotline" })).toEqual([]);
  });

  test("turns its pages", async () => {
    const first = await shown("gridWorker", { search: "次反映", size: 20 });
    const second = await shown("gridWorker", { search: "次反映", size: 20, after: first.next ?? "" });
    expect([...first.matters, ...second.matters].map(({ id }) => id)).toEqual([...made].reverse());
    const back = await shown("gridWorker", { search: "次反映", before: second.previous ?? "" });
    expect(back.matters).toEqual(first.matters);
  });

  test("never finds a matter by who reported it", async () => {
    const { id } = await county.matter({ reporterName: "欧阳查无", reporterPhone: "13812345678" });
    expect(await ids("gridWorker", { search: "欧阳" })).toEqual([]);
    expect(await ids("gridWorker", { search: "13812345678" })).toEqual([]);
    await declineMatter(county.as("gridWorker"), { matterId: id, reason: "重复" });
  });
});

test("somebody with two posts finds each record once", async () => {
  const { grid, community } = county.org;
  const own = county.as("gridWorker");
  const [grant] = own.actor.grants;
  if (!grant) throw new Error("no post");
  const more = { role: "community_officer" as const, scopeKind: "org" as const, scopeName: null };
  const actor = { ...own.actor, grants: [grant, { ...more, scopeId: community }] };
  const { matters, counts } = await mattersPage({ ...own, actor }, { size: 50 });
  expect(matters.map(({ id }) => id).sort()).toEqual([...running()].sort());
  expect([counts.all, grant.scopeId]).toEqual(["24", grid]);
});

test("the tallies are what there is to be counted, after everything that happened", async () => {
  const { all, kept } = await county.db.read({
    all: county.db.orm.select().from(listings),
    kept: county.db.orm.select().from(tallies),
  });
  const counted = new Map<string, number>();
  for (const { noun, scope, active, state, kind, source } of all)
    for (const key of [
      [noun, scope, active, state, kind, source],
      [noun, scope, active, "*", "", ""],
    ].map((each) => each.join("|")))
      counted.set(key, (counted.get(key) ?? 0) + 1);
  const said = kept
    .filter(({ n }) => n !== 0)
    .map(
      ({ n, ...key }) =>
        [[key.noun, key.scope, key.active, key.state, key.kind, key.source].join("|"), n] as const,
    );
  expect(new Map(said)).toEqual(counted);
});

test("the words by which records are found say in which state they are, after everything that happened", async () => {
  const { rows } = await county.db.read({
    rows: county.db.orm
      .selectDistinct({ scopes: finds.scopes, state: listings.state, active: listings.active })
      .from(finds)
      .innerJoin(listings, eq(listings.record, finds.record)),
  });
  expect(new Set(rows.map(({ state }) => state)).size).toBeGreaterThan(4);
  for (const { scopes, state, active } of rows) {
    const standing = scopes.split(" ").filter((word) => word.startsWith("state") || word === "open");
    expect(standing).toEqual([`state${state}`, ...(active ? ["open"] : [])]);
  }
});

test("however much isn't listed, and whatever is never listed, it is listed in steps", async () => {
  const own = await newCounty();
  const row = (at: number) => ({
    id: `unit-${String(at).padStart(4, "0")}`,
    name: `第${at}物业公司`,
    kind: "localUnit",
    orgUnitId: own.org.street,
    orgPath: `/${own.org.root}/${own.org.street}/`,
  });
  const post = (at: number) => ({
    id: `0-${String(at).padStart(4, "0")}`,
    ...{ accountId: own.people.gridWorker.actor.accountId ?? "", role: "grid_worker" as const },
    ...{ scopeKind: "org" as const, scopeId: own.org.grid, grantedAt: "2020-01-01T00:00:00.000Z" },
    ...(at < 450 ? { revokedAt: "2020-01-02T00:00:00.000Z" } : {}),
  });
  const { orm } = own.db;
  for (let from = 0; from < 450; from += 45) {
    const some = Array.from({ length: 45 }, (_, at) => from + at);
    await own.db.write([
      orm.insert(memberUnits).values(some.map(row)),
      orm.insert(grants).values(some.map(post)),
    ]);
  }
  await own.db.write([orm.insert(grants).values(post(450))]);
  expect(await listMissing(own.db)).toBe(451);
  expect((await unitsPage(own.as("admin"), { search: "第449物业" })).units).toHaveLength(1);
  expect(await listMissing(own.db)).toBe(0);
});

test("what isn't listed yet is listed as if it had been made now", async () => {
  const own = await newCounty();
  const { id } = await own.matter();
  await acceptMatter(own.as("gridWorker"), { matterId: id });
  const ended = await own.matter({ body: "楼上装修" });
  await declineMatter(own.as("gridWorker"), { matterId: ended.id, reason: "重复" });
  await own.meeting().then(({ id: meetingId }) => own.resolution(meetingId));
  const read = async () => {
    const { orm } = own.db;
    // The template's people are called otherwise than when they were listed.
    const work = inArray(listings.noun, ["matter", "meeting", "resolution"]);
    const { rows, words } = await own.db.read({
      rows: orm.select().from(listings).where(work).orderBy(listings.record, listings.scope),
      words: orm
        .select({ record: finds.record, words: finds.words, scopes: finds.scopes })
        .from(finds)
        .innerJoin(listings, and(eq(listings.record, finds.record), work)),
    });
    const inOrder = (each: string) => each.split(" ").sort().join(" ");
    return {
      rows,
      words: words
        .map((each) => ({ ...each, scopes: inOrder(each.scopes) }))
        .sort((a, b) => (a.record < b.record ? -1 : 1)),
    };
  };
  const before = await read();
  await own.db.script(["DELETE FROM listings", "DELETE FROM finds"]);
  expect((await mattersPage(own.as("admin"), {})).matters).toEqual([]);
  expect(await listMissing(own.db)).toBeGreaterThan(3);
  expect(await read()).toEqual(before);
  expect((await mattersPage(own.as("gridWorker"), { search: "水管" })).matters.map((row) => row.id)).toEqual([
    id,
  ]);
  expect((await meetingsPage(own.as("liaison"), {})).meetings).toHaveLength(1);
  expect(await listMissing(own.db)).toBe(0);
});
