import { and, asc, eq, inArray } from "drizzle-orm";
import { meetings } from "../../../db/tenant/schema/meetings.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";
import { dayOf, type Instant, instant, toMs } from "../../time/instants.ts";
import { saidOf } from "../clocks/registry.ts";
import type { Context } from "../kernel/context.ts";
import { right, scopesOf } from "../kernel/rights.ts";
import { staff } from "../kernel/roles.ts";
import { pageFor } from "../lists/page.ts";
import { scanOf } from "../lists/scan.ts";
import { matter } from "../matters/matter.ts";
import { meetingList } from "../meetings/read.ts";
import { resolution } from "../resolutions/resolution.ts";

export const viewDesk = right("desk.view", "查看待办", staff);

/** How many to-dos are shown at once. */
const todoPage = 50;

/** For a read batch: the clocks that a person's own units must keep, the most urgent first. */
function ownClocks(ctx: Context) {
  const own = scopesOf(ctx.actor.grants, viewDesk);
  return ctx.db.orm
    .select({
      id: clocks.id,
      noun: clocks.noun,
      record: clocks.record,
      kind: clocks.kind,
      title: clocks.title,
      owner: clocks.owner,
      startedAt: clocks.startedAt,
      dueAt: clocks.dueAt,
    })
    .from(clocks)
    .where(and(eq(clocks.state, "running"), inArray(clocks.owner, own.length > 0 ? own : [""])))
    .orderBy(asc(clocks.dueAt))
    .limit(todoPage);
}

type OwnClock = Awaited<ReturnType<typeof ownClocks>>[number];

/** What a person's own units must do and by when: where two clocks run on a record, the one that runs out first. */
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
