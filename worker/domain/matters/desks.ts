import { startOf } from "../../rules/engine/classes.ts";
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

/** The desk at which a matter starts: the lowest, or by a route of the rules that level's, or the next above that there is. */
export function firstDesk(
  rules: RuleSet,
  lineage: readonly OrgUnit[],
  matter: { category: string; source: string },
): Desk | undefined {
  const desks = desksOf(rules, lineage);
  const order = rules.handling.levels.map(({ key }) => key);
  const from = order.indexOf(startOf(rules, matter) ?? "");
  return desks.find(({ step: { key } }) => order.indexOf(key) >= from) ?? desks.at(-1);
}

/** The desk one or more levels up; the highest stays where it is. */
export function deskAbove(desks: readonly Desk[], levelKey: string, raise: number): Desk | undefined {
  const at = desks.findIndex(({ step }) => step.key === levelKey);
  return desks[Math.min(at + raise, desks.length - 1)];
}

export const ownerAt = ({ unit }: Desk): Owner => ({ kind: "org", id: unit.id });
