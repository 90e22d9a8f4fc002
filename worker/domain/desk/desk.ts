import { asc, eq, type SQL, sql } from "drizzle-orm";
import { meetings } from "../../../db/tenant/schema/meetings.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";
import { dayOf, type Instant, instant, toMs } from "../../time/instants.ts";
import { unattended } from "../clocks/answering.ts";
import { saidOf } from "../clocks/registry.ts";
import type { Context } from "../kernel/context.ts";
import { type Right, right, scopesOf } from "../kernel/rights.ts";
import { staff } from "../kernel/roles.ts";
import { pageFor } from "../lists/page.ts";
import { scanOf } from "../lists/scan.ts";
import { matter } from "../matters/matter.ts";
import { meeting } from "../meetings/meeting.ts";
import { meetingList } from "../meetings/read.ts";
import { resolution } from "../resolutions/resolution.ts";

export const viewDesk = right("desk.view", "查看待办", staff);

/** How many to-dos are shown at once. */
const todoPage = 50;

/** Whoever may open a noun's records has their to-dos. By name, from a to z. */
const seen = [
  { noun: matter.noun, right: matter.rights.view },
  { noun: resolution.noun, right: meeting.rights.view },
] as const;

/** Which clocks: those of each noun, and of what only a newer version of the product has, the names in between. */
const parts: readonly { right: Right; which: SQL }[] = [
  ...seen.map(({ noun, right }) => ({ right, which: sql`noun = ${noun}` })),
  ...["", ...seen.map(({ noun }) => noun)].map((noun, index) => {
    const next = seen[index]?.noun;
    return { right: viewDesk, which: sql`noun > ${noun}${next ? sql` and noun < ${next}` : sql``}` };
  }),
];

/** The most urgent of what stands before one scope, or one person: as many as are shown, whatever else waits there. */
const urgentFor = (scope: string, which: SQL) =>
  sql`select * from (select id, due_at from ${clocks}
    where answered_by = ${scope} and ${which} and state = 'running' order by due_at limit ${todoPage})`;

/** The ids of what stands before a person: of their own units, and what rose to them because nobody is there. */
function urgent({ accountId, grants }: Context["actor"]): SQL {
  const all = parts.flatMap(({ right, which }) => {
    const scopes = new Set([...scopesOf(grants, right), ...(accountId ? [accountId] : [])]);
    return [...scopes].map((scope) => urgentFor(scope, which));
  });
  return sql`select id from (${sql.join(all, sql` union all `)}) order by due_at limit ${todoPage}`;
}

/** For a read batch: the clocks that stand before a person, the most urgent first. */
function ownClocks(ctx: Context) {
  return ctx.db.orm
    .select({
      id: clocks.id,
      noun: clocks.noun,
      record: clocks.record,
      kind: clocks.kind,
      title: clocks.title,
      owner: clocks.owner,
      answeredBy: clocks.answeredBy,
      unattended,
      startedAt: clocks.startedAt,
      dueAt: clocks.dueAt,
    })
    .from(clocks)
    .where(sql`${clocks.id} in (${urgent(ctx.actor)})`)
    .orderBy(asc(clocks.dueAt))
    .limit(todoPage);
}

type OwnClock = Awaited<ReturnType<typeof ownClocks>>[number];

/** What stands before a person and by when: where two clocks run on a record, the one that runs out first. */
function todosOf(rows: readonly OwnClock[]) {
  const first = new Map([...rows].reverse().map((row) => [`${row.noun} ${row.record}`, row]));
  return rows
    .filter((row) => first.get(`${row.noun} ${row.record}`) === row)
    .map((row) => ({ ...row, todo: saidOf(row).todo ?? "", page: pageOf(row) }));
}

const pages: Readonly<Record<string, string>> = { matter: matter.page, resolution: resolution.page };

/** Where the record of a clock is dealt with; one that only a newer version of the product has leads nowhere else. */
const pageOf = ({ noun, record }: OwnClock): string =>
  pages[noun] === undefined ? "/desk" : `${pages[noun]}${encodeURIComponent(record)}`;

export async function todos(ctx: Context) {
  const { rows } = await ctx.db.read({ rows: ownClocks(ctx) });
  return { todos: todosOf(rows) };
}

const halfDay = 12 * 60 * 60 * 1000;

/** What a person must do and by when, and where to be: meetings from twelve hours ago on. */
export async function deskPage(ctx: Context) {
  const { orm } = ctx.db;
  const fromNow = { after: instant(toMs(ctx.now) - halfDay), size: 5 };
  const coming = pageFor(ctx, scanOf(ctx, meetingList, fromNow));
  const { rows, near } = await ctx.db.read({
    rows: ownClocks(ctx),
    near: orm
      .select({
        id: meetings.id,
        title: meetings.title,
        startsAt: meetings.startsAt,
        place: meetings.place,
        host: orgUnits.name,
      })
      .from(coming.table)
      .innerJoin(meetings, eq(meetings.id, coming.record))
      .innerJoin(orgUnits, eq(orgUnits.id, meetings.orgUnitId))
      .orderBy(coming.inOrder)
      .limit(5),
  });
  const shown = todosOf(rows).map((todo) => ({ ...todo, urgency: urgencyOf(todo.dueAt, ctx.now) }));
  return { todos: shown, cut: rows.length === todoPage, meetings: near };
}

export type Urgency = "overdue" | "today" | "soon" | "later";

/** Days as people in China count them: today, the next seven days, later. */
export function urgencyOf(dueAt: string, now: Instant): Urgency {
  const due = dueAt as Instant;
  if (due < now) return "overdue";
  const daysLeft = dayOf(due) - dayOf(now);
  if (daysLeft === 0) return "today";
  return daysLeft <= 7 ? "soon" : "later";
}
