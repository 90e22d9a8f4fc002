import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { endMeasures, figures, measureNames } from "../../db/tenant/schema/figures.ts";
import { matters } from "../../db/tenant/schema/matters.ts";
import { answerAssignment } from "../../worker/domain/assignments/answer.ts";
import { dispatchMatter } from "../../worker/domain/assignments/dispatch.ts";
import { excludedOf } from "../../worker/domain/figures/counting.ts";
import { countMissing } from "../../worker/domain/figures/missing.ts";
import { callBackMatter } from "../../worker/domain/matters/call-back.ts";
import { grantExclusion } from "../../worker/domain/matters/decide-exclusion.ts";
import { overturnReview } from "../../worker/domain/matters/decide-review.ts";
import { evaluateMatter } from "../../worker/domain/matters/evaluate.ts";
import { mergeMatter } from "../../worker/domain/matters/merge.ts";
import { passOnMatter } from "../../worker/domain/matters/pass-on.ts";
import { recategoriseMatter } from "../../worker/domain/matters/recategorise.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { resolveMatter } from "../../worker/domain/matters/resolve.ts";
import { revokeExclusion } from "../../worker/domain/matters/revoke-exclusion.ts";
import { splitMatter } from "../../worker/domain/matters/split.ts";
import { dispatchRule, partsIn } from "../assignments/stages.ts";
import { askFor, withExclusions } from "../matters/exclusions.ts";
import { askAgain, withReviews } from "../matters/reviews.ts";
import { clocksOf, type Filed, move, rowOf, rulesSince2025 } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";

let county: County;
beforeEach(async () => {
  county = await newCounty();
  await rulesSince2025(county);
});

/** A Monday, so many minutes after nine; a month later; and long after all times are over. */
const on = (minute: number) =>
  new Date(Date.parse("2026-09-14T01:00:00.000Z") + minute * 60_000).toISOString();
const later = "2026-10-12T02:00:00.000Z";

const reported = (at = on(0), more: object = {}): Promise<Filed> =>
  reportMatter(county.as(null, at), {
    ...{ orgUnitId: county.org.grid, category: "drainage", body: "井盖破损", place: "路口" },
    ...{ reporterPhone: "13812345678", ...more },
  });
const say = ({ receiptCode }: Filed, solved: boolean, at: string, satisfied?: boolean) =>
  evaluateMatter(county.as(null, at), {
    receiptCode,
    solved,
    ...(satisfied === undefined ? {} : { satisfied }),
  });

/** What is counted there, without what is none. `what`: `all`, `category drainage`, or `org` and `member` for whoever dealt with it. */
async function counts(scope: string, what = "all", month = "2026-09"): Promise<Record<string, number>> {
  const [name = "", value = ""] = what.split(" ");
  const dealt = name === "org" || name === "member";
  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(figures).where(eq(figures.scope, scope)),
  });
  const found = rows.find(
    (row) =>
      row.month === month &&
      row.of === (dealt ? name : "place") &&
      row.facet === (dealt ? "all" : name) &&
      row.value === (dealt ? "" : value),
  );
  const names = [...measureNames, ...endMeasures.map(excludedOf)];
  return Object.fromEntries(names.flatMap((each) => (found?.[each] ? [[each, found[each]]] : [])));
}

const all = async () =>
  (await county.db.read({ rows: county.db.orm.select().from(figures) })).rows
    .filter((row) => Object.values(row).some((value) => typeof value === "number" && value !== 0))
    .map((row) => JSON.stringify(row))
    .sort();

/** Whatever was played: counted from nothing, by rows, clocks and timelines, the figures are the same, and once more nothing is missing. */
async function recounted(): Promise<void> {
  const before = await all();
  const { orm } = county.db;
  await county.db.write([orm.delete(figures), orm.update(matters).set({ counted: null })]);
  expect(await countMissing(county.db)).toBeGreaterThan(0);
  expect(await all()).toEqual(before);
  expect(await countMissing(county.db)).toBe(0);
  expect(await all()).toEqual(before);
}

const answeredInTime = { responded: 1, respondedInTime: 1 };

describe("a matter", () => {
  test("is counted as it is reported, answered and ends, in each place above it and for the unit that has it", async () => {
    const matter = await reported();
    const { root, street, community, grid, otherCommunity } = county.org;
    for (const place of [root, street, community, grid])
      expect([await counts(place), await counts(place, "category drainage")]).toEqual([
        { reported: 1 },
        { reported: 1 },
      ]);
    expect(await counts(otherCommunity)).toEqual({});
    expect(await counts(grid, "org")).toEqual({});
    await move(county, matter, "accept", "gridWorker", on(10));
    await move(county, matter, "resolve", "gridWorker", on(20));
    expect(await counts(root, "source resident")).toEqual({ reported: 1, ...answeredInTime });
    await say(matter, true, on(30), true);
    const end = { solved: 1, satisfied: 1, endedInTime: 1 };
    for (const what of ["all", "category drainage", "source resident"])
      expect(await counts(community, what)).toEqual({ reported: 1, ...answeredInTime, ...end });
    expect(await counts(grid, "org")).toEqual({ ...answeredInTime, ...end });
    // Whoever only lies above it hasn't dealt with it.
    expect(await counts(community, "org")).toEqual({});
    await recounted();
  });

  test("that is accepted after its level's time was answered, and ends, late", async () => {
    const matter = await reported();
    await move(county, matter, "accept", "admin", later);
    expect(await counts(county.org.root, "all", "2026-10")).toEqual({ responded: 1 });
    await move(county, matter, "resolve", "admin", "2026-12-07T02:00:00.000Z");
    await say(matter, false, "2026-12-07T03:00:00.000Z");
    await move(county, matter, "accept", "admin", "2026-12-07T04:00:00.000Z");
    await move(county, matter, "resolve", "admin", "2026-12-07T05:00:00.000Z");
    await say(matter, true, "2026-12-07T06:00:00.000Z");
    // Dealt with anew, and beyond the time for all of it.
    expect(await counts(county.org.root, "all", "2026-12")).toEqual({ solved: 1, reopened: 1 });
    await recounted();
  });

  test("at the very moment at which it is due is in time", async () => {
    const matter = await reported();
    const due = async () => {
      const clocks = await clocksOf(county, `matter:${matter.id}`);
      return Object.fromEntries(clocks.map(({ kind, dueAt }) => [kind, dueAt]));
    };
    await move(county, matter, "accept", "gridWorker", (await due()).step);
    await move(county, matter, "resolve", "gridWorker", (await due()).overall);
    await say(matter, true, (await due()).evaluation ?? "");
    expect(await counts(county.org.root)).toMatchObject(answeredInTime);
    const months = ["2026-10", "2026-11", "2026-12"];
    const ends = await Promise.all(months.map((month) => counts(county.org.root, "all", month)));
    expect(ends.find(({ solved }) => solved)).toMatchObject({ endedInTime: 1 });
  });

  test("that is declined was answered, and has not ended", async () => {
    const matter = await reported();
    await move(county, matter, "decline", "gridWorker", on(5));
    expect(await counts(county.org.root)).toEqual({ reported: 1, ...answeredInTime, declined: 1 });
    expect(await counts(county.org.grid, "org")).toEqual({ ...answeredInTime, declined: 1 });
    await recounted();
  });

  test("of another category moves there with all that is counted of it", async () => {
    const matter = await reported();
    await move(county, matter, "accept", "gridWorker", on(5));
    const before = await counts(county.org.root);
    await recategoriseMatter(county.as("gridWorker", on(6)), { matterId: matter.id, category: "lighting" });
    expect(await counts(county.org.root)).toEqual(before);
    expect(await counts(county.org.root, "category drainage")).toEqual({});
    expect(await counts(county.org.street, "category lighting")).toEqual({ reported: 1, ...answeredInTime });
    await recounted();
  });

  test("that is passed down and called back is counted where it lies", async () => {
    const { community, street, grid } = county.org;
    const matter = await reported(on(0), { orgUnitId: community });
    const pass = { matterId: matter.id, unit: grid, reason: "就近处理" };
    await passOnMatter(county.as("communityOfficer", on(1)), pass);
    expect([await counts(grid), await counts(community)]).toEqual([{ reported: 1 }, { reported: 1 }]);
    await callBackMatter(county.as("communityOfficer", on(2)), { matterId: matter.id, reason: "派错了" });
    expect(await counts(grid)).toEqual({});
    expect([await counts(community, "org"), await counts(street)]).toEqual([
      answeredInTime,
      { reported: 1, ...answeredInTime },
    ]);
    await recounted();
  });

  test("that is merged ends nowhere, and a part that is split off is another report of the first's month", async () => {
    const [main, copy] = [await reported(), await reported(on(1))];
    for (const one of [main, copy]) await move(county, one, "accept", "gridWorker", on(5));
    const { number } = await rowOf(county, main.id);
    const words = { main: number, reason: "同一处" };
    await mergeMatter(county.as("gridWorker", on(6)), { matterId: copy.id, ...words });
    await splitMatter(county.as("gridWorker", later), {
      matterId: main.id,
      ...{ body: "路灯也不亮", category: "lighting", unit: county.org.grid },
    });
    await move(county, main, "resolve", "gridWorker", later);
    await say(main, true, "2026-10-12T03:00:00.000Z");
    await say(copy, true, "2026-10-12T04:00:00.000Z");
    expect(await counts(county.org.root)).toEqual({ reported: 3, responded: 2, respondedInTime: 2 });
    expect((await counts(county.org.root, "all", "2026-10")).solved).toBe(1);
    await recounted();
  });

  test("counts for the unit that had it and for the one that led, each once", async () => {
    await rulesSince2025(county, ({ handling }) => {
      handling.dispatch = dispatchRule;
    });
    const matter = await reported();
    await move(county, matter, "accept", "gridWorker", on(1));
    await move(county, matter, "raise", "gridWorker", on(2));
    await move(county, matter, "raise", "communityOfficer", on(3));
    await move(county, matter, "accept", "streetOfficer", on(4));
    const { water } = county.units;
    const body = "查清漏点并修好";
    await dispatchMatter(county.as("streetOfficer", on(5)), {
      matterId: matter.id,
      ...{ lead: water, assisting: [], body },
    });
    const [part] = await partsIn(county, matter.id);
    await answerAssignment(county.as("liaison", on(6)), { assignmentId: part?.id, answer: "已修好" });
    await move(county, matter, "resolve", "streetOfficer", on(7));
    await say(matter, true, on(8));
    const { street, grid } = county.org;
    const end = { solved: 1, endedInTime: 1 };
    expect(await counts(street, "org")).toEqual(end);
    expect(await counts(grid, "org")).toEqual(answeredInTime);
    expect(await counts(water, "member")).toEqual(end);
    await recounted();
  });
});

describe("what comes off again", () => {
  beforeEach(async () => {
    await rulesSince2025(county, ({ handling }) => {
      handling.evaluation.reopenOn = [];
    });
    await withExclusions(county);
    await withReviews(county);
  });

  test("an exclusion adds beside what is counted, and takes nothing off; revoked it is gone", async () => {
    const now = new Date().toISOString();
    const month = new Date(Date.parse(now) + 8 * 3_600_000).toISOString().slice(0, 7);
    const matter = await reported(now);
    for (const step of ["accept", "resolve"] as const) await move(county, matter, step, "gridWorker", now);
    await say(matter, true, now, true);
    const { root } = county.org;
    const raw = await counts(root, "all", month);
    await askFor(county, matter.id);
    expect(await counts(root, "all", month)).toEqual(raw);
    await grantExclusion(county.as("admin"), { matterId: matter.id });
    const excluded = { excludedSolved: 1, excludedSatisfied: 1, excludedEndedInTime: 1 };
    expect(await counts(root, "all", month)).toEqual({ ...raw, ...excluded });
    expect(await counts(county.org.grid, "org", month)).toMatchObject(excluded);
    await recounted();
    await revokeExclusion(county.as("admin"), { matterId: matter.id, reason: "查明属本单位职责" });
    expect(await counts(root, "all", month)).toEqual(raw);
  });

  test("a review that sends it back takes its end off, and it ends once more as one that was dealt with anew", async () => {
    const now = new Date().toISOString();
    const month = new Date(Date.parse(now) + 8 * 3_600_000).toISOString().slice(0, 7);
    const matter = await reported(now);
    for (const step of ["accept", "resolve"] as const) await move(county, matter, step, "gridWorker", now);
    const answered = await counts(county.org.root, "all", month);
    await say(matter, false, now);
    expect(await counts(county.org.root, "all", month)).toMatchObject({ unsolved: 1, endedInTime: 1 });
    await askAgain(county, matter, now);
    const opinion = { matterId: matter.id, opinion: "只填了一半" };
    await overturnReview(county.as("communityOfficer", now), opinion);
    expect(await counts(county.org.root, "all", month)).toEqual(answered);
    for (const step of ["accept", "resolve"] as const) await move(county, matter, step, "gridWorker", now);
    await say(matter, true, now);
    expect(await counts(county.org.root, "all", month)).toEqual({
      ...{ ...answered, solved: 1, endedInTime: 1 },
      reopened: 1,
    });
    await recounted();
  });

  test("two at once, and one sent twice, count once", async () => {
    const matter = await reported();
    const accept = () => move(county, matter, "accept", "gridWorker", on(5)).catch(() => {});
    await Promise.all([accept(), accept(), accept()]);
    const ctx = { ...county.as("gridWorker", on(6)), idempotencyKey: crypto.randomUUID() };
    const sent = () => resolveMatter(ctx, { matterId: matter.id, outcome: "已更换" });
    expect(await sent()).toEqual(await sent());
    await Promise.all([1, 2, 3].map(() => say(matter, true, on(7)).catch(() => {})));
    expect(await counts(county.org.root)).toEqual({
      ...{ reported: 1, ...answeredInTime },
      ...{ solved: 1, endedInTime: 1 },
    });
  });
});

describe("counting what isn't counted yet", () => {
  test("is done in steps, and leaves alone what was counted", async () => {
    const matter = await reported();
    await move(county, matter, "accept", "gridWorker", on(5));
    const row = await rowOf(county, matter.id);
    const { orm } = county.db;
    for (let n = 0; n < 250; n += 50)
      await county.db.write(
        Array.from({ length: 50 }, (_, at) => {
          const id = `old-${n + at}`;
          return orm.insert(matters).values({ ...row, id, number: id, receiptCode: id, counted: null });
        }),
      );
    expect(await countMissing(county.db)).toBe(250);
    // Nothing says when the copies were answered.
    expect(await counts(county.org.root)).toEqual({ reported: 251, ...answeredInTime });
    expect(await countMissing(county.db)).toBe(0);
  });

  test("a move of one that isn't counted yet leaves that to be counted as it then stands", async () => {
    const matter = await reported();
    const { orm } = county.db;
    await county.db.write([orm.delete(figures), orm.update(matters).set({ counted: null })]);
    await move(county, matter, "accept", "gridWorker", on(5));
    expect(await counts(county.org.root)).toEqual({});
    expect(await countMissing(county.db)).toBe(1);
    expect(await counts(county.org.root)).toEqual({ reported: 1, ...answeredInTime });
  });
});
