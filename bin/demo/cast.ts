import type { DemoCounty } from "../../db/demo/types.ts";
import type { Actor } from "../../worker/domain/kernel/context.ts";
import type { Instant } from "../../worker/time/instants.ts";
import type { Stage } from "./acting.ts";

/** One sample county in the making: what its keys have become. */
export interface Cast {
  stage: Stage;
  county: DemoCounty;
  org: Map<string, string>;
  units: Map<string, string>;
  people: Map<string, Actor>;
}

export const later = (one: Instant, other: Instant): Instant => (one > other ? one : other);
export const earlier = (one: Instant, other: Instant): Instant => (one < other ? one : other);

export function actor(people: Map<string, Actor>, key: string): Actor {
  const found = people.get(key);
  if (!found) throw new Error(`nobody called ${key} in the sample`);
  return found;
}

export function one<T>(list: readonly T[], wanted: (item: T) => boolean): T {
  const found = list.find(wanted);
  if (found === undefined) throw new Error("not in the sample");
  return found;
}
