import { desc, ne } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { ruleDrafts, ruleSets } from "../../../db/tenant/schema/county.ts";
import { inForce, rulesAt } from "../county/county.ts";
import type { Context } from "../kernel/context.ts";
import { rootScope, theRoot } from "../org/root.ts";

import { mayDraftAt, stateOf } from "./states.ts";

/** How many versions and drafts the history shows, newest first. */
const historyLength = 100;

const versionsListed = (orm: Builder) =>
  orm
    .select({
      number: ruleSets.version,
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
    .limit(historyLength);

const draftsListed = (orm: Builder) =>
  orm
    .select({
      number: ruleDrafts.number,
      state: ruleDrafts.state,
      preset: ruleDrafts.preset,
      by: ruleDrafts.changedBy,
      at: ruleDrafts.changedAt,
      basedOn: ruleDrafts.basedOn,
      revision: ruleDrafts.revision,
    })
    .from(ruleDrafts)
    .where(ne(ruleDrafts.state, "published"))
    .orderBy(desc(ruleDrafts.number))
    .limit(historyLength);

/** All versions and, for whoever may write them, drafts. */
export async function ruleHistory(ctx: Context) {
  const { orm } = ctx.db;
  const { root, published, drafts, running } = await ctx.db.read({
    root: theRoot(orm),
    published: versionsListed(orm),
    drafts: draftsListed(orm),
    running: rulesAt(orm, ctx.now),
  });
  const current = inForce(running).version;
  const mayDraft = mayDraftAt(ctx, rootScope(root));
  return {
    current,
    mayDraft,
    versions: [
      ...(mayDraft ? drafts : []).map(({ state, ...draft }) => ({
        ...draft,
        state: state === "open" ? ("draft" as const) : ("discarded" as const),
        note: "",
        effectiveFrom: null,
        reason: null,
      })),
      ...published.map(({ withdrawnAt, ...row }) => ({
        ...row,
        effectiveFrom: withdrawnAt ? null : row.effectiveFrom,
        revision: null,
        state: stateOf({ ...row, withdrawnAt }, current, ctx.now),
      })),
    ],
  };
}
