import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { matters } from "../../db/tenant/schema/matters.ts";
import { clocks } from "../../db/tenant/schema/work.ts";
import { waitingLooked } from "../../worker/domain/desk/before.ts";
import { deskPage } from "../../worker/domain/desk/desk.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { type County, newCounty } from "../support/county.ts";
import { signedIn } from "../support/sessions.ts";
import { costOf, newVisitor } from "../support/visitor.ts";
import { clocksOf, type Filed, move, rowOf, rulesSince2025, timelineOf } from "./stages.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
  // So that a matter can pass every level of the county.
  await rulesSince2025(county, ({ handling }) => {
    handling.evaluation.maxReopenings = 5;
  });
});

const words = { category: "lighting", body: "路灯三天不亮了", place: "劳动街路口" };

/** Files a matter through the page at a moment; gives its id and receipt. */
async function fileAt(now: string, orgUnitId = county.org.grid): Promise<Filed> {
  const answer = await newVisitor().post(`${county.base}/matters`, { ...words, orgUnitId }, { now });
  expect(answer.status).toBe(303);
  const receiptCode = answer.headers.get("location")?.split("/").at(-1) ?? "";
  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(matters).where(eq(matters.receiptCode, receiptCode)),
  });
  return { id: rows[0]?.id ?? "", receiptCode };
}

const subjectOf = ({ id }: Filed) => `matter:${id}`;

async function duesOf(matter: Filed) {
  const rows = await clocksOf(county, subjectOf(matter));
  const due = (kind: string) => rows.find((row) => row.kind === kind && row.state === "running")?.dueAt;
  return { step: due("step"), overall: due("overall") };
}

// By the State Council's notices for 2026; Xinye's grid has three working days, the whole matter thirty, offices
// close at 18:00 in Shanghai, which is 10:00 UTC.
const examples: [string, string, string, string][] = [
  [
    "a Monday before National Day",
    "2026-09-28T02:00:00.000Z",
    "2026-10-08T10:00:00.000Z",
    "2026-11-13T10:00:00.000Z",
  ],
  [
    "the Friday before Spring Festival",
    "2026-02-13T02:00:00.000Z",
    "2026-02-25T10:00:00.000Z",
    "2026-04-02T10:00:00.000Z",
  ],
  [
    "a day within Spring Festival",
    "2026-02-18T02:00:00.000Z",
    "2026-02-26T10:00:00.000Z",
    "2026-04-03T10:00:00.000Z",
  ],
  [
    "a Saturday that is worked",
    "2026-10-10T02:00:00.000Z",
    "2026-10-14T10:00:00.000Z",
    "2026-11-20T10:00:00.000Z",
  ],
  [
    "an ordinary Saturday",
    "2026-08-22T02:00:00.000Z",
    "2026-08-26T10:00:00.000Z",
    "2026-10-09T10:00:00.000Z",
  ],
  [
    "a Tuesday, a minute before midnight",
    "2026-08-25T15:59:00.000Z",
    "2026-08-28T10:00:00.000Z",
    "2026-10-12T10:00:00.000Z",
  ],
  [
    "a Wednesday, a minute after midnight",
    "2026-08-25T16:01:00.000Z",
    "2026-08-31T10:00:00.000Z",
    "2026-10-13T10:00:00.000Z",
  ],
];

test.each(examples)("a matter filed on %s is due by the calendar", async (_when, at, step, overall) => {
  const matter = await fileAt(at);
  expect(await duesOf(matter)).toEqual({ step, overall });
});

test("each level has its own limit, where the matter is filed there", async () => {
  const at = "2026-09-28T02:00:00.000Z";
  const levels = {
    grid: "2026-10-08",
    community: "2026-10-10",
    street: "2026-10-16",
    root: "2026-10-23",
  } as const;
  for (const [unit, day] of Object.entries(levels)) {
    const filed = await fileAt(at, county.org[unit as keyof typeof levels]);
    expect((await duesOf(filed)).step, unit).toBe(`${day}T10:00:00.000Z`);
    const [step] = await clocksOf(county, subjectOf(filed));
    expect(step?.owner).toBe(county.org[unit as keyof typeof levels]);
  }
});

test("a due time in a year whose holidays aren't announced says so, on receipt and clock", async () => {
  const matter = await fileAt("2098-12-30T02:00:00.000Z");
  const rows = await clocksOf(county, subjectOf(matter));
  for (const { caution } of rows) expect(caution).toContain("2099年国务院放假通知尚未载入");
  const answer = await newVisitor().get(`${county.base}/receipts/${matter.receiptCode}`, {
    now: "2098-12-30T03:00:00.000Z",
  });
  expect(await answer.text()).toContain("2099年国务院放假通知尚未载入");
  const known = await fileAt("2026-09-28T02:00:00.000Z");
  for (const { caution } of await clocksOf(county, subjectOf(known))) expect(caution).toBeNull();
});

describe("the clocks", () => {
  const start = "2026-09-28T02:00:00.000Z";

  test("start when it is filed, for the lowest unit that handles", async () => {
    const matter = await fileAt(start);
    expect(await clocksOf(county, subjectOf(matter))).toMatchObject([
      {
        kind: "overall",
        owner: county.org.grid,
        state: "running",
        startedAt: start,
        endedAt: null,
        ruleVersion: 1,
      },
      {
        kind: "step",
        owner: county.org.grid,
        state: "running",
        startedAt: start,
        endedAt: null,
        ruleVersion: 1,
      },
    ]);
  });

  test("don't move when somebody takes it on", async () => {
    const matter = await fileAt(start);
    const before = await clocksOf(county, subjectOf(matter));
    await move(county, matter, "accept", "gridWorker", "2026-09-29T02:00:00.000Z");
    expect(await clocksOf(county, subjectOf(matter))).toEqual(before);
  });

  test("are met when it is resolved, at that moment, late or not, and the one for the verdict starts", async () => {
    const matter = await fileAt(start);
    const late = "2026-11-20T02:00:00.000Z";
    await move(county, matter, "accept");
    await move(county, matter, "resolve", "gridWorker", late);
    const rows = await clocksOf(county, subjectOf(matter));
    expect(rows.map(({ kind, state, endedAt }) => [kind, state, endedAt])).toEqual([
      ["overall", "met", late],
      ["step", "met", late],
      ["evaluation", "running", null],
    ]);
  });

  test("are cancelled when it is turned away", async () => {
    const matter = await fileAt(start);
    await move(county, matter, "decline");
    const rows = await clocksOf(county, subjectOf(matter));
    expect(rows.map(({ state }) => state)).toEqual(["cancelled", "cancelled"]);
  });

  test("the step begins anew one level up after an unsolved evaluation; the whole never does", async () => {
    const matter = await fileAt(start);
    const { overall } = await duesOf(matter);
    await move(county, matter, "accept", "gridWorker", start);
    await move(county, matter, "resolve", "gridWorker", "2026-09-30T02:00:00.000Z");
    expect(await duesOf(matter)).toEqual({ step: undefined, overall: undefined });
    await move(county, matter, "reject", "gridWorker", "2026-10-08T02:00:00.000Z");
    expect(await duesOf(matter)).toEqual({ step: "2026-10-14T10:00:00.000Z", overall });
    const running = (await clocksOf(county, subjectOf(matter))).filter(({ state }) => state === "running");
    expect(running.map(({ owner }) => owner)).toEqual([county.org.community, county.org.community]);
    const { detail } = (await timelineOf(county, subjectOf(matter))).at(-1) ?? {};
    expect(detail).toEqual({ to: "北关社区", due: "2026-10-14T10:00:00.000Z" });
  });

  test("each further refusal goes one level up, and the county's is the last", async () => {
    const matter = await fileAt(start);
    const seen: [string, string][] = [];
    for (let round = 0; round < 4; round++) {
      await move(county, matter, "accept", "admin");
      await move(county, matter, "resolve", "admin");
      await move(county, matter, "reject");
      const { level, levelPath, state, handlerName } = await rowOf(county, matter.id);
      expect([state, handlerName]).toEqual(["reopened", null]);
      seen.push([level, levelPath.split("/").at(-2) ?? ""]);
    }
    expect(seen).toEqual([
      ["community", county.org.community],
      ["street", county.org.street],
      ["county", county.org.root],
      ["county", county.org.root],
    ]);
  });

  test("never run twice for one thing", async () => {
    const matter = await fileAt(start);
    for (let round = 0; round < 3; round++) {
      await move(county, matter, "accept", "admin");
      await move(county, matter, "resolve", "admin");
      await move(county, matter, "reject");
      const running = (await clocksOf(county, subjectOf(matter))).filter(({ state }) => state === "running");
      expect(running.map(({ kind }) => kind).sort()).toEqual(["overall", "step"]);
    }
  });
});

test("a matter's page and receipt read its own clocks, however many run in the county", async () => {
  const own = await newCounty();
  const { id, receiptCode } = await own.matter();
  const worker = await signedIn(own, "gridWorker");
  const read = async () => ({
    page: costOf(await worker.get(`${own.base}/matters/${id}`)).rowsRead,
    receipt: costOf(await newVisitor().get(`${own.base}/receipts/${receiptCode}`)).rowsRead,
  });
  const before = await read();
  const others = Array.from({ length: 200 }, (_, number) => ({
    id: `o-${number}`,
    noun: "matter",
    record: `m-${number}`,
    kind: "step",
    title: "路灯不亮",
    ownerKind: "org" as const,
    owner: own.org.grid,
    startedAt: "2026-11-02T01:00:00.000Z",
    dueAt: "2026-11-05T10:00:00.000Z",
    state: "running" as const,
    ruleVersion: 1,
    rulePath: "handling.levels.grid",
    inputs: { level: "grid" },
    setBy: "rules" as const,
  }));
  await own.db.write(others.map((row) => own.db.orm.insert(clocks).values(row)));
  const after = await read();
  // A search reads on to the first row that is no more its own. The menu counts some of what waits for the grid.
  expect(after.page).toBeLessThanOrEqual(before.page + 5 + waitingLooked);
  expect(after.receipt).toBeLessThanOrEqual(before.receipt + 5);
});

describe("the desk", () => {
  test("shows a to-do once, by the clock that runs out first, in the order of those clocks", async () => {
    const own = await newCounty();
    await rulesSince2025(own);
    const file = (at: string, orgUnitId: string) => reportMatter(own.as(null, at), { ...words, orgUnitId });
    // The first is old and was sent up: its step is due late, its whole early. The second is fresh.
    const old = await file("2026-09-14T02:00:00.000Z", own.org.grid);
    await move(own, old, "accept");
    await move(own, old, "resolve");
    await move(own, old, "reject", "gridWorker", "2026-10-19T02:00:00.000Z");
    const fresh = await file("2026-10-15T02:00:00.000Z", own.org.community);
    const { todos } = await deskPage(own.as("communityOfficer", "2026-10-20T02:00:00.000Z"));
    expect(todos.map(({ noun, record, dueAt }) => [`${noun}:${record}`, dueAt])).toEqual([
      [subjectOf(fresh), "2026-10-22T10:00:00.000Z"],
      [subjectOf(old), "2026-10-26T10:00:00.000Z"],
    ]);
    const later = await file("2026-10-16T02:00:00.000Z", own.org.community);
    const again = await deskPage(own.as("communityOfficer", "2026-10-20T02:00:00.000Z"));
    expect(again.todos.map(({ noun, record }) => `${noun}:${record}`)).toEqual([
      subjectOf(fresh),
      subjectOf(later),
      subjectOf(old),
    ]);
  });

  test("follows the matter: after a refusal it leaves the grid's desk and comes to the community's", async () => {
    const own = await newCounty();
    const matter = await own.matter();
    const has = async (who: "gridWorker" | "communityOfficer" | "streetOfficer" | "otherWorker") =>
      (await deskPage(own.as(who))).todos.some(({ record }) => record === matter.id);
    const desks = async () => [
      await has("gridWorker"),
      await has("communityOfficer"),
      await has("streetOfficer"),
      await has("otherWorker"),
    ];
    expect(await desks()).toEqual([true, false, false, false]);
    await move(own, matter, "accept");
    await move(own, matter, "resolve");
    expect(await desks()).toEqual([false, false, false, false]);
    await move(own, matter, "reject");
    expect(await desks()).toEqual([false, true, false, false]);
  });

  const moments: [string, string, object][] = [
    ["2026-09-30T15:59:00.000Z", "later", { overdue: "0", today: "0", week: "0" }],
    ["2026-09-30T16:00:00.000Z", "within seven days", { overdue: "0", today: "0", week: "1" }],
    ["2026-10-07T10:00:00.000Z", "tomorrow", { overdue: "0", today: "0", week: "1" }],
    ["2026-10-07T16:00:00.000Z", "today", { overdue: "0", today: "1", week: "1" }],
    ["2026-10-08T10:00:00.000Z", "now", { overdue: "0", today: "1", week: "1" }],
    ["2026-10-08T10:00:00.001Z", "overdue", { overdue: "1", today: "0", week: "0" }],
  ];
  test.each(moments)(
    "at %s counts a matter due on 8 October at 18:00 as %s",
    async (now, _what, expected) => {
      const own = await newCounty();
      await rulesSince2025(own);
      await reportMatter(own.as(null, "2026-09-28T02:00:00.000Z"), { ...words, orgUnitId: own.org.grid });
      const { todos, figures } = await deskPage(own.as("gridWorker", now));
      expect(todos).toMatchObject([{ dueAt: "2026-10-08T10:00:00.000Z" }]);
      expect(Object.fromEntries(figures.map(({ key, n }) => [key, n]))).toMatchObject(expected);
    },
  );
});
