import { asc, eq, ne, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { calls, whistles } from "../../../db/tenant/schema/whistles.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";
import { assert, type RowChange } from "../kernel/changes.ts";
import { call as callNoun } from "../whistles/call.ts";
import { objection } from "../whistles/clocks.ts";
import { responderName } from "../whistles/whistle.ts";

/** How many calls a filing tells at most, and says how many more there are. The figure is ours. */
export const mostTold = 1000;

/** The calls of a filing: of the month's whistles, and what an earlier month left. `which`: of the filing, as `f`. */
const callsOf = (filingId: string, which: SQL = sql``): SQL => sql`
  select c.id from filings f
    join whistles w on w.org_unit_id = f.org_unit_id and w.kind = f.kind and w.blown_at >= f.begins and w.blown_at < f.ends
    join calls c on c.whistle_id = w.id
    where f.id = ${filingId} ${which}
  union select left_over.value from filings f, json_each(f.carried) left_over
    where f.id = ${filingId} ${which}`;

/** The same of an open one; what was filed is kept, and of its calls nothing is read. */
const callsIn = (filingId: string): SQL => callsOf(filingId, sql`and f.state = 'open'`);

/** The first of them, by their whistles' numbers. */
const toldIn = (filingId: string): SQL =>
  sql`select c.id from (${callsIn(filingId)}) one
    join calls c on c.id = one.id join whistles w on w.id = c.whistle_id order by w.number, c.id limit ${mostTold}`;

/** For a read batch: those that a filing tells, each with its whistle, in the order in which they were called. */
export const calledIn = (orm: Builder, filingId: string) =>
  orm
    .select({
      id: calls.id,
      responderKind: calls.responderKind,
      responder: calls.responder,
      name: responderName,
      state: calls.state,
      objection: calls.objection,
      ruling: calls.ruling,
      whistle: {
        id: whistles.id,
        number: whistles.number,
        occasion: whistles.occasion,
        body: whistles.body,
        place: whistles.place,
        state: whistles.state,
        blownAt: whistles.blownAt,
      },
    })
    .from(calls)
    .innerJoin(whistles, eq(whistles.id, calls.whistleId))
    .where(sql`${calls.id} in (${toldIn(filingId)})`)
    .orderBy(asc(whistles.number), asc(calls.id));

export type CalledRow = ReturnType<typeof calledIn>["_"]["result"][number];

/** For a read batch: the clocks of their stages. */
export const stagesIn = (orm: Builder, filingId: string) =>
  orm
    .select({
      record: clocks.record,
      kind: clocks.kind,
      state: clocks.state,
      dueAt: clocks.dueAt,
      endedAt: clocks.endedAt,
    })
    .from(clocks)
    .where(
      sql`${clocks.noun} = ${callNoun.noun} and ${clocks.record} in (${toldIn(filingId)})
        and ${ne(clocks.kind, objection.kind)}`,
    );

export type StageRow = ReturnType<typeof stagesIn>["_"]["result"][number];

const count = (which: SQL): SQL<number> => sql<number>`(select count(*) from (${which}))`.mapWith(Number);

/** How often calls were changed, all in all. */
const changes = (which: SQL): SQL<number> =>
  sql<number>`(select coalesce(sum(version), 0) from calls where id in (${which}))`.mapWith(Number);

/** How many calls an open filing has, and how often they were changed. */
export const standingIn = (filingId: string) => ({
  calls: count(callsIn(filingId)),
  changes: changes(callsIn(filingId)),
});

export interface Standing {
  readonly calls: number;
  readonly changes: number;
}

/** For a write batch: all calls of a filing are still as they were read. */
export const stillSo = (filingId: string, standing: Standing): RowChange =>
  assert(
    sql`${count(callsOf(filingId))} = ${standing.calls} and ${changes(callsOf(filingId))} = ${standing.changes}`,
  );
