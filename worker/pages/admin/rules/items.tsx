import { Hono } from "hono";
import { sectionOf } from "../../../../views/rules/draft.tsx";
import { ItemPage } from "../../../../views/rules/editor/item.tsx";
import { sectionsOf } from "../../../../views/rules/sections.tsx";
import { Conflict, NotFound, type Problem } from "../../../domain/errors.ts";
import { editItem, removeItem } from "../../../domain/rules/edit.ts";
import { type RuleVersion, ruleVersion } from "../../../domain/rules/read.ts";
import type { AppEnv, C } from "../../../http/app-env.ts";
import { attempting, type Refused, submitted } from "../../../http/form.ts";
import { allow } from "../../../http/session.ts";
import { type FormValues, fromForm, toForm } from "../../../rules/forms.ts";
import { type Entry, fieldOfItem, type Item, itemAt, itemName, listOf } from "../../../rules/items.ts";
import { choicesOf } from "../../../rules/names.ts";
import { problemPath } from "../../../rules/problems.ts";
import { blankRow, rowChange, withRows } from "../../../rules/rows.ts";
import { sumsOf } from "../../../rules/sums.ts";
import type { Instant } from "../../../rules/time.ts";
import { frameOf } from "../../frame.ts";
import { newKey, seeOther, show } from "../../show.ts";

/** One item of a draft at a time: shown as a form, changed, taken away. */
export const itemPages = new Hono<AppEnv>();

const address = "/rules/:version{[0-9]{1,9}}/items/:path{[a-zA-Z0-9.+]{1,120}}";

itemPages.get(address, allow("rules.draft"), async (c) => {
  const { draft, item } = await found(c);
  const value = item.value ?? (item.kind === "entry" ? blankRow(item.field, freshKey) : undefined);
  return formPage(c, draft, item, { values: toForm(item.field, value) });
});

itemPages.post(address, allow("rules.draft"), async (c) => {
  const { values } = await submitted(c);
  const pressed = typeof values._do === "string" ? values._do : "";
  if (pressed === "check" || rowChange(pressed)) return rearranged(c, values, pressed);
  const { version, path } = addressed(c);
  const at = { version, changes: values.changes, path };
  const outcome = await attempting(c, async () => {
    if (pressed === "drop") return removeItem(c.var.ctx, at);
    const field = fieldOfItem(path);
    if (!field) throw new NotFound("rule");
    const place = typeof values._place === "string" ? values._place : "";
    return editItem(c.var.ctx, { ...at, value: fromForm(field, values), place });
  });
  const section = sectionOf(path);
  if ("done" in outcome) {
    const said = pressed === "drop" ? "已从草案中删除" : "已保存到草案";
    return seeOther(c, `/rules/${version}/sections/${section}`, said);
  }
  return refusedPage(c, outcome.refused);
});

const addressed = (c: C) => ({ version: Number(c.req.param("version")), path: c.req.param("path") ?? "" });

async function found(c: C) {
  const { version, path } = addressed(c);
  const draft = await ruleVersion(c.var.ctx, version);
  const item = itemAt(draft.rules, path);
  if (!item) throw new NotFound("rule");
  if (draft.state !== "draft") throw new Conflict("这一版不是可以修改的草案");
  return { draft, item };
}

/** A key nobody used before: records of an entry that is gone must not become those of a new one. */
function freshKey(): string {
  const [number = 0, other = 0] = crypto.getRandomValues(new Uint32Array(2));
  return `k${number.toString(36)}${other.toString(36)}`;
}

async function rearranged(c: C, values: FormValues, pressed: string) {
  const { draft, item } = await found(c);
  const change = rowChange(pressed);
  const value = change
    ? withRows(item.field, values, change, freshKey)
    : (fromForm(item.field, values) as Entry);
  const added = change?.op === "add" ? change.list : undefined;
  return formPage(c, draft, item, {
    values: { ...toForm(item.field, value), _place: values._place },
    added,
    unsaved: true,
  });
}

async function refusedPage(c: C, { values, problems, conflict, status }: Refused) {
  const { draft, item } = await found(c);
  const value = fromForm(item.field, values);
  const shown = { ...toForm(item.field, value), _place: values._place };
  const dropped = values._do === "drop";
  const located = dropped ? inTheWay(problems, item) : problems.map((problem) => inForm(problem, item));
  const { changedBy, changedAt } = conflict?.current ?? {};
  const clash =
    changedBy && changedAt ? { by: changedBy, at: changedAt as Instant, now: c.var.now } : undefined;
  return formPage(
    c,
    draft,
    item,
    { values: shown, problems: located, conflict: clash, unsaved: !dropped },
    status,
  );
}

/** A problem of this item goes to its field; one that lies elsewhere is told on top, with its place in words. */
function inForm({ path, message }: Problem, item: Item): Problem {
  const own = problemPath(item, path);
  if (own === undefined) return { path: "", message };
  // Beside the field it need not be said where the field is.
  return { path: own, message: message.replace(/^[^：]* › (?=[^›：]*：)/, "") };
}

/** Why an item can't go: the rules that still use it, by their places. */
function inTheWay(problems: readonly Problem[], item: Item): Problem[] {
  const used = problems.filter(({ message }) => message.includes("：没有标识为"));
  const others = problems.filter((problem) => !used.includes(problem));
  const lead = `不能删除“${itemName(item)}”，以下规则还在用它，请先改这些规则：`;
  return [
    ...(used.length > 0 ? [{ path: "", message: lead }] : []),
    ...used.map(({ message }) => ({ path: "", message: message.split("：没有标识为")[0] ?? message })),
    ...others.map(({ message }) => ({ path: "", message })),
  ];
}

interface Shown {
  values: FormValues;
  problems?: readonly Problem[];
  added?: string | undefined;
  unsaved?: boolean;
  conflict?: { by: string; at: Instant; now: Instant } | undefined;
}

function formPage(c: C, draft: RuleVersion, item: Item, shown: Shown, status: 200 | 409 | 422 = 200) {
  const { values, problems = [], added, unsaved = false, conflict } = shown;
  const value = (fromForm(item.field, values) ?? {}) as Entry;
  const section = sectionsOf.find(({ id }) => id === sectionOf(item.path)) ?? sectionsOf[0];
  const title = titleOf(item);
  const props = {
    frame: frameOf(c, title),
    version: draft.version,
    changes: draft.changes ?? 1,
    path: item.path,
    title,
    section,
    field: item.field,
    editing: {
      action: `${c.var.base}/rules/${draft.version}/items/${item.path}`,
      attempt: { values, problems },
      choices: choicesOf(draft.rules, value),
      sums: sumsOf(item.path, value),
      added,
    },
    places: placesOf(item, draft.rules),
    fresh: item.value === undefined,
    removable: item.removable,
    unsaved,
    conflict,
    idempotencyKey: newKey(),
  };
  return show(c, <ItemPage {...props} />, status);
}

function titleOf(item: Item): string {
  if (item.kind === "entry" && !item.value) return `添加${listOf(item)?.title ?? ""}`;
  const name = itemName(item);
  return item.kind === "entry" ? `${listOf(item)?.title ?? ""}：${name}` : name;
}

/** `在“社区”之后`: where an entry of a list can stand. */
function placesOf(item: Item, rules: RuleVersion["rules"]) {
  if (item.kind !== "entry") return [];
  const [section = "", list = ""] = item.at as [string, string];
  const held = (rules as unknown as Record<string, Record<string, { key: string; name: string }[]>>)[section];
  const others = (held?.[list] ?? []).filter(({ key }) => key !== item.value?.key);
  return [
    { value: "0", label: "最前" },
    ...others.map(({ name }, index) => ({ value: String(index + 1), label: `在“${name}”之后` })),
  ];
}
