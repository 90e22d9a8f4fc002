import fc from "fast-check";
import { expect, test } from "vitest";
import { bandWords, curveWords, reportedFigure } from "../../views/rules/scores.ts";
import { curveShare } from "../../worker/rules/engine/curves.ts";
import { metrics } from "../../worker/rules/schema/words.ts";

const rate = metrics.attendanceRate;
const count = metrics.claimsFulfilled;
const line = (...points: [value: number, share: number][]) => ({
  points: points.map(([value, share]) => ({ value, share })),
  stepped: false,
});
const steps = (...points: [value: number, share: number][]) => ({ ...line(...points), stepped: true });

test.each([
  [line([80, 0], [95, 100]), rate, 20, "80% 以下不得分，80% 至 95% 按比例得分，95% 以上得满分"],
  [line([0, 0], [100, 100]), rate, 20, "0% 不得分，0% 至 100% 按比例得分，达到 100% 得满分"],
  [line([0, 100], [10, 0]), rate, 20, "0% 得满分，0% 至 10% 按比例由 20 分降到 0 分，10% 以上不得分"],
  [
    line([60, 0], [80, 50], [100, 100]),
    rate,
    15,
    "60% 以下不得分，60% 至 80% 按比例由 0 分升到 7.5 分，80% 至 100% 按比例由 7.5 分升到 15 分，达到 100% 得满分",
  ],
  [
    line([0, 0], [60, 0], [80, 50], [90, 50], [95, 80]),
    rate,
    10,
    "60% 以下不得分，60% 至 80% 按比例由 0 分升到 5 分，80% 至 90% 得 5 分，90% 至 95% 按比例由 5 分升到 8 分，95% 以上得 8 分",
  ],
  [line([0, 0], [12, 100]), count, 10, "0 件不得分，0 件至 12 件按比例得分，12 件以上得满分"],
  [line([1, 70], [2, 70]), rate, 10, "不论多少都得 7 分"],
  [
    line([0, 33.3], [3, 100]),
    reportedFigure("走访户数（户）"),
    3,
    "0 以下得 0.999 分，0 至 3 按比例由 0.999 分升到 3 分，3 以上得满分",
  ],
  [
    steps([0, 0], [5, 50], [10, 100]),
    count,
    10,
    "5 件以下（不含）不得分，5 件（含）至 10 件（不含）得 5 分，10 件以上（含）得满分",
  ],
  [steps([80, 20], [100, 100]), rate, 10, "100% 以下（不含）得 2 分，达到 100% 得满分"],
  [steps([60, 0], [80, 0], [90, 40]), rate, 10, "90% 以下（不含）不得分，90% 以上（含）得 4 分"],
])("%j of %j with %d marks", (curve, figure, max, words) => {
  expect(curveWords(curve, figure, max)).toBe(words);
});

test.each([
  [
    { key: "a", name: "优秀", from: 90, to: 100, colour: "green" as const },
    "优秀（绿色）：90 分以上（含）至 100 分",
  ],
  [{ key: "b", name: "合格", from: 60, to: 90 }, "合格：60 分（含）至 90 分（不含）"],
  [{ key: "c", name: "不合格", from: 0, to: 60 }, "不合格：60 分以下（不含）"],
])("%j", (band, words) => {
  expect(bandWords(band)).toBe(words);
});

/** What a reader takes from the words of a curve: the marks for a figure, once for each piece that speaks of it. */
function read(words: string, figure: number, max: number): number[] {
  return words
    .replaceAll(/[ %件]/g, "")
    .split("，")
    .flatMap((piece) => readPiece(piece, figure, max) ?? []);
}

const number = "(-?[\\d.]+)";
const between = new RegExp(`^${number}(?:（含）)?至${number}(（不含）)?(.+)$`);
const edge = new RegExp(`^(?:达到)?${number}(以下（不含）|以下|以上（含）|以上|)(.+)$`);

function readPiece(piece: string, figure: number, max: number): number | undefined {
  if (piece.startsWith("不论多少都")) return readMarks(piece.slice(5), max);
  const [, from, to, open, said = ""] = between.exec(piece) ?? [];
  if (from && to) {
    if (figure < Number(from) || figure > Number(to) || (open && figure === Number(to))) return undefined;
    return readSlope(said, (figure - Number(from)) / (Number(to) - Number(from)), max);
  }
  const [, at, side = "", marks = ""] = edge.exec(piece) ?? [];
  if (at === undefined) throw new Error(`nobody can read ${piece}`);
  return reaches(side, figure - Number(at), piece) ? readMarks(marks, max) : undefined;
}

function reaches(side: string, over: number, piece: string): boolean {
  if (side === "") return piece.startsWith("达到") ? over >= 0 : over === 0;
  if (side.startsWith("以上")) return over >= 0;
  return side.endsWith("（不含）") ? over < 0 : over <= 0;
}

function readSlope(said: string, way: number, max: number): number {
  if (said === "按比例得分") return way * max;
  const [, low, high] = new RegExp(`^按比例由${number}分[升降]到${number}分$`).exec(said) ?? [];
  return low && high ? Number(low) + way * (Number(high) - Number(low)) : readMarks(said, max);
}

function readMarks(said: string, max: number): number {
  if (said === "不得分") return 0;
  return said === "得满分" ? max : Number(/^得([\d.]+)分$/.exec(said)?.[1]);
}

const curves = fc
  .uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 10 })
  .chain((values) => {
    const share = fc.constantFrom(0, 0, 25, 33.3, 50, 100, 100);
    const sorted = values.sort((one, other) => one - other);
    return fc.record({
      points: fc.tuple(...sorted.map((value) => fc.record({ value: fc.constant(value), share }))),
      stepped: fc.boolean(),
    });
  });

test("whoever reads the words gives every figure the marks that the curve gives", () => {
  const figures = fc.oneof(fc.integer({ min: 0, max: 100 }), fc.constantFrom(0, 0.5, 33.3, 99.9, 100));
  const named = fc.constantFrom(rate, count, reportedFigure("户数"));
  fc.assert(
    fc.property(curves, named, figures, fc.integer({ min: 1, max: 100 }), (curve, figure, value, max) => {
      const told = read(curveWords(curve, figure, max), value, max);
      expect(told.length).toBeGreaterThan(0);
      for (const marks of told) expect(marks).toBeCloseTo((curveShare(curve, value) * max) / 100, 5);
    }),
    { numRuns: 2000 },
  );
});
