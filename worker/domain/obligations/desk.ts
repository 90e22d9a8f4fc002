import { asc, eq } from "drizzle-orm";
import { meetings } from "../../../db/tenant/schema/meetings.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { instant, toMs } from "../../time/instants.ts";
import type { Context } from "../kernel/context.ts";
import { foundBy } from "../kernel/listings.ts";
import { oncePerRecord, openTodos, todoPage, urgencyOf } from "./obligations.ts";

const halfDay = 12 * 60 * 60 * 1000;

/** What a person must do and by when, and where to be: sittings from twelve hours ago on. */
export async function deskPage(ctx: Context) {
  const { orm } = ctx.db;
  const fromNow = { active: true, before: instant(toMs(ctx.now) - halfDay), forwards: true };
  const coming = foundBy(ctx, "meeting", "meeting.view", fromNow).as("coming");
  const { todos, sittings } = await ctx.db.read({
    todos: openTodos(ctx),
    sittings: orm
      .select({
        id: meetings.id,
        title: meetings.title,
        startsAt: meetings.startsAt,
        place: meetings.place,
        host: orgUnits.name,
      })
      .from(coming)
      .innerJoin(meetings, eq(meetings.id, coming.record))
      .innerJoin(orgUnits, eq(orgUnits.id, meetings.orgUnitId))
      .orderBy(asc(coming.sort))
      .limit(5),
  });
  const shown = oncePerRecord(todos).map((todo) => ({ ...todo, urgency: urgencyOf(todo.dueAt, ctx.now) }));
  return { todos: shown, cut: todos.length === todoPage, meetings: sittings };
}
