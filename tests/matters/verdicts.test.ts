import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { ruleSets } from "../../db/tenant/schema/county.ts";
import { matters } from "../../db/tenant/schema/matters.ts";
import { clocks, listings } from "../../db/tenant/schema/work.ts";
import { headline } from "../../views/matters/receipt-words.ts";
import { newReceiptCode } from "../../worker/domain/kernel/secrets.ts";
import { evaluateMatter } from "../../worker/domain/matters/evaluate.ts";
import { receipt } from "../../worker/domain/matters/residents.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { instant } from "../../worker/time/instants.ts";
import { type County, newCounty } from "../support/county.ts";
import { newVisitor } from "../support/visitor.ts";
import { auditTail, clocksOf, type Filed, matterIn, move, rowOf, timelineOf } from "./stages.ts";

type ReopenOn = RuleSet["handling"]["evaluation"]["reopenOn"];

/** By rule version: what reopens a matter. All of them reopen twice at most. */
const reopenOn: Record<number, ReopenOn> = {
  2: [],
  3: ["unsolved"],
  4: ["dissatisfied"],
  5: ["unsolved", "dissatisfied"],
};

let county: County;
let resolved: Filed;
beforeAll(async () => {
  county = await newCounty();
  resolved = await matterIn(county, "resolved");
  const { rows } = await county.db.read({ rows: county.db.orm.select().from(ruleSets) });
  const [first] = rows;
  if (!first) throw new Error("no rules");
  const versions = Object.entries(reopenOn).map(([version, causes]) => {
    const document = structuredClone(first.document) as RuleSet;
    document.handling.evaluation = { ...document.handling.evaluation, reopenOn: causes, maxReopenings: 2 };
    return county.db.orm.insert(ruleSets).values({ ...first, version: Number(version), document });
  });
  await county.db.write(versions);
});

/** A resolved matter that began under a version and was reopened so often: a copy of one that went all its way. */
async function waiting(ruleVersion: number, reopenings: number): Promise<Filed> {
  const own = { id: crypto.randomUUID(), receiptCode: newReceiptCode() };
  const row = await rowOf(county, resolved.id);
  const copies = (await clocksOf(county, `matter:${resolved.id}`)).map((clock) =>
    county.db.orm.insert(clocks).values({ ...clock, id: crypto.randomUUID(), record: own.id }),
  );
  const { orm } = county.db;
  await county.db.write([
    orm.insert(matters).values({ ...row, ...own, number: own.id, ruleVersion, reopenings }),
    orm
      .insert(listings)
      .values({ noun: "matter", record: own.id, scope: county.org.root, active: true, sort: own.id }),
    ...copies,
  ]);
  return own;
}

const running = async (matter: Filed) =>
  (await clocksOf(county, `matter:${matter.id}`))
    .filter(({ state }) => state === "running")
    .map(({ kind }) => kind);

const isActive = async (matter: Filed) => {
  const ours = and(eq(listings.record, matter.id), eq(listings.scope, county.org.root));
  const { rows } = await county.db.read({ rows: county.db.orm.select().from(listings).where(ours) });
  return rows[0]?.active;
};

const verdicts = {
  solved: { solved: true },
  "solved, satisfied": { solved: true, satisfied: true },
  "solved, dissatisfied": { solved: true, satisfied: false },
  unsolved: { solved: false },
  "unsolved, satisfied": { solved: false, satisfied: true },
  "unsolved, dissatisfied": { solved: false, satisfied: false },
} as const;

/** How a matter ends; `stands`: it would be reopened, but was so twice. */
type End = "closed solved" | "closed unsolved" | "reopened" | "stands solved" | "stands unsolved";

/** By version, in the order of the verdicts above: after no, one and two reopenings. */
const always = (end: End): End[] => [end, end, end];
const twice = (end: End): End[] => ["reopened", "reopened", end];
const table: Record<number, End[][]> = {
  2: [
    always("closed solved"),
    always("closed solved"),
    always("closed solved"),
    always("closed unsolved"),
    always("closed unsolved"),
    always("closed unsolved"),
  ],
  3: [
    always("closed solved"),
    always("closed solved"),
    always("closed solved"),
    twice("stands unsolved"),
    twice("stands unsolved"),
    twice("stands unsolved"),
  ],
  4: [
    always("closed solved"),
    always("closed solved"),
    twice("stands solved"),
    always("closed unsolved"),
    always("closed unsolved"),
    twice("stands unsolved"),
  ],
  5: [
    always("closed solved"),
    always("closed solved"),
    twice("stands solved"),
    twice("stands unsolved"),
    twice("stands unsolved"),
    twice("stands unsolved"),
  ],
};

const cells = Object.entries(table).flatMap(([version, rows]) =>
  rows.flatMap((ends, index) =>
    ends.map((end, reopenings) => ({
      version: Number(version),
      causes: reopenOn[Number(version)]?.join(" and ") || "nothing",
      verdict: Object.keys(verdicts)[index] as keyof typeof verdicts,
      reopenings,
      end,
    })),
  ),
);

describe("what follows from a verdict", () => {
  test.each(cells)("where $causes reopens, $verdict after $reopenings: $end", async (cell) => {
    const { version, reopenings, end } = cell;
    const verdict: { solved: boolean; satisfied?: boolean } = verdicts[cell.verdict];
    const matter = await waiting(version, reopenings);
    const promised = (await receipt(county.as(null), matter.receiptCode)).consequences;
    const result = await evaluateMatter(county.as(null), { receiptCode: matter.receiptCode, ...verdict });

    const reopens = end === "reopened";
    const state = reopens ? "reopened" : "closed";
    expect(result).toEqual({ id: matter.id, state });
    const row = await rowOf(county, matter.id);
    expect(row).toMatchObject({
      state,
      closure: reopens ? null : end.split(" ")[1],
      satisfied: verdict.satisfied ?? null,
      reopenings: reopens ? reopenings + 1 : reopenings,
      closedAt: reopens ? null : expect.any(String),
    });
    expect(await running(matter)).toEqual(reopens ? ["overall", "step"] : []);
    expect(await isActive(matter)).toBe(reopens);

    const events = await timelineOf(county, `matter:${matter.id}`);
    const after = reopens ? ["reopened"] : end.startsWith("stands") ? ["exhausted"] : [];
    expect(events.map(({ kind }) => kind)).toEqual(["evaluated", ...after]);
    expect(events[0]?.detail).toEqual(verdict);
    if (end.startsWith("stands")) expect(events[1]?.detail).toEqual({ reopenings: 2 });
    const [entry] = await auditTail(county, 1);
    expect(entry).toMatchObject({
      action: "matter.evaluate",
      subject: `matter:${matter.id}`,
      actorId: null,
      detail: { solved: verdict.solved },
    });

    // The form promises what then happens.
    const led = reopens ? "reopens" : end.startsWith("stands") ? "stands" : "closes";
    if (cell.verdict === "unsolved") expect(promised.unsolved).toBe(led);
    if (cell.verdict === "solved, dissatisfied") expect(promised.dissatisfied).toBe(led);

    // And the receipt says it, thanking nobody who is dissatisfied.
    if (reopens) return;
    const { next } = headline(await receipt(county.as(null), matter.receiptCode), instant(0));
    expect(next.includes("谢谢")).toBe(verdict.solved && verdict.satisfied !== false);
    expect(next.includes("重新办理的次数已经用完")).toBe(end === "stands solved");
  });
});

describe("by the rules as they are delivered, two reopenings at most", () => {
  test("a third bad verdict closes the matter unsolved, and all are told why", async () => {
    const own = await newCounty();
    const matter = await own.matter();
    const around = async () => {
      for (const what of ["accept", "resolve", "reject"] as const) await move(own, matter, what, "admin");
    };
    for (const reopenings of [1, 2]) {
      await around();
      expect(await rowOf(own, matter.id)).toMatchObject({ state: "reopened", closure: null, reopenings });
    }
    await around();
    expect(await rowOf(own, matter.id)).toMatchObject({
      state: "closed",
      closure: "unsolved",
      reopenings: 2,
    });
    const told = (await timelineOf(own, `matter:${matter.id}`)).map(({ kind }) => kind);
    expect(told.slice(-2)).toEqual(["evaluated", "exhausted"]);
    const page = await (
      await (await own.visit("streetOfficer")).get(`${own.base}/matters/${matter.id}`)
    ).text();
    expect(page).toContain("已重办 2 次，按规则不再重办，办结");
    const shown = await (await newVisitor().get(`${own.base}/receipts/${matter.receiptCode}`)).text();
    expect(shown).toContain("已重办 2 次，不再重办，办结");
    expect(shown).toContain("12345热线");
  });

  test("a resident who is dissatisfied can say so, on the page and by the API, and is taken at their word", async () => {
    const own = await newCounty();
    const [paged, called] = [await matterIn(own, "resolved"), await matterIn(own, "resolved")];
    const sent = { solved: "yes", satisfied: "no", comment: "修了三次" };
    const answer = await newVisitor().post(`${own.base}/receipts/${paged.receiptCode}/evaluation`, sent);
    expect(answer.status).toBe(303);
    const json = { solved: true, satisfied: false };
    const api = `${own.base}/api/v1/receipts/${called.receiptCode}/evaluation`;
    const reply = await newVisitor().json("POST", api, json);
    expect([reply.status, await reply.json()]).toEqual([200, { state: "reopened" }]);
    for (const { id } of [paged, called]) {
      expect(await rowOf(own, id)).toMatchObject({ state: "reopened", satisfied: false, reopenings: 1 });
    }
    expect((await timelineOf(own, `matter:${paged.id}`)).at(-2)?.detail).toEqual({
      solved: true,
      satisfied: false,
      comment: "修了三次",
    });
  });

  test("a later verdict stands for itself: what was said before is not kept for it", async () => {
    const own = await newCounty();
    const matter = await matterIn(own, "resolved");
    const say = (verdict: object) =>
      evaluateMatter(own.as(null), { receiptCode: matter.receiptCode, ...verdict });
    await say({ solved: true, satisfied: false });
    for (const what of ["accept", "resolve"] as const) await move(own, matter, what, "admin");
    await say({ solved: true });
    expect(await rowOf(own, matter.id)).toMatchObject({ closure: "solved", satisfied: null, reopenings: 1 });
  });
});
