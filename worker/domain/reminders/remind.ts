import { and, asc, eq, gt, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { county } from "../../../db/tenant/schema/county.ts";
import { robots } from "../../../db/tenant/schema/org.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";
import { type DueRange, nextReminding, remindingAt } from "../../rules/engine/reminders.ts";
import { dayOf, type Instant, instantOf, localDateOf, toMs } from "../../time/instants.ts";
import { inForce, rulesAt } from "../county/county.ts";
import type { Context } from "../kernel/context.ts";
import { sendOnce } from "../kernel/outbox.ts";
import { caseworkers } from "../kernel/roles.ts";
import { idMaker } from "../kernel/secrets.ts";
import { awakeAt } from "../robots/quiet.ts";
import { digestOf } from "./digest.ts";

/** Groups are looked after so many at a time. */
const together = 20;
/** How many clocks of a unit are looked at, the most urgent first; several may run on one record. */
const read = 60;

/**
 * Reminds the groups of a county's units of what stands before them, once on each working day at the hour of the rules in force:
 * one message for each, through the outbox. A day that was missed is not made up for. Counties without groups cost one read.
 */
export async function remindOnTime(ctx: Context): Promise<void> {
  const { orm } = ctx.db;
  const { known, any } = await ctx.db.read({
    known: orm.select({ remindAt: county.remindAt }).from(county),
    any: orm.select({ id: robots.id }).from(robots).limit(1),
  });
  const planned = known[0]?.remindAt ?? null;
  const next = any.length > 0 ? await reminded(ctx, planned) : null;
  if (next !== planned) await ctx.db.write([orm.update(county).set({ remindAt: next })]);
}

/** Reminds where it is time, and says when it is next. */
async function reminded(ctx: Context, planned: string | null): Promise<Instant> {
  const { orm } = ctx.db;
  const { found } = await ctx.db.read({ found: rulesAt(orm, ctx.now) });
  const { rules } = inForce(found);
  const isTime = planned !== null && planned <= ctx.now;
  if (isTime && localDateOf(planned as Instant) === localDateOf(ctx.now)) {
    const { ahead, overdue } = remindingAt(rules, ctx.now, ctx.calendar);
    await remindAll(ctx, [...ahead, ...overdue]);
  }
  return nextReminding(rules, ctx.now, ctx.calendar);
}

async function remindAll(ctx: Context, ranges: readonly DueRange[]): Promise<void> {
  if (ranges.length === 0) return;
  let last = "";
  for (;;) {
    const { groups } = await ctx.db.read({ groups: groupsAfter(ctx.db.orm, last) });
    await remindSome(ctx, groups, ranges);
    last = groups.at(-1)?.id ?? last;
    if (groups.length < together) return;
  }
}

const groupsAfter = (orm: Builder, last: string) =>
  orm
    .select({
      id: robots.id,
      name: sql<string>`coalesce((select name from org_units where id = robots.id),
        (select name from member_units where id = robots.id), '')`,
    })
    .from(robots)
    .where(gt(robots.id, last))
    .orderBy(asc(robots.id))
    .limit(together);

async function remindSome(
  ctx: Context,
  groups: readonly { id: string; name: string }[],
  ranges: readonly DueRange[],
): Promise<void> {
  const { orm } = ctx.db;
  const queries = groups.map(({ id }) => [id, standing(ctx, id, ranges)] as const);
  const found = await ctx.db.read(Object.fromEntries(queries));
  const newId = idMaker(toMs(ctx.now));
  const day = localDateOf(ctx.now);
  const messages = groups.flatMap(({ id, name }) => {
    const rows = found[id] ?? [];
    const digest = digestOf(name, rows.slice(0, read), ctx.now, rows.length > read);
    const body = digest && { scope: id, urgent: false, until: instantOf(dayOf(ctx.now) + 1, 0), ...digest };
    // By the day, so that a message that comes again, or another hour of new rules, reminds nobody twice.
    return body
      ? [sendOnce(orm, { now: ctx.now, newId }, "robot", `reminder ${id} ${day}`, body, awakeAt(ctx.now))]
      : [];
  });
  if (messages.length > 0) await ctx.db.write(messages);
}

/** For a read batch: what stands before a unit and is due in one of the ranges, the most urgent first. */
const standing = ({ db: { orm }, now }: Context, scope: string, ranges: readonly DueRange[]) =>
  orm
    .select({
      noun: clocks.noun,
      record: clocks.record,
      kind: clocks.kind,
      title: clocks.title,
      inputs: clocks.inputs,
      dueAt: clocks.dueAt,
      handler: inHandOf,
      people: peopleOf,
    })
    .from(clocks)
    .where(
      and(
        eq(clocks.answeredBy, scope),
        sql`${clocks.state} = 'running' and ${clocks.startedAt} < ${now}`,
        dueIn(ranges),
      ),
    )
    .orderBy(asc(clocks.dueAt))
    .limit(read + 1);

/** From the first to the last by the index, and of these what lies in one. */
function dueIn(ranges: readonly DueRange[]): SQL {
  const from = ranges.map((range) => range.from).sort()[0] ?? "";
  const until =
    ranges
      .map((range) => range.until)
      .sort()
      .at(-1) ?? "";
  return sql`due_at >= ${from} and due_at < ${until} and exists (
    select 1 from json_each(${JSON.stringify(ranges)}) range
    where due_at >= range.value ->> 'from' and due_at < range.value ->> 'until')`;
}

/** For a select: whoever has the matter in hand. */
const inHandOf = sql<
  string | null
>`(select coalesce((select name from accounts where id = handler_id), handler_name)
  from matters where clocks.noun = 'matter' and matters.id = clocks.record and clocks.kind in ('step', 'overall', 'pause'))`;

const acting = sql.join(
  [...caseworkers, "unit_liaison", "meeting_secretary"].map((role) => sql`${role}`),
  sql`, `,
);

/** For a select: up to three people of the unit that a clock stands before. */
const peopleOf = sql<string | null>`(select group_concat(name, '、') from (
  select distinct accounts.name as name from grants join accounts on accounts.id = grants.account_id
  where grants.scope_id = clocks.answered_by and grants.revoked_at is null and accounts.disabled_at is null
    and grants.role in (${acting}) order by accounts.name limit 3))`;
