import { eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Builder, Database, Query } from "../../../db/client.ts";
import { accounts, grants, invitations } from "../../../db/kernel/schema.ts";
import { assignments } from "../../../db/tenant/schema/assignments.ts";
import { filings } from "../../../db/tenant/schema/filings.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { attendances, meetings, resolutions } from "../../../db/tenant/schema/meetings.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import { calls, whistles } from "../../../db/tenant/schema/whistles.ts";
import { finds } from "../../../db/tenant/schema/work.ts";
import * as post from "../accounts/listing.ts";
import * as assignment from "../assignments/listing.ts";
import { respondersNamed } from "../filings/filing.ts";
import * as filing from "../filings/listing.ts";
import { statementsOf } from "../kernel/changes.ts";
import { type Listing, list } from "../kernel/listings.ts";
import * as matter from "../matters/listing.ts";
import { assigneeColumns } from "../matters/parts.ts";
import * as meeting from "../meetings/listing.ts";
import * as org from "../org/listing.ts";
import * as resolution from "../resolutions/listing.ts";
import * as unit from "../units/listing.ts";
import * as whistle from "../whistles/listing.ts";
import { responderName } from "../whistles/whistle.ts";

/** How many records are listed at once. */
const atOnce = 200;
/** How many are looked at in one read: a county of a million is gone through in steps, however little is missing. */
const lookedAt = 5_000;

/** A table of which all is listed, or what `listed` says: its rows, and how each is listed, by the row's id. */
interface Source<R> {
  readonly table: SQLiteTable & { id: SQLiteColumn };
  readonly listed?: SQL;
  readonly rows: (orm: Builder, which: SQL) => Query<R[]>;
  readonly listing: (row: R) => Listing;
}

/** The next records of a table that aren't listed, and the last that was looked at; null where none follows. */
type Step = (db: Database, after: string) => Promise<{ missing: Listing[]; last: string | null }>;

const stepsOf =
  <R>({ table, listed = sql`true`, rows, listing }: Source<R>): Step =>
  async ({ orm, read }, after) => {
    const last = sql<string | null>`(select max(id) from
      (select id from ${table} where id > ${after} order by id limit ${lookedAt}))`;
    const which = sql`${table.id} in (select id from ${table} where id > ${after} and id <= ${last} and ${listed}
      and not exists (select 1 from ${finds} where ${finds.record} = ${table}.id) order by id limit ${atOnce})`;
    const found = await read({ rows: rows(orm, which), end: orm.select({ last }).from(sql`(select 1)`) });
    const missing = (found.rows as R[]).map(listing);
    const seen = missing.map(({ record }) => record).sort();
    return { missing, last: seen.length < atOnce ? (found.end[0]?.last ?? null) : (seen.at(-1) ?? null) };
  };

const pathOfPost = post.pathOf(grants.scopeId);

const members = sql<string>`(select json_group_array(member_id) from ${attendances}
  where meeting_id = ${meetings.id})`;

const idsIn = (json: string): { id: string }[] => (JSON.parse(json) as string[]).map((id) => ({ id }));

/** Who leads a task, by whose name it is found: a member unit or a unit of the tree. */
const leadName = sql<
  string | null
>`coalesce((select name from ${memberUnits} where id = ${resolutions.leadId}),
  (select name from ${orgUnits} where id = ${resolutions.leadId}))`;

/** Who is called by a whistle, and when the next of that is due. */
const called = sql<string>`(select json_group_array(json_object('responder', responder,
  'responderKind', responder_kind, 'name', ${responderName})) from ${calls} where whistle_id = ${whistles.id})`;
const whistleDue = sql<string>`coalesce((select min(due_at) from clocks where noun = 'call' and state = 'running'
  and record in (select id from ${calls} where whistle_id = ${whistles.id})), '9')`;

const sources: readonly Step[] = [
  stepsOf({
    table: orgUnits,
    rows: (orm, which) => orm.select().from(orgUnits).where(which),
    listing: org.listingOf,
  }),
  stepsOf({
    table: memberUnits,
    rows: (orm, which) => orm.select().from(memberUnits).where(which),
    listing: unit.listingOf,
  }),
  stepsOf({
    table: grants,
    listed: sql`${grants.revokedAt} is null and ${pathOfPost} is not null`,
    rows: (orm, which) =>
      orm
        .select({ post: grants, holder: accounts, path: pathOfPost })
        .from(grants)
        .innerJoin(accounts, eq(accounts.id, grants.accountId))
        .where(which),
    listing: (row) => post.listingOf(row.post, row.holder, row.path),
  }),
  stepsOf({
    table: invitations,
    rows: (orm, which) =>
      orm.select({ link: invitations, path: post.linkPath }).from(invitations).where(which),
    listing: ({ link, path }) => post.linkListing(link, path),
  }),
  stepsOf({
    table: matters,
    rows: (orm, which) =>
      orm
        .select({ matter: matters, unit: orgUnits.name })
        .from(matters)
        .innerJoin(orgUnits, eq(orgUnits.id, matters.orgUnitId))
        .where(which),
    listing: (row) => matter.listingOf(row.matter, row.unit),
  }),
  stepsOf({
    table: assignments,
    rows: (orm, which) =>
      orm
        .select({ part: { ...getTableColumns(assignments), ...assigneeColumns }, matter: matters })
        .from(assignments)
        .innerJoin(matters, eq(matters.id, assignments.matterId))
        .where(which),
    listing: ({ part, matter: of }) => assignment.listingOf(part, of),
  }),
  stepsOf({
    table: meetings,
    rows: (orm, which) => orm.select({ meeting: meetings, members }).from(meetings).where(which),
    listing: (row) => meeting.listingOf(row.meeting, idsIn(row.members)),
  }),
  stepsOf({
    table: resolutions,
    rows: (orm, which) =>
      orm
        .select({ resolution: resolutions, meeting: meetings, members, lead: leadName })
        .from(resolutions)
        .innerJoin(meetings, eq(meetings.id, resolutions.meetingId))
        .where(which),
    listing: ({ resolution: row, meeting, members, lead }) =>
      resolution.listingOf(
        row,
        meeting,
        idsIn(members).map(({ id }) => (id === row.leadId && lead !== null ? { id, name: lead } : { id })),
      ),
  }),
  stepsOf({
    table: whistles,
    rows: (orm, which) =>
      orm.select({ whistle: whistles, called, until: whistleDue }).from(whistles).where(which),
    listing: ({ whistle: row, called, until }) =>
      whistle.listingOf(row, JSON.parse(called) as Parameters<typeof whistle.listingOf>[1], until),
  }),
  stepsOf({
    table: filings,
    rows: (orm, which) =>
      orm
        .select({ filing: filings, unit: orgUnits.name })
        .from(filings)
        .innerJoin(orgUnits, eq(orgUnits.id, filings.orgUnitId))
        .where(which),
    listing: ({ filing: row, unit }) => filing.listingOf(row, unit, respondersNamed(row)),
  }),
];

/**
 * Lists what isn't listed yet: what was written by a version that didn't list it, or past the commands. Can be interrupted
 * and run again. Result: how many records it listed.
 */
export async function listMissing(db: Database): Promise<number> {
  let listed = 0;
  for (const step of sources) {
    for (let after: string | null = ""; after !== null; ) {
      const { missing, last } = await step(db, after);
      if (missing.length > 0)
        await db.write(missing.flatMap(list).flatMap((change) => statementsOf(db.orm, change)));
      listed += missing.length;
      after = last;
    }
  }
  return listed;
}
