import { eq, sql } from "drizzle-orm";
import * as z from "zod";
import type { Builder } from "../../../db/client.ts";
import { presets } from "../../../db/presets/index.ts";
import { ruleDrafts, ruleSets } from "../../../db/tenant/schema/county.ts";
import type { Instant } from "../../time/instants.ts";
import { inForce, type RulesRow, rulesAt, rulesColumns } from "../county/county.ts";
import { Conflict, Invalid, NotFound } from "../errors.ts";
import { insert, update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { number, optional, orNull, revision } from "../kernel/input.ts";
import { rootScope, theRoot } from "../org/root.ts";
import { checkedRules, importedDocument } from "./document.ts";
import { RuleSetNumber, refOf, ruleSet } from "./rule-set.ts";

export type Draft = typeof ruleDrafts.$inferSelect;

export const draftNumbered = (orm: Builder, number: number) =>
  orm.select().from(ruleDrafts).where(eq(ruleDrafts.number, number));

const presetKey = z.enum(Object.keys(presets) as [keyof typeof presets], "请选择做法模板");

/** What a draft begins as: a copy of a version, of a preset, or a whole document of its own. */
export const StartDraft = z
  .strictObject({
    basedOn: optional(number),
    preset: optional(presetKey),
    rules: orNull(z.unknown()).meta({ description: "完整的规则文档，格式见 /rule-set.schema.json" }),
    file: orNull(z.string()).meta({ description: "规则文件的全文，JSON 或 YAML" }),
  })
  .refine(
    ({ basedOn, preset, rules, file }) =>
      [basedOn, preset, rules, file].filter((from) => from !== undefined).length <= 1,
    {
      error: "起草的来源只能有一个",
    },
  );

/** More drafts than anybody keeps in mind. */
const mostDrafts = 100;

/** Starts a draft; without a source it is a copy of the rules in force. */
export const startDraft = command({
  right: ruleSet.rights.draft,
  input: StartDraft,
  operation: {
    resource: "/rule-sets",
    summary: "起草新的一版：复制某一版或某个模板，或给出完整的规则文档或规则文件；都不给则复制现行规则",
    creates: "/rule-sets/{number}",
    output: RuleSetNumber,
  },
  load: (orm, { basedOn }, { now }) => ({
    root: theRoot(orm),
    running: rulesAt(orm, now),
    based: orm
      .select({ ...rulesColumns(orm), preset: ruleSets.preset })
      .from(ruleSets)
      .where(eq(ruleSets.version, basedOn ?? 0)),
    open: orm.select({ count: sql<number>`count(*)` }).from(ruleDrafts).where(eq(ruleDrafts.state, "open")),
    last: orm
      .select({ number: sql<number>`max(n)` })
      .from(sql`(select max(version) as n from rule_sets union all select max(number) from rule_drafts)`),
  }),
  state: ({ root, running, based, open, last }) => ({
    root,
    running: { ...inForce(running), preset: running[0]?.preset ?? "" },
    based: based[0],
    open: open[0]?.count ?? 0,
    next: (last[0]?.number ?? 0) + 1,
  }),
  scopes: ({ root }) => rootScope(root),
  again: "rule_drafts.number",
  // Only who may draft has a file read for them.
  prepare: async ({ rules, file }) => ({ whole: file === undefined ? rules : importedDocument(file) }),
  decide: (state, input, { now, actor, newId, prepared }) => {
    if (state.open >= mostDrafts) {
      const message = `没有发布的草案已有 ${mostDrafts} 份，请先发布或放弃一些`;
      throw new Invalid([{ path: "", message }]);
    }
    const { document, preset, basedOn } = beginning(state, input, prepared.whole);
    return {
      result: { number: state.next },
      on: refOf(state.next),
      detail: { basedOn, preset },
      rows: [
        insert(ruleDrafts, {
          id: newId(),
          number: state.next,
          state: "open",
          document: checkedRules(document, sentIn(input)),
          preset,
          basedOn,
          createdBy: actor.name,
          createdAt: now,
          ...changedBy({ actor, now }),
        }),
      ],
    };
  },
});

interface Found {
  running: { version: number; rules: unknown; preset: string };
  based: (RulesRow & { preset: string }) | undefined;
}

function beginning(
  { running, based }: Found,
  { basedOn, preset }: z.output<typeof StartDraft>,
  whole: unknown,
) {
  if (preset) return { document: presets[preset].rules, preset, basedOn: null };
  if (whole !== undefined) return { document: whole, preset: running.preset, basedOn: null };
  if (basedOn === undefined)
    return { document: running.rules, preset: running.preset, basedOn: running.version };
  if (!based) throw new NotFound("rules");
  return { document: based.document, preset: based.preset, basedOn: based.version };
}

/** The field that says what the draft begins as; without one it is a copy of what is in force. */
const sentIn = (input: z.output<typeof StartDraft>): string | undefined =>
  Object.entries(input).find(([, from]) => from !== undefined)?.[0];

/** A draft by its number, and the revision that the person saw. */
export const OneDraft = z.strictObject({ number, revision });

/** @throws Conflict unless the draft is still being written. */
export function mustBeOpen(draft: Draft): void {
  if (draft.state === "published") throw new Conflict("这份草案已经发布，不能再改");
  if (draft.state === "discarded") throw new Conflict("这份草案已经放弃，恢复后才能修改");
}

/** @throws Conflict when somebody changed the draft since. */
export function mustBeAsSeen(draft: Draft, revision: number): void {
  if (draft.revision === revision) return;
  throw new Conflict("这份草案刚被修改过", {
    changedBy: draft.changedBy,
    changedAt: draft.changedAt,
    revision: draft.revision,
  });
}

export const loadDraft = (orm: Builder, number: number) => ({
  root: theRoot(orm),
  draft: draftNumbered(orm, number),
});

export function loadedDraft({ root, draft: [draft] }: { root: { id: string }[]; draft: Draft[] }) {
  if (!draft) throw new NotFound("rules");
  return { root, draft };
}

type Change = { now: Instant; actor: { name: string } };

/** Who changed a draft last, and when. */
export const changedBy = ({ now, actor }: Change) => ({ changedBy: actor.name, changedAt: now });

/** The row of a draft with other content. */
export const rewritten = (draft: Draft, document: unknown, change: Change) =>
  update(ruleDrafts, draft, { document, ...changedBy(change) });

/** Puts a draft away, or takes it out again; nothing of it is lost. */
export const setDraftAside = command({
  right: ruleSet.rights.draft,
  input: OneDraft.extend({ aside: z.boolean() }),
  operation: {
    resource: "/rule-sets/{number}/aside",
    summary: "放弃草案（aside 为 true），或把放弃的草案恢复（false）",
    method: "put",
    output: RuleSetNumber,
  },
  load: (orm, input) => loadDraft(orm, input.number),
  state: loadedDraft,
  scopes: ({ root }) => rootScope(root),
  revision: ({ draft }) => draft.revision,
  decide: ({ draft }, { aside, revision }, given) => {
    if (draft.state === "published") throw new Conflict("这份草案已经发布");
    mustBeAsSeen(draft, revision);
    if ((draft.state === "discarded") === aside) {
      throw new Invalid([{ path: "", message: aside ? "这份草案已经放弃" : "这份草案还在" }]);
    }
    return {
      result: { number: draft.number },
      on: refOf(draft.number),
      recordedAs: aside ? ruleSet.recorded.discarded : ruleSet.recorded.restored,
      rows: [update(ruleDrafts, draft, { state: aside ? "discarded" : "open", ...changedBy(given) })],
    };
  },
});
