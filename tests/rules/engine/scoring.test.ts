import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { curveShare } from "../../../worker/rules/engine/curves.ts";
import {
  bandOf,
  type Given,
  indicatorMarks,
  type Score,
  score,
  shownMarks,
  shownTotal,
} from "../../../worker/rules/engine/scoring.ts";
import { Assessments } from "../../../worker/rules/schema/assessments.ts";
import type { Curve, Scheme } from "../../../worker/rules/schema/rule-set.ts";

const terms = {
  key: "yearly",
  name: "社区年度考核",
  subjects: [{ of: "level", key: "community" }],
  every: "year",
  publication: { byDay: 20, reviewWithin: { workdays: 5 } },
};
const resolvedCurve = {
  points: [60, 80, 100].map((value, index) => ({ value, share: [0, 50, 100][index] })),
};
const hand = { by: "hand", criteria: "看台账" };
const evaluators = [{ of: "role", name: "评价人" }];

/** Metrics 60 %, residents 30 %, street 10 %. */
const example = {
  ...terms,
  groups: [
    { key: "system", name: "系统统计", weight: 60 },
    { key: "residents", name: "居民", evaluators, weight: 30 },
    { key: "street", name: "街道", evaluators, weight: 10 },
  ],
  indicators: [
    { key: "resolved", name: "解决率", group: "system", max: 70, by: "metric", metric: "resolvedRate" },
    { key: "visits", name: "走访户数", group: "system", max: 30, by: "reported", figure: "户" },
    { key: "service", name: "服务态度", group: "residents", max: 100, ...hand },
    { key: "meetings", name: "会议质量", group: "street", max: 40, ...hand },
    { key: "tasks", name: "任务完成", group: "street", max: 60, ...hand },
  ].map((indicator) => ("criteria" in indicator ? indicator : { ...indicator, curve: resolvedCurve })),
  vetoes: (["zero", "lowestBand", "noAward"] as const).map((effect) => ({
    key: effect,
    name: `示例情形${effect}`,
    evidence: "认定文书",
    effect,
    appealWithin: { workdays: 5 },
  })),
  bands: [
    { key: "good", name: "良好", from: 80, to: 90 },
    { key: "best", name: "优秀", from: 90, to: 100 },
    { key: "weak", name: "较差", from: 0, to: 60 },
    { key: "fair", name: "一般", from: 60, to: 80 },
  ],
  consequences: [
    { key: "circular", name: "通报批评", bands: ["weak"] },
    { key: "award", name: "优先评优", bands: ["best", "good"] },
    { key: "file", name: "记入档案" },
  ],
};

function schemeOf(change: object = {}): Scheme {
  const [scheme] = Assessments.parse({ schemes: [{ ...example, ...change }] }).schemes;
  if (!scheme) throw new Error("no scheme");
  return scheme;
}

const scheme = schemeOf();
const given = (values: Record<string, number | number[]>): Given[] =>
  Object.entries(values).flatMap(([indicator, list]) => [list].flat().map((value) => ({ indicator, value })));
const everything = { resolved: 90, visits: 100, service: [80, 90, 91], meetings: 30, tasks: 54 };
const marksOf = (list: Score["groups"]) => Object.fromEntries(list.map(({ key, marks }) => [key, marks]));

const curve: Curve = {
  stepped: false,
  points: [
    { value: -10, share: 20 },
    { value: 0, share: 80 },
    { value: 3, share: 50 },
  ],
};

describe("a curve", () => {
  test.each([
    [-1000, 20, 20],
    [-10, 20, 20],
    [-5, 50, 20],
    [-0.1, 79.4, 20],
    [0, 80, 80],
    [1, 70, 80],
    [1.1, 69, 80],
    [3, 50, 50],
    [1000, 50, 50],
  ])("is worth at %s: %s on the line, %s in steps", (value, onLine, inSteps) => {
    expect(curveShare(curve, value)).toBe(onLine);
    expect(curveShare({ ...curve, stepped: true }, value)).toBe(inSteps);
  });

  test("gives nothing for what is not a number", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => curveShare(curve, value)).toThrow(RangeError);
    }
  });

  const hundredths = (min: number, max: number) => fc.integer({ min, max }).map((n) => n / 100);
  const curves = fc
    .tuple(
      fc.uniqueArray(hundredths(-20_000, 20_000), { minLength: 2, maxLength: 10 }),
      fc.array(hundredths(0, 10_000), { minLength: 10, maxLength: 10 }),
      fc.boolean(),
    )
    .map(([values, shares, stepped]) => ({
      stepped,
      points: values
        .sort((one, other) => one - other)
        .map((value, index) => ({ value, share: shares[index] ?? 0 })),
    }));
  const figures = fc.double({ min: -300, max: 300, noNaN: true });

  test("is exact at its points and stays between their least and greatest", () => {
    fc.assert(
      fc.property(curves, figures, (any, figure) => {
        for (const { value, share } of any.points) expect(curveShare(any, value)).toBe(share);
        const shares = any.points.map(({ share }) => share);
        expect(curveShare(any, figure)).toBeGreaterThanOrEqual(Math.min(...shares));
        expect(curveShare(any, figure)).toBeLessThanOrEqual(Math.max(...shares));
      }),
    );
  });

  test("never falls where its points don't", () => {
    fc.assert(
      fc.property(curves, figures, figures, (any, one, other) => {
        const shares = any.points.map(({ share }) => share).sort((a, b) => a - b);
        const rising = {
          ...any,
          points: any.points.map((point, i) => ({ ...point, share: shares[i] ?? 0 })),
        };
        const [less, more] = one < other ? [one, other] : [other, one];
        expect(curveShare(rising, less)).toBeLessThanOrEqual(curveShare(rising, more));
      }),
    );
  });
});

describe("marks of an indicator", () => {
  const indicator = (key: string) => {
    const found = scheme.indicators.find((candidate) => candidate.key === key);
    if (!found) throw new Error(key);
    return found;
  };

  test("are what the curve makes of a figure, or as they were given", () => {
    expect(indicatorMarks(indicator("resolved"), 90)).toBe(52.5);
    expect(indicatorMarks(indicator("visits"), 1000)).toBe(30);
    expect(indicatorMarks(indicator("meetings"), 33.3)).toBe(33.3);
  });

  test.each([-0.01, 40.01, Number.NaN])("of %s out of 40 are refused", (marks) => {
    expect(() => indicatorMarks(indicator("meetings"), marks)).toThrow(RangeError);
    expect(() => score(scheme, [{ indicator: "meetings", value: marks }])).toThrow(RangeError);
  });

  test("at either end are taken", () => {
    expect(indicatorMarks(indicator("meetings"), 0)).toBe(0);
    expect(indicatorMarks(indicator("meetings"), 40)).toBe(40);
  });
});

describe("a score", () => {
  test("is the mean of evaluators, summed in groups, weighted between them", () => {
    const result = score(scheme, given(everything));
    // 70 × 75 % + 30; (80 + 90 + 91) / 3; 30 + 54. Then 49.5 + 26.1 + 8.4.
    expect(marksOf(result.groups)).toEqual({ system: 82.5, residents: 87, street: 84 });
    expect(marksOf(result.indicators)).toMatchObject({ resolved: 52.5, service: 87 });
    expect(result.total).toBe(84);
    expect(result.band?.key).toBe("good");
    expect(result.missing).toEqual([]);
  });

  test("loses nothing to thirds: what adds up to 90 is in the band from 90", () => {
    const thirds = schemeOf({
      groups: [{ key: "all", name: "评价人", evaluators, weight: 100 }],
      indicators: ["a", "b", "c"].map((key, i) => ({
        key,
        name: key,
        group: "all",
        max: [33.3, 33.3, 33.4][i],
        ...hand,
      })),
    });
    const marks = { a: [30, 30, 31], b: [30, 30, 29], c: [30, 29, 31] };
    expect(score(thirds, given(marks))).toMatchObject({ total: 90, band: { key: "best" } });
    expect(score(thirds, given({ ...marks, c: [30, 29, 30.99] }))).toMatchObject({ band: { key: "good" } });
    const third = score(thirds, given({ a: [1, 1, 0], b: 0, c: 0 }));
    expect(third.total).toBe(0.666666666667);
  });

  test("waits for every group, and says what is missing", () => {
    const { meetings: _, service: __, ...some } = everything;
    const result = score(scheme, given(some));
    expect(marksOf(result.groups)).toEqual({ system: 82.5, residents: null, street: null });
    expect(result).toMatchObject({ total: null, band: null, consequences: [] });
    expect(result.missing).toEqual([
      { group: "居民", indicator: "服务态度" },
      { group: "街道", indicator: "会议质量" },
    ]);
  });

  test("counts the others by their weights where the scheme says so", () => {
    const redistributing = schemeOf({ unscored: "redistribute" });
    const { meetings: _, ...some } = everything;
    // (82.5 × 60 + 87 × 30) / 90.
    expect(score(redistributing, given(some))).toMatchObject({ total: 84, band: { key: "good" } });
    expect(score(redistributing, given({ service: 70 })).total).toBe(70);
    expect(score(redistributing, []).total).toBeNull();
  });

  test("knows only its own indicators and vetoes", () => {
    expect(() => score(scheme, given({ likes: 1 }))).toThrow(RangeError);
    expect(() => score(scheme, [], ["accident"])).toThrow(RangeError);
  });
});

describe("a veto", () => {
  test.each([
    [["zero"], 0, "weak", false, ["circular", "file"]],
    [["lowestBand"], 84, "weak", false, ["circular", "file"]],
    [["noAward"], 84, "good", true, ["award", "file"]],
    [["noAward", "zero", "zero"], 0, "weak", true, ["circular", "file"]],
    [[], 84, "good", false, ["award", "file"]],
  ])("%j: total %s, band %s, no award %s", (upheld, total, band, noAward, consequences) => {
    const result = score(scheme, given(everything), upheld);
    expect(result).toMatchObject({ total, noAward, band: { key: band } });
    expect(result.consequences.map(({ key }) => key)).toEqual(consequences);
    expect(result.vetoes.map(({ key }) => key)).toEqual([...new Set(upheld)]);
  });

  test("decides before all marks are there", () => {
    expect(score(scheme, [], ["zero"])).toMatchObject({ total: 0, band: { key: "weak" } });
    expect(score(scheme, [], ["lowestBand"])).toMatchObject({ total: null, band: { key: "weak" } });
    expect(score(scheme, [], ["noAward"])).toMatchObject({ total: null, band: null, noAward: true });
  });
});

describe("bands", () => {
  test.each([
    [0, "weak"],
    [59.999999999999, "weak"],
    [60, "fair"],
    [80, "good"],
    [90, "best"],
    [100, "best"],
  ])("%s is %s", (total, band) => {
    expect(bandOf(scheme, total).key).toBe(band);
  });

  test("hold nothing outside 0 to 100", () => {
    for (const total of [-0.01, 100.01, Number.NaN]) {
      expect(() => bandOf(scheme, total)).toThrow(RangeError);
    }
  });
});

describe("on the screen", () => {
  test.each([
    [0, "0.00"],
    [100, "100.00"],
    [1.005, "1.01"],
    [66.666666666667, "66.67"],
    [0.004, "0.00"],
    [5e-7, "0.00"],
  ])("%s is %s", (marks, text) => {
    expect(shownMarks(marks)).toBe(text);
  });

  test.each([
    [89.99, "89.99"],
    [89.994, "89.99"],
    [89.996, "89.996"],
    [89.9999996, "89.9999996"],
    [90.004, "90.00"],
    [85.556, "85.56"],
  ])("a total of %s is %s, in the band it has", (total, text) => {
    expect(shownTotal(scheme, total)).toBe(text);
  });
});

/** So many amounts of hundredths that add up to 100. */
const splits = (count: number) =>
  fc
    .uniqueArray(fc.integer({ min: 1, max: 9_999 }), { minLength: count - 1, maxLength: count - 1 })
    .map((cuts) => {
      const edges = [0, ...cuts.sort((one, other) => one - other), 10_000];
      return edges.slice(1).map((edge, index) => (edge - (edges[index] ?? 0)) / 100);
    });

const bandLists = fc
  .integer({ min: 2, max: 8 })
  .chain(splits)
  .map((widths) => {
    let cents = 0;
    return widths.map((width, index) => {
      const from = cents / 100;
      cents += Math.round(width * 100);
      return { key: `band${index}`, name: `等次${index}`, from, to: cents / 100 };
    });
  });

const indicatorsOf = (group: string) =>
  fc
    .integer({ min: 1, max: 4 })
    .chain(splits)
    .map((maxima) =>
      maxima.map((max, index) => ({
        key: `${group}${index}`,
        name: `指标${group}${index}`,
        group,
        max,
        ...hand,
      })),
    );

const schemes = fc
  .record({ weights: fc.integer({ min: 1, max: 4 }).chain(splits), bands: bandLists })
  .chain(({ weights, bands }) =>
    fc.tuple(...weights.map((_, index) => indicatorsOf(`group${index}`))).map((lists) =>
      schemeOf({
        groups: weights.map((weight, index) => ({
          key: `group${index}`,
          name: `评价主体${index}`,
          evaluators,
          weight,
        })),
        indicators: lists.flat(),
        bands,
        consequences: [],
      }),
    ),
  );

/** A scheme and what up to five evaluators gave for each indicator. */
const scored = schemes.chain((any) =>
  fc.record({
    scheme: fc.constant(any),
    given: fc
      .tuple(
        ...any.indicators.map(({ key, max }) =>
          fc
            .array(fc.integer({ min: 0, max: Math.round(max * 100) }), { minLength: 1, maxLength: 5 })
            .map((marks) => marks.map((cents) => ({ indicator: key, value: cents / 100 }))),
        ),
      )
      .map((lists) => lists.flat()),
  }),
);

const shuffled = <T>(list: readonly T[]) =>
  fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length });

describe("whatever the scheme and the marks", () => {
  test("the total lies within 0 to 100, and is shown in its band", () => {
    fc.assert(
      fc.property(scored, ({ scheme, given }) => {
        const { total, band } = score(scheme, given);
        const reached = total ?? -1;
        expect(reached).toBeGreaterThanOrEqual(0);
        expect(reached).toBeLessThanOrEqual(100);
        expect(band).toBe(bandOf(scheme, reached));
        const text = shownTotal(scheme, reached);
        expect(bandOf(scheme, Number(text))).toBe(band);
        expect(Math.abs(Number(text) - reached)).toBeLessThanOrEqual(0.005000001);
      }),
    );
  });

  test("every total has one band alone", () => {
    fc.assert(
      fc.property(schemes, fc.integer({ min: 0, max: 1_000_000 }), (scheme, tenThousandths) => {
        const total = tenThousandths / 10_000;
        const alone = scheme.bands.filter(
          ({ from, to }) => from <= total && (total < to || (total === 100 && to === 100)),
        );
        expect(alone).toEqual([bandOf(scheme, total)]);
      }),
    );
  });

  test("full marks make 100 and none make 0", () => {
    fc.assert(
      fc.property(schemes, (scheme) => {
        const all = (part: number) =>
          scheme.indicators.map(({ key, max }) => ({ indicator: key, value: max * part }));
        expect(score(scheme, all(1)).total).toBe(100);
        expect(score(scheme, all(0)).total).toBe(0);
      }),
    );
  });

  test("no order of groups, indicators, bands or evaluators changes anything", () => {
    const reordered = scored.chain(({ scheme, given }) =>
      fc
        .tuple(shuffled(scheme.groups), shuffled(scheme.indicators), shuffled(scheme.bands), shuffled(given))
        .map(([groups, indicators, bands, marks]) => ({
          before: score(scheme, given),
          after: score({ ...scheme, groups, indicators, bands }, marks),
        })),
    );
    fc.assert(
      fc.property(reordered, ({ before, after }) => {
        expect([after.total, after.band]).toEqual([before.total, before.band]);
        expect(marksOf(after.groups)).toEqual(marksOf(before.groups));
        expect(marksOf(after.indicators)).toEqual(marksOf(before.indicators));
      }),
    );
  });

  test("redistributing changes nothing once everybody has scored", () => {
    fc.assert(
      fc.property(scored, ({ scheme, given }) => {
        const redistributing = { ...scheme, unscored: "redistribute" as const };
        expect(score(redistributing, given)).toEqual(score(scheme, given));
      }),
    );
  });
});
