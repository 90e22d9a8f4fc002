import { beforeAll, describe, expect, test } from "vitest";
import { figures } from "../../db/tenant/schema/figures.ts";
import { placeFrom } from "../../worker/domain/desk/before.ts";
import { deskPage } from "../../worker/domain/desk/desk.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { evaluateMatter } from "../../worker/domain/matters/evaluate.ts";
import { mattersPage } from "../../worker/domain/matters/read.ts";
import { resolveMatter } from "../../worker/domain/matters/resolve.ts";
import { completeResolution } from "../../worker/domain/resolutions/complete.ts";
import { resolutionsPage } from "../../worker/domain/resolutions/list.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { bearer } from "../support/sessions.ts";
import { costOf, newVisitor } from "../support/visitor.ts";

const everybody: Who[] = [
  "admin",
  "streetOfficer",
  "communityOfficer",
  "gridWorker",
  "liaison",
  "secretary",
  "inspector",
];

let county: County;
let done: string;
let open: string;
beforeAll(async () => {
  county = await newCounty();
  const { id: meetingId } = await county.meeting();
  for (const body of ["路灯不亮", "水管漏水", "垃圾没人清运"]) await county.matter({ body });
  const { id } = await county.matter({ body: "井盖破损" });
  await acceptMatter(county.as("gridWorker"), { matterId: id });
  done = (await county.resolution(meetingId, "更换老旧水管")).id;
  open = (await county.resolution(meetingId, "加装路灯")).id;
  await completeResolution(county.as("liaison"), { resolutionId: done, text: "全部完成" });
});

const today = () => new Date().toISOString();
/** Everything that has a due time is late by then. */
const late = "2031-06-02T02:00:00.000Z";

const figuresIn = async (county: County) => {
  const { figures } = await deskPage(county.as("secretary"));
  return Object.fromEntries(figures.map(({ key, n }) => [key, n]));
};

const figuresOf = async (who: Who, at: string) => {
  const { figures } = await deskPage(county.as(who, at));
  return Object.fromEntries(figures.map(({ key, n }) => [key, n]));
};

/** How many records the list shows to which a figure leads. */
async function shownAt(who: Who, at: string, href: string): Promise<number> {
  const ctx = county.as(who, at);
  const [path, query] = href.split("?");
  const asked = Object.fromEntries(new URLSearchParams(query));
  if (path === "/matters") return (await mattersPage(ctx, { ...asked, size: 100 })).matters.length;
  if (path === "/resolutions")
    return (await resolutionsPage(ctx, { ...asked, size: 100 })).resolutions.length;
  return (await deskPage(ctx, asked.show as "overdue")).todos.length;
}

describe.each([
  ["today", today()],
  ["when all is late", late],
])("%s", (_when, at) => {
  test.each(everybody)("each figure of the %s is what its list shows", async (who) => {
    const { figures } = await deskPage(county.as(who, at));
    expect(figures).toHaveLength(4);
    const told = figures.flatMap(({ lists }) => lists);
    const shown = await Promise.all(told.map(({ href }) => shownAt(who, at, href)));
    expect(told.map(({ n }) => n)).toEqual(shown.map(String));
  });
});

test("what waits is to be approved by who may approve, to be accepted by who accepts, or was reported by oneself", async () => {
  expect(await figuresOf("secretary", today())).toMatchObject({ approval: "1" });
  expect(await figuresOf("admin", today())).toMatchObject({ approval: "1" });
  // A member of the meeting may read the task, and not approve it.
  expect(await figuresOf("streetOfficer", today())).toMatchObject({ approval: "0" });
  expect(await figuresOf("gridWorker", today())).toMatchObject({ acceptance: "3" });
  expect(await figuresOf("inspector", today())).toMatchObject({ acceptance: "3" });
  expect(await figuresOf("liaison", today())).toMatchObject({ review: "1" });
  const { todos } = await deskPage(county.as("secretary"), "approval");
  expect(todos.map(({ record }) => record)).toEqual([done]);
});

test("a record of which two clocks run is counted once, by the one that runs out first", async () => {
  const late = await figuresOf("gridWorker", "2031-06-02T02:00:00.000Z");
  expect(late).toMatchObject({ overdue: "4", today: "0", week: "0" });
});

describe("the desk of who looks after the county", () => {
  test("says what is overdue longest and whose, of all nouns", async () => {
    for (const who of ["admin", "inspector"] as const) {
      const { county: whole } = await deskPage(county.as(who, late));
      expect(whole?.late.map(({ record }) => record)).toEqual(expect.arrayContaining([open, done]));
      const due = whole?.late.map(({ dueAt }) => dueAt) ?? [];
      expect(due).toEqual([...due].sort());
      expect(whole?.late.every(({ unit }) => unit !== null && unit !== "")).toBe(true);
      expect(whole?.units.find(({ id }) => id === county.org.street)).toMatchObject({ running: 4, late: 4 });
    }
    expect((await deskPage(county.as("streetOfficer", late))).county).toBeNull();
  });

  test("the first page never says that nothing is to be done while something is late", async () => {
    const own = await newCounty();
    const admin = await own.visit("admin");
    await own.matter();
    admin.now = late;
    const words = await (await admin.get(`${own.base}/desk`)).text();
    expect(words).toContain("超期最久的");
    expect(words).not.toContain("没有待办");
  });

  test("counts what ends by the commands that end it", async () => {
    const own = await newCounty();
    const { id, receiptCode } = await own.matter();
    const closed = async () => {
      const { county: whole } = await deskPage(own.as("admin"));
      const street = whole?.units.find((unit) => unit.id === own.org.street);
      return [whole?.closed.this, street?.closed.this, street?.running];
    };
    expect(await closed()).toEqual([0, 0, 1]);
    await acceptMatter(own.as("gridWorker"), { matterId: id });
    await resolveMatter(own.as("gridWorker"), { matterId: id, outcome: "已修复" });
    await evaluateMatter(own.as(null), { receiptCode, solved: true });
    expect(await closed()).toEqual([1, 1, 0]);
  });

  test("sets what ended this month beside the last, of each unit below by all that lies there", async () => {
    const { org, db } = county;
    const of = (scope: string, month: string, counts: object) => ({
      ...{ of: "place" as const, facet: "all" as const, value: "", scope, month },
      ...counts,
    });
    const values = [
      of(org.root, "2026-11", {
        solved: 7,
        unevaluated: 2,
        satisfied: 5,
        excludedSolved: 2,
        excludedSatisfied: 1,
      }),
      of(org.root, "2026-10", { unsolved: 4, excludedUnsolved: 1 }),
      of(org.street, "2026-11", { solved: 6, satisfied: 5, excludedSolved: 1 }),
      of(org.street, "2026-10", { unsolved: 3 }),
      of(org.street, "2026-09", { solved: 50 }),
      // What a category or a unit has is in the whole already, and what lies in a community in its street.
      { ...of(org.root, "2026-11", { solved: 7 }), facet: "category" as const, value: "fire" },
      { ...of(org.street, "2026-11", { solved: 9 }), of: "org" as const },
      of(org.community, "2026-11", { solved: 6 }),
    ];
    await db.write([db.orm.insert(figures).values(values)]);
    const read = async (at: string) => (await deskPage(county.as("inspector", at))).county;
    // The month turns at midnight in China.
    const november = await read("2026-11-30T15:59:59.000Z");
    expect(november?.closed).toEqual({ this: 9, last: 4, excluded: { this: 2, last: 1 } });
    expect(november?.units.find(({ id }) => id === org.street)?.closed).toEqual({
      ...{ this: 6, last: 3 },
      excluded: { this: 1, last: 0 },
    });
    expect((await read("2026-11-30T16:00:00.000Z"))?.closed).toEqual({
      ...{ this: 0, last: 9 },
      excluded: { this: 0, last: 2 },
    });
  });
});

/** Statements that list matters in a county: all late, in as many streets as are asked for, and others due each day to come. */
function filling({ org }: County, from: number, to: number, streets: number): string[] {
  const numbers = `with recursive n(i) as (select ${from} union all select i + 1 from n where i < ${to})`;
  const late = "'2026-11-02T01:00:00.000Z'";
  const clock = (id: string, noun: string, kind: string, owner: string, due: string) =>
    `${numbers} insert into clocks (id, noun, record, kind, title, owner_kind, owner, started_at, due_at, state,
      rule_version, rule_path, inputs, set_by) select '${id}-' || i, '${noun}', '${noun}-' || i, '${kind}', '路灯不亮',
      'org', ${owner}, ${late}, ${due}, 'running', 1, 'handling.levels.grid', '{}', 'rules' from n`;
  const due = `strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-1 days', ((i % 5) * 2) || ' days')`;
  const street = `'street-' || (i % ${streets})`;
  const listed = (noun: string, scope: string) =>
    `${numbers} insert or ignore into listings (noun, record, scope, active, state, kind, sort, urgent)
      select '${noun}', '${noun}-' || i, ${scope}, 1, 'done', '', '${noun}-' || i, ${due} || ' ' || i from n`;
  return [
    `with recursive n(i) as (select 0 union all select i + 1 from n where i < ${streets - 1})
      insert or ignore into org_units (id, parent_id, level, name, path)
      select 'street-' || i, '${org.root}', 'street', 'street-' || i, '/${org.root}/street-' || i || '/' from n`,
    `${numbers} insert or ignore into figures ("of", scope, facet, value, month, solved)
      select 'place', ${street}, 'category', 'c' || i, strftime('%Y-%m', 'now', '+8 hours'), 1 from n where i < 300`,
    listed("matter", `'${org.root}'`),
    listed("matter", street),
    listed("resolution", `'${org.root}'`),
    clock("m", "matter", "step", `'${org.root}'`, due),
    clock("r", "resolution", "review", `'${org.root}'`, due),
  ];
}

describe("the desk of who looks after several parts", () => {
  const lookingAfter = (...scopes: string[]) => {
    const ctx = county.as("inspector");
    const [grant] = ctx.actor.grants;
    if (!grant) throw new Error("an inspector without a role");
    const grants = scopes.map((scopeId) => ({ ...grant, scopeId }));
    return deskPage({ ...ctx, actor: { ...ctx.actor, grants } });
  };

  test("tells of all of them, and once of what lies in another", async () => {
    const { org } = county;
    const one = (await lookingAfter(org.community)).county;
    const other = (await lookingAfter(org.otherCommunity)).county;
    const both = (await lookingAfter(org.community, org.otherCommunity)).county;
    expect(both?.name.split("、").sort()).toEqual([one?.name ?? "", other?.name ?? ""].sort());
    const ids = (desk: typeof both) => (desk?.units ?? []).map(({ id }) => id);
    expect(ids(both).sort()).toEqual([...ids(one), ...ids(other)].sort());
    expect(both?.closed.this).toBe((one?.closed.this ?? 0) + (other?.closed.this ?? 0));
    const street = (await lookingAfter(org.street)).county;
    const nested = (await lookingAfter(org.community, org.street)).county;
    expect(nested).toEqual(street);
    const whole = (await lookingAfter(org.root)).county;
    expect((await lookingAfter(org.street, org.root, org.root)).county).toEqual(whole);
  });
});

describe("where more stands before somebody than a page shows", () => {
  let own: County;
  const soon = () => new Date().toISOString();
  beforeAll(async () => {
    own = await newCounty();
    await own.db.script([
      ...filling(own, 0, 300, 5),
      // A second clock of a record that is late already, and one of a record that is due later.
      ...["r-again', 'resolution', 'resolution-0", "r-later', 'resolution', 'resolution-296"].map(
        (
          ids,
        ) => `insert into clocks (id, noun, record, kind, title, owner_kind, owner, started_at, due_at, state,
          rule_version, rule_path, inputs, set_by) select '${ids}', 'lead', title, owner_kind, owner, started_at,
          '2031-01-01T00:00:00.000Z', state, rule_version, rule_path, inputs, set_by from clocks where id = 'r-0'`,
      ),
    ]);
  });

  /** All pages, one after the other. */
  async function walked(show: "overdue" | "week" | "approval" | null) {
    const ctx = own.as("secretary", soon());
    const found: string[] = [];
    for (let after: string | null = ""; after !== null; ) {
      const page = await deskPage(ctx, show, placeFrom(after));
      expect(page.todos.length).toBeLessThanOrEqual(50);
      found.push(...page.todos.map(({ record }) => record));
      after = page.next;
    }
    return found;
  }

  test.each(["overdue", "week", "approval"] as const)(
    "the figure %s is what its pages show",
    async (show) => {
      const found = await walked(show);
      expect(found.length).toBeGreaterThan(50);
      expect(new Set(found).size).toBe(found.length);
      expect(await figuresIn(own)).toMatchObject({ [show]: String(found.length) });
    },
  );

  test("all that stands before them comes once, by the clock that runs out first", async () => {
    const found = await walked(null);
    expect(found).toHaveLength(301);
    expect(new Set(found).size).toBe(301);
  });

  test("pages follow one another on the page and for programs", async () => {
    const browser = await own.visit("secretary");
    const first = await (await browser.get(`${own.base}/desk?show=approval`)).text();
    const [, next = ""] = /href="([^"]*after=[^"]*)"/.exec(first) ?? [];
    const second = await browser.get(next.replaceAll("&amp;", "&").replace(/#.*/, ""));
    expect(second.status).toBe(200);
    expect(await second.text()).toContain("回到最急的");
    const headers = bearer(await own.token("secretary"));
    const read = async (query: string) =>
      (
        await newVisitor().json("GET", `${own.base}/api/v1/todos${query}`, undefined, headers)
      ).json() as Promise<{
        todos: { record: string }[];
        next: string | null;
      }>;
    const one = await read("");
    const two = await read(`?before=${one.next}`);
    const records = [...one.todos, ...two.todos].map(({ record }) => record);
    expect(new Set(records).size).toBe(100);
    // What makes no sense begins at the front, on pages.
    expect((await browser.get(`${own.base}/desk?after=nowhere`)).status).toBe(200);
  });
});

describe("in a county in which all is late", () => {
  let large: County;
  const cost = async (who: Who) => {
    const browser = await large.visit(who);
    await browser.get(`${large.base}/account`);
    const answer = await browser.get(`${large.base}/desk`);
    expect(answer.status).toBe(200);
    expect(costOf(answer).trips).toBe(1);
    return costOf(answer).rowsRead;
  };

  // Each by itself: the server ends a write that takes more than five seconds.
  const fill = async (...rows: [from: number, to: number, streets: number]) => {
    for (const statement of filling(large, ...rows)) await large.db.script([statement]);
  };

  test("a desk reads as much, however much more there is", async () => {
    large = await newCounty();
    await fill(0, 5_500, 50);
    const before = [await cost("admin"), await cost("inspector"), await cost("secretary")];
    await fill(5_501, 8_000, 100);
    const after = [await cost("admin"), await cost("inspector"), await cost("secretary")];
    expect(after).toEqual(before);
    expect(Math.max(...after)).toBeLessThanOrEqual(9_000);
  });
});
