import { sections } from "../../document/items.ts";
import type { Entry, RuleDocument } from "../../schema/document.ts";
import type { Field, GroupField } from "../../schema/fields.ts";
import type { RuleSet } from "../../schema/rule-set.ts";

/** What a rule says, in the words of whoever wrote it: one item, or one row of a list inside an item. */
export interface Wording {
  /** The item it belongs to. */
  readonly at: string;
  readonly name: string;
  readonly texts: readonly string[];
}

/** Everything that people wrote into a rule set, but for what it rests on. */
export function wordingsOf(rules: RuleSet): Wording[] {
  return sections.flatMap(([name, section]) =>
    inSection(name, section, (rules as unknown as RuleDocument)[name] as Entry | undefined),
  );
}

/** As `items.ts` cuts a section: entries, groups, and what is left for its own item. */
function inSection(name: string, section: GroupField, value: Entry | undefined): Wording[] {
  if (!value) return [];
  const isItem = (field: Field) => field.as === "group" || (field.as === "list" && field.keyed);
  const own = { ...section, fields: section.fields.filter(([, field]) => !isItem(field)) };
  const items = section.fields.filter(([, field]) => isItem(field));
  return [
    ...inGroup(own, value, name, section.title),
    ...items.flatMap(([part, field]) => inItem(field, value[part], `${name}.${part}`)),
  ];
}

function inItem(field: Field, value: unknown, at: string): Wording[] {
  if (value === undefined) return [];
  if (field.as === "group") return inGroup(field, value as Entry, at, field.title);
  if (field.as !== "list") return [];
  return (value as Entry[]).flatMap((entry) => inGroup(field.of, entry, `${at}.${entry.key}`, field.title));
}

/** The texts of a group and of groups inside it as one wording, then each row of its lists as its own. */
function inGroup(field: GroupField, value: Entry, at: string, above: string): Wording[] {
  const name = typeof value.name === "string" ? value.name : above;
  return [{ at, name, texts: fieldsOf(field, value) }, ...rowsOf(field, value, at, name)];
}

function fieldsOf({ fields }: GroupField, value: Entry): string[] {
  return fields.flatMap(([name, field]) => {
    const held = value[name];
    if (held === undefined) return [];
    if (field.as === "group") return fieldsOf(field, held as Entry);
    if (field.as === "lines") return field.of.as === "text" ? (held as string[]) : [];
    return field.as === "text" || field.as === "prose" ? [held as string] : [];
  });
}

function rowsOf({ fields }: GroupField, value: Entry, at: string, above: string): Wording[] {
  return fields.flatMap(([name, field]) => {
    const held = value[name];
    if (held === undefined) return [];
    if (field.as === "group") return rowsOf(field, held as Entry, at, above);
    if (field.as !== "list") return [];
    return (held as Entry[]).flatMap((row) => inGroup(field.of, row, at, above));
  });
}

/** A clause that forbids or does without a thing doesn't ask for it: 不得以点赞量计分. A bare 不 may: 不打卡扣分. */
const DENIAL =
  /不得|不以|不用|不看|不比|不把|不将|不搞|不设|不须|不需|不要求|不再|无须|无需|禁止|严禁|取消|杜绝|防止|避免|整治|代替|替代/;

/** The first of `words` that a wording asks for, or undefined. */
export function mentioned({ texts }: Wording, words: RegExp): string | undefined {
  for (const clause of texts.flatMap((text) => text.split(/[，。；！？,;\n]/))) {
    const found = words.exec(clause);
    if (found && !DENIAL.test(clause.slice(0, found.index))) return found[0];
  }
  return undefined;
}
