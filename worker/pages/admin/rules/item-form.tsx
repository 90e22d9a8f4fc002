import type { Clash } from "../../../../views/components/notice.tsx";
import { ItemPage } from "../../../../views/rules/editor/item.tsx";
import { sectionOf } from "../../../../views/rules/section.tsx";
import { sectionsOf } from "../../../../views/rules/sections.tsx";
import { NotFound, type Problem } from "../../../domain/errors.ts";
import type { RuleVersion } from "../../../domain/rules/version.ts";
import type { C } from "../../../http/app-env.ts";
import { newKey } from "../../../http/own-form.ts";
import { differencesOf } from "../../../rules/document/difference.ts";
import { fromForm } from "../../../rules/document/forms/from-form.ts";
import type { FormValues } from "../../../rules/document/forms/to-form.ts";
import { fingerprint, type Item, itemName, listOf, withItem } from "../../../rules/document/items.ts";
import { problemField } from "../../../rules/document/problems.ts";
import { isIdle } from "../../../rules/document/standing.ts";
import { sumsOf } from "../../../rules/document/sums.ts";
import { choicesOf } from "../../../rules/schema/choices.ts";
import type { Entry, RuleDocument } from "../../../rules/schema/document.ts";
import type { Instant } from "../../../time/instants.ts";
import { frameOf } from "../../frame.ts";
import { show } from "../../show.ts";

/** How the form of an item stands. */
export interface Shown {
  values: FormValues;
  problems?: readonly Problem[];
  /** The list a row was just added to. */
  added?: string | undefined;
  /** It differs from what the draft keeps. */
  unsaved?: boolean;
  conflict?: { by: string; at: Instant; now: Instant; clashes: readonly Clash[] } | undefined;
}

/** The page with the form of one item. */
export function itemForm(c: C, draft: RuleVersion, item: Item, shown: Shown, status: 200 | 409 | 422 = 200) {
  const { values, problems = [], added, unsaved = false, conflict } = shown;
  const value = (fromForm(item.field, values) ?? {}) as Entry;
  const section = sectionsOf.find(({ id }) => id === sectionOf(item.path));
  if (!section) throw new NotFound("section");
  const title = titleOf(item);
  const editing = {
    action: `${c.var.base}/rules/${draft.number}/items/${item.path}`,
    attempt: { values, problems },
    choices: choicesOf(draft.rules, value),
    sums: sumsOf(item.path, value),
    idle: isIdle(item.field),
    added,
  };
  const ofDraft = inDraft(draft, item);
  const props = { ...ofDraft, title, section, editing, unsaved, conflict, idempotencyKey: newKey(c) };
  return show(c, <ItemPage frame={frameOf(c, title)} {...props} />, status);
}

/** How an item stands in its draft. */
const inDraft = (draft: RuleVersion, item: Item) => ({
  number: draft.number,
  revision: draft.revision ?? 0,
  seen: fingerprint(item.value),
  field: item.field,
  indexes: indexesOf(item, draft.rules),
  fresh: item.value === undefined,
  removable: item.removable && item.value !== undefined,
});

function titleOf(item: Item): string {
  const list = listOf(item)?.title ?? "";
  if (item.kind !== "entry") return itemName(item);
  return item.value ? `${list}：${itemName(item)}` : `添加${list}`;
}

/** `在“社区”之后`: where an entry of a list can stand. */
function indexesOf(item: Item, rules: RuleDocument) {
  if (item.kind !== "entry") return [];
  const [section = "", list = ""] = item.at as [string, string];
  const held = (rules[section] as Record<string, { key: string; name: string }[]> | undefined)?.[list] ?? [];
  const others = held.filter(({ key }) => key !== item.value?.key);
  return [
    { value: "0", label: "最前" },
    ...others.map(({ name }, index) => ({ value: String(index + 1), label: `在“${name}”之后` })),
  ];
}

/** A problem of this item goes to its field; one that lies elsewhere is told on top, with where it is in words. */
export function inForm({ message, fault }: Problem, item: Item): Problem {
  const field = fault && problemField(item, fault.at.join("."));
  if (!field) return { path: "", message };
  const where = whereWithin(item, fault.where, field) || field.title;
  const missing = fault.kind === "missing";
  return { path: field.name, message: missing ? `请填写${where}` : `${where}：${fault.message}` };
}

/** Where a problem is inside its item, down to its field: `指标第2项(居民满意率) › 满分`. */
function whereWithin({ kind }: Item, where: readonly string[], { name }: { name: string }): string {
  const above = kind === "own" ? 1 : 2;
  const depth = name.split(".").filter((part) => part && !/^\d+$/.test(part)).length;
  return where.slice(above, above + depth).join(" › ");
}

/** Why an item can't go: the rules that still use it, and where they are. */
export function inTheWay(problems: readonly Problem[], item: Item): Problem[] {
  const users = problems.flatMap(({ fault }) =>
    fault?.kind === "dangling" ? [fault.where.join(" › ")] : [],
  );
  const others = problems.filter(({ fault }) => !fault || !users.includes(fault.where.join(" › ")));
  const lead = `不能删除“${itemName(item)}”，以下规则还在用它，请先改这些规则：`;
  const told = users.length > 0 ? [lead, ...users] : [];
  return [...told, ...others.map(({ message }) => message)].map((message) => ({ path: "", message }));
}

/** What somebody else's version of an item says otherwise than what was typed. */
export function clashesOf(draft: RuleVersion, item: Item, values: FormValues): Clash[] {
  const typed = (fromForm(item.field, values) ?? {}) as Entry;
  return differencesOf(draft.rules, withItem(draft.rules, item, typed))
    .filter(({ item: at }) => at === item.path)
    .map(({ part, before, after }) => ({
      label: part || itemName(item),
      current: before ?? "（无）",
      typed: after ?? "（无）",
    }));
}
