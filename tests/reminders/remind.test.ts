import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { county as counties } from "../../db/tenant/schema/county.ts";
import { robots } from "../../db/tenant/schema/org.ts";
import { outbox } from "../../db/tenant/schema/work.ts";
import type { Sendings } from "../../worker/domain/kernel/outbox.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { remindOnTime } from "../../worker/domain/reminders/remind.ts";
import { nextDue } from "../../worker/domain/tenants/due.ts";
import { instant } from "../../worker/time/instants.ts";
import { systemAt } from "../clocks/acting.ts";
import { publishRules, rulesSince2025 } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";

/** A Monday of an ordinary week, 10:00 in Shanghai; by Xinye's rules the grid has until Thursday 18:00. */
const monday = "2026-08-24T02:00:00.000Z";
const wednesdayAt9 = "2026-08-26T01:00:00.000Z";
const thursdayAt9 = "2026-08-27T01:00:00.000Z";

let county: County;
let matterId: string;
beforeEach(async () => {
  county = await newCounty();
  await rulesSince2025(county, (rules) => {
    for (const level of rules.handling.levels) level.escalateOn = ["request"];
  });
  const words = { category: "drainage", body: "井盖破损，车辆绕行", place: "北关路口" };
  ({ id: matterId } = await reportMatter(county.as(null, monday), { orgUnitId: county.org.grid, ...words }));
});

/** A robot as a group has it; what it would be written to is no matter here. */
async function withRobot(id = county.org.grid): Promise<void> {
  const { db } = county;
  const row = { id, kind: "wecom" as const, address: "-", masked: "-", setAt: monday };
  await db.write([db.orm.insert(robots).values(row)]);
}

const run = (at: string) => remindOnTime(systemAt(county, at));
/** As the job runs: before, so that it knows when it is time, and then. */
const remindAt = async (at: string) => {
  await run(instant(Date.parse(at) - 60_000));
  await run(at);
};
async function sent(): Promise<Sendings["robot"][]> {
  const { db } = county;
  const { rows } = await db.read({
    rows: db.orm.select().from(outbox).where(eq(outbox.channel, "robot")).orderBy(asc(outbox.id)),
  });
  return rows.map(({ body }) => body as Sendings["robot"]);
}
const planned = async () => {
  const { found } = await county.db.read({ found: county.db.orm.select().from(counties) });
  return found[0]?.remindAt;
};

describe("a group is reminded", () => {
  test("of what is due on the next working day and today, with what to do, by when, who can, and where", async () => {
    await withRobot();
    await remindAt(wednesdayAt9);
    const [first] = await sent();
    expect(first).toEqual({
      scope: county.org.grid,
      urgent: false,
      until: "2026-08-26T16:00:00.000Z",
      title: "第一网格：快到期 1 件",
      lines: [
        {
          text: `井盖破损，车辆绕行：事项办理，明天 18:00 到期，可由${county.people.gridWorker.actor.name}办理`,
          href: `/matters/${matterId}`,
        },
      ],
    });
    await acceptMatter(county.as("gridWorker", wednesdayAt9), { matterId });
    await remindAt(thursdayAt9);
    const lines = (await sent()).at(-1)?.lines ?? [];
    expect(lines[0]?.text).toContain(`今天 18:00 到期，经办人${county.people.gridWorker.actor.name}`);
  });

  test("of what is overdue, each working day and on no other", async () => {
    await withRobot();
    await remindAt("2026-08-28T01:00:00.000Z");
    expect((await sent()).map(({ title }) => title)).toEqual(["第一网格：已超期 1 件"]);
    expect((await sent())[0]?.lines[0]?.text).toContain(
      "【超期】井盖破损，车辆绕行：事项办理，应于 昨天 18:00 前办理",
    );
    await remindAt("2026-08-29T01:00:00.000Z");
    expect(await sent()).toHaveLength(1);
    await remindAt("2026-08-31T01:00:00.000Z");
    expect(await sent()).toHaveLength(2);
  });

  test("once a day, however often and late that day the job comes; a day that was missed isn't made up for", async () => {
    await withRobot();
    await remindAt(wednesdayAt9);
    await run(wednesdayAt9);
    await county.db.write([county.db.orm.update(counties).set({ remindAt: wednesdayAt9 })]);
    await run("2026-08-26T08:00:00.000Z");
    expect(await sent()).toHaveLength(1);
    await run("2026-08-28T08:00:00.000Z");
    expect(await sent()).toHaveLength(1);
    expect(await planned()).toBe("2026-08-31T01:00:00.000Z");
  });

  test("of nothing that isn't due soon, and not of another unit's work", async () => {
    await withRobot(county.org.community);
    await withRobot(county.units.water);
    await remindAt(wednesdayAt9);
    await remindAt("2026-08-25T01:00:00.000Z");
    expect(await sent()).toEqual([]);
  });

  test("by the hour and the days of the rules in force", async () => {
    await withRobot();
    await publishRules(
      county,
      (rules) => {
        rules.reminders = { at: "08:30", workdaysBefore: [2] };
      },
      { at: "2026-08-24T03:00:00.000Z" },
    );
    await run("2026-08-24T04:00:00.000Z");
    expect(await planned()).toBe("2026-08-25T00:30:00.000Z");
    await run("2026-08-25T00:30:00.000Z");
    expect((await sent()).map(({ title }) => title)).toEqual(["第一网格：快到期 1 件"]);
    await remindAt("2026-08-28T00:30:00.000Z");
    expect(await sent()).toHaveLength(1);
  });
});

test("a county is looked after at its next time to remind, and without groups isn't", async () => {
  await run(wednesdayAt9);
  expect(await planned()).toBeNull();
  await withRobot();
  await run("2026-08-26T00:30:00.000Z");
  expect(await planned()).toBe(wednesdayAt9);
  const due = await nextDue(county.db, county.slug, instant("2026-08-26T00:30:00.000Z"), 1);
  expect(due <= wednesdayAt9).toBe(true);
  await county.db.write([county.db.orm.delete(robots)]);
  await run(wednesdayAt9);
  expect(await planned()).toBeNull();
});
