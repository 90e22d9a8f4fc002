import { foundBy, wordsFor } from "../../../db/demo/words/index.ts";
import { afterwards, openings, reporters, said, through } from "../../../db/demo/words/said.ts";
import { categoriesOf } from "../../../worker/domain/matters/categories.ts";
import type { RuleSet } from "../../../worker/rules/schema/rule-set.ts";
import type { Official, Unit } from "../play/play.ts";
import type { Chance } from "../play/random.ts";
import type { Place } from "./place.ts";

/** What a matter is about, from the report to its end. */
export interface Story {
  readonly unit: Unit;
  /** Who found it; null where somebody called or wrote. */
  readonly finder: Official | null;
  /** What it is, and what it was taken for at first: mostly the same. */
  readonly category: string;
  readonly takenFor: string;
  readonly source: string;
  readonly body: string;
  readonly place: string;
  readonly outcome: string;
  readonly reporter: string;
  /** It takes long; its resident says nothing of it, or is never content. */
  readonly isSlow: boolean;
  readonly isSilent: boolean;
  readonly isHard: boolean;
}

/** The story of one lot. */
export function storyOf({ units, people, rules }: Place, chance: Chance): Story {
  const unit = whereOf(units, people, rules, chance);
  const finder = people.findLast((one) => unit.line.includes(one.unit)) ?? null;
  const categories = categoriesOf(rules.intake.categories).filter(({ key }) => key in wordsFor);
  const category = chance.pick(categories).key;
  const takenFor = chance.is(0.03) ? chance.pick(categories).key : category;
  const source = sourceOf(rules, category, chance);
  const isFound = source === "patrol" || source === "visit";
  return {
    ...textsOf(unit, rules, { category, source, isFound }, chance),
    ...{ unit, category, takenFor, source, finder: isFound ? finder : null },
    ...{ isSlow: chance.is(0.08), isSilent: chance.is(0.25), isHard: chance.is(0.03) },
  };
}

/** Of those that the county takes: half from residents, the others from the hotline and whoever is out. */
function sourceOf({ intake }: RuleSet, category: string, chance: Chance): string {
  const roll = chance.next();
  const source = roll < 0.5 ? "resident" : roll < 0.7 ? "hotline" : foundBy(category);
  return source && intake.sources.some(({ key }) => key === source) ? source : "resident";
}

/** Mostly where somebody is at work; some in a community as a whole, some in a grid without its own worker. */
function whereOf(units: readonly Unit[], people: readonly Official[], rules: RuleSet, chance: Chance): Unit {
  const kindOf = (level: string) => rules.organisation.levels.find(({ key }) => key === level)?.kind;
  const grids = units.filter(({ level }) => kindOf(level) === "grid");
  const manned = grids.filter((grid) => people.some(({ unit }) => unit === grid));
  const communities = units.filter(({ level }) => kindOf(level) === "community");
  const roll = chance.next();
  return chance.pick(roll < 0.75 && manned.length > 0 ? manned : roll < 0.9 ? communities : grids);
}

function textsOf(
  unit: Unit,
  rules: RuleSet,
  { category, source, isFound }: { category: string; source: string; isFound: boolean },
  chance: Chance,
) {
  const words = wordsFor[category];
  if (!words) throw new Error(`no words for ${category}`);
  const [wrong, done] = chance.pick(words.cases);
  const kindOf = (level: string) => rules.organisation.levels.find(({ key }) => key === level)?.kind;
  const community = unit.line.find(({ level }) => kindOf(level) === "community") ?? unit;
  const begin = through[source] ?? chance.pick(openings);
  return {
    body: `${begin}${wrong}${isFound ? "" : `，${chance.pick(words.asks)}`}。`,
    place: `${community.name}${chance.pick(words.spots)}`,
    outcome: `${done}${chance.pick(afterwards)}`,
    reporter: `示例·${source === "hotline" ? "热线来电人" : chance.pick(reporters)}`,
  };
}

export const pick = (chance: Chance, of: keyof typeof said): string => chance.pick(said[of] as never);
