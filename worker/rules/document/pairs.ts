import type { Entry } from "./items.ts";

/** One row in two versions of a list, with its place in the list that still has it; undefined where it isn't. */
export interface Pair {
  readonly old: Entry | undefined;
  readonly now: Entry | undefined;
  readonly place: number;
}

/**
 * Which row became which, those of the second list first and in its order, then what it dropped. Rows with keys are
 * the same by their keys; of others those that are equal are told first, then by name, and only what is left by place.
 */
export function paired(was: readonly Entry[], is: readonly Entry[], keyed: boolean): Pair[] {
  const from = new Map<number, number>();
  const taken = new Set<number>();
  for (const isSame of keyed ? [byKey] : [inPlaceAndEqual, equal, byName, inPlace]) {
    for (const [place, now] of is.entries()) {
      if (from.has(place)) continue;
      const found = was.findIndex((old, before) => !taken.has(before) && isSame(old, now, before === place));
      if (found < 0) continue;
      from.set(place, found);
      taken.add(found);
    }
  }
  return [
    ...is.map((now, place) => ({ old: was[from.get(place) ?? -1], now, place })),
    ...was.flatMap((old, place) => (taken.has(place) ? [] : [{ old, now: undefined, place }])),
  ];
}

type IsSame = (old: Entry, now: Entry, samePlace: boolean) => boolean;

const byKey: IsSame = (old, now) => old.key === now.key;
const equal: IsSame = (old, now) => JSON.stringify(old) === JSON.stringify(now);
const inPlaceAndEqual: IsSame = (old, now, samePlace) => samePlace && equal(old, now, samePlace);
const byName: IsSame = (old, now) => typeof old.name === "string" && old.name === now.name;
const inPlace: IsSame = (_old, _now, samePlace) => samePlace;
