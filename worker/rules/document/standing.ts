import type { Field, GroupField } from "../schema/fields.ts";

/** What of a part of the rules nothing in the product follows yet. Plain, because pages import it too. */
export interface Standing {
  /** Nothing follows any of it. */
  readonly idle: boolean;
  /** What people call the parts that nothing follows, where something else is followed. */
  readonly parts: readonly string[];
}

/** How rules stand that are told by their paths. */
export interface Standings {
  /** An item, or each entry of a list: `handling.pauses`, `handling.levels.grid`, `handling.levels`. */
  item(path: string): Standing;
  /** Some sections together. */
  sections(names: readonly string[]): Standing;
}

export function standingOf(fields: readonly GroupField[]): Standing {
  const idle = fields.length > 0 && fields.every(isIdle);
  return { idle, parts: idle ? [] : [...new Set(fields.flatMap(idleParts))] };
}

/** Whether nothing follows it yet. Sources are no rules, and keys are seen by nobody. */
export const isIdle = (field: Field): boolean => field.acts.length === 0 && isRule(field);

function isRule(field: Field): boolean {
  if (field.as === "group") return field.fields.some(([, inner]) => isRule(inner));
  return field.as !== "sources" && field.as !== "key";
}

function idleParts(field: Field): string[] {
  if (isIdle(field)) return [field.title];
  const group = field.as === "list" ? field.of : field;
  return group.as === "group" ? group.fields.flatMap(([, inner]) => idleParts(inner)) : [];
}
