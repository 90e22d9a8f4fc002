import { FULL_MARKS, withoutDust } from "../../worker/rules/schema/marks.ts";
import type { Band, Curve } from "../../worker/rules/schema/rule-set.ts";
import { bandColours } from "../../worker/rules/schema/words.ts";

/** A figure and what it is counted in. Shares lie between 0 and 100 %, counts never fall below 0. */
export interface Figure {
  readonly name: string;
  readonly unit: "%" | "件" | "";
}

/** A figure that units report themselves: its name says the unit. */
export const reportedFigure = (name: string): Figure => ({ name, unit: "" });

/** Neighbouring points that are worth the same. */
interface Run {
  from: number;
  to: number;
  share: number;
}

/**
 * What a figure is worth, with `max` marks to be had: `80% 以下不得分，80% 至 95% 按比例得分，95% 以上得满分`. Stepped:
 * `80% 以下（不含）不得分，80%（含）至 95%（不含）得 10 分，95% 以上（含）得满分`.
 */
export function curveWords({ points, stepped }: Curve, { unit }: Figure, max: number): string {
  const runs = runsOf(points);
  const [only] = runs;
  if (runs.length === 1 && only) return `不论多少都${worth(only.share, max)}`;
  const pieces = stepped ? steps(runs, unit, max) : slopes(runs, unit, max);
  return pieces.join("，");
}

function runsOf(points: Curve["points"]): Run[] {
  const runs: Run[] = [];
  for (const { value, share } of points) {
    const last = runs.at(-1);
    if (last?.share === share) last.to = value;
    else runs.push({ from: value, to: value, share });
  }
  return runs;
}

type Unit = Figure["unit"];

function steps(runs: readonly Run[], unit: Unit, max: number): string[] {
  return runs.map(({ from, share }, index) => {
    const next = runs[index + 1]?.from;
    const marks = worth(share, max);
    if (next === undefined) return `${reached(from, unit, "（含）")}${marks}`;
    if (index === 0) return followed(next, unit, `以下（不含）${marks}`);
    return `${amount(from, unit)}（含）至 ${amount(next, unit)}（不含）${marks}`;
  });
}

function slopes(runs: readonly Run[], unit: Unit, max: number): string[] {
  return runs.flatMap((run, index) => {
    const next = runs[index + 1];
    const level = levelWords(run, index === 0, next === undefined, unit, max);
    return next ? [...level, slopeWords(run, next, unit, max)] : level;
  });
}

/** Where the line is level: below the first point, above the last one, and between two that are worth the same. */
function levelWords(
  { from, to, share }: Run,
  first: boolean,
  last: boolean,
  unit: Unit,
  max: number,
): string[] {
  const marks = worth(share, max);
  if (first && to === 0 && unit !== "") return [followed(0, unit, marks)];
  if (first) return [followed(to, unit, `以下${marks}`)];
  if (last) return [`${reached(from, unit, "")}${marks}`];
  return from < to ? [`${followed(from, unit, "至")} ${followed(to, unit, marks)}`] : [];
}

function slopeWords(run: Run, next: Run, unit: Unit, max: number): string {
  const between = `${followed(run.to, unit, "至")} ${followed(next.from, unit, "按比例")}`;
  if (run.share === 0 && next.share === 100) return `${between}得分`;
  const way = next.share > run.share ? "升到" : "降到";
  return `${between}由 ${marksFor(run.share, max)} 分${way} ${marksFor(next.share, max)} 分`;
}

/** A rate can't exceed 100%, so that there is no “above” it. */
const reached = (value: number, unit: Unit, included: string): string =>
  unit === "%" && value === 100 ? "达到 100% " : followed(value, unit, `以上${included}`);

const amount = (value: number, unit: Unit): string => (unit === "件" ? `${value} 件` : `${value}${unit}`);

/** Figures and signs keep a space before a word. */
const followed = (value: number, unit: Unit, words: string): string =>
  `${amount(value, unit)}${unit === "件" ? "" : " "}${words}`;

function worth(share: number, max: number): string {
  if (share === 0) return "不得分";
  return share === 100 ? "得满分" : `得 ${marksFor(share, max)} 分`;
}

const marksFor = (share: number, max: number): number => withoutDust((share * max) / 100);

/** `优秀（绿色）：90 分以上（含）至 100 分`, `良好：80 分（含）至 90 分（不含）`, `不合格：60 分以下（不含）` */
export function bandWords({ name, from, to, colour }: Band): string {
  const named = colour ? `${name}（${bandColours[colour]}）` : name;
  if (to === FULL_MARKS) return `${named}：${from} 分以上（含）至 ${to} 分`;
  if (from === 0) return `${named}：${to} 分以下（不含）`;
  return `${named}：${from} 分（含）至 ${to} 分（不含）`;
}

/** From the best to the worst. */
export function bestFirst(bands: readonly Band[]): Band[] {
  return [...bands].sort((one, other) => other.from - one.from);
}
