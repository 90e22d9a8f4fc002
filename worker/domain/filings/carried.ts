import { filings } from "../../../db/tenant/schema/filings.ts";
import { formatMonth } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { ruledBy, type VersionedRules } from "../county/county.ts";
import { type RowChange, update } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";
import { happened, happening } from "../kernel/happenings.ts";
import { begun } from "./begun.ts";
import { openIn } from "./drawn.ts";
import { type LoadedFiling, refOf } from "./filing.ts";
import type { FiledWhistle } from "./states.ts";

/** Said of a month that has begun when an earlier one leaves something to it. */
export const carriedEvents = {
  carriedOver: happening<{ from: string; calls: number }>(({ from, calls }) => ({
    title: `${from}有 ${calls} 个没有了结，转到这个月报备`,
  })),
};

/**
 * For a write batch: calls of which nobody can say yet whether they came go into the next month that has begun; where none
 * has, this one begins with them.
 */
export function carriedOver(
  state: LoadedFiling,
  whistles: readonly FiledWhistle[],
  given: Given,
): RowChange[] {
  const { filing, unit, next } = state;
  const carried = openIn(whistles);
  if (carried.length === 0) return [];
  if (!next) {
    const { orgPath: path, kind } = filing;
    return begun({ unit: { ...unit, path }, kind, by: rulesToBegin(state), carried }, given);
  }
  const from = formatMonth(filing.begins as Instant);
  return [
    update(filings, next, { carried: [...next.carried, ...carried] }),
    ...happened(given, refOf(next.id), { carriedOver: { from, calls: carried.length } } as never),
  ];
}

/** The rules in force, as long as they ask for such a filing; otherwise those by which the month was filed. */
function rulesToBegin({ filing, standing, versions, version, rules }: LoadedFiling): VersionedRules {
  const present = ruledBy(versions, standing.inForce);
  const isAsked = present.rules.handling.whistles.some((rule) => rule.key === filing.kind && rule.filing);
  return isAsked ? present : { version, rules };
}
