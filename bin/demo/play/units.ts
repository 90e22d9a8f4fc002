import type { RuleSet } from "../../../worker/rules/schema/rule-set.ts";
import type { Open } from "./open.ts";
import type { Play, Unit } from "./play.ts";

/** The units of up to two levels below that could have a matter. `takes`: whether units of a level may be given a category. */
export function unitsBelow(
  { units, quiet }: Pick<Play, "units" | "quiet">,
  { matter, rules }: Open,
  takes: (rules: RuleSet, level: string, category: string) => boolean,
): Unit[] {
  const holders = matter.levelPath.split("/").filter(Boolean);
  return units.filter(({ id, line }) => {
    const further = line.slice(holders.length);
    const isBelow = line[holders.length - 1]?.id === holders.at(-1) && [1, 2].includes(further.length);
    // The lowest of these that handles matters would have it.
    const desk = further.findLast((unit) => rules.handling.levels.some(({ level }) => unit.level === level));
    return isBelow && desk !== undefined && takes(rules, desk.level, matter.category) && !quiet.has(id);
  });
}

/** Units above one and beside it. */
export const near = ({ units, quiet }: Pick<Play, "units" | "quiet">, { id, line }: Unit): Unit[] =>
  units
    .filter((unit) => unit.id !== id && !quiet.has(unit.id))
    .filter((unit) => line.some((above) => above.id === unit.id) || unit.line.at(-2)?.id === line.at(-2)?.id);
