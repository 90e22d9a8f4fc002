import { and, asc, eq, gt, isNotNull, isNull, lte, or } from "drizzle-orm";
import { county } from "../../db/tenant/schema/county.ts";
import { clocks } from "../../db/tenant/schema/work.ts";
import type { Clock } from "./clocks/clocks.ts";
import { reckonClock } from "./clocks/reckon.ts";
import { type BatchOutcome, chunk, inBatches } from "./kernel/batch.ts";
import type { Context } from "./kernel/context.ts";
import { forgetReporter } from "./matters/forget-reporter.ts";
import { lapseMatter } from "./matters/lapse.ts";
import { raiseDue } from "./matters/raise-due.ts";
import { resumeDue } from "./matters/resume.ts";

/** What happens by itself when a clock of a kind is due, by noun and kind. */
export const whenDue = {
  "matter.evaluation": lapseMatter,
  "matter.step": raiseDue,
  "matter.acceptance": raiseDue,
  "matter.pause": resumeDue,
  "matter.contacts": forgetReporter,
} as const;

/**
 * What time makes happen in a county by a moment: clocks are reckoned anew once the days they rest on are announced, and
 * what is due is done. By index, in chunks; begun again, late or twice it ends in the same state.
 */
export async function actOnTime(ctx: Context): Promise<void> {
  await reckonUncertain(ctx);
  await actOnDue(ctx);
}

async function actOnDue(ctx: Context): Promise<void> {
  let last: Clock | undefined;
  do {
    const { due } = await ctx.db.read({ due: dueClocks(ctx, last) });
    for (const [kind, move] of Object.entries(whenDue)) {
      const rows = due
        .filter((clock) => `${clock.noun}.${clock.kind}` === kind)
        .map(({ id, dueAt, record }) => ({ key: `${id} ${dueAt}`, input: { [move.key]: record } }));
      report(ctx, kind, await inBatches(ctx, move, rows));
    }
    last = due.length < chunk ? undefined : due.at(-1);
  } while (last);
}

/** For a read batch: clocks that the system acts on by now, in order, from one on. What was refused isn't met again. */
function dueClocks({ db: { orm }, now }: Context, last: Clock | undefined) {
  const since = last?.actsAt ?? "";
  const later = or(gt(clocks.actsAt, since), and(eq(clocks.actsAt, since), gt(clocks.id, last?.id ?? "")));
  return orm
    .select()
    .from(clocks)
    .where(and(isNotNull(clocks.actsAt), lte(clocks.actsAt, now), later))
    .orderBy(asc(clocks.actsAt), asc(clocks.id))
    .limit(chunk);
}

/** Once for each state of the calendar: what was uncertain is reckoned by what is known now. */
async function reckonUncertain(ctx: Context): Promise<void> {
  const { orm } = ctx.db;
  const revision = String(ctx.calendar.revision);
  const { found } = await ctx.db.read({ found: orm.select({ calendar: county.calendar }).from(county) });
  if (found[0]?.calendar === revision) return;
  let last = "";
  for (;;) {
    const uncertain = and(isNotNull(clocks.caution), isNull(clocks.endedAt), gt(clocks.id, last));
    const { rows } = await ctx.db.read({
      rows: orm.select({ id: clocks.id }).from(clocks).where(uncertain).orderBy(asc(clocks.id)).limit(chunk),
    });
    const asked = rows.map(({ id }) => ({ key: `${id} ${revision}`, input: { clockId: id } }));
    report(ctx, "clock.reckon", await inBatches(ctx, reckonClock, asked));
    last = rows.at(-1)?.id ?? last;
    if (rows.length < chunk) break;
  }
  await ctx.db.write([orm.update(county).set({ calendar: revision })]);
}

/** A refusal is usually somebody who was faster; in the worker's log it can be looked into. */
function report({ realm, now }: Context, what: string, outcomes: readonly BatchOutcome<unknown>[]): void {
  for (const outcome of outcomes)
    if ("refused" in outcome)
      console.warn(JSON.stringify({ realm, now, what, key: outcome.key, refused: outcome.refused.message }));
}
