import { type SQL, sql } from "drizzle-orm";
import { clocks } from "../../../db/tenant/schema/work.ts";
import type { Instant } from "../../time/instants.ts";
import { assignment } from "../assignments/assignment.ts";
import type { Context } from "../kernel/context.ts";
import { type Right, right, scopesOf } from "../kernel/rights.ts";
import { staff } from "../kernel/roles.ts";
import { countedTo } from "../lists/counts.ts";
import { bounds } from "../lists/scan.ts";
import type { DueBucket } from "../lists/words.ts";
import { matter } from "../matters/matter.ts";
import { meeting } from "../meetings/meeting.ts";
import { approveResolution } from "../resolutions/approve.ts";
import { review } from "../resolutions/clocks.ts";
import { resolution } from "../resolutions/resolution.ts";

export const viewDesk = right("desk.view", "查看待办", staff);

/** How many to-dos are shown at once. */
export const todoPage = 50;

/** What of the to-dos is shown: what is due by when, or what waits to be approved. */
export const shows = ["overdue", "today", "week", "approval"] as const satisfies (DueBucket | "approval")[];
export type Show = (typeof shows)[number];

/** Where a page of to-dos ends: after the clock in that place that runs out then. */
export interface Place {
  readonly dueAt: string;
  readonly row: number;
}

/** What of the to-dos a page shows: those in a bucket, those that come after a place. */
export interface Wanted {
  readonly show: Show | null;
  readonly after: Place | null;
}

/** A place as addresses say it. */
export const placed = ({ dueAt, row }: Place): string => `${dueAt}_${row}`;

/** Null where an address names none. */
export function placeFrom(asked: string | null | undefined): Place | null {
  const [, dueAt, row] = /^(\d{4}-\d\d-\d\dT[\d:.]{5,12}Z)_(\d{1,15})$/.exec(asked ?? "") ?? [];
  return dueAt && row ? { dueAt, row: Number(row) } : null;
}

/** Whoever may open a noun's records has their to-dos. By name, from a to z. */
const seen = [
  { noun: matter.noun, right: matter.rights.list },
  { noun: resolution.noun, right: meeting.rights.view },
] as const;

interface Part {
  readonly right: Right;
  readonly which: SQL;
}

/** Which clocks: those of each noun, and of what only a newer version of the product has, the names in between. */
const parts: readonly Part[] = [
  ...seen.map(({ noun, right }) => ({ right, which: sql`noun = ${noun}` })),
  ...["", ...seen.map(({ noun }) => noun)].map((noun, index) => {
    const next = seen[index]?.noun;
    return { right: viewDesk, which: sql`noun > ${noun}${next ? sql` and noun < ${next}` : sql``}` };
  }),
];

const reviews: readonly Part[] = [{ right: approveResolution.right, which: sql`noun = ${resolution.noun}` }];

/** For each scope of a person, and the person: a query of what stands before it. */
function each(
  { accountId, grants }: Context["actor"],
  wanted: Wanted,
  query: (from: SQL) => SQL,
  now: Instant,
): SQL[] {
  return (wanted.show === "approval" ? reviews : parts).flatMap(({ right, which }) => {
    const scopes = new Set([...scopesOf(grants, right), ...(accountId ? [accountId] : [])]);
    return [...scopes].map((scope) => query(narrowed(scope, which, wanted, now)));
  });
}

/** The clocks that stand before a scope. A record of which an earlier one stands there too is due by that. */
function narrowed(scope: string, which: SQL, { show, after }: Wanted, now: Instant): SQL {
  const running = sql`${clocks} mine where answered_by = ${scope} and ${which} and state = 'running'`;
  // No index knows the kinds: so far is looked, for the figure as for the list.
  if (show === "approval")
    return sql`(select *, mine.rowid as rowid from ${running} order by due_at, mine.rowid limit ${countedTo}) mine
      where kind = ${review.kind} ${after ? sql`and ${beyond(after)}` : sql``}`;
  const { from, until } = show === null ? { from: "", until: null } : bounds(show, now);
  const within = sql`${running} ${until === null ? sql`` : sql`and due_at >= ${from} and due_at < ${until}`}`;
  if (after) return sql`${within} and ${beyond(after)} and ${noneBefore(reached(after))}`;
  return from === "" ? within : sql`${within} and ${noneBefore(sql`+earlier.due_at < ${from}`)}`;
}

const beyond = ({ dueAt, row }: Place): SQL =>
  sql`due_at >= ${dueAt} and (due_at > ${dueAt} or mine.rowid > ${row})`;

const reached = ({ dueAt, row }: Place): SQL =>
  sql`(+earlier.due_at < ${dueAt} or (+earlier.due_at = ${dueAt} and earlier.rowid <= ${row}))`;

/** By the record: without the signs SQLite would look through all that stands before the person, for each row. */
const noneBefore = (
  which: SQL,
): SQL => sql`not exists (select 1 from ${clocks} earlier where earlier.noun = mine.noun
  and earlier.record = mine.record and +earlier.answered_by = mine.answered_by
  and +earlier.state = 'running' and ${which})`;

/** The ids of what stands before a person: of their own units, and what rose to them because nobody is there. */
export function urgent({ actor, now }: Context, wanted: Wanted): SQL {
  const all = each(
    actor,
    wanted,
    (from) => sql`select * from (select id, due_at, mine.rowid as place from ${from}
      order by due_at, mine.rowid limit ${todoPage + 1})`,
    now,
  );
  return sql`select id from (${sql.join(all, sql` union all `)}) order by due_at, place limit ${todoPage + 1}`;
}

/** How many clocks are looked at for what a menu says. */
export const waitingLooked = 50;

/**
 * For a read batch: how many records stand before a person, among the first clocks of each scope; `more` where there are more.
 * And whether the county ever dispatched a matter: where its rules know none, its menu needn't.
 */
export function waitingFor({ db: { orm }, actor, now }: Pick<Context, "db" | "actor" | "now">) {
  const all = each(
    actor,
    { show: null, after: null },
    (from) => sql`select * from (select noun, record from ${from} order by due_at limit ${waitingLooked})`,
    now,
  );
  return orm
    .select({
      n: sql<number>`count(distinct noun || record)`.mapWith(Number),
      more: sql<boolean>`count(*) >= ${waitingLooked}`.mapWith(Boolean),
      isDispatched: sql<boolean>`exists (select 1 from tallies where noun = ${assignment.noun})`.mapWith(
        Boolean,
      ),
    })
    .from(sql`(${sql.join(all, sql` union all `)})`);
}

/** What `waitingFor` found. */
export type Waiting = ReturnType<typeof waitingFor>["_"]["result"][number];

/** For a read batch: how many records stand before a person, of all that can be shown; one more than is counted where there are more. */
export function countsBefore({ db: { orm }, actor, now }: Context, what: readonly Show[]) {
  const counted = what.map((show) => {
    const all = each(
      actor,
      { show, after: null },
      (from) => sql`select * from (select distinct noun, record from ${from} limit ${countedTo + 1})`,
      now,
    );
    return sql`select ${show} as what, count(*) as n from (${sql.join(all, sql` union `)})`;
  });
  return orm
    .select({ what: sql<Show>`what`, n: sql<number>`n`.mapWith(Number) })
    .from(sql`(${sql.join(counted, sql` union all `)})`);
}
