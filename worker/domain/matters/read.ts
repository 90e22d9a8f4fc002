import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { ruleSets } from "../../../db/tenant/schema/county.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { obligations } from "../../../db/tenant/schema/work.ts";
import { evaluationDue } from "../../rules/handling.ts";
import type { RuleSet } from "../../rules/schema.ts";
import type { Instant } from "../../rules/time.ts";
import { sealAudit } from "../audit/seal.ts";
import { trace } from "../audit/trace.ts";
import { inForce, rulesAt, theCounty } from "../county/county.ts";
import { NotFound } from "../errors.ts";
import { authorise } from "../kernel/command.ts";
import type { Context } from "../kernel/context.ts";
import { eventsOf } from "../kernel/events.ts";
import { foundBy, pageOf } from "../kernel/listings.ts";
import { scopesOfPath, verdict } from "../kernel/policy.ts";
import { receiptCodeFrom } from "../kernel/secrets.ts";
import { childrenOf, lineage } from "../org/org.ts";
import { categoriesOf, categoryName, type Matter, type MatterMove, movesFrom } from "./states.ts";

/** What residents see first: where they are, and what was solved lately. Nothing of who reported. */
export async function residentHome(ctx: Context) {
  const { orm } = ctx.db;
  const { county, solved, rules } = await ctx.db.read({
    county: theCounty(orm),
    solved: orm
      .select({
        category: matters.category,
        place: orgUnits.name,
        outcome: matters.outcome,
        closedAt: matters.closedAt,
      })
      .from(matters)
      .innerJoin(orgUnits, eq(orgUnits.id, matters.orgUnitId))
      .where(eq(matters.state, "closed"))
      .orderBy(desc(matters.closedAt))
      .limit(5),
    rules: rulesAt(orm, ctx.now),
  });
  const { rules: running } = inForce(rules);
  const named = solved.map(({ category, ...rest }) => ({
    ...rest,
    category: categoryName(running, category),
  }));
  return { county: county[0], solved: named };
}

/** What the report form offers at a place: its grids if it is a community, and the categories. */
export async function reportForm(ctx: Context, orgUnitId: string) {
  const { orm } = ctx.db;
  const { above, below, rules } = await ctx.db.read({
    above: lineage(orm, orgUnitId),
    below: childrenOf(orm, orgUnitId),
    rules: rulesAt(orm, ctx.now),
  });
  const { rules: running } = inForce(rules);
  return {
    place: above.at(-1) ?? null,
    grids: below,
    categories: categoriesOf(running),
    contactRequired: !running.intake.anonymous,
  };
}

/** Everywhere a resident can live: communities, grouped under the unit above them. */
export async function communities(ctx: Context) {
  const { orm } = ctx.db;
  const level = sql`(select json_extract(value, '$.key') from json_each((select document from (${rulesAt(orm, ctx.now)})), '$.organisation.levels') where json_extract(value, '$.kind') = 'community')`;
  const { found, parents } = await ctx.db.read({
    found: orm
      .select({ id: orgUnits.id, name: orgUnits.name, parentId: orgUnits.parentId })
      .from(orgUnits)
      .where(and(sql`${orgUnits.level} in ${level}`, sql`${orgUnits.closedAt} is null`))
      .orderBy(orgUnits.level, orgUnits.path),
    parents: orm
      .select({ id: orgUnits.id, name: orgUnits.name })
      .from(orgUnits)
      .where(
        sql`${orgUnits.id} in (select distinct parent_id from org_units where level in ${level} and closed_at is null)`,
      ),
  });
  const groups = parents.map(({ id, name }) => ({
    name,
    communities: found.filter(({ parentId }) => parentId === id).map(({ id, name }) => ({ id, name })),
  }));
  return groups.sort((a, b) => a.name.localeCompare(b.name, "zh-CN"));
}

/** What the holder of a receipt sees. @throws NotFound for a code this county never gave out. */
export async function receipt(ctx: Context, typed: string) {
  const code = receiptCodeFrom(typed);
  if (!code) throw new NotFound("receipt");
  const { orm } = ctx.db;
  const found = eq(matters.receiptCode, code);
  const subject = sql`(select 'matter:' || id from matters where receipt_code = ${code})`;
  const { matter, place, events, due, rules } = await ctx.db.read({
    matter: orm.select().from(matters).where(found),
    place: lineage(orm, sql`(select org_unit_id from matters where receipt_code = ${code})`),
    events: eventsOf(orm, subject),
    due: openDues(ctx, subject),
    rules: rulesOfMatter(ctx, found),
  });
  if (!matter[0]) throw new NotFound("receipt");
  const { rules: running } = inForce(rules);
  const { resolvedAt, state } = matter[0];
  const evaluateBy =
    state === "resolved" && resolvedAt
      ? evaluationDue(running, resolvedAt as Instant, ctx.calendar).due
      : null;
  const said = events.map(withoutStaff);
  return { ...publicSide(matter[0], running), receiptCode: code, place, events: said, due, evaluateBy };
}

export type Receipt = Awaited<ReturnType<typeof receipt>>;

/** Residents see which unit acted, not which person. */
const withoutStaff = ({ kind, at, detail }: { kind: string; at: string; detail: unknown }) => ({
  kind,
  at,
  detail: detail as Record<string, unknown>,
});

function publicSide(matter: Matter, rules: RuleSet) {
  const { number, state, body, place, outcome, reportedAt, resolvedAt, closedAt } = matter;
  const where = place;
  return {
    number,
    state,
    body,
    where,
    outcome,
    reportedAt,
    resolvedAt,
    closedAt,
    category: categoryName(rules, matter.category),
  };
}

const rulesOfMatter = ({ db: { orm } }: Context, found: ReturnType<typeof eq>) =>
  orm
    .select()
    .from(ruleSets)
    .where(eq(ruleSets.version, sql`(select ${matters.ruleVersion} from ${matters} where ${found})`));

const openDues = ({ db: { orm } }: Context, subject: string | SQL) =>
  orm
    .select({
      kind: obligations.kind,
      dueAt: obligations.dueAt,
      caution: obligations.caution,
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
  const { rows, rules } = await ctx.db.read({
    rows: orm
      .select({
        id: matters.id,
        sort: page.sort,
        number: matters.number,
        state: matters.state,
        category: matters.category,
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
    rules: rulesAt(orm, ctx.now),
  });
  const { rules: running } = inForce(rules);
  const { rows: shown, next } = pageOf(rows);
  return { matters: shown.map((row) => ({ ...row, category: categoryName(running, row.category) })), next };
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
    rules: rulesOfMatter(ctx, found),
  });
  if (!matter[0]) throw new NotFound("matter");
  authorise(ctx.actor, action, scopesOfPath(matter[0].orgPath));
  const { receiptCode: _kept, reporterName, reporterPhone, ...row } = matter[0];
  const page = {
    ...row,
    category: categoryName(inForce(rules).rules, row.category),
    reporterName: reporterName && maskedName(reporterName),
    reporterPhone: reporterPhone && maskedPhone(reporterPhone),
    lineage: place,
    events: events.map(({ kind, at, actorName, detail }) => ({
      kind,
      at,
      actorName,
      detail: detail as Record<string, unknown>,
    })),
    due,
    moves: movesFrom[row.state].filter((move) => mayMove(ctx, move, row.orgPath)),
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
