import { deedsInBatches } from "../../../worker/domain/kernel/batch.ts";
import { type Actor, visitor } from "../../../worker/domain/kernel/context.ts";
import type { Play } from "./play.ts";

/** What somebody does with a record. */
export interface Act {
  readonly verb: string;
  readonly id: string;
  readonly command: unknown;
  readonly by: Actor;
  readonly input: object;
}

/** Done at one moment, all together. `told`: why one was refused or null, and what it answered. */
export async function together<A extends Act>(
  play: Pick<Play, "as" | "key">,
  acts: readonly A[],
  told: (act: A, why: string | null, result: unknown) => void,
): Promise<void> {
  const deeds = acts.map(({ verb, id, command, by, input }) => ({
    ...{ key: play.key(verb, id), input, ctx: play.as(by, verb), command: command as never },
  }));
  const outcomes = await deedsInBatches<unknown>(play.as(visitor, "all"), deeds);
  for (const [index, outcome] of outcomes.entries()) {
    const act = acts[index] as A;
    if ("refused" in outcome) told(act, outcome.refused.message, undefined);
    else told(act, null, outcome.result);
  }
}
