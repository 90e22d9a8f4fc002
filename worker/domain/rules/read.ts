import { and, asc, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { presets } from "../../../db/presets/index.ts";
import { ruleDrafts, ruleSets } from "../../../db/tenant/schema/county.ts";
import { burdenOf } from "../../rules/burden.ts";
import { placeCalendar } from "../../rules/calendar.ts";
import { differencesOf } from "../../rules/difference.ts";
import { compareClocks, exampleMoments, previewCalendar } from "../../rules/preview.ts";
import { RuleSet } from "../../rules/schema.ts";
import { type Instant, localDateOf } from "../../rules/time.ts";
import { inForce, rulesAt } from "../county/county.ts";
import { NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { type Scopes, verdict } from "../kernel/policy.ts";
import { mostClocks, movedClocks, rulesOfClocks, runningClocks } from "./clocks.ts";
import { draftNumbered, rootScope, theRoot } from "./drafts.ts";
import { inUse, stillUsed } from "./publish.ts";

/** Where a version stands: being written, put away, to come, in force, over, or taken back before it began. */
export type VersionState = "draft" | "discarded" | "scheduled" | "running" | "past" | "withdrawn";

/** How many versions and drafts the history shows, newest first. */
const historyLength = 100;

/** All versions and, for whoever may write them, drafts. */
export async function ruleHistory(ctx: Context) {
  const { orm } = ctx.db;
  const { root, published, drafts, running } = await ctx.db.read({
    root: theRoot(orm),
    published: orm
      .select({
        version: ruleSets.version,
        preset: ruleSets.preset,
        note: ruleSets.note,
        effectiveFrom: ruleSets.effectiveFrom,
        by: ruleSets.publishedBy,
        at: ruleSets.publishedAt,
        basedOn: ruleSets.basedOn,
        reason: ruleSets.reason,
        withdrawnAt: ruleSets.withdrawnAt,
      })
      .from(ruleSets)
      .orderBy(desc(ruleSets.version))
      .limit(historyLength),
    drafts: orm
      .select({
        version: ruleDrafts.number,
        state: ruleDrafts.state,
        preset: ruleDrafts.preset,
        by: ruleDrafts.changedBy,
        at: ruleDrafts.changedAt,
        basedOn: ruleDrafts.basedOn,
        changes: ruleDrafts.version,
      })
      .from(ruleDrafts)
      .orderBy(desc(ruleDrafts.number))
      .limit(historyLength),
    running: rulesAt(orm, ctx.now),
  });
  const current = inForce(running).version;
  const mayDraft = mayDraftAt(ctx, rootScope(root));
  const open = drafts.filter(({ state }) => mayDraft && state !== "published");
  return {
    current,
    mayDraft,
    versions: [
      ...open.map(({ state, ...draft }) => ({
        ...draft,
        state: state === "open" ? ("draft" as const) : ("discarded" as const),
        note: "",
        effectiveFrom: null,
        reason: null,
      })),
      ...published.map(({ withdrawnAt, ...row }) => ({
        ...row,
        effectiveFrom: withdrawnAt ? null : row.effectiveFrom,
        changes: null,
        state: stateOf({ ...row, withdrawnAt }, current, ctx.now),
      })),
    ],
  };
}

/** Whoever looks after a part of the tree reads the rules; only whoever holds all of it writes them. */
const mayDraftAt = ({ actor }: Context, root: Scopes): boolean =>
  verdict(actor.grants, "rules.draft", root, root) === "allowed";

interface Published {
  version: number;
  effectiveFrom: string;
  withdrawnAt: string | null;
}

function stateOf(
  { version, effectiveFrom, withdrawnAt }: Published,
  current: number,
  now: Instant,
): VersionState {
  if (withdrawnAt) return "withdrawn";
  if (version === current) return "running";
  return effectiveFrom > now ? "scheduled" : "past";
}

export type RuleVersion = Awaited<ReturnType<typeof ruleVersion>>;

/**
 * One version or draft with the rules in force beside it; without a number the version in force. Drafts are only for
 * whoever may write them. @throws NotFound where there is none.
 */
export async function ruleVersion(ctx: Context, version?: number) {
  const { orm } = ctx.db;
  const wanted = version ?? sql`(select version from (${rulesAt(orm, ctx.now)}))`;
  const found = await ctx.db.read({
    root: theRoot(orm),
    published: orm.select().from(ruleSets).where(eq(ruleSets.version, wanted)),
    draft: draftNumbered(orm, version ?? 0),
    running: rulesAt(orm, ctx.now),
  });
  const running = inForce(found.running);
  const mayDraft = mayDraftAt(ctx, rootScope(found.root));
  const [published] = found.published;
  if (published) {
    const { document, publishedBy: by, publishedAt: at, ...row } = published;
    const state = stateOf(published, running.version, ctx.now);
    return { ...row, by, at, state, changes: null, running, mayDraft, rules: document as RuleSet };
  }
  const [draft] = found.draft;
  if (!draft || !mayDraft) throw new NotFound("rules");
  return {
    version: draft.number,
    preset: draft.preset,
    note: "",
    effectiveFrom: null,
    by: draft.changedBy,
    at: draft.changedAt,
    basedOn: draft.basedOn,
    reason: null,
    findings: null,
    state: draft.state === "open" ? ("draft" as const) : ("discarded" as const),
    changes: draft.version,
    running,
    mayDraft,
    rules: draft.document as RuleSet,
  };
}

/** What a version can be held against: the rules in force, or the preset it was taken from. */
export type Against = "running" | "preset";

/** In what a version differs from the rules in force or from its preset. */
export async function ruleDifferences(ctx: Context, version: number, against: Against) {
  const found = await ruleVersion(ctx, version);
  const preset = presets[found.preset as keyof typeof presets];
  const base = against === "running" ? found.running.rules : RuleSet.parse(preset.rules);
  const differences = differencesOf(base, found.rules);
  return { found, against, presetName: preset.name, differences };
}

/** Whole months from the present one: three months ahead, whatever the day. */
const previewMonths = 4;

/** What a version would bring: its calendar, and example clocks beside those of the rules in force. */
export async function rulePreview(ctx: Context, version: number) {
  const found = await ruleVersion(ctx, version);
  const today = localDateOf(ctx.now);
  const { calendar } = ctx;
  const moments = exampleMoments(today, placeCalendar(calendar, found.rules));
  return {
    found,
    findings: burdenOf(found.rules),
    calendar: previewCalendar(found.rules, today, previewMonths, calendar),
    clocks: compareClocks(found.running.rules, found.rules, moments, calendar),
  };
}

/** All that must be known before a draft is published. */
export async function publicationPage(ctx: Context, version: number) {
  const { orm } = ctx.db;
  const { root, draft, running, clocks, own, coming, ...used } = await ctx.db.read({
    root: theRoot(orm),
    draft: draftNumbered(orm, version),
    running: rulesAt(orm, ctx.now),
    clocks: runningClocks(orm),
    own: rulesOfClocks(orm),
    coming: orm
      .select({ version: ruleSets.version, effectiveFrom: ruleSets.effectiveFrom })
      .from(ruleSets)
      .where(and(gt(ruleSets.effectiveFrom, ctx.now), isNull(ruleSets.withdrawnAt)))
      .orderBy(asc(ruleSets.effectiveFrom)),
    ...inUse(orm),
  });
  const [found] = draft;
  if (found?.state !== "open" || !mayDraftAt(ctx, rootScope(root))) throw new NotFound("rules");
  const rules = found.document as RuleSet;
  const inUseNow = inForce(running);
  return {
    version,
    changes: found.version,
    differences: differencesOf(inUseNow.rules, rules),
    findings: burdenOf(rules),
    problems: stillUsed(inUseNow.rules, rules, used),
    clocks: movedClocks(clocks, own, rules, ctx.calendar),
    coming,
    looked: clocks.length,
    cut: clocks.length === mostClocks,
  };
}
