import { admitted } from "../../rules/engine/admission.ts";
import { routeFor } from "../../rules/engine/classes.ts";
import type { HandlingLevel, RuleSet } from "../../rules/schema/rule-set.ts";
import type { Owner } from "../clocks/clocks.ts";
import type { OrgUnit } from "../org/org.ts";

/** A level of handling together with the unit that answers for it. */
export interface Desk {
  step: HandlingLevel;
  unit: OrgUnit;
  /** The level of the desk above it; null at the highest. */
  above: string | null;
}

/** Where a matter starts. `isOutside`: the admission list keeps it from the grid below. */
export interface FirstDesk extends Desk {
  isOutside: boolean;
}

/**
 * The desks a matter from some unit can pass, from the lowest up: for each level of handling the unit of that level
 * above it. `lineage` runs from the root down to that unit.
 */
export function desksOf(rules: RuleSet, lineage: readonly OrgUnit[]): Desk[] {
  const desks = rules.handling.levels.flatMap((step) => {
    const unit = lineage.find(({ level }) => level === step.level);
    return unit ? [{ step, unit }] : [];
  });
  return desks.map((desk, at) => ({ ...desk, above: desks[at + 1]?.step.key ?? null }));
}

/**
 * The desk at which a matter starts: the lowest, or by a route of the rules that level's, or the next above that there is. What
 * the admission list keeps from a grid starts above it.
 */
export function firstDesk(
  rules: RuleSet,
  lineage: readonly OrgUnit[],
  matter: { category: string; source: string },
): FirstDesk | undefined {
  const desks = desksOf(rules, lineage);
  const order = rules.handling.levels.map(({ key }) => key);
  const from = order.indexOf(routeFor(rules, matter)?.level ?? "");
  const first = desks.findIndex(({ step: { key } }) => order.indexOf(key) >= from);
  const fitting = first < 0 ? desks.slice(-1) : desks.slice(first);
  const desk =
    fitting.find(({ step: { level } }) => admitted(rules, level, matter.category)) ?? fitting.at(-1);
  return desk && { ...desk, isOutside: desk !== fitting[0] };
}

/** The desk one or more levels up; the highest stays where it is. */
export function deskAbove(desks: readonly Desk[], levelKey: string, raise: number): Desk | undefined {
  const at = desks.findIndex(({ step }) => step.key === levelKey);
  return desks[Math.min(at + raise, desks.length - 1)];
}

export const ownerAt = ({ unit }: Desk): Owner => ({ kind: "org", id: unit.id });
