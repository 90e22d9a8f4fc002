import { asc, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";
import { kinds } from "../clocks/registry.ts";

/** How much of it is shown. */
export const mostSole = 50;

/** Which roles keep which kinds of clocks, for queries. */
const keeping = JSON.stringify(
  kinds.flatMap(({ noun, kind, keepers }) => keepers.map((role) => ({ noun, kind, role }))),
);
const keeps = sql`json_each(${keeping}) k`;
const of = (field: "noun" | "kind" | "role") => sql.raw(`k.value ->> '${field}'`);

/**
 * For a read batch: what stands before units in which, by some posts of theirs, somebody is the only one who can do it:
 * one more than is shown, the most urgent first. Of each unit and noun no more is read.
 */
export function soleOf(orm: Builder, accountId: string, postId?: string) {
  const which: SQL = postId === undefined ? sql`g.account_id = ${accountId}` : sql`g.id = ${postId}`;
  const others: SQL = postId === undefined ? sql`h.account_id <> ${accountId}` : sql`h.id <> ${postId}`;
  const mine = sql`select distinct g.scope_id as scope, ${of("noun")} as noun, ${of("kind")} as kind
    from grants g join ${keeps} on ${of("role")} = g.role where ${which} and g.revoked_at is null`;
  const sole = sql`select * from (${mine}) own where not exists (
    select 1 from grants h join accounts a on a.id = h.account_id and a.disabled_at is null
      join ${keeps} on ${of("role")} = h.role and ${of("noun")} = own.noun and ${of("kind")} = own.kind
    where h.scope_id = own.scope and h.revoked_at is null and ${others})`;
  // By noun, not by kind: an index has those of a noun in order, so that no more is read than is shown.
  const nouns = sql`select scope, noun, json_group_array(kind) as kinds from (${sole}) group by scope, noun`;
  const found = sql`select c.id from (${nouns}) s join clocks c on c.id in (select id from clocks
    where answered_by = s.scope and noun = s.noun and state = 'running'
      and kind in (select value from json_each(s.kinds))
    order by due_at limit ${mostSole + 1})`;
  return orm
    .select({
      noun: clocks.noun,
      record: clocks.record,
      kind: clocks.kind,
      title: clocks.title,
      inputs: clocks.inputs,
      dueAt: clocks.dueAt,
    })
    .from(clocks)
    .where(sql`${clocks.id} in (${found})`)
    .orderBy(asc(clocks.dueAt))
    .limit(mostSole + 1);
}

export type Sole = Awaited<ReturnType<typeof soleOf>>[number];
