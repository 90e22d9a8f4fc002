import type { Entry } from "../schema/document.ts";

/** One row in two versions of a list, with its index in the list that still has it; undefined where it isn't. */
export interface Pair {
  readonly old: Entry | undefined;
  readonly now: Entry | undefined;
  readonly index: number;
}

/**
 * Which row became which, those of the second list first and in its order, then what it dropped. Rows with keys are
 * the same by their keys; of others those that are equal are told first, then by name, and only what is left by index.
 */
export function paired(was: readonly Entry[], is: readonly Entry[], keyed: boolean): Pair[] {
  const from = new Map<number, number>();
  const taken = new Set<number>();
  for (const isSame of keyed ? [byKey] : [atSameIndexAndEqual, equal, byName, atSameIndex]) {
    for (const [index, now] of is.entries()) {
      if (from.has(index)) continue;
      const found = was.findIndex((old, before) => !taken.has(before) && isSame(old, now, before === index));
      if (found < 0) continue;
      from.set(index, found);
      taken.add(found);
    }
  }
  return [
    ...is.map((now, index) => ({ old: was[from.get(index) ?? -1], now, index })),
    ...was.flatMap((old, index) => (taken.has(index) ? [] : [{ old, now: undefined, index }])),
  ];
}

type IsSame = (old: Entry, now: Entry, sameIndex: boolean) => boolean;

const byKey: IsSame = (old, now) => old.key === now.key;
const equal: IsSame = (old, now) => JSON.stringify(old) === JSON.stringify(now);
const atSameIndexAndEqual: IsSame = (old, now, sameIndex) => sameIndex && equal(old, now, sameIndex);
const byName: IsSame = (old, now) => typeof old.name === "string" && old.name === now.name;
const atSameIndex: IsSame = (_old, _now, sameIndex) => sameIndex;
