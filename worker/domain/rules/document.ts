import { documentIn, Unreadable } from "../../rules/document/file.ts";
import { parseRuleSet } from "../../rules/document/parse.ts";
import type { RuleDocument } from "../../rules/schema/document.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { Invalid, type Problem } from "../errors.ts";

/** More faults than a person can mend in one go are only counted. */
const mostShown = 50;

/**
 * The rules a document states; `field` is the one it was sent in, if it was.
 * @throws Invalid with the place of each fault, in words and for a program.
 */
export function checkedRules(document: RuleDocument | unknown, field?: string): RuleSet {
  const result = parseRuleSet(document);
  if (result.ok) return result.rules;
  const shown: Problem[] = result.problems.slice(0, mostShown).map((fault) => ({
    path: [...(field ? [field] : []), ...fault.at].join("."),
    message: `${fault.where.join(" › ")}：${fault.message}`,
    fault,
  }));
  const more = result.problems.length - shown.length;
  throw new Invalid(more > 0 ? [...shown, { path: "", message: `另有 ${more} 处未列出` }] : shown);
}

/** What an imported file states, unchecked. @throws Invalid when it can't be read. */
export function importedDocument(file: string): unknown {
  try {
    return documentIn(file);
  } catch (error) {
    if (error instanceof Unreadable) throw new Invalid([{ path: "file", message: error.message }]);
    throw error;
  }
}
