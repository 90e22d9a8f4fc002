import type { Turns } from "./turns.ts";

/** How many requests wait for their county's turn, and how many are with the worker. */
export interface Load {
  waiting: number;
  underWay: number;
}

export const counted =
  (inTurn: Turns, load: Load): Turns =>
  async (county, work) => {
    load.waiting += 1;
    let stage: keyof Load = "waiting";
    try {
      return await inTurn(county, () => {
        load.waiting -= 1;
        load.underWay += 1;
        stage = "underWay";
        return work();
      });
    } finally {
      load[stage] -= 1;
    }
  };
