import type { Entry, RuleDocument } from "../schema/document.ts";
import type { Field, GroupField } from "../schema/fields.ts";
import { type Item, itemAt, itemName, listOf, sections } from "./items.ts";
import { type NameOf, namesIn } from "./names.ts";
import { type Pair, paired } from "./pairs.ts";
import { inWords } from "./wording.ts";

/** One thing in which two rule sets differ, in words. */
export interface Difference {
  /** The item it lies in: `meetings.series.threeParty`. */
  readonly item: string;
  readonly kind: "added" | "removed" | "changed" | "moved";
  /** 会议 › 会议系列 › “三方联动”议事会议 */
  readonly where: string;
  /** Which part of the item, empty for the whole: 频次 › 周期. */
  readonly part: string;
  /** What each of the two says; null where it says nothing. */
  readonly before: string | null;
  readonly after: string | null;
  /** Whether anything follows what differs; sources count as the item they are for. */
  readonly acts: boolean;
}

/** All differences between two rule sets, in the order of the schema. The same rule sets have none. */
export function differencesOf(before: RuleDocument, after: RuleDocument): Difference[] {
  const shared = { before: namesIn(before), after: namesIn(after) };
  return sections.flatMap(([name, section]) =>
    pathsIn(name, section, before, after).flatMap((path) => ofItem(path, before, after, shared)),
  );
}

/** The items of a section that either document has, those of the second first and in its order. */
function pathsIn(name: string, section: GroupField, before: RuleDocument, after: RuleDocument): string[] {
  const inner = section.fields.flatMap(([part, field]) => {
    if (field.as === "group") return [`${name}.${part}`];
    if (field.as !== "list" || !field.keyed) return [];
    const keys = [after, before].flatMap((document) => keysIn(document, name, part));
    return [...new Set(keys)].map((key) => `${name}.${part}.${key}`);
  });
  return [name, ...inner];
}

const keysIn = (document: RuleDocument, section: string, list: string): string[] =>
  (((document[section] as Entry)?.[list] ?? []) as { key: string }[]).map(({ key }) => key);

/** `shared`: the names of both documents, without those that only one assessment scheme knows. */
function ofItem(path: string, before: RuleDocument, after: RuleDocument, shared: Names): Difference[] {
  const was = itemAt(before, path);
  const is = itemAt(after, path);
  const item = is?.value ? is : was;
  if (!item || (!was?.value && !is?.value)) return [];
  const where = whereOf(item);
  const acts = actsOf(item);
  const whole = { item: path, where, part: "", before: null, after: null, acts };
  const names = path.startsWith("assessments.")
    ? { before: namesIn(before, was?.value), after: namesIn(after, is?.value) }
    : shared;
  if (item.kind === "entry" && was?.value === undefined && is?.value) {
    return [{ ...whole, kind: "added", after: rowInWords(item.field, is.value, names.after) }];
  }
  if (item.kind === "entry" && is?.value === undefined && was?.value) {
    return [{ ...whole, kind: "removed", before: rowInWords(item.field, was.value, names.before) }];
  }
  const parts = leaves(item.field, was?.value, is?.value, { ...names, acts });
  const changed = parts.map((part) => ({ ...whole, ...part, kind: "changed" as const }));
  return hasMoved(path, before, after) ? [{ ...whole, kind: "moved" }, ...changed] : changed;
}

/** Whether anything follows an item; one that has nothing but sources stands for its section. */
function actsOf({ field, kind, at }: Item): boolean {
  const section = sections.find(([name]) => name === at[0])?.[1];
  return (kind === "own" && section ? section : field).acts.length > 0;
}

function whereOf(item: Item): string {
  const section = sections.find(([name]) => name === item.at[0])?.[1].title;
  const list = item.kind === "entry" ? listOf(item)?.title : undefined;
  const own = item.kind === "own" ? undefined : itemName(item);
  return [section, list, own].filter(Boolean).join(" › ");
}

/** Of the entries that both documents have, as few have moved as explain the new order. */
function hasMoved(path: string, before: RuleDocument, after: RuleDocument): boolean {
  const [section = "", list = "", key] = path.split(".");
  if (key === undefined) return false;
  const was = keysIn(before, section, list);
  const indexes = keysIn(after, section, list)
    .map((other) => was.indexOf(other))
    .filter((index) => index >= 0);
  return !longestRise(indexes).includes(was.indexOf(key));
}

/** The longest part of a sequence that rises throughout, the first of several. */
function longestRise(numbers: readonly number[]): number[] {
  const rises: number[][] = [];
  const longest = (some: number[][]) =>
    some.reduce((one, other) => (other.length > one.length ? other : one), []);
  for (const number of numbers) {
    rises.push([...longest(rises.filter((rise) => (rise.at(-1) ?? 0) < number)), number]);
  }
  return longest(rises);
}

interface Names {
  before: NameOf;
  after: NameOf;
}
type Leaf = Pick<Difference, "part" | "before" | "after" | "acts">;
/** `acts`: of the item. */
type Within = Names & Pick<Difference, "acts">;

function leaves(field: Field, before: unknown, after: unknown, names: Within, part = ""): Leaf[] {
  if (same(before, after)) return [];
  const below = (title: string) => [part, title].filter(Boolean).join(" › ");
  if (field.as === "group") {
    return field.fields.flatMap(([name, inner]) =>
      leaves(inner, (before as Entry)?.[name], (after as Entry)?.[name], names, below(inner.title)),
    );
  }
  if (field.as === "list") return ofRows(field, rowsIn(before), rowsIn(after), names, part);
  if (field.as === "key") return [];
  const words = { before: inWords(field, before, names.before), after: inWords(field, after, names.after) };
  const acts = field.as === "sources" ? names.acts : field.acts.length > 0;
  return words.before === words.after ? [] : [{ part, ...words, acts }];
}

const rowsIn = (list: unknown): Entry[] => (list ?? []) as Entry[];

function ofRows(
  field: Field & { as: "list" },
  was: Entry[],
  is: Entry[],
  names: Within,
  part: string,
): Leaf[] {
  const acts = field.acts.length > 0;
  const pairs = paired(was, is, field.keyed);
  const changed = pairs.flatMap(({ old, now, index }) => {
    const own = `${part}“${nameOfRow(now ?? old, index)}”`;
    if (old && now) return leaves(field.of, old, now, names, own);
    const before = old ? rowInWords(field.of, old, names.before) : null;
    return [{ part: own, before, after: now ? rowInWords(field.of, now, names.after) : null, acts }];
  });
  return [...changed, ...ofOrder(field, was, pairs, names, part)];
}

/** Rows that both lists have, but in another order. */
function ofOrder(
  field: Field & { as: "list" },
  was: readonly Entry[],
  pairs: readonly Pair[],
  names: Names,
  part: string,
): Leaf[] {
  const after = pairs.flatMap(({ old, now }) => (old && now ? [{ old, now }] : []));
  const before = [...after].sort((one, other) => was.indexOf(one.old) - was.indexOf(other.old));
  if (after.every((pair, index) => pair === before[index])) return [];
  const called = (row: Entry, nameOf: NameOf) =>
    typeof row.name === "string" ? row.name : rowInWords(field.of, row, nameOf);
  const words = {
    before: before.map(({ old }) => called(old, names.before)).join("、"),
    after: after.map(({ now }) => called(now, names.after)).join("、"),
  };
  return [{ part: `${part}的先后`, ...words, acts: field.acts.length > 0 }];
}

const nameOfRow = (row: Entry | undefined, index: number): string =>
  typeof row?.name === "string" ? row.name : `第${index + 1}项`;

/** A whole row in one line: 满分：10 分，怎样计分：人工评分. */
function rowInWords(field: GroupField, row: Entry, nameOf: NameOf): string {
  const said = field.fields.flatMap(([name, inner]) => {
    if (inner.as === "key" || inner.as === "sources") return [];
    const value = row[name];
    if (value === undefined) return [];
    if (inner.as === "group") return [`${inner.title}：${rowInWords(inner, value as Entry, nameOf)}`];
    if (inner.as === "list") {
      const rows = rowsIn(value).map((each) => rowInWords(inner.of, each, nameOf));
      return rows.length === 0 ? [] : [`${inner.title}：${rows.join("、")}`];
    }
    const words = inWords(inner, value, nameOf);
    return words === null ? [] : [`${inner.title}：${words}`];
  });
  return said.join("，");
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
