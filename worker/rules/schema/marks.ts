/** What marks and weights have to add up to, and how they are added. Plain arithmetic, because pages import it too. */

/** Full marks of every scheme and of every evaluator group; weights add up to as many percent. */
export const FULL_MARKS = 100;

/** What the indicators of one evaluator group add up to. */
export function marksOf(group: unknown, indicators: readonly { group: unknown; max: number }[]): number {
  return total(indicators.filter((indicator) => indicator.group === group).map(({ max }) => max));
}

export function total(amounts: readonly number[]): number {
  return withoutDust(amounts.reduce((sum, amount) => sum + amount, 0));
}

/** To a ten-thousandth, free of the dust that binary fractions leave: 33.3 + 33.3 + 33.4 is 100. */
export function withoutDust(amount: number): number {
  return Math.round(amount * 10_000) / 10_000;
}
