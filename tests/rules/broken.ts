import { parseRuleSet } from "../../worker/rules/document/parse.ts";
import { fullRules } from "../views/rule-example.ts";

/** Names and indexes that lead to a place in a document. */
export type Path = readonly (string | number)[];

/** A copy of rules with every section in use, and one place of it changed; undefined removes it. */
export function broken(path: Path, value: unknown): unknown {
  const document = structuredClone(fullRules) as unknown;
  const parent = path.slice(0, -1).reduce<unknown>((here, part) => (here as never)[part], document);
  const last = path.at(-1) ?? "";
  if (value === undefined) delete (parent as never)[last];
  else (parent as Record<string | number, unknown>)[last] = value;
  return document;
}

/** Every problem of a document as `path: message`. */
export function refusals(document: unknown): string[] {
  const result = parseRuleSet(document);
  return result.ok ? [] : result.problems.map(({ at, message }) => `${at.join(".")}: ${message}`);
}
