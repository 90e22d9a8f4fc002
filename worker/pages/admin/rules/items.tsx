import { Hono } from "hono";
import { sectionOf } from "../../../../views/rules/section.tsx";
import { Invalid, NotFound } from "../../../domain/errors.ts";
import { editItem, removeItem } from "../../../domain/rules/edit.ts";
import { ruleSet } from "../../../domain/rules/rule-set.ts";
import { isDraft, ruleVersion } from "../../../domain/rules/version.ts";
import type { AppEnv, C } from "../../../http/app-env.ts";
import { attempting, type Refused, submitted } from "../../../http/form.ts";
import { allow } from "../../../http/session.ts";
import { buttonName, buttons, indexName, isDurationUnit } from "../../../rules/document/form-names.ts";
import { fromForm, mostRows, rowsSaid } from "../../../rules/document/forms/from-form.ts";
import { type FormValues, toForm } from "../../../rules/document/forms/to-form.ts";
import { fieldOfItem, itemAt } from "../../../rules/document/items.ts";
import { blankRow, rowChange, withRows } from "../../../rules/document/rows.ts";
import type { Entry } from "../../../rules/schema/document.ts";
import type { Instant } from "../../../time/instants.ts";
import { seeOther } from "../../show.ts";
import { clashesOf, inForm, inTheWay, itemForm } from "./item-form.tsx";

/** One item of a draft at a time: shown as a form, changed, taken away. */
export const itemPages = new Hono<AppEnv>();

const address = "/rules/:number{[0-9]{1,9}}/items/:path{[a-zA-Z0-9.+]{1,120}}";

itemPages.get(address, allow(ruleSet.rights.draft), async (c) => {
  const { draft, item } = await found(c);
  if (!isDraft(draft) || draft.state !== "draft") return seeOther(c, `/rules/${draft.number}`);
  const value = item.value ?? (item.kind === "entry" ? blankRow(item.field, freshKey) : undefined);
  return itemForm(c, draft, item, { values: toForm(item.field, value) });
});

itemPages.post(address, allow(ruleSet.rights.draft), async (c) => {
  const { values } = await submitted(c);
  const pressed = pressedIn(values);
  mustBeOurs(values, pressed);
  if (pressed === buttons.check || rowChange(pressed)) return rearranged(c, values, pressed);
  const outcome = await attempting<unknown>(c, () =>
    pressed === buttons.drop ? removed(c, values) : edited(c, values),
  );
  if ("refused" in outcome) return refusedPage(c, outcome.refused);
  const { number, path } = addressed(c);
  const section = `/rules/${number}/sections/${sectionOf(path)}`;
  if (pressed === buttons.drop) return seeOther(c, section, "已从草案中删除");
  // The page opens at the rule that was just changed.
  const at = path.replace("+", typeof values.key === "string" ? values.key : "");
  return seeOther(c, `${section}#${at}`, "已保存到草案");
});

/** @throws Invalid for what none of our pages sends: unknown buttons, and rows without end. */
function mustBeOurs(values: FormValues, pressed: string): void {
  const known = ["", buttons.check, buttons.drop].includes(pressed) || rowChange(pressed) !== undefined;
  if (known && rowsSaid(values) <= mostRows) return;
  const message = known ? `表单的行数太多，最多 ${mostRows} 行` : "请用页面上的按钮操作";
  throw new Invalid([{ path: "", message }]);
}

function pressedIn({ [buttonName]: pressed }: FormValues): string {
  return typeof pressed === "string" ? pressed : "";
}

const addressed = (c: C) => ({ number: Number(c.req.param("number")), path: c.req.param("path") ?? "" });

const removed = (c: C, { revision }: FormValues) => removeItem(c.var.ctx, { ...addressed(c), revision });

function edited(c: C, values: FormValues) {
  const { number, path } = addressed(c);
  const field = fieldOfItem(path);
  if (!field) throw new NotFound("rule");
  const { revision, seen, [indexName]: index } = values;
  return editItem(c.var.ctx, { number, revision, seen, path, value: fromForm(field, values), index });
}

async function found(c: C) {
  const { number, path } = addressed(c);
  const draft = await ruleVersion(c.var.ctx, number);
  const item = itemAt(draft.rules, path);
  if (!item) throw new NotFound("rule");
  return { draft, item };
}

/** The units of spans of time as they were chosen, also where the amount is still missing. */
const unitsIn = (values: FormValues): FormValues =>
  Object.fromEntries(Object.entries(values).filter(([name]) => isDurationUnit(name)));

/** A key nobody used before: records of an entry that is gone must not become those of a new one. */
function freshKey(): string {
  const [number = 0, other = 0] = crypto.getRandomValues(new Uint32Array(2));
  return `k${number.toString(36)}${other.toString(36)}`;
}

/** Rows come and go, and sums are looked at, without anything being kept. */
async function rearranged(c: C, values: FormValues, pressed: string) {
  const { draft, item } = await found(c);
  const change = rowChange(pressed);
  const value = change
    ? withRows(item.field, values, change, freshKey)
    : (fromForm(item.field, values) as Entry);
  const shown = { ...toForm(item.field, value), [indexName]: values[indexName] };
  const added = change?.op === "add" ? change.list : undefined;
  return itemForm(c, draft, item, { values: shown, added, unsaved: true });
}

/** The form again with what was typed, even where somebody published the draft or deleted the item meanwhile. */
async function refusedPage(c: C, { values, problems, conflict, status }: Refused) {
  const { number, path } = addressed(c);
  const draft = await ruleVersion(c.var.ctx, number);
  const item = itemAt(draft.rules, path) ?? itemAt(draft.rules, path.replace(/[^.]+$/, "+"));
  if (!item) throw new NotFound("rule");
  const dropped = pressedIn(values) === buttons.drop;
  const located = dropped ? inTheWay(problems, item) : problems.map((problem) => inForm(problem, item));
  const { changedBy: by, changedAt: at } = conflict?.current ?? {};
  const clashes = clashesOf(draft, item, values);
  const clash = by && at ? { by, at: at as Instant, now: c.var.now, clashes } : undefined;
  const shown = {
    ...toForm(item.field, fromForm(item.field, values)),
    ...unitsIn(values),
    [indexName]: values[indexName],
  };
  const rest = { problems: located, conflict: clash, unsaved: !dropped };
  return itemForm(c, draft, item, { values: shown, ...rest }, status);
}
