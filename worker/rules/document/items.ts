import type { Entry, RuleDocument } from "../schema/document.ts";
import { type Field, fieldOf, type GroupField } from "../schema/fields.ts";
import { RuleSet } from "../schema/rule-set.ts";

/**
 * What is edited on one page: an entry of a list (`handling.levels.grid`), a group of a section (`handling.overall`),
 * or the section's own values (`intake`). A new entry's path ends in `+`.
 */
export interface Item {
  readonly path: string;
  /** What is filled in. */
  readonly field: GroupField;
  /** Names and indexes that lead to it in the document. */
  readonly at: readonly (string | number)[];
  /** Undefined where it isn't there yet. */
  readonly value: Entry | undefined;
  readonly kind: "entry" | "group" | "own";
  /** Whether it may be taken away: entries may, and what the schema lets be left out. */
  readonly removable: boolean;
}

/** The sections of a rule set, in the order of the schema. */
export const sections: readonly (readonly [name: string, field: GroupField])[] = (
  fieldOf(RuleSet) as GroupField
).fields.map(([name, field]) => [name, field as GroupField]);

/** Finds what a path means in a document; undefined when it means nothing there. */
export function itemAt(document: RuleDocument, path: string): Item | undefined {
  const [name = "", part, key, ...more] = path.split(".");
  const section = sections.find(([known]) => known === name)?.[1];
  if (!section || more.length > 0) return undefined;
  const held = document[name] as Entry | undefined;
  if (part === undefined) return ownItem(name, section, held);
  const field = section.fields.find(([known]) => known === part)?.[1];
  if (field?.as === "group" && key === undefined && !isSingle(section)) {
    const value = held?.[part] as Entry | undefined;
    return { path, field, at: [name, part], value, kind: "group", removable: field.optional };
  }
  if (field?.as !== "list" || !field.keyed || key === undefined) return undefined;
  return entryItem(path, field.of, [name, part], (held?.[part] ?? []) as Entry[], key);
}

/** The form of an item by its path alone: an entry's shape does not depend on which entry it is. */
export function fieldOfItem(path: string): GroupField | undefined {
  const [section, part, key] = path.split(".");
  return itemAt({}, key === undefined ? path : `${section}.${part}.+`)?.field;
}

/** A section without lists of keyed entries and without groups is edited as one. */
const isSingle = (section: GroupField): boolean =>
  !section.fields.some(([, field]) => field.as === "group" || (field.as === "list" && field.keyed));

function ownItem(name: string, section: GroupField, value: Entry | undefined): Item {
  const single = isSingle(section);
  const own = section.fields.filter(([, { as }]) => as !== "group" && as !== "list");
  const field = single ? section : { ...section, fields: own };
  return { path: name, field, at: [name], value, kind: "own", removable: single && section.optional };
}

function entryItem(path: string, field: GroupField, list: string[], entries: Entry[], key: string) {
  const index = key === "+" ? entries.length : entries.findIndex((entry) => entry.key === key);
  if (index < 0) return undefined;
  return {
    path,
    field,
    at: [...list, index],
    value: entries[index],
    kind: "entry" as const,
    removable: key !== "+",
  };
}

/** What an item is called: its own name, or the title of what it is. */
export function itemName(item: Item): string {
  const name = item.value?.name;
  return typeof name === "string" && name !== "" ? name : item.field.title || listOf(item)?.title || "";
}

/** The list that an entry stands in. */
export function listOf({ at }: Item): Field | undefined {
  const section = sections.find(([name]) => name === at[0])?.[1];
  return section?.fields.find(([name]) => name === at[1])?.[1];
}

/** The document with an item changed or added; an entry goes `to` an index of its list. Nothing else changes. */
export function withItem(document: RuleDocument, item: Item, value: Entry, to?: number): RuleDocument {
  const [section = "", part = "", index] = item.at as [string, string?, number?];
  const held = (document[section] ?? {}) as Entry;
  if (item.kind === "own") return { ...document, [section]: { ...held, ...cleared(item), ...value } };
  if (item.kind === "group") return { ...document, [section]: { ...held, [part]: value } };
  const entries = [...((held[part] ?? []) as Entry[])];
  if (index !== undefined && index < entries.length) entries.splice(index, 1);
  entries.splice(to ?? index ?? entries.length, 0, value);
  return { ...document, [section]: { ...held, [part]: entries } };
}

/** The names an item may fill, so that what was left empty goes. */
const cleared = ({ field }: Item): Entry =>
  Object.fromEntries(field.fields.map(([name]) => [name, undefined]));

/** The document without an item; a section that need not be there goes with its last entry. */
export function withoutItem(document: RuleDocument, item: Item): RuleDocument {
  const [section = "", part = "", index] = item.at as [string, string?, number?];
  if (item.kind === "own") return { ...document, [section]: undefined };
  const held = (document[section] ?? {}) as Entry;
  if (item.kind === "group") return { ...document, [section]: { ...held, [part]: undefined } };
  const entries = ((held[part] ?? []) as Entry[]).filter((_, at) => at !== index);
  const left = { ...held, [part]: entries };
  const empty = sections.find(([name]) => name === section)?.[1].optional && isEmpty(left);
  return { ...document, [section]: empty ? undefined : left };
}

const isEmpty = (section: Entry): boolean =>
  Object.entries(section).every(([name, value]) => name === "source" || (value as unknown[])?.length === 0);

/**
 * Tells whether an item is still what somebody saw: FNV-1a over its text. It guards against accidents, not against
 * anybody who tries.
 */
export function fingerprint(value: Entry | undefined): string {
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(value ?? null)) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}
