import * as z from "zod";
import { fingerprint, type Item, itemAt, listOf, withItem, withoutItem } from "../../rules/document/items.ts";
import type { Entry, RuleDocument } from "../../rules/schema/document.ts";
import { Invalid, NotFound } from "../errors.ts";
import { command } from "../kernel/command.ts";
import { optional, whole } from "../kernel/input.ts";
import { rootScope } from "../org/root.ts";
import { checkedRules } from "./document.ts";
import { loadDraft, loadedDraft, mustBeAsSeen, mustBeOpen, OneDraft, rewritten } from "./drafts.ts";
import { refOf, ruleSet } from "./rule-set.ts";

const path = z.string().regex(/^[a-zA-Z]+(\.[a-zA-Z]+(\.(\+|[a-zA-Z0-9]+))?)?$/, "没有这一项规则");

export const EditItem = OneDraft.extend({
  path,
  /** In the shape of the schema, not checked yet. */
  value: z.record(z.string(), z.unknown()),
  /** The fingerprint of the item as the person saw it. */
  seen: optional(z.string().max(20)),
  /** Where in its list an entry stands, from 0; left out, it stays or goes to the end. */
  index: optional(whole("序号是整数", { min: 0, max: 200 })),
});

/** Changes or adds one item of a draft. Nothing is kept unless the whole rule set is valid with it. */
export const editItem = command({
  right: ruleSet.rights.draft,
  input: EditItem,
  load: (orm, input) => loadDraft(orm, input.number),
  state: loadedDraft,
  scopes: ({ root }) => rootScope(root),
  decide: ({ draft }, input, given) => {
    mustBeOpen(draft);
    const document = draft.document as RuleDocument;
    const item = found(document, input.path);
    // Who changes another item of the same draft is in nobody's way.
    if (input.seen !== fingerprint(item.value)) mustBeAsSeen(draft, input.revision);
    const rules = checkedRules(withItem(document, item, keeping(item, input.value), input.index));
    return {
      result: { number: draft.number },
      on: refOf(draft.number),
      detail: { item: input.path },
      rows: [rewritten(draft, rules, given)],
    };
  },
});

/** Takes one item out of a draft, if the rest stands without it. */
export const removeItem = command({
  right: ruleSet.rights.draft,
  input: OneDraft.extend({ path }),
  load: (orm, input) => loadDraft(orm, input.number),
  state: loadedDraft,
  scopes: ({ root }) => rootScope(root),
  decide: ({ draft }, input, given) => {
    mustBeOpen(draft);
    mustBeAsSeen(draft, input.revision);
    const document = draft.document as RuleDocument;
    const item = found(document, input.path);
    if (!item.removable) throw new Invalid([{ path: "", message: "这一项不能删除" }]);
    return {
      result: { number: draft.number },
      on: refOf(draft.number),
      detail: { removed: input.path },
      rows: [rewritten(draft, checkedRules(withoutItem(document, item)), given)],
    };
  },
});

function found(document: RuleDocument, wanted: string): Item {
  const item = itemAt(document, wanted);
  if (!item) throw new NotFound("rule");
  return item;
}

/** Records refer to an entry by its key, so an entry keeps it. */
function keeping(item: Item, value: Entry): Entry {
  const key = item.value?.key;
  return listOf(item) && key !== undefined ? { ...value, key } : value;
}
