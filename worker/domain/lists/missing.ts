import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import type { Builder, Database } from "../../../db/client.ts";
import { accounts, grants, invitations } from "../../../db/kernel/schema.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { attendances, meetings, resolutions } from "../../../db/tenant/schema/meetings.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import { finds } from "../../../db/tenant/schema/work.ts";
import * as post from "../accounts/listing.ts";
import { statementsOf } from "../kernel/changes.ts";
import { type Listing, list } from "../kernel/listings.ts";
import * as matter from "../matters/listing.ts";
import * as meeting from "../meetings/listing.ts";
import * as org from "../org/listing.ts";
import * as resolution from "../resolutions/listing.ts";
import * as unit from "../units/listing.ts";

/** How many records of a noun are listed at once. */
const atOnce = 200;

const unlisted = (id: SQLiteColumn): SQL =>
  sql`not exists (select 1 from ${finds} where ${finds.record} = ${id})`;

const members = (record: SQL) => sql<string>`(select json_group_array(member_id) from ${attendances}
  where meeting_id = ${record})`;

const idsIn = (json: string): { id: string }[] => (JSON.parse(json) as string[]).map((id) => ({ id }));

/** For a read batch: who and what there is, that isn't listed yet. */
const county = (orm: Builder) => ({
  orgs: orm.select().from(orgUnits).where(unlisted(orgUnits.id)).limit(atOnce),
  units: orm.select().from(memberUnits).where(unlisted(memberUnits.id)).limit(atOnce),
  posts: orm
    .select({ post: grants, holder: accounts, path: post.pathOf(grants.scopeId) })
    .from(grants)
    .innerJoin(accounts, eq(accounts.id, grants.accountId))
    .where(
      and(unlisted(grants.id), isNull(grants.revokedAt), sql`${post.pathOf(grants.scopeId)} is not null`),
    )
    .limit(atOnce),
  links: orm
    .select({ link: invitations, path: post.linkPath })
    .from(invitations)
    .where(unlisted(invitations.id))
    .limit(atOnce),
});

/** For a read batch: what is worked on, and isn't listed yet. */
const work = (orm: Builder) => ({
  matters: orm
    .select({ matter: matters, unit: orgUnits.name })
    .from(matters)
    .innerJoin(orgUnits, eq(orgUnits.id, matters.orgUnitId))
    .where(unlisted(matters.id))
    .limit(atOnce),
  meetings: orm
    .select({ meeting: meetings, members: members(sql`${meetings.id}`) })
    .from(meetings)
    .where(unlisted(meetings.id))
    .limit(atOnce),
  resolutions: orm
    .select({ resolution: resolutions, meeting: meetings, members: members(sql`${meetings.id}`) })
    .from(resolutions)
    .innerJoin(meetings, eq(meetings.id, resolutions.meetingId))
    .where(unlisted(resolutions.id))
    .limit(atOnce),
});

/** For a read batch: who leads tasks, by whose names these are found. */
const leadsOf = (orm: Builder, ids: readonly string[]) =>
  orm
    .select({ id: memberUnits.id, name: memberUnits.name })
    .from(memberUnits)
    .where(inArray(memberUnits.id, [...ids, ""]))
    .union(
      orm
        .select({ id: orgUnits.id, name: orgUnits.name })
        .from(orgUnits)
        .where(inArray(orgUnits.id, [...ids, ""])),
    );

/**
 * Lists what isn't listed yet: what was written by a version that didn't list it, or past the commands. Can be interrupted
 * and run again. Result: how many records it listed.
 */
export async function listMissing(db: Database): Promise<number> {
  let listed = 0;
  for (let next = await missing(db); next.length > 0; next = await missing(db)) {
    await db.write(next.flatMap(list).flatMap((change) => statementsOf(db.orm, change)));
    listed += next.length;
  }
  return listed;
}

/** The next records that aren't listed yet, a few of each noun. */
async function missing(db: Database): Promise<Listing[]> {
  const found = await db.read({ ...county(db.orm), ...work(db.orm) });
  const leads = found.resolutions.flatMap(({ resolution }) => resolution.leadId ?? []);
  const { named } = await db.read({ named: leadsOf(db.orm, leads) });
  return [
    ...found.orgs.map((row) => org.listingOf(row)),
    ...found.units.map((row) => unit.listingOf(row)),
    ...found.posts.map((row) => post.listingOf(row.post, row.holder, row.path)),
    ...found.links.map((row) => post.linkListing(row.link, row.path)),
    ...found.matters.map((row) => matter.listingOf(row.matter, row.unit)),
    ...found.meetings.map((row) => meeting.listingOf(row.meeting, idsIn(row.members))),
    ...found.resolutions.map((row) =>
      resolution.listingOf(
        row.resolution,
        row.meeting,
        idsIn(row.members).map((member) => ({ ...member, ...named.find(({ id }) => id === member.id) })),
      ),
    ),
  ];
}
