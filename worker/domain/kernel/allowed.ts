import { Conflict } from "../errors.ts";
import type { Foresight } from "./choices.ts";

interface Found<S, State> {
  row(state: S): { readonly state: State; readonly revision: number };
  overtaken(state: S): Conflict;
}

interface Verb<S, State> {
  readonly from: readonly State[];
  refuses?(state: S, given: Foresight): string | undefined;
}

/** @throws Conflict where a record doesn't allow a move as it stands. */
export function mustAllow<S, State>(
  on: Found<S, State>,
  verb: Verb<S, State>,
  state: S,
  given: Foresight,
): void {
  const { state: present, revision } = on.row(state);
  if (!verb.from.includes(present)) throw on.overtaken(state);
  const refusal = verb.refuses?.(state, given);
  if (refusal !== undefined) throw new Conflict(refusal, { revision });
}

/** With what any act makes of a record besides. */
export const withBesides = <M extends { readonly set?: object }>(moved: M, besides: M["set"]): M =>
  besides ? { ...moved, set: { ...besides, ...moved.set } } : moved;
