import { withoutDust } from "../../schema/marks.ts";
import type { PointScheme, RuleSet } from "../../schema/rule-set.ts";
import type { Doubt } from "./doubt.ts";

/** A cap that cuts short what stands beside it: a month's below one award, a year's below an award or a month. */
export function lowCaps({ points }: RuleSet): Doubt[] {
  return (points?.schemes ?? []).flatMap((scheme) => {
    const doubt = doubting(scheme);
    return scheme.earning.flatMap(({ name, points, capPerMonth }) => {
      if (capPerMonth !== undefined && capPerMonth < points) {
        return [doubt(`“${name}”每月上限 ${capPerMonth} 分，低于一次得的 ${points} 分。`)];
      }
      const most = Math.max(points, capPerMonth ?? 0);
      if (scheme.capPerYear === undefined || scheme.capPerYear >= most) return [];
      const what = most === points ? "一次得的" : "每月上限";
      return [doubt(`每年上限 ${scheme.capPerYear} 分，低于“${name}”${what} ${most} 分。`)];
    });
  });
}

/** A redemption that nobody can save up for before points lapse. */
export function unaffordableRedemptions({ points }: RuleSet): Doubt[] {
  return (points?.schemes ?? []).flatMap((scheme) => {
    const most = mostAtOnce(scheme);
    return scheme.redemption
      .filter(({ cost }) => cost > most)
      .map(({ name, cost }) =>
        doubting(scheme)(`兑换“${name}”要 ${cost} 分，有效期内至多能积 ${most} 分，谁也换不到。`),
      );
  });
}

/** The most points that can be good on one day: those of the month itself and of the months they last. */
function mostAtOnce({ validMonths, capPerYear = Infinity, earning }: PointScheme): number {
  if (validMonths === undefined) return Infinity;
  const months = validMonths + 1;
  const monthly = earning.reduce((sum, { capPerMonth = Infinity }) => sum + capPerMonth, 0);
  return withoutDust(Math.min(monthly * months, capPerYear * yearsTouched(months)));
}

/** As many calendar years as so many months in a row can lie in: two months in December and January. */
const yearsTouched = (months: number): number => Math.floor((months - 2) / 12) + 2;

const doubting =
  ({ key, name }: PointScheme) =>
  (message: string): Doubt => ({ at: `points.schemes.${key}`, name, message });
