import { Lane } from "../../../db/lane.ts";

/**
 * How many requests of one county are with the worker at once. It answers them one after the other: a county with hundreds
 * under way would make every other wait behind them, and is no faster for it. Beside 300 writers of another county and a busy
 * loop 95 of 100 requests took up to 3.6 times as long as alone with three at once, and 2.6 to 3.3 times with two, which let 4 % fewer
 * writes in (measured).
 */
const atOnce = 2;

/** Lets each county's requests through in turn. */
export type Turns = <T>(county: string, work: () => Promise<T>) => Promise<T>;

/** @throws TurnTooLate */
export function turns(): Turns {
  const lanes = new Map<string, Lane>();
  return async (county, work) => {
    const lane = lanes.get(county) ?? new Lane(atOnce);
    lanes.set(county, lane);
    try {
      return await lane.take(work, () => new TurnTooLate());
    } finally {
      if (lane.idle) lanes.delete(county);
    }
  };
}

/** So many were before this one that it waited too long. */
export class TurnTooLate extends Error {
  override readonly name = "TurnTooLate";
}

/** Whose a request is: the county of its path, or whoever is called by this name. */
export const countyOf = (path: string, host: string | undefined): string =>
  /^\/t\/[^/?]+/.exec(path)?.[0] ?? host ?? "";
