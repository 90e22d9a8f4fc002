import { beforeAll, describe, expect, test } from "vitest";
import type { Stage } from "../../bin/demo/acting.ts";
import { keepNumbers } from "../../bin/demo/past/numbers.ts";
import { tellPast } from "../../bin/demo/past/past.ts";
import { days, type Past, planned, reportsOf } from "../../bin/demo/past/plan.ts";
import { demoCounties } from "../../db/demo/index.ts";
import { wordsFor } from "../../db/demo/words/index.ts";
import { said } from "../../db/demo/words/said.ts";
import { presets } from "../../db/presets/index.ts";
import { filings } from "../../db/tenant/schema/filings.ts";
import { matters } from "../../db/tenant/schema/matters.ts";
import { calls } from "../../db/tenant/schema/whistles.ts";
import { counters, events } from "../../db/tenant/schema/work.ts";
import { visitor } from "../../worker/domain/kernel/context.ts";
import { categoriesOf } from "../../worker/domain/matters/categories.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { DAY, instant, toMs } from "../../worker/time/instants.ts";
import { openPlace, type Place } from "../quarter/place.ts";
import { paged } from "../quarter/reading.ts";
import { told } from "../quarter/retold.ts";

const until = instant("2026-11-20T03:00:00.000Z");
const past: Past = { slug: "yulin", until, matters: 60 };

interface Opened {
  place: Place;
  stage: Stage;
}

async function opened(): Promise<Opened> {
  const place = await openPlace("yulin");
  const { db, realm, secrets, passwords, anchors } = place.as(visitor, until);
  await keepNumbers(db, reportsOf(past));
  return { place, stage: { db, slug: realm, secrets, passwords, anchors, today: until } };
}

const whole = async () => true;
let county: Opened;

beforeAll(async () => {
  county = await opened();
  expect(await tellPast({ past, stage: county.stage, told: 0, after: whole })).toBe(true);
});

describe("the past of a sample county", () => {
  test("has all its matters, in every state, numbered as they were reported, within its quarter", async () => {
    const rows = await paged(county.place.db, matters);
    expect(rows).toHaveLength(past.matters);
    const byTime = [...rows].sort((one, other) => one.reportedAt.localeCompare(other.reportedAt));
    expect(byTime.map(({ number }) => number)).toEqual(reportsOf(past).map(({ number }) => number));
    const kinds = new Set(rows.map(({ state, closure }) => closure ?? state));
    expect([...kinds]).toEqual(expect.arrayContaining(["solved", "unevaluated", "accepted", "resolved"]));
    const earliest = toMs(until) - (days + 1) * DAY;
    for (const { reportedAt, resolvedAt, closedAt } of rows)
      for (const at of [reportedAt, resolvedAt, closedAt])
        if (at) expect(toMs(instant(at))).toBeGreaterThan(earliest);
  });

  test("is of what people do in all ways, none of it later than it was made", async () => {
    const all = await paged(county.place.db, events);
    const kinds = new Set(all.map(({ kind }) => kind));
    const wanted = [
      "accepted",
      "resolved",
      "evaluated",
      "noted",
      "raised",
      "lapsed",
      "blown",
      "signed",
      "filed",
    ];
    expect([...kinds]).toEqual(expect.arrayContaining(wanted));
    expect(all.filter(({ at }) => at > until)).toEqual([]);
  });

  test("has units called and months filed, where the rules ask for it", async () => {
    const called = await paged(county.place.db, calls);
    const filed = (await paged(county.place.db, filings)).filter(({ state }) => state === "filed");
    expect(called.some(({ state }) => state === "done")).toBe(true);
    expect(filed.length).toBeGreaterThan(0);
  });

  test("leaves nothing of the numbers that were kept, and the next report has the next", async () => {
    const { db, as } = county.place;
    const names = (await paged(db, counters)).map(({ name }) => name);
    expect(names.filter((name) => /kept|aside/.test(name))).toEqual([]);
    const unit = county.place.units.at(-1)?.id;
    const input = { orgUnitId: unit, category: "drainage", body: "积水", place: "路口" };
    const { id } = await reportMatter({ ...as(visitor, until), idempotencyKey: "next" }, input);
    const found = (await paged(db, matters)).find((matter) => matter.id === id);
    expect(found?.number).toBe("2026-000061");
  });

  test("cut short in the middle of steps and gone on with, is the same, and nothing is told twice", async () => {
    const other = await opened();
    const { db } = other.stage;
    let left = 40;
    let at = 0;
    let cuts = 0;
    const write: typeof db.write = async (statements) => {
      await db.write(statements);
      // What was written is there, and nobody hears of it.
      if (left-- === 0) throw new Error("killed");
    };
    const stage = { ...other.stage, db: { ...db, write } };
    const after = async (step: number) => {
      if (step % 10 === 0) at = step;
      return true;
    };
    for (;;) {
      const isTold = await tellPast({ past, stage, told: at, after }).catch((error: Error) => {
        if (error.message !== "killed") throw error;
        return false;
      });
      if (isTold) break;
      cuts++;
      left = 90;
    }
    expect(cuts).toBeGreaterThan(3);
    const numbers = new Set(reportsOf(past).map(({ number }) => number));
    const ours = (lines: string[]) => lines.filter((line) => numbers.has(line.slice(0, 11)));
    expect(ours(await told({ place: other.place } as never))).toEqual(
      ours(await told({ place: county.place } as never)),
    );
  });
});

describe("its words", () => {
  const keys = [
    ...new Set(
      Object.values(presets).flatMap(({ rules }) =>
        categoriesOf(rules.intake.categories as never).map(({ key }) => key),
      ),
    ),
  ];
  test("are there for every category of every preset", () => {
    expect(keys.filter((key) => key !== "other" && !(key in wordsFor))).toEqual([]);
  });

  test("fit what is taken: a report's length, a place's, an outcome's", () => {
    for (const { spots, cases, asks } of Object.values(wordsFor)) {
      expect(Math.min(spots.length, cases.length, asks.length)).toBeGreaterThanOrEqual(4);
      for (const spot of spots) expect(spot.length).toBeLessThan(20);
      for (const text of [...cases.flat(), ...asks]) expect(text).not.toMatch(/[。！]$/);
    }
    for (const texts of Object.values(said)) for (const text of texts) expect(text).toMatch(/。$/);
  });
});

test.each(demoCounties)("$name's offices keep their hours in the plan of its past", ({ preset }) => {
  const { rules } = presets[preset as keyof typeof presets];
  const steps = planned({ ...past, matters: 300 }, rules as never);
  expect(steps.flatMap(({ reports }) => reports)).toHaveLength(300);
  const open = steps.filter(({ isOpen }) => isOpen);
  // The National Day's week of 2026 is off, and its make-up days are worked.
  const dates = new Set(open.map(({ at }) => at.slice(0, 10)));
  expect([...dates].filter((date) => date >= "2026-10-01" && date <= "2026-10-07")).toEqual([]);
  expect(dates.size).toBeGreaterThan(55);
  expect(dates.size).toBeLessThan(68);
});
