import { FULL_MARKS } from "../schema/marks.ts";
import type { Band, Indicator, Scheme, Veto } from "../schema/rule-set.ts";
import { shareAt } from "./curves.ts";
import { type Exact, exact, over, rounded, sum, times, toNumber, ZERO } from "./exact.ts";
import { found } from "./handling.ts";

/** What one evaluator gave for an indicator: marks where it is scored by hand, otherwise the figure. */
export interface Given {
  readonly indicator: string;
  readonly value: number;
}

interface Marks {
  readonly key: string;
  readonly name: string;
  /** Null while something to reckon them from is missing. */
  readonly marks: number | null;
}

/** What a subject reaches. Marks are reckoned in fractions and given as the nearest number with twelve decimals. */
export interface Score {
  readonly indicators: readonly Marks[];
  /** Each 0–100. */
  readonly groups: readonly Marks[];
  /** 0–100, or null while the scheme waits for marks. */
  readonly total: number | null;
  readonly band: Band | null;
  readonly vetoes: readonly Veto[];
  readonly noAward: boolean;
  readonly consequences: Scheme["consequences"];
  /** Names of what nobody has given anything for. */
  readonly missing: readonly { readonly group: string; readonly indicator: string }[];
}

/**
 * Scores a subject. Of several evaluators the mean counts. An upheld veto decides whatever is still missing.
 * @throws RangeError for indicators and vetoes the scheme doesn't have, and marks below 0 or above the maximum.
 */
export function score(scheme: Scheme, given: readonly Given[], upheld: readonly string[] = []): Score {
  const indicators = indicatorMeans(scheme, given);
  const groups = scheme.groups.map((group) => groupMarks(group, indicators));
  const vetoes = [...new Set(upheld)].map((key) => found(scheme.vetoes, key));
  const has = (effect: Veto["effect"]) => vetoes.some((veto) => veto.effect === effect);
  const total = inDecimals(has("zero") ? ZERO : totalOf(scheme, groups));
  const reached = total === null ? null : bandOf(scheme, total);
  const band = has("lowestBand") ? bandOf(scheme, 0) : reached;
  return {
    indicators: indicators.map(named),
    groups: groups.map(named),
    total,
    band,
    vetoes,
    noAward: has("noAward"),
    consequences: band ? scheme.consequences.filter(({ bands }) => applies(bands, band)) : [],
    missing: indicators
      .filter(({ marks }) => !marks)
      .map(({ group, name }) => ({ group: found(scheme.groups, group).name, indicator: name })),
  };
}

/**
 * Marks for what one evaluator gave: what the curve makes of a figure, or marks as they are.
 * @throws RangeError for marks by hand below 0 or above the indicator's maximum.
 */
export function indicatorMarks(indicator: Indicator, given: number): number {
  return toNumber(marksFor(indicator, given));
}

/** The band that holds a total. @throws RangeError for a total outside 0–100. */
export function bandOf(scheme: Pick<Scheme, "bands">, total: number): Band {
  const band = scheme.bands.find(
    ({ from, to }) => from <= total && (total < to || (total === FULL_MARKS && to === FULL_MARKS)),
  );
  if (!band) throw new RangeError(`no band holds a total of ${total}`);
  return band;
}

/** Marks as people read them: rounded half up to two decimals. */
export function shownMarks(marks: number): string {
  return rounded(exact(marks), 2);
}

/**
 * A total as people read it: two decimals, or more where two would put it into a band it hasn't reached (89.996 is
 * not shown as 90.00 beside the band below 90).
 */
export function shownTotal(scheme: Pick<Scheme, "bands">, total: number): string {
  const band = bandOf(scheme, total);
  for (let decimals = 2; ; decimals += 1) {
    const text = rounded(exact(total), decimals);
    if (bandOf(scheme, Number(text)) === band) return text;
  }
}

type Unrounded<T> = T & { readonly marks: Exact | undefined };

function indicatorMeans(scheme: Scheme, given: readonly Given[]): Unrounded<Indicator>[] {
  const marks = new Map<string, Exact[]>(scheme.indicators.map(({ key }) => [key, []]));
  for (const { indicator, value } of given) {
    const one = marksFor(found(scheme.indicators, indicator), value);
    marks.get(indicator)?.push(one);
  }
  return scheme.indicators.map((indicator) => ({
    ...indicator,
    marks: mean(marks.get(indicator.key) ?? []),
  }));
}

function marksFor({ by, curve, key, max }: Indicator, given: number): Exact {
  if (by !== "hand" && curve) return over(times(shareAt(curve, given), exact(max)), exact(FULL_MARKS));
  if (given < 0 || given > max) throw new RangeError(`${given} marks for ${key}, which has 0 to ${max}`);
  return exact(given);
}

function mean(marks: readonly Exact[]): Exact | undefined {
  return marks.length > 0 ? over(sum(marks), exact(marks.length)) : undefined;
}

/** Marks out of 100; the indicators of a group add up to 100 but for what the schema tolerates. */
function groupMarks<G extends Scheme["groups"][number]>(
  group: G,
  indicators: readonly Unrounded<Indicator>[],
): Unrounded<G> {
  const own = indicators.filter((indicator) => indicator.group === group.key);
  const marks = own.flatMap((indicator) => indicator.marks ?? []);
  if (marks.length < own.length) return { ...group, marks: undefined };
  const full = sum(own.map(({ max }) => exact(max)));
  return { ...group, marks: over(times(sum(marks), exact(FULL_MARKS)), full) };
}

/** The mean of the groups' marks by weight, of those that are scored if the scheme redistributes. */
function totalOf(scheme: Scheme, groups: readonly Unrounded<Scheme["groups"][number]>[]): Exact | undefined {
  const scored = groups.flatMap(({ weight, marks }) => (marks ? [{ weight: exact(weight), marks }] : []));
  const waits = scheme.unscored === "wait" && scored.length < groups.length;
  if (waits || scored.length === 0) return undefined;
  const weighted = sum(scored.map(({ weight, marks }) => times(weight, marks)));
  return over(weighted, sum(scored.map(({ weight }) => weight)));
}

function applies(bands: readonly string[], band: Band): boolean {
  return bands.length === 0 || bands.includes(band.key);
}

function inDecimals(marks: Exact | undefined): number | null {
  return marks ? toNumber(marks) : null;
}

function named({ key, name, marks }: Unrounded<{ key: string; name: string }>): Marks {
  return { key, name, marks: inDecimals(marks) };
}
