import type { Members } from "../schema/rule-set.ts";

/** What the form of a rule and its reader call the parts of it. Plain text, because pages import it too. */

/** The name of a field below another: `limit` and `amount` give `limit.amount`. */
export const below = (name: string, part: string): string => (name ? `${name}.${part}` : part);

/** The rows of a list, in their order. */
export const rowsOf = (list: string): string => `${list}._rows`;
export const isRows = (name: string): boolean => name.endsWith("._rows");

/** The box that puts an optional group to use, and what the form was shown with. */
export const switchOf = (group: string): string => `${group}._on`;
export const wasOf = (group: string): string => `${group}._was`;

/** Answers that take two controls. */
export const durationParts = (name: string) => ({ amount: below(name, "amount"), unit: below(name, "unit") });
export const isDurationUnit = (name: string): boolean => /(^|\.)unit$/.test(name);
export const quorumParts = (name: string) => ({ share: below(name, "share"), kind: below(name, "kind") });
export const sourceParts = (name: string) => ({ from: below(name, "from"), what: below(name, "what") });

/** Who has no option of their own, in words. */
export const othersOf = (people: string): string => below(people, "other");

/** One person or kind of people as the value of an option: `post:gridLead`, `role:居民代表`. */
export const personCode = (one: Members): string => `${one.of}:${one.of === "role" ? one.name : one.key}`;

export function personIn(code: string): { of: string; who: string } {
  const [of = ""] = code.split(":");
  return { of, who: code.slice(of.length + 1) };
}

/** Where in its list an entry is to stand. */
export const indexName = "_index";

/** Which button was pressed, and those that mean something else than to save. */
export const buttonName = "_do";
export const buttons = {
  check: "check",
  drop: "drop",
  add: (list: string) => `add ${list}`,
  remove: (list: string, row: number) => `remove ${list} ${row}`,
  up: (list: string, row: number) => `up ${list} ${row}`,
} as const;
