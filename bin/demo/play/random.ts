/** Chance that is the same in every run: mulberry32, by a seed of 32 bits. */
export interface Chance {
  /** From 0 to below 1. */
  next(): number;
  /** Whether something of this likelihood happens. */
  is(likelihood: number): boolean;
  /** From 0 to below n. */
  below(n: number): number;
  pick<T>(from: readonly T[]): T;
  /** One of some that are so likely each in one of so many times; mostly one where all together are more than sure. */
  among<K extends string>(likely: Partial<Record<K, number>>, times: number): K | undefined;
}

export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number) => Math.floor(next() * n);
  return {
    next,
    below,
    is: (likelihood) => next() < likelihood,
    among: <K extends string>(likely: Partial<Record<K, number>>, times: number) => {
      const all = Object.entries(likely) as [K, number][];
      const sum = all.reduce((sum, [, likelihood]) => sum + likelihood, 0);
      let roll = (next() * sum) / Math.min(0.85, sum * times);
      return all.find(([, likelihood]) => {
        roll -= likelihood;
        return roll < 0;
      })?.[0];
    },
    pick: (from) => {
      const picked = from[below(from.length)];
      if (picked === undefined) throw new RangeError("nothing to pick from");
      return picked;
    },
  };
}
