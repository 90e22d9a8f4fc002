import { eq, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { ruleDrafts, ruleSets } from "../../../db/tenant/schema/county.ts";
import type { Finding } from "../../rules/review/burden.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import {
  inForce,
  type RulesRow,
  rulesAt,
  rulesColumns,
  type VersionedRules,
  versionAt,
} from "../county/county.ts";
import { NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { rootScope, theRoot } from "../org/root.ts";
import { type Draft, draftNumbered } from "./drafts.ts";
import { mayDraftAt, stateOf, type VersionState } from "./states.ts";

interface AnyVersion {
  number: number;
  preset: string;
  basedOn: number | null;
  /** Who published it, or changed the draft last, and when. */
  by: string;
  at: string;
  rules: RuleSet;
  /** The rules in force, to hold it against. */
  running: VersionedRules;
  mayDraft: boolean;
}

export interface PublishedVersion extends AnyVersion {
  state: Exclude<VersionState, "draft" | "discarded">;
  note: string;
  /** Null for what was taken back before it took effect. */
  effectiveFrom: string | null;
  /** What the burden check found at publication, and why it was published all the same. */
  findings: readonly Finding[];
  reason: string | null;
  withdrawn: { at: string; by: string } | null;
  revision: null;
}

export interface DraftVersion extends AnyVersion {
  state: "draft" | "discarded";
  note: "";
  effectiveFrom: null;
  reason: null;
  begun: { at: string; by: string };
  /** Counts its changes; whoever changes it says which one they saw. */
  revision: number;
}

export type RuleVersion = PublishedVersion | DraftVersion;

export const isDraft = (version: RuleVersion): version is DraftVersion => version.revision !== null;

/** For a read batch: a version or draft by its number, with the rules in force; without one those themselves. */
export function findVersion({ db: { orm }, now }: Context, number?: number) {
  const wanted = number ?? sql`(${versionAt(now)})`;
  return {
    root: theRoot(orm),
    published: orm.select().from(ruleSets).where(eq(ruleSets.version, wanted)),
    draft: draftNumbered(orm, number ?? 0),
    running: rulesAt(orm, now),
  };
}

interface Rows {
  root: { id: string }[];
  published: (typeof ruleSets.$inferSelect)[];
  draft: Draft[];
  running: RulesRow[];
}

/** Opens what `findVersion` read. Drafts are only for whoever may write them. @throws NotFound where there is none. */
export function foundVersion(ctx: Context, { root, published, draft, running: current }: Rows): RuleVersion {
  const shared = { running: inForce(current), mayDraft: mayDraftAt(ctx, rootScope(root)) };
  if (published[0]) return publishedVersion(ctx, published[0], shared);
  if (draft[0] && shared.mayDraft) return draftVersion(draft[0], shared);
  throw new NotFound("rules");
}

type Shared = Pick<AnyVersion, "running" | "mayDraft">;

function publishedVersion(
  { now }: Context,
  row: typeof ruleSets.$inferSelect,
  shared: Shared,
): PublishedVersion {
  const {
    version: number,
    document,
    publishedBy: by,
    publishedAt: at,
    findings,
    withdrawnAt,
    withdrawnBy,
    ...rest
  } = row;
  return {
    ...rest,
    ...shared,
    number,
    by,
    at,
    state: stateOf({ ...row, number }, shared.running.version, now),
    effectiveFrom: withdrawnAt ? null : row.effectiveFrom,
    findings: (findings ?? []) as Finding[],
    withdrawn: withdrawnAt && withdrawnBy ? { at: withdrawnAt, by: withdrawnBy } : null,
    revision: null,
    rules: document,
  };
}

function draftVersion(row: Draft, shared: Shared): DraftVersion {
  const { number, preset, basedOn, state, document, revision, changedBy, changedAt, createdBy, createdAt } =
    row;
  return {
    ...shared,
    number,
    preset,
    basedOn,
    by: changedBy,
    at: changedAt,
    begun: { at: createdAt, by: createdBy },
    state: state === "open" ? "draft" : "discarded",
    note: "",
    effectiveFrom: null,
    reason: null,
    revision,
    rules: document as RuleSet,
  };
}

/** One version or draft with the rules in force beside it; without a number the version in force. */
export async function ruleVersion(ctx: Context, number?: number): Promise<RuleVersion> {
  return foundVersion(ctx, await ctx.db.read(findVersion(ctx, number)));
}

/** For a read batch: what a version or draft was drafted from. */
export const baseOf = (orm: Builder, number: number) =>
  orm
    .select(rulesColumns(orm))
    .from(ruleSets)
    .where(
      sql`${ruleSets.version} = coalesce(
        (select ${ruleSets.basedOn} from ${ruleSets} where ${ruleSets.version} = ${number}),
        (select ${ruleDrafts.basedOn} from ${ruleDrafts} where ${ruleDrafts.number} = ${number}))`,
    );
