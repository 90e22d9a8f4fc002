import { eq, sql } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { meetings, resolutions } from "../../../db/tenant/schema/meetings.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import { tallies } from "../../../db/tenant/schema/work.ts";
import type { Context } from "../kernel/context.ts";
import { scopesOf } from "../kernel/rights.ts";
import type { Asked, ListOf } from "../lists/asked.ts";
import { cellsAtMost } from "../lists/counts.ts";
import { namesOf } from "../lists/named.ts";
import type { Page } from "../lists/page.ts";
import { readList } from "../lists/read.ts";
import { meeting } from "../meetings/meeting.ts";

/** What meetings decided: what is due first, first; decisions, and what was accepted, the newest first. */
export const resolutionList: ListOf = {
  noun: "resolution",
  right: meeting.rights.view,
  placed: false,
  manyKinds: true,
  orders: { active: ["urgent", "newest", "first"], ended: ["newest", "first"] },
};

/** What chosen resolutions are called. */
export const resolutionsCalled = (ctx: Context, ids: readonly string[]) =>
  namesOf(ctx, resolutionList, { table: resolutions, name: sql`substr(body, 1, 60)` }, ids);

const leadName = sql<string | null>`coalesce(
  (select name from member_units where id = ${resolutions.leadId}),
  (select name from org_units where id = ${resolutions.leadId}))`;

/** For a read batch: the rows of one page of a list. */
const listed = ({ db: { orm } }: Context, { table, record, key, inOrder }: Page) =>
  orm
    .select({
      id: resolutions.id,
      key,
      number: resolutions.number,
      kind: resolutions.kind,
      body: resolutions.body,
      state: resolutions.state,
      leadId: resolutions.leadId,
      leadName,
      loggedAt: resolutions.loggedAt,
      meeting: { id: meetings.id, title: meetings.title, startsAt: meetings.startsAt },
      dueAt: sql<string | null>`(select min(due_at) from clocks
        where noun = 'resolution' and record = ${resolutions.id} and state = 'running' and owner is not null)`,
    })
    .from(table)
    .innerJoin(resolutions, eq(resolutions.id, record))
    .innerJoin(meetings, eq(meetings.id, resolutions.meetingId))
    .orderBy(inOrder);

/** How many units that lead can be chosen: those that lead most. Tasks of others are found by the unit's name. */
const leadsOffered = 30;

/** For a read batch: what those are called who lead most of what a person finds, and the one that is asked for. */
function leads({ db: { orm }, actor }: Context, { done, kind = "" }: Asked) {
  const own = [...scopesOf(actor.grants, resolutionList.right), ""];
  const some = sql`(select kind, n from ${tallies} where noun = 'resolution' and scope in ${own}
    and active = ${done ? 0 : 1} and n > 0 and kind <> '' limit ${cellsAtMost})`;
  const found = sql`(select kind from (select kind from ${some} group by kind order by sum(n) desc limit ${leadsOffered})
    union all select ${kind})`;
  const named = (table: SQLiteTable) =>
    sql`select id, name from ${table} where id in (select kind from found)`;
  return orm
    .select({ id: sql<string>`id`, name: sql<string>`name` })
    .from(sql`(with found as materialized ${found} ${named(memberUnits)} union all ${named(orgUnits)})`);
}

/** One page of what was decided in a person's meetings, with how many there are of what. */
export async function resolutionsPage(ctx: Context, asked: Asked) {
  const { rows, page, besides } = await readList(ctx, resolutionList, asked, (page) => ({
    rows: listed(ctx, page),
    leads: leads(ctx, asked),
  }));
  const counted = new Map(page.counts.facets.kind.map(({ value, n }) => [value, n]));
  return {
    ...page,
    kinds: besides.leads
      .filter(({ id }) => asked.kind !== undefined || counted.has(id))
      .map(({ id, name }) => ({ value: id, n: counted.get(id), name })),
    resolutions: rows.map(({ key: _place, ...row }) => row),
  };
}
