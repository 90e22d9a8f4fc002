import type { matters } from "../../../db/tenant/schema/matters.ts";
import type { HandlingLevel, RuleSet } from "../../rules/schema/rule-set.ts";
import type { OrgUnit } from "../org/org.ts";

export type Matter = typeof matters.$inferSelect;
export type MatterState = Matter["state"];

/**
 *   reported ──accept──▶ accepted ──resolve──▶ resolved ──solved──▶ closed
 *      │                     ▲                    │
 *      └─decline─▶ declined  └──── reopened ◀─────┘ not solved: one level up
 */
export const matterStates: Readonly<Record<MatterState, string>> = {
  reported: "待受理",
  accepted: "办理中",
  resolved: "待评价",
  closed: "已办结",
  reopened: "重新办理",
  declined: "不予受理",
};

/** What may be done with a matter in each state. */
export const movesFrom: Readonly<Record<MatterState, readonly MatterMove[]>> = {
  reported: ["accept", "decline"],
  accepted: ["resolve"],
  resolved: ["evaluate"],
  closed: [],
  reopened: ["accept", "resolve"],
  declined: [],
};

export type MatterMove = "accept" | "decline" | "resolve" | "evaluate";

/** A level of handling together with the unit that answers for it. */
export interface Desk {
  step: HandlingLevel;
  unit: OrgUnit;
}

/**
 * The desks a matter from some place can pass, from the lowest up: for each level of handling the unit of that level
 * above the place. `lineage` runs from the root down to the place.
 */
export function desksOf(rules: RuleSet, lineage: readonly OrgUnit[]): Desk[] {
  return rules.handling.levels.flatMap((step) => {
    const unit = lineage.find(({ level }) => level === step.level);
    return unit ? [{ step, unit }] : [];
  });
}

/** The desk one or more levels up; the highest stays where it is. */
export function deskAbove(desks: readonly Desk[], levelKey: string, raise: number): Desk | undefined {
  const at = desks.findIndex(({ step }) => step.key === levelKey);
  return desks[Math.min(at + raise, desks.length - 1)];
}

export interface Category {
  key: string;
  name: string;
}

/** All categories that can be chosen, the deepest tier of each branch, with the names above it. */
export function categoriesOf(tiers: RuleSet["intake"]["categories"]): Category[] {
  return tiers.flatMap((first) =>
    first.children.length === 0
      ? [first]
      : first.children.flatMap((second) =>
          second.children.length === 0
            ? [{ key: second.key, name: `${first.name} / ${second.name}` }]
            : second.children.map(({ key, name }) => ({
                key,
                name: `${first.name} / ${second.name} / ${name}`,
              })),
        ),
  );
}

export const categoryName = (tiers: RuleSet["intake"]["categories"], key: string): string =>
  categoriesOf(tiers).find((category) => category.key === key)?.name ?? key;
