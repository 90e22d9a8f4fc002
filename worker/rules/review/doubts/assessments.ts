import { score, shownMarks } from "../../engine/scoring.ts";
import { FULL_MARKS } from "../../schema/marks.ts";
import type { Band, Indicator, RuleSet, Scheme } from "../../schema/rule-set.ts";
import type { Doubt } from "./doubt.ts";

/** A rating that no total comes to, whatever figures and marks are given. */
export function unreachableBands({ assessments }: RuleSet): Doubt[] {
  return (assessments?.schemes ?? []).flatMap((scheme) => {
    const { least, most } = reach(scheme);
    return unreached(scheme).map(({ name }) =>
      doubt(
        scheme,
        `按现在的得分曲线，总分在 ${shownMarks(least)} 分到 ${shownMarks(most)} 分之间，谁也评不到“${name}”。`,
      ),
    );
  });
}

/** What follows only from ratings that nobody gets. */
export function unreachedConsequences({ assessments }: RuleSet): Doubt[] {
  return (assessments?.schemes ?? []).flatMap((scheme) => {
    const never = new Set(unreached(scheme).map(({ key }) => key));
    return scheme.consequences
      .filter(({ bands }) => bands.length > 0 && bands.every((key) => never.has(key)))
      .map(({ name }) => doubt(scheme, `“${name}”只用于谁也评不到的等次，不会适用。`));
  });
}

function unreached(scheme: Scheme): Band[] {
  const { least, most } = reach(scheme);
  const lowest = scheme.vetoes.some(({ effect }) => effect !== "noAward");
  return scheme.bands.filter(
    ({ from, to }) => from > most || (to <= least && to < FULL_MARKS && !(lowest && from === 0)),
  );
}

/** The least and the most total that the curves leave possible; marks by hand may be anything. */
function reach(scheme: Scheme): { least: number; most: number } {
  const totals = [worst, best].map((of) => {
    const given = scheme.indicators.map((indicator) => ({ indicator: indicator.key, value: of(indicator) }));
    const { total, groups } = score(scheme, given);
    return scheme.unscored === "wait" ? [total ?? 0] : groups.map(({ marks }) => marks ?? 0);
  });
  return { least: Math.min(...(totals[0] ?? [])), most: Math.max(...(totals[1] ?? [])) };
}

const worst = (indicator: Indicator): number => pointOf(indicator, Math.min) ?? 0;
const best = (indicator: Indicator): number => pointOf(indicator, Math.max) ?? indicator.max;

/** The figure at which a curve is lowest or highest; between its points it is never beyond them. */
function pointOf({ by, curve }: Indicator, choose: typeof Math.min): number | undefined {
  if (by === "hand" || !curve) return undefined;
  const share = choose(...curve.points.map((point) => point.share));
  return curve.points.find((point) => point.share === share)?.value;
}

const doubt = ({ key, name }: Scheme, message: string): Doubt => ({
  at: `assessments.schemes.${key}`,
  name,
  message,
});
