import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { burdenOf, type Finding } from "../../../../worker/rules/review/burden.ts";
import type { RuleSet, Series } from "../../../../worker/rules/schema/rule-set.ts";
import { assessed, plain, points, rounds, scheme } from "./examples.ts";

describe("whatever the rules", () => {
  const text = fc.constantFrom(
    "走访",
    "每日打卡",
    "不得打卡",
    "点赞量",
    "积分排名",
    "上传照片",
    "工作群接龙",
    "巡查轨迹",
  );
  const key = fc.integer({ min: 0, max: 9 }).map((number) => `k${number}`);
  const round = fc.record({ key, name: text, checkIn: fc.boolean(), track: fc.boolean() });
  const earning = fc.record({ key, name: text });
  const level = fc.constantFrom("street", "community");
  const indicator = fc.record({
    key,
    name: text,
    by: fc.constantFrom("hand" as const, "reported" as const),
    figure: fc.constantFrom("新建充电桩", "新建充电桩（个）", "居民满意率"),
    criteria: text,
  });
  const schemes = fc.array(
    fc
      .record({
        key,
        level,
        every: fc.constantFrom("month" as const, "year" as const),
        indicators: fc.array(indicator, { maxLength: 12 }),
      })
      .map(({ key, level, every, indicators }) =>
        scheme({ key, every, subjects: [{ of: "level", key: level }] }, ...indicators),
      ),
    { maxLength: 4 },
  );
  const meetings = fc
    .array(fc.record({ level, every: fc.constantFrom("month" as const, "quarter" as const) }), {
      maxLength: 8,
    })
    .map((all) => all.map((one, index) => ({ ...one, key: `s${index}` })));
  const parts = fc.record({
    rounds: fc.array(round, { maxLength: 4 }),
    earning: fc.array(earning, { maxLength: 4 }),
    schemes,
    meetings,
  });
  type Parts = typeof parts extends fc.Arbitrary<infer P> ? P : never;

  function madeOf(parts: Parts): RuleSet {
    const series = parts.meetings.map(({ key, level, every }) => ({
      ...(plain.meetings.series[0] as Series),
      key,
      level,
      cadence: { every },
    }));
    return {
      ...plain,
      ...rounds(...parts.rounds),
      ...points({}, ...parts.earning),
      ...assessed(...parts.schemes),
      meetings: { series },
    };
  }

  const sorted = (findings: Finding[]) => findings.map((finding) => JSON.stringify(finding)).sort();
  /** What several items add up to leads to the one that weighs most, and a further rule may weigh more. */
  const summed = ["meetings", "scored-items", "asked-twice"];
  const known = (findings: Finding[]) =>
    new Set(findings.map(({ rule, at, name }) => `${rule} ${summed.includes(rule) ? "" : at} ${name}`));

  test("the same rules give the same findings, none twice", () => {
    fc.assert(
      fc.property(parts, (parts) => {
        const once = sorted(burdenOf(madeOf(parts)));
        expect(sorted(burdenOf(madeOf(parts)))).toEqual(once);
        expect(new Set(once).size).toBe(once.length);
      }),
    );
  });

  test("no finding depends on the order of the rules", () => {
    const backwards = ({ rounds, earning, schemes, meetings }: Parts): Parts => ({
      rounds: [...rounds].reverse(),
      earning: [...earning].reverse(),
      schemes: [...schemes]
        .reverse()
        .map((entry) => ({ ...entry, indicators: [...entry.indicators].reverse() })),
      meetings: [...meetings].reverse(),
    });
    fc.assert(
      fc.property(parts, (parts) => {
        expect(sorted(burdenOf(madeOf(backwards(parts))))).toEqual(sorted(burdenOf(madeOf(parts))));
      }),
    );
  });

  test("a further rule never makes a finding go away", () => {
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const more: Parts = {
          rounds: [...one.rounds, ...other.rounds],
          earning: [...one.earning, ...other.earning],
          schemes: [...one.schemes, ...other.schemes],
          meetings: [...one.meetings, ...other.meetings],
        };
        const before = known(burdenOf(madeOf(one)));
        const after = known(burdenOf(madeOf(more)));
        expect([...before].filter((finding) => !after.has(finding))).toEqual([]);
      }),
    );
  });
});
