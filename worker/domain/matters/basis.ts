import { durationWords } from "../../rules/document/phrases.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import type { VersionedRules } from "../county/county.ts";

interface Clock {
  kind: string;
  /** The version by which its due time was reckoned last. */
  ruleVersion: number;
}

/** Why a matter's clock shows what it shows, in words: by which version, from what, how long. */
export function basisOf({ version, rules }: VersionedRules, level: string, clock: Clock): string {
  // A clock moved by a later version is told by that version, whose rules are not at hand here.
  if (clock.ruleVersion !== version) return `按规则第 ${clock.ruleVersion} 版重新计算`;
  const words = clock.kind === "matter.step" ? stepWords(rules, level) : overallWords(rules);
  return `按规则第 ${version} 版：${words}`;
}

const overallWords = ({ handling }: RuleSet): string =>
  `自上报起 ${durationWords(handling.overall.limit)}，转办、重办不重新起算`;

function stepWords({ handling }: RuleSet, level: string): string {
  const step = handling.levels.find(({ key }) => key === level);
  const window = handling.windows.find(({ key }) => key === step?.window);
  const words = [
    step?.limit && `转到本级起 ${durationWords(step.limit)}内`,
    window && `每月 ${window.byDay} 日前（${window.name}）`,
  ];
  const said = words.filter(Boolean);
  return said.length > 1 ? `${said.join("，")}，以先到的为准` : said.join("");
}
