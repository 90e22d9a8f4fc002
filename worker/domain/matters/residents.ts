import { and, desc, eq, sql } from "drizzle-orm";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { evaluationDue } from "../../rules/engine/handling.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import type { Instant } from "../../time/instants.ts";
import { inForce, newestEntries, olderEntries, rulesAt, rulesOf, theCounty } from "../county/county.ts";
import { NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { eventsOf } from "../kernel/events.ts";
import { receiptCodeFrom } from "../kernel/secrets.ts";
import { childrenOf, lineage } from "../org/org.ts";
import { versionOf } from "./handle.ts";
import { openDues } from "./read.ts";
import { categoriesOf, categoryName, type Matter } from "./states.ts";

/** What residents see first: where they are, and what was solved lately. Nothing of who reported. */
export async function residentHome(ctx: Context) {
  const { orm } = ctx.db;
  const { county, solved, newest } = await ctx.db.read({
    county: theCounty(orm),
    solved: orm
      .select({
        category: matters.category,
        older: olderEntries("categories", matters.ruleVersion),
        place: orgUnits.name,
        outcome: matters.outcome,
        closedAt: matters.closedAt,
      })
      .from(matters)
      .innerJoin(orgUnits, eq(orgUnits.id, matters.orgUnitId))
      .where(eq(matters.state, "closed"))
      .orderBy(desc(matters.closedAt))
      .limit(5),
    newest: newestEntries(orm, "categories"),
  });
  const named = solved.map(({ category, older, ...rest }) => ({
    ...rest,
    category: categoryName(older ?? newest[0]?.entries ?? [], category),
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
    categories: categoriesOf(running.intake.categories),
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
    rules: rulesOf(orm, versionOf(orm, found)),
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
    category: categoryName(rules.intake.categories, matter.category),
  };
}
