import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { obligations } from "../../../db/tenant/schema/work.ts";
import { sealAudit } from "../audit/seal.ts";
import { trace } from "../audit/trace.ts";
import { inForce, newestEntries, olderEntries, rulesOf } from "../county/county.ts";
import { NotFound } from "../errors.ts";
import { authorise } from "../kernel/command.ts";
import type { Context } from "../kernel/context.ts";
import { eventsOf } from "../kernel/events.ts";
import { foundBy, pageOf } from "../kernel/listings.ts";
import { scopesOfPath, verdict } from "../kernel/policy.ts";
import { lineage } from "../org/org.ts";
import { basisOf } from "./basis.ts";
import { categoryName } from "./categories.ts";
import { versionOf } from "./handle.ts";
import { type MatterMove, movesFrom } from "./states.ts";

/** For a read batch: the clocks of a matter that run. */
export const openDues = ({ db: { orm } }: Context, subject: string | SQL) =>
  orm
    .select({
      kind: obligations.kind,
      dueAt: obligations.dueAt,
      caution: obligations.caution,
      ruleVersion: obligations.ruleVersion,
      owner: orgUnits.name,
    })
    .from(obligations)
    .leftJoin(orgUnits, eq(orgUnits.id, obligations.owner))
    .where(
      and(
        eq(obligations.subject, subject),
        inArray(obligations.kind, ["matter.step", "matter.overall"]),
        eq(obligations.state, "open"),
      ),
    )
    .orderBy(obligations.dueAt);

/** One page of the matters in a person's scopes, newest first, running or finished. */
export async function mattersPage(
  ctx: Context,
  { active, before }: { active: boolean; before: string | null },
) {
  const { orm } = ctx.db;
  const page = foundBy(ctx, "matter", "matter.view", { active, before }).as("page");
  const { rows, newest } = await ctx.db.read({
    rows: orm
      .select({
        id: matters.id,
        sort: page.sort,
        number: matters.number,
        state: matters.state,
        category: matters.category,
        older: olderEntries("categories", matters.ruleVersion),
        body: matters.body,
        place: matters.place,
        unit: orgUnits.name,
        handlerName: matters.handlerName,
        reportedAt: matters.reportedAt,
        dueAt: sql<string | null>`(select min(due_at) from obligations
          where subject = 'matter:' || ${matters.id} and kind = 'matter.step' and state = 'open')`,
      })
      .from(page)
      .innerJoin(matters, eq(matters.id, page.record))
      .innerJoin(orgUnits, eq(orgUnits.id, matters.orgUnitId))
      .orderBy(desc(page.sort)),
    newest: newestEntries(orm, "categories"),
  });
  const { rows: shown, next } = pageOf(rows);
  const named = shown.map(({ older, ...row }) => ({
    ...row,
    category: categoryName(older ?? newest[0]?.entries ?? [], row.category),
  }));
  return { matters: named, next };
}

/** A matter as its caseworkers see it; contact data masked. @throws NotFound outside the person's scopes. */
export const matterPage = async (ctx: Context, matterId: string) =>
  (await seenMatter(ctx, matterId, "matter.view")).page;

/** The same with the reporter's name and phone in full, for whoever has to call; each look is on record. */
export async function revealReporter(ctx: Context, matterId: string) {
  const seen = await seenMatter(ctx, matterId, "matter.revealReporter");
  await ctx.db.write([trace(ctx, "matter.revealReporter", `matter:${matterId}`)]);
  ctx.defer(() => sealAudit(ctx));
  return seen;
}

async function seenMatter(ctx: Context, matterId: string, action: "matter.view" | "matter.revealReporter") {
  const { orm } = ctx.db;
  const found = eq(matters.id, matterId);
  const { matter, place, events, due, rules } = await ctx.db.read({
    matter: orm.select().from(matters).where(found),
    place: lineage(orm, sql`(select org_unit_id from matters where id = ${matterId})`),
    events: eventsOf(orm, `matter:${matterId}`),
    due: openDues(ctx, `matter:${matterId}`),
    rules: rulesOf(orm, versionOf(orm, found)),
  });
  if (!matter[0]) throw new NotFound("matter");
  authorise(ctx.actor, action, scopesOfPath(matter[0].orgPath));
  const own = inForce(rules);
  const { receiptCode: _kept, reporterName, reporterPhone, ...row } = matter[0];
  const page = {
    ...row,
    category: categoryName(own.rules.intake.categories, row.category),
    reporterName: reporterName && maskedName(reporterName),
    reporterPhone: reporterPhone && maskedPhone(reporterPhone),
    lineage: place,
    events: events.map(({ kind, at, actorName, detail }) => ({
      kind,
      at,
      actorName,
      detail: detail as Record<string, unknown>,
    })),
    due: due.map((clock) => ({ ...clock, basis: basisOf(own, row.level, clock) })),
    moves: movesFrom[row.state].filter((move) => mayMove(ctx, move, row.levelPath)),
  };
  return { page, reporter: { reporterName, reporterPhone } };
}

export type MatterPage = Awaited<ReturnType<typeof matterPage>>;

const moveActions = {
  accept: "matter.accept",
  decline: "matter.decline",
  resolve: "matter.resolve",
} as const;

function mayMove({ actor }: Context, move: MatterMove, path: string): move is keyof typeof moveActions {
  if (!(move in moveActions)) return false;
  return (
    verdict(actor.grants, moveActions[move as keyof typeof moveActions], scopesOfPath(path)) === "allowed"
  );
}

/** 张* and 138****5678: enough to tell people apart, not to reach them. */
export const maskedName = (name: string): string => `${[...name][0] ?? ""}*`;
export const maskedPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;
