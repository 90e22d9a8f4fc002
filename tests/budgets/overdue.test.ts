import { beforeAll, expect, test } from "vitest";
import { matters } from "../../db/tenant/schema/matters.ts";
import { clocks, listings } from "../../db/tenant/schema/work.ts";
import { waitingLooked } from "../../worker/domain/desk/before.ts";
import { countedTo } from "../../worker/domain/lists/counts.ts";
import { farthest } from "../../worker/domain/lists/reading.ts";
import { mattersPage } from "../../worker/domain/matters/read.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { signedIn } from "../support/sessions.ts";
import { costOf } from "../support/visitor.ts";

/** A county in which nobody has worked for a while: more is overdue than is counted. */
let county: County;
let made = 0;

beforeAll(async () => {
  county = await newCounty();
  await fill(farthest + 100);
});

interface Said {
  state: "reported" | "accepted";
  source: "resident" | "hotline";
}

/** Puts so many matters into the grid, whose time has run out. */
async function fill(many: number, more: Partial<Said> = {}): Promise<void> {
  const { db, org } = county;
  const path = `/${org.root}/${org.street}/${org.community}/${org.grid}/`;
  const when = "2026-01-05T01:00:00.000Z";
  for (const end = made + many; made < end; made += 100) {
    const rows = Array.from({ length: 100 }, (_, index) => {
      const id = `m-${String(made + index).padStart(9, "0")}`;
      const said: Said = { state: "reported", source: "resident", ...more };
      const { state, source } = said;
      const at = { orgUnitId: org.grid, orgPath: path, level: "grid", levelPath: path, place: "路口" };
      const due = { noun: "matter", record: id, kind: "step", startedAt: when, dueAt: when };
      const rule = { ruleVersion: 1, rulePath: "handling.levels.grid", inputs: { level: "grid" } };
      const stands = {
        noun: "matter",
        record: id,
        active: true,
        ...said,
        kind: "lighting",
      } as const;
      return [
        db.orm.insert(matters).values({
          ...{
            id,
            number: id,
            receiptCode: id,
            state,
            source,
            category: "lighting",
            body: "路灯不亮",
            ...at,
          },
          ...{ ruleVersion: 1, reportedAt: when },
        }),
        ...[org.root, org.street, org.community, org.grid].map((scope) =>
          db.orm.insert(listings).values({ ...stands, scope, sort: id }),
        ),
        db.orm.insert(clocks).values({
          ...{ id: `c-${id}`, title: "路灯不亮", ...due, ...rule },
          ...{ ownerKind: "org", owner: org.grid, state: "running", setBy: "rules" },
        }),
      ];
    });
    await db.write(rows.flat());
  }
}

/** What is shown, what stands around it, what waits in the menu, and what is counted one by one: as much as is due, and a bucket. */
const budget = 10 * 20 + 60 + waitingLooked + 3 * (countedTo + 1);

const lists: [string, Who, string, number][] = [
  ["all", "admin", "/matters", 0],
  ["a grid's", "gridWorker", "/matters", 0],
  ["of a state", "admin", "/matters?state=reported", 0],
  ["of a source", "admin", "/matters?source=resident", 0],
  ["by two filters", "admin", "/matters?state=reported&source=resident", farthest],
  ["what is overdue", "admin", "/matters?due=overdue", 0],
  ["what is overdue of a category", "gridWorker", "/matters?due=overdue&kind=lighting", 0],
  ["within a grid", "admin", "/matters?within=GRID", 0],
  ["what is overdue within a grid", "streetOfficer", "/matters?within=GRID&due=overdue", 0],
];

test.each(lists)("a list says 1000+ and reads no more for it: %s", async (_what, who, path, far) => {
  const visitor = await signedIn(county, who);
  const address = county.base + path.replace("GRID", county.org.grid);
  const before = costOf(await visitor.get(address)).rowsRead;
  expect(before).toBeLessThanOrEqual(budget + far);
  await fill(100);
  const answer = await visitor.get(address);
  expect(costOf(answer).rowsRead).toBeLessThanOrEqual(before);
  expect(await answer.text()).toContain(`${countedTo}+`);
});

test.each(["/matters?source=hotline", "/matters?source=hotline&due=overdue"])(
  "what isn't there isn't looked for among the rest: %s",
  async (path) => {
    const visitor = await signedIn(county, "admin");
    const { rowsRead } = costOf(await visitor.get(county.base + path));
    // What is overdue is counted by its index and in its table.
    expect(rowsRead).toBeLessThanOrEqual(60 + 2 * (countedTo + 1));
  },
);

test("the menu says 50+ and reads no more for it", async () => {
  const visitor = await signedIn(county, "gridWorker");
  await visitor.get(`${county.base}/account`);
  const before = costOf(await visitor.get(`${county.base}/account`)).rowsRead;
  expect(before).toBeLessThanOrEqual(60 + waitingLooked);
  await fill(100);
  const answer = await visitor.get(`${county.base}/account`);
  expect(costOf(answer).rowsRead).toBeLessThanOrEqual(before);
  expect(await answer.text()).toContain(`id="waiting-rail">${waitingLooked}+<`);
});

test("up to a thousand are counted to the last, and no more is said than is known", async () => {
  const { counts } = await mattersPage(county.as("admin"), {});
  expect([counts.all, counts.dues.overdue, counts.dues.today]).toEqual([String(made), `${countedTo}+`, "0"]);
});

test("a file that may not hold all says so, and one that does says nothing", async () => {
  const visitor = await signedIn(county, "admin");
  const lastOf = async (query: string) =>
    (await (await visitor.get(`${county.base}/matters.csv?${query}`)).text()).trim().split("\r\n").at(-1);
  await fill(farthest, { state: "accepted", source: "hotline" });
  await fill(100, { source: "hotline" });
  expect(await lastOf("state=reported&source=hotline")).toContain("只列出了前 0 条，后面可能还有");
  expect(await lastOf("state=reported")).not.toContain("只列出了");
});

test("a search of one state looks at its own hits only; where more is asked than the index knows, it says how far it looked", async () => {
  await county.db.script([
    `INSERT INTO finds (record, words, scopes) SELECT record, '路 灯 路灯',
      group_concat('matter' || replace(scope, '-', ''), ' ') || ' state' || state || ' open' FROM listings
      WHERE noun = 'matter' AND record LIKE 'm-%' GROUP BY record`,
  ]);
  const admin = await signedIn(county, "admin");
  const answer = await admin.get(`${county.base}/matters?search=路灯&state=accepted`);
  // Of those that were made last a hundred are in another state.
  expect(costOf(answer).rowsRead).toBeLessThanOrEqual(10 * 20 + 60 + waitingLooked);
  expect(await answer.text()).toContain("路灯不亮");
  for (const within of [undefined, county.org.grid]) {
    const asked = { search: "路灯", due: "week", ...(within && { within }) } as const;
    const pages = [await mattersPage(county.as("admin"), asked)];
    for (let next = pages[0]?.next; next; next = pages.at(-1)?.next)
      pages.push(await mattersPage(county.as("admin"), { ...asked, after: next }));
    expect(pages.flatMap(({ matters }) => matters)).toEqual([]);
    expect(pages.map(({ unfinished }) => unfinished)).toEqual([
      ...Array.from({ length: Math.floor(made / farthest) }, () => true),
      false,
    ]);
  }
});

test("of what is searched nothing is counted, for it would be said of the whole list", async () => {
  const { counts, matters } = await mattersPage(county.as("admin"), { search: "路灯" });
  expect(matters).toHaveLength(20);
  expect([counts.all, counts.dues, counts.facets.state]).toEqual([
    undefined,
    { overdue: undefined, today: undefined, week: undefined },
    [
      { value: "accepted", n: undefined },
      { value: "reported", n: undefined },
    ],
  ]);
  const visitor = await signedIn(county, "admin");
  const searched = await (await visitor.get(`${county.base}/matters?search=路灯`)).text();
  const whole = await (await visitor.get(`${county.base}/matters`)).text();
  expect([whole, searched].map((page) => page.includes(`${countedTo}+`))).toEqual([true, false]);
});
