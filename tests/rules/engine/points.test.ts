import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fieldOfItem } from "../../../worker/rules/document/items.ts";
import {
  award,
  balance,
  expiresOn,
  mayRedeem,
  type PointEntry,
  reversalOf,
} from "../../../worker/rules/engine/points.ts";
import { Points } from "../../../worker/rules/schema/points.ts";
import type { PointScheme } from "../../../worker/rules/schema/rule-set.ts";
import { addDays, instant, type LocalDate, localDateOf } from "../../../worker/time/instants.ts";
import { at, moments } from "../examples.ts";

function schemeOf(change: object = {}): PointScheme {
  const [scheme] = Points.parse({
    schemes: [
      {
        key: "service",
        name: "志愿服务积分",
        holders: "volunteers",
        level: "community",
        earning: [
          { key: "shift", name: "志愿服务一次", points: 3, capPerMonth: 10 },
          { key: "idea", name: "建议被采纳", points: 0.1 },
        ],
        capPerYear: 25,
        validMonths: 12,
        redemption: [
          { key: "soap", name: "洗衣液一瓶", cost: 5, perYear: 2 },
          { key: "towel", name: "毛巾一条", cost: 0.3 },
        ],
        appealWithin: { workdays: 5 },
        ...change,
      },
    ],
  }).schemes;
  if (!scheme) throw new Error("no scheme");
  return scheme;
}

const scheme = schemeOf();
const forever = schemeOf({ validMonths: undefined });

const line = (id: string, when: string, points: number, item?: string): PointEntry => ({
  id,
  at: at(when),
  points,
  item,
});
const earned = (id: string, when: string, points = 3, item = "shift") => line(id, when, points, item);
const redeemed = (id: string, when: string, points = 5, item = "soap") => line(id, when, -points, item);
const reversal = (of: PointEntry, when: string): PointEntry => ({
  id: `not-${of.id}`,
  at: at(when),
  points: -of.points,
  reverses: of.id,
});

describe("an award", () => {
  const four = [3, 3, 3, 1].map((points, week) => earned(`${week}`, `2026-03-0${week + 2} 10:00`, points));

  test.each([
    [0, 3],
    [2, 3],
    [3, 1],
    [4, 0],
  ])("after %i in the month brings %i", (before, points) => {
    expect(award(scheme, "shift", four.slice(0, before), at("2026-03-30 10:00"))).toBe(points);
  });

  test("starts afresh with the month as Shanghai counts it", () => {
    expect(award(scheme, "shift", four, at("2026-03-31 23:59"))).toBe(0);
    expect(award(scheme, "shift", four, at("2026-04-01 00:00"))).toBe(3);
    const late = [earned("late", "2026-04-01 00:00", 10)];
    expect(award(scheme, "shift", late, at("2026-03-31 23:59"))).toBe(3);
    expect(award(scheme, "shift", late, at("2026-04-30 23:59"))).toBe(0);
  });

  test("under another earning is not held to this one's cap, nor this one to the other's", () => {
    expect(award(scheme, "idea", four, at("2026-03-30 10:00"))).toBe(0.1);
    const ideas = [earned("i", "2026-03-02 10:00", 9, "idea")];
    expect(award(scheme, "shift", ideas, at("2026-03-30 10:00"))).toBe(3);
  });

  test("brings nothing, and takes nothing, where more was earned before the cap was lowered", () => {
    const before = [earned("a", "2026-03-02 10:00", 12)];
    expect(award(scheme, "shift", before, at("2026-03-30 10:00"))).toBe(0);
  });

  test("stops at the year's cap of all, and starts afresh on New Year's Day", () => {
    const year = [1, 2].map((month) => earned(`${month}`, `2026-0${month}-10 10:00`, 10));
    const more = [...year, earned("3", "2026-05-10 10:00", 4.9, "idea")];
    expect(award(scheme, "shift", more, at("2026-12-31 23:59"))).toBe(0.1);
    expect(award(scheme, "shift", more, at("2027-01-01 00:00"))).toBe(3);
  });

  test("finds room again where one was taken back, none where points were redeemed", () => {
    const [first] = four as [PointEntry];
    const now = at("2026-03-30 10:00");
    expect(award(scheme, "shift", [...four, reversal(first, "2026-03-25 10:00")], now)).toBe(3);
    expect(award(scheme, "shift", [...four, redeemed("r", "2026-03-25 10:00")], now)).toBe(0);
  });

  test("needs an earning of the scheme", () => {
    expect(() => award(scheme, "likes", [], at("2026-03-30 10:00"))).toThrow(RangeError);
  });

  const when = fc.date({ min: new Date("2025-11-01"), max: new Date("2026-04-30"), noInvalidDate: true });
  const steps = fc.array(
    fc.record({
      at: when.map(instant),
      earning: fc.constantFrom("shift", "idea"),
      undo: fc.option(fc.nat({ max: 100 }), { freq: 4 }),
    }),
    { maxLength: 60 },
  );

  test("never passes a cap, whatever comes in whatever order", () => {
    const tight = schemeOf({
      capPerYear: 7.5,
      earning: [
        { key: "shift", name: "志愿服务一次", points: 3, capPerMonth: 4 },
        { key: "idea", name: "建议被采纳", points: 0.7, capPerMonth: 1.6 },
      ],
    });
    fc.assert(
      fc.property(steps, (sequence) => {
        const entries: PointEntry[] = [];
        for (const [index, { at, earning, undo }] of sequence.entries()) {
          const target = entries[undo ?? Number.NaN];
          const open = target && target.reverses === undefined && !isReversed(entries, target.id);
          entries.push(
            open
              ? { id: `${index}`, at, points: reversalOf(entries, target.id), reverses: target.id }
              : { id: `${index}`, at, points: award(tight, earning, entries, at), item: earning },
          );
        }
        const sums = new Map<string, number>();
        const add = (key: string, points: number) => sums.set(key, (sums.get(key) ?? 0) + points);
        for (const { id, at, points, item, reverses } of entries) {
          if (reverses !== undefined || isReversed(entries, id)) continue;
          expect(points).toBeGreaterThanOrEqual(0);
          add(localDateOf(at).slice(0, 4), points);
          add(`${item} ${localDateOf(at).slice(0, 7)}`, points);
        }
        const caps = { shift: 4, idea: 1.6 };
        for (const [key, points] of sums) {
          const cap = caps[key.split(" ")[0] as keyof typeof caps] ?? 7.5;
          expect(points).toBeLessThanOrEqual(cap + 1e-9);
        }
      }),
    );
  });
});

const isReversed = (entries: readonly PointEntry[], id: string) =>
  entries.some(({ reverses }) => reverses === id);

describe("points", () => {
  test.each([
    ["2026-03-01 00:00", 12, "2027-03-31"],
    ["2026-02-28 23:59", 12, "2027-02-28"],
    ["2027-02-28 12:00", 12, "2028-02-29"],
    ["2026-12-31 12:00", 1, "2027-01-31"],
    ["2026-11-30 12:00", 1, "2026-12-31"],
    ["2026-01-31 12:00", 1, "2026-02-28"],
    ["2026-06-15 12:00", 120, "2036-06-30"],
  ])("earned %s and good for %i months are good until %s", (when, validMonths, until) => {
    expect(expiresOn({ validMonths }, at(when))).toBe(until);
  });

  test("are good for as many whole months after the one they were earned in, and the form counts so", () => {
    const [, field] = fieldOfItem("points.schemes.+")?.fields.find(([name]) => name === "validMonths") ?? [];
    expect(field?.hint).toContain("自得分次月起算");
    fc.assert(
      fc.property(moments, fc.integer({ min: 1, max: 120 }), (earned, validMonths) => {
        const [year = 0, month = 0] = localDateOf(earned).split("-").map(Number);
        const until = expiresOn({ validMonths }, earned) ?? "";
        const [lastYear = 0, lastMonth = 0] = until.split("-").map(Number);
        expect(lastYear * 12 + lastMonth - (year * 12 + month)).toBe(validMonths);
        expect(addDays(until as LocalDate, 1)).toMatch(/-01$/);
      }),
    );
  });

  test("don't lapse where the scheme names no term", () => {
    expect(expiresOn(forever, at("2026-03-01 10:00"))).toBeUndefined();
    expect(balance(forever, [earned("a", "2006-03-01 10:00")], at("2026-03-01 10:00"))).toBe(3);
  });
});

describe("a balance", () => {
  const of = (entries: PointEntry[], when: string, under = scheme) => balance(under, entries, at(when));

  test("is good through the last day and gone after it", () => {
    const entries = [earned("a", "2026-03-05 10:00")];
    expect(of(entries, "2026-03-05 09:59")).toBe(0);
    expect(of(entries, "2026-03-05 10:00")).toBe(3);
    expect(of(entries, "2027-03-31 23:59")).toBe(3);
    expect(of(entries, "2027-04-01 00:00")).toBe(0);
  });

  test("redeems the oldest first", () => {
    const entries = [
      earned("old", "2026-03-05 10:00", 6),
      earned("new", "2026-09-05 10:00", 6),
      redeemed("r", "2026-10-05 10:00", 5),
    ];
    expect(of(entries, "2026-10-05 10:00")).toBe(7);
    expect(of(entries, "2027-04-01 00:00")).toBe(6);
    expect(of(entries, "2027-10-01 00:00")).toBe(0);
  });

  test("doesn't redeem what had lapsed by then", () => {
    const entries = [
      earned("old", "2025-03-05 10:00", 6),
      earned("new", "2026-04-05 10:00", 6),
      redeemed("r", "2026-04-06 10:00", 5),
    ];
    expect(of(entries, "2026-04-06 10:00")).toBe(1);
  });

  test("leaves no dust", () => {
    const parts = [0.1, 0.28, 0.1, 0.2].map((points, day) =>
      earned(`${day}`, `2026-03-0${day + 1} 10:00`, points),
    );
    expect(of(parts.slice(0, 2), "2026-03-05 10:00")).toBe(0.38);
    expect(of(parts.slice(2), "2026-03-05 10:00")).toBe(0.3);
    expect(mayRedeem(scheme, "towel", parts.slice(2), at("2026-03-05 10:00"))).toEqual({ may: true });
  });

  test("gets back what was redeemed, with the term it had", () => {
    const spent = redeemed("r", "2026-10-05 10:00");
    const entries = [earned("a", "2026-03-05 10:00", 6), spent, reversal(spent, "2026-10-06 10:00")];
    expect(of(entries, "2026-10-05 12:00")).toBe(1);
    expect(of(entries, "2026-10-06 10:00")).toBe(6);
    expect(of(entries, "2027-04-01 00:00")).toBe(0);
  });

  test("that was spent before its award was taken back is made up for by the next awards", () => {
    const wrong = earned("wrong", "2026-03-05 10:00", 6);
    const entries = [wrong, redeemed("r", "2026-03-06 10:00"), reversal(wrong, "2026-03-07 10:00")];
    expect(of(entries, "2026-03-07 10:00")).toBe(0);
    const later = [...entries, earned("b", "2026-04-01 10:00", 3), earned("c", "2026-04-02 10:00", 3)];
    expect(of(later, "2026-04-01 10:00")).toBe(0);
    expect(of(later, "2026-04-02 10:00")).toBe(1);
  });

  test("takes a line back once, even if a ledger says it twice", () => {
    const award = earned("a", "2026-03-05 10:00");
    const twice = [
      award,
      reversal(award, "2026-03-06 10:00"),
      { ...reversal(award, "2026-03-07 10:00"), id: "x" },
    ];
    expect(of([...twice, earned("b", "2026-03-08 10:00")], "2026-03-09 10:00")).toBe(3);
  });

  const day = fc.integer({ min: 0, max: 1_200 });
  const moment = day.map((days) => instant(Date.UTC(2024, 0, 1) + days * 86_400_000));
  const ledgers: fc.Arbitrary<PointEntry[]> = fc
    .array(fc.record({ at: moment, points: fc.integer({ min: -9, max: 9 }), undo: fc.option(fc.nat(40)) }), {
      maxLength: 40,
    })
    .map((rows) => {
      const entries: PointEntry[] = [];
      for (const [index, { at, points, undo }] of rows.entries()) {
        const target = entries[undo ?? Number.NaN];
        const id = `${index}`;
        if (target && target.reverses === undefined && !isReversed(entries, target.id))
          entries.push({ id, at, points: -target.points, reverses: target.id });
        else entries.push({ id, at, points });
      }
      return entries;
    });

  test("is never below zero, nor above what was earned", () => {
    fc.assert(
      fc.property(ledgers, moment, (entries, now) => {
        const left = balance(scheme, entries, now);
        const all = entries.filter(
          ({ points, at, reverses }) => points > 0 && at <= now && reverses === undefined,
        );
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).toBeLessThanOrEqual(all.reduce((sum, { points }) => sum + points, 0));
      }),
    );
  });

  test("is the sum of all lines where nothing lapses and nothing is overdrawn", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(moment, fc.integer({ min: 1, max: 9 }))), fc.nat(9), (awards, part) => {
        const entries: PointEntry[] = awards.map(([at, points], index) => ({ id: `${index}`, at, points }));
        const last = at("2028-01-01 10:00");
        const sum = awards.reduce((all, [, points]) => all + points, 0);
        const spent = Math.floor((sum * part) / 10);
        const lines = [...entries, { id: "spent", at: last, points: -spent }];
        expect(balance(forever, lines, last)).toBe(lines.reduce((all, { points }) => all + points, 0));
      }),
    );
  });

  test("is as though an award had never been, once it is taken back", () => {
    fc.assert(
      fc.property(
        ledgers,
        moment,
        moment,
        moment,
        fc.integer({ min: -9, max: 9 }),
        (ledger, a, b, now, points) => {
          const [then = a, undone = b, later = now] = [a, b, now].sort();
          const line = { id: "new", at: then, points };
          const back = { id: "back", at: undone, points: -points, reverses: "new" };
          expect(balance(scheme, [...ledger, line, back], later)).toBe(balance(scheme, ledger, later));
        },
      ),
    );
  });

  test("does not depend on the order in which lines are read", () => {
    const reordered = ledgers.chain((entries) =>
      fc.tuple(
        fc.constant(entries),
        fc.shuffledSubarray(entries, { minLength: entries.length, maxLength: entries.length }),
      ),
    );
    fc.assert(
      fc.property(reordered, moment, ([one, other], now) => {
        expect(balance(scheme, other, now)).toBe(balance(scheme, one, now));
      }),
    );
  });

  test("only falls while nothing is earned or given back", () => {
    fc.assert(
      fc.property(ledgers, moment, moment, (entries, one, other) => {
        const [before, after] = one < other ? [one, other] : [other, one];
        const still = entries.filter(({ at }) => at <= before);
        expect(balance(scheme, still, after)).toBeLessThanOrEqual(balance(scheme, still, before));
      }),
    );
  });
});

describe("a redemption", () => {
  const rich = [earned("a", "2026-01-05 10:00", 20)];
  const now = at("2026-06-01 10:00");

  test("needs the points", () => {
    expect(mayRedeem(scheme, "soap", [earned("a", "2026-01-05 10:00", 5)], now)).toEqual({ may: true });
    expect(mayRedeem(scheme, "soap", [earned("a", "2026-01-05 10:00", 4.9999)], now)).toEqual({
      may: false,
      because: "balance",
    });
  });

  test("is open so many times a year, one that was taken back not counted", () => {
    const first = redeemed("1", "2026-02-01 10:00");
    const twice = [...rich, first, redeemed("2", "2026-03-01 10:00")];
    expect(mayRedeem(scheme, "soap", twice, now)).toEqual({ may: false, because: "perYear" });
    expect(mayRedeem(scheme, "towel", twice, now)).toEqual({ may: true });
    expect(mayRedeem(scheme, "soap", twice, at("2027-01-01 00:00"))).toEqual({ may: true });
    expect(mayRedeem(scheme, "soap", [...twice, reversal(first, "2026-03-02 10:00")], now)).toEqual({
      may: true,
    });
  });

  test("is not held back by others, nor by an earning that has its key", () => {
    const others = ["1", "2"].flatMap((id) => [
      redeemed(`towel${id}`, "2026-02-01 10:00", 0.3, "towel"),
      earned(`soap${id}`, "2026-02-01 10:00", 3, "soap"),
    ]);
    expect(mayRedeem(scheme, "soap", [...rich, ...others], now)).toEqual({ may: true });
  });

  test("must be one of the scheme", () => {
    expect(() => mayRedeem(scheme, "car", rich, now)).toThrow(RangeError);
  });
});

describe("taking a line back", () => {
  const award = earned("a", "2026-03-05 10:00");
  const back = reversal(award, "2026-03-06 10:00");

  test("enters the opposite", () => {
    expect(reversalOf([award], "a")).toBe(-3);
    expect(reversalOf([redeemed("r", "2026-03-05 10:00")], "r")).toBe(5);
  });

  test.each([
    ["a line that isn't there", "b"],
    ["a line twice", "a"],
    ["a reversal", "not-a"],
  ])("refuses %s", (_, id) => {
    expect(() => reversalOf([award, back], id)).toThrow(RangeError);
  });
});
