import { eq, sql } from "drizzle-orm";
import { filings } from "../../../db/tenant/schema/filings.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { whistles } from "../../../db/tenant/schema/whistles.ts";
import { inForce, olderEntries, presentRules } from "../county/county.ts";
import type { Context } from "../kernel/context.ts";
import { mayEver } from "../kernel/rights.ts";
import type { Asked, ListOf } from "../lists/asked.ts";
import type { Page } from "../lists/page.ts";
import { readList } from "../lists/read.ts";
import { blowWhistle } from "./blow.ts";
import { whistle } from "./whistle.ts";

/** What is due first, first; what has ended, the newest first. Whoever is called as a person finds that, too. */
export const whistleList: ListOf = {
  noun: "whistle",
  right: whistle.rights.view,
  placed: false,
  personal: true,
  orders: { active: ["urgent", "newest", "first"], ended: ["newest", "first"] },
};

const calledIn = (which: string) =>
  sql<number>`(select count(*) from calls
  where whistle_id = ${whistles.id} and ${sql.raw(which)})`.mapWith(Number);

/** For a read batch: the rows of one page of a list. */
const listed = ({ db: { orm } }: Context, { table, record, key, inOrder }: Page) =>
  orm
    .select({
      id: whistles.id,
      key,
      number: whistles.number,
      kind: whistles.kind,
      older: olderEntries("whistles", whistles.ruleVersion),
      occasion: whistles.occasion,
      body: whistles.body,
      place: whistles.place,
      state: whistles.state,
      by: orgUnits.name,
      blownAt: whistles.blownAt,
      /** How many are called, and how many of them have come, or needn't. */
      called: calledIn("state not in ('excused', 'withdrawn')"),
      came: calledIn("state in ('reportedIn', 'done')"),
      dueAt: sql<
        string | null
      >`(select min(k.due_at) from calls c join clocks k on k.noun = 'call' and k.record = c.id
        where c.whistle_id = ${whistles.id} and k.state = 'running' and k.owner is not null)`,
    })
    .from(table)
    .innerJoin(whistles, eq(whistles.id, record))
    .innerJoin(orgUnits, eq(orgUnits.id, whistles.orgUnitId))
    .orderBy(inOrder);

/** One page of the whistles that a person finds: those they blew or are above, and those by which they are called. */
export async function whistlesPage(ctx: Context, asked: Asked) {
  const { rows, page, besides } = await readList(ctx, whistleList, asked, (page) => ({
    rows: listed(ctx, page),
    rules: presentRules(ctx.db.orm, ctx.now),
    months: ctx.db.orm.select({ id: filings.id }).from(filings).limit(1),
  }));
  const { whistles: newest } = inForce(besides.rules.slice(-1)).rules.handling;
  const { whistles: running } = inForce(besides.rules).rules.handling;
  return {
    ...page,
    kinds: page.counts.facets.kind.map(({ value, n }) => ({ value, n, name: kindName(running, value) })),
    whistles: rows.map(({ older, key: _place, ...row }) => ({
      ...row,
      kindName: kindName(older ?? newest, row.kind),
    })),
    /** Whether months are filed here, or were. */
    areFiled: besides.months.length > 0 || running.some(({ filing }) => filing),
    mayBlow: mayEver(ctx.actor.grants, blowWhistle.right) && running.length > 0,
  };
}

const kindName = (rules: readonly { key: string; name: string }[], wanted: string): string =>
  rules.find(({ key }) => key === wanted)?.name ?? wanted;
