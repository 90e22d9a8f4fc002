import type { RuleDocument } from "../../rules/document/items.ts";
import { parseRuleSet } from "../../rules/document/parse.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { Invalid } from "../errors.ts";

/** More faults than a person can mend in one go are only counted. */
const mostShown = 50;

/** The rules a document states. @throws Invalid with the place of each fault, in words and for a program. */
export function checkedRules(document: RuleDocument | unknown): RuleSet {
  const result = parseRuleSet(document);
  if (result.ok) return result.rules;
  const shown = result.problems.slice(0, mostShown).map(({ at, path, message }) => ({
    path: at.join("."),
    message: `${path}：${message}`,
    parts: { place: path, fault: message },
  }));
  const more = result.problems.length - shown.length;
  throw new Invalid(more > 0 ? [...shown, { path: "", message: `另有 ${more} 处未列出` }] : shown);
}
