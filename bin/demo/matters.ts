import { and, eq, lte } from "drizzle-orm";
import type { DemoMatter } from "../../db/demo/types.ts";
import { clocks } from "../../db/tenant/schema/work.ts";
import { Forbidden } from "../../worker/domain/errors.ts";
import { type Actor, systemFor, visitor } from "../../worker/domain/kernel/context.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { step as stepClock } from "../../worker/domain/matters/clocks.ts";
import { declineMatter } from "../../worker/domain/matters/decline.ts";
import { evaluateMatter } from "../../worker/domain/matters/evaluate.ts";
import { raiseDue } from "../../worker/domain/matters/raise-due.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { resolveMatter } from "../../worker/domain/matters/resolve.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { acting, after, momentOf, type Stage } from "./acting.ts";
import { actor, type Cast, later, one } from "./cast.ts";

/** Tells a matter's story, step by step. */
export async function tellMatter(cast: Cast, matter: DemoMatter): Promise<void> {
  const { stage, org, people } = cast;
  const { source, category, text: body, place } = matter;
  const resident = source === "resident" || source === "hotline";
  const reporter = people.get(matter.reporter) ?? visitor;
  let at = momentOf(stage, matter.reported);
  const contact = resident ? { reporterName: matter.reporter, reporterPhone: "13800000000" } : {};
  const input = { orgUnitId: org.get(matter.org), category, body, place, source, ...contact };
  const { id: matterId, receiptCode } = await reportMatter(acting(stage, reporter, at), input);
  for (const step of matter.steps) {
    at = later(momentOf(stage, step.when), after(at, 5));
    const wentUp = await passUp(stage, matterId, at);
    if (step.kind === "evaluated") {
      const { solved, comment } = step;
      const satisfied = solved || undefined;
      await evaluateMatter(acting(stage, visitor, at), { receiptCode, solved, satisfied, comment });
      continue;
    }
    await byWhoMay(cast, matter.org, step.by, async (by) => {
      const ctx = acting(stage, by, at);
      if (step.kind === "accepted") await acceptMatter(ctx, { matterId });
      if (step.kind === "declined") await declineMatter(ctx, { matterId, reason: step.reason });
      if (step.kind !== "resolved") return;
      // Where it went there was nobody's yet.
      if (wentUp) await acceptMatter(ctx, { matterId });
      await resolveMatter(acting(stage, by, after(at, 1)), { matterId, outcome: step.result });
    });
  }
  await passUp(stage, matterId, stage.today);
}

/** What time would have done by then: whenever a level's time was over, the matter went up. Answers whether it did. */
async function passUp(stage: Stage, matterId: string, until: Instant): Promise<boolean> {
  const { db } = stage;
  const due = and(eq(clocks.noun, "matter"), eq(clocks.record, matterId), lte(clocks.actsAt, until));
  for (let times = 0; ; times++) {
    const { found } = await db.read({
      found: db.orm
        .select({ at: clocks.actsAt })
        .from(clocks)
        .where(and(due, eq(clocks.kind, stepClock.kind))),
    });
    const at = found[0]?.at;
    if (!at) return times > 0;
    await raiseDue({ ...acting(stage, visitor, at as Instant), actor: systemFor("due") }, { matterId });
  }
}

/** A matter that was raised is no longer the named person's: then the officers above the unit act, from below up. */
async function byWhoMay(
  cast: Cast,
  unit: string,
  named: string,
  act: (by: Actor) => Promise<void>,
): Promise<void> {
  const { county, people } = cast;
  const officers: string[] = [];
  for (
    let key: string | null = unit;
    key !== null;
    key = one(county.org, (node) => node.key === key).parent
  ) {
    if (people.has(`officer-${key}`)) officers.push(`officer-${key}`);
  }
  for (const key of [named, ...officers, "admin"]) {
    try {
      return await act(actor(people, key));
    } catch (error) {
      if (!(error instanceof Forbidden)) throw error;
    }
  }
  throw new Error(`nobody in the sample may handle a matter at ${unit}`);
}
