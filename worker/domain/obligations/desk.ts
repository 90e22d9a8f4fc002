import { and, asc, eq, gt, inArray } from "drizzle-orm";
import { meetings } from "../../../db/tenant/schema/meetings.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { listings } from "../../../db/tenant/schema/work.ts";
import { instant, toMs } from "../../rules/time.ts";
import type { Context } from "../kernel/context.ts";
import { scopesOf } from "../kernel/policy.ts";
import { oncePerRecord, openTodos, todoPage, urgencyOf } from "./obligations.ts";

const halfDay = 12 * 60 * 60 * 1000;

/** What a person must do and by when, and where to be: sittings from twelve hours ago on. */
export async function deskPage(ctx: Context) {
  const { orm } = ctx.db;
  const own = scopesOf(ctx.actor.grants, "meeting.view");
  const { todos, sittings } = await ctx.db.read({
    todos: openTodos(ctx),
    sittings: orm
      .selectDistinct({
        id: meetings.id,
        title: meetings.title,
        startsAt: meetings.startsAt,
        place: meetings.place,
        host: orgUnits.name,
      })
      .from(listings)
      .innerJoin(meetings, eq(meetings.id, listings.record))
      .innerJoin(orgUnits, eq(orgUnits.id, meetings.orgUnitId))
      .where(
        and(
          eq(listings.noun, "meeting"),
          inArray(listings.scope, own.length > 0 ? own : [""]),
          eq(listings.active, true),
          gt(listings.sort, instant(toMs(ctx.now) - halfDay)),
        ),
      )
      .orderBy(asc(listings.sort))
      .limit(5),
  });
  const shown = oncePerRecord(todos).map((todo) => ({ ...todo, urgency: urgencyOf(todo.dueAt, ctx.now) }));
  return { todos: shown, cut: todos.length === todoPage, meetings: sittings };
}
