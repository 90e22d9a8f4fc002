import { beforeEach, describe, expect, test } from "vitest";
import { Conflict } from "../../worker/domain/errors.ts";
import { forgetReporter } from "../../worker/domain/matters/forget-reporter.ts";
import { matterPage } from "../../worker/domain/matters/read.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { receipt } from "../../worker/domain/matters/residents.ts";
import { actOnTime } from "../../worker/domain/time.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { systemAt } from "../clocks/acting.ts";
import { type County, newCounty } from "../support/county.ts";
import { clocksOf, type Filed, type Move, move, rowOf, rulesSince2025, timelineOf } from "./stages.ts";

/** A Monday, 10:00 in Shanghai. */
const monday = "2026-08-24T02:00:00.000Z";
const minute = (at: number) => `2026-08-24T03:${String(at).padStart(2, "0")}:00.000Z`;
/** Thirty days after that Monday: Wednesday 23 September. */
const until = "2026-09-23T10:00:00.000Z";
const justAfter = "2026-09-23T10:00:01.000Z";

let county: County;
const opened = async (change: (rules: RuleSet) => void) => {
  county = await newCounty();
  await rulesSince2025(county, change);
};
beforeEach(() =>
  opened(({ intake }) => {
    intake.contactsFor = { days: 30 };
  }),
);

const report = (more: object = { reporterName: "王女士", reporterPhone: "13812345678" }): Promise<Filed> =>
  reportMatter(county.as(null, monday), {
    ...{ orgUnitId: county.org.grid, category: "drainage", body: "井盖破损", place: "路口" },
    ...more,
  });
const ended = async (ways: readonly Move[], more?: object) => {
  const matter = await report(more);
  for (const [at, way] of ways.entries()) await move(county, matter, way, "gridWorker", minute(at));
  return matter;
};
const keptOf = async ({ id }: Filed) =>
  (await clocksOf(county, `matter:${id}`)).find(({ kind }) => kind === "contacts");
const contactsOf = async ({ id }: Filed) => {
  const { reporterName, reporterPhone } = await rowOf(county, id);
  return [reporterName, reporterPhone];
};
const run = (at: string) => actOnTime(systemAt(county, at));

describe("the reporter's name and number", () => {
  test.each([
    ["a verdict", ["accept", "resolve", "confirm"]],
    ["a refusal", ["decline"]],
  ] as const)("are kept after %s as long as the rules say, and then deleted, once", async (_end, ways) => {
    const matter = await ended(ways);
    expect(await keptOf(matter)).toMatchObject({
      state: "running",
      dueAt: until,
      actsAt: until,
      owner: null,
    });
    await run("2026-09-23T09:59:59.000Z");
    expect(await contactsOf(matter)).toEqual(["王女士", "13812345678"]);
    await Promise.all([run(justAfter), run(justAfter)]);
    expect(await contactsOf(matter)).toEqual([null, null]);
    expect(await keptOf(matter)).toMatchObject({ state: "met", endedAt: justAfter, actsAt: null });
    const told = (await timelineOf(county, `matter:${matter.id}`)).map(({ kind }) => kind);
    expect(told.filter((kind) => kind === "contactsForgotten")).toHaveLength(1);
    const page = await matterPage(county.as("gridWorker", justAfter), matter.id);
    expect(page.timeline[0]?.title).toBe("保留期满，按规则删除上报人的姓名和电话");
    const { timeline } = await receipt(county.as(null, justAfter), matter.receiptCode);
    expect(timeline[0]?.title).toBe("保留期满，按规则删除了您的姓名和电话");
  });

  test("are kept from the moment at which a verdict could no longer be given", async () => {
    const matter = await ended(["accept", "resolve"]);
    const verdict = (await clocksOf(county, `matter:${matter.id}`)).find(({ kind }) => kind === "evaluation");
    await run("2026-12-01T02:00:00.000Z");
    expect(await keptOf(matter)).toMatchObject({ startedAt: verdict?.dueAt });
  });

  test("are kept while the matter is dealt with, even long", async () => {
    const matter = await ended(["accept", "resolve", "reject"]);
    expect(await keptOf(matter)).toBeUndefined();
    await run(justAfter);
    expect(await contactsOf(matter)).toEqual(["王女士", "13812345678"]);
  });

  test("are nothing to be deleted where nobody left any", async () => {
    expect(await keptOf(await ended(["decline"], {}))).toBeUndefined();
  });

  test("aren't deleted before it is time, whoever asks", async () => {
    const { id: matterId } = await ended(["decline"]);
    await expect(forgetReporter(systemAt(county, minute(9)), { matterId })).rejects.toBeInstanceOf(Conflict);
    expect(await contactsOf({ id: matterId, receiptCode: "" })).toEqual(["王女士", "13812345678"]);
  });

  test("stay where the rules set no time", async () => {
    await opened(() => {});
    const matter = await ended(["decline"]);
    expect(await keptOf(matter)).toBeUndefined();
  });
});
