import { and, desc, ne, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { ruleSets } from "../../../db/tenant/schema/county.ts";
import { inForce, NEVER, rulesAt, versionAt } from "../county/county.ts";
import type { Context } from "../kernel/context.ts";
import { scopesOf } from "../kernel/rights.ts";
import type { Asked } from "../lists/asked.ts";
import { cut } from "../lists/page.ts";
import { viewsOf } from "../lists/views.ts";
import { sizes } from "../lists/words.ts";
import { rootScope, theRoot } from "../org/root.ts";
import { ruleSet } from "./rule-set.ts";
import { mayDraftAt, type VersionState } from "./states.ts";

/** How many versions a draft can be begun from by the form; from the others on their own pages. */
const offeredAtOnce = 100;

/** Where each published version stands, as `stateOf` says it. */
const standing = ({
  now,
}: Pick<Context, "now">): SQL => sql`case when withdrawn_at is not null then 'withdrawn'
  when version = (${versionAt(now)}) then 'running' when effective_from > ${now} then 'scheduled' else 'past' end`;

/** Versions, and drafts for whoever holds the whole county and may write them, by the numbers they go by. */
const listed = (ctx: Context): SQL => sql`(
  select version as number, 'version' as kind, ${standing(ctx)} as state, preset, note, reason, based_on,
    nullif(effective_from, ${NEVER}) as effective_from, published_by as changed_by, published_at as changed_at, null as revision
  from rule_sets
  union all
  select number, 'draft', case state when 'open' then 'draft' else 'discarded' end, preset, '', null, based_on,
    null, changed_by, changed_at, version
  from rule_drafts where state <> 'published' and exists (select 1 from org_units
    where parent_id is null and id in ${[...scopesOf(ctx.actor.grants, ruleSet.rights.draft), ""]})) listed`;

const filtersOf = ({ kind, state, search }: Asked): SQL[] => [
  ...(kind === undefined ? [] : [sql`kind = ${kind}`]),
  ...(state === undefined ? [] : [sql`state = ${state}`]),
  ...(search ? [sql`instr(lower(note || ' ' || coalesce(reason, '')), ${search.toLowerCase()})`] : []),
];

/** For a read batch: one page of them and one more, the newest first. */
function pageOf(ctx: Context, asked: Asked) {
  const backwards = asked.before !== undefined;
  const cursor = Number(asked.before ?? asked.after);
  const beyond = Number.isSafeInteger(cursor)
    ? [backwards ? sql`number > ${cursor}` : sql`number < ${cursor}`]
    : [];
  const size = asked.size ?? sizes[0];
  const rows = ctx.db.orm
    .select({
      key: sql<string>`number`.mapWith(String),
      number: sql<number>`number`,
      state: sql<VersionState>`state`,
      preset: sql<string>`preset`,
      note: sql<string>`note`,
      reason: sql<string | null>`reason`,
      basedOn: sql<number | null>`based_on`,
      effectiveFrom: sql<string | null>`effective_from`,
      by: sql<string>`changed_by`,
      at: sql<string>`changed_at`,
      revision: sql<number | null>`revision`,
    })
    .from(listed(ctx))
    .where(and(...filtersOf(asked), ...beyond))
    .orderBy(backwards ? sql`number` : sql`number desc`)
    .limit(size + 1);
  return { size, backwards, rows };
}

/** For a read batch: from which versions a draft can begin. */
const startsFrom = (orm: Builder, ctx: Context) =>
  orm
    .select({ number: ruleSets.version, state: sql<VersionState>`${standing(ctx)}` })
    .from(ruleSets)
    .where(ne(ruleSets.effectiveFrom, NEVER))
    .orderBy(desc(ruleSets.version))
    .limit(offeredAtOnce + 1);

/** One page of the versions of a county's rules and, for whoever may write them, of the drafts. */
export async function ruleHistory(ctx: Context, asked: Asked = {}) {
  const { orm } = ctx.db;
  const page = pageOf(ctx, asked);
  const n = sql<number>`count(*)`.mapWith(Number);
  const { root, rows, counted, starts, running, views } = await ctx.db.read({
    root: theRoot(orm),
    rows: page.rows,
    counted: orm
      .select({ kind: sql<string>`kind`, state: sql<VersionState>`state`, n })
      .from(listed(ctx))
      .groupBy(sql`1, 2`),
    starts: startsFrom(orm, ctx),
    running: rulesAt(orm, ctx.now),
    views: viewsOf(ctx, "rules"),
  });
  const { rows: shown, ...turns } = cut(page, asked, rows, []);
  return {
    ...turns,
    noun: "rules" as const,
    asked,
    counted,
    current: inForce(running).version,
    mayDraft: mayDraftAt(ctx, rootScope(root)),
    versions: shown.map(({ key: _place, ...version }) => version),
    starts: starts.slice(0, offeredAtOnce),
    moreStarts: starts.length > offeredAtOnce,
    views,
  };
}
