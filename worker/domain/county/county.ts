import { and, asc, gt, inArray, lt, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { county, ruleSets } from "../../../db/tenant/schema/county.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import type { Instant } from "../../time/instants.ts";
import { Invalid, NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { documentOf } from "./document.ts";

/** What a record needs of its rules. */
export const rulesColumns = (orm: Builder) => ({ version: ruleSets.version, document: documentOf(orm) });

/** For a read batch: the rules in force at a moment. Open the answer with `inForce`. */
export const rulesAt = (orm: Builder, now: Instant | SQL<Instant>) =>
  orm
    .select({
      ...rulesColumns(orm),
      preset: ruleSets.preset,
      note: ruleSets.note,
      effectiveFrom: ruleSets.effectiveFrom,
      publishedBy: ruleSets.publishedBy,
      publishedAt: ruleSets.publishedAt,
    })
    .from(ruleSets)
    .where(sql`${ruleSets.version} = (${versionAt(now)})`);

const inForceAt = (now: Instant | SQL<Instant>): SQL => sql`
  from rule_sets where effective_from <= ${now}
  order by effective_from desc, published_at desc, version desc limit 1`;

/** The same as a condition of SQL: the version in force at a moment, in parentheses or joined. */
export const versionAt = (now: Instant | SQL<Instant>): SQL => sql`select version ${inForceAt(now)}`;

/** What the rules in force list under a path such as `$.organisation.levels`, for a condition of SQL: rows of json_each. */
export const entriesAt = (path: string, now: Instant): SQL =>
  sql`json_each((select document ${inForceAt(now)}), ${path})`;

/** A moment, or that of the last publication where it is later: whoever publishes has nothing in force after them. */
export const notBeforeLast = (now: Instant): SQL<Instant> =>
  sql<Instant>`max(${now}, (select max(published_at) from rule_sets))`;

export interface VersionedRules {
  version: number;
  rules: RuleSet;
}

/** A row with `rulesColumns`. */
export interface RulesRow {
  version: number;
  document: RuleSet;
}

export function inForce(rows: readonly RulesRow[]): VersionedRules {
  const [row] = rows;
  if (!row) throw new NotFound("rules");
  return { version: row.version, rules: row.document };
}

/** One of several versions that were read. @throws NotFound when it isn't among them. */
export const ruledBy = (rows: readonly RulesRow[], version: number): VersionedRules =>
  inForce(rows.filter((row) => row.version === version));

/** The effective date of what was taken back before it took effect: a moment no county reaches. */
export const NEVER = "9999-12-31T00:00:00.000Z";

/** For a read batch: rules that are published and not yet in force, the next first. */
export const rulesToCome = (orm: Builder, now: Instant) =>
  orm
    .select({ ...rulesColumns(orm), effectiveFrom: ruleSets.effectiveFrom })
    .from(ruleSets)
    .where(and(gt(ruleSets.effectiveFrom, now), lt(ruleSets.effectiveFrom, NEVER)))
    .orderBy(asc(ruleSets.effectiveFrom))
    .limit(5);

/** @throws Invalid when rules to come know nothing of what is about to be used. */
export function mustLast(
  coming: readonly RulesRow[],
  collection: "levels" | "gridKinds" | "unitKinds",
  key: string,
  path: string,
): void {
  const without = coming.find(
    ({ document }) => !document.organisation[collection].some((entry) => entry.key === key),
  );
  if (!without) return;
  const message = `已经发布、即将生效的规则第 ${without.version} 版去掉了这一种，不能再新增`;
  throw new Invalid([{ path, message }]);
}

/** For a read batch: the rules of the versions a query finds, such as the one a record began under. */
export const rulesOf = (orm: Builder, versions: SQLWrapper) =>
  orm.select(rulesColumns(orm)).from(ruleSets).where(inArray(ruleSets.version, versions));

interface Lists {
  intake: RuleSet["intake"];
  categories: RuleSet["intake"]["categories"];
  whistles: RuleSet["handling"]["whistles"];
  series: RuleSet["meetings"]["series"];
}

const pathOf: Record<keyof Lists, string> = {
  intake: "$.intake",
  categories: "$.intake.categories",
  whistles: "$.handling.whistles",
  series: "$.meetings.series",
};

const extracted = <L extends keyof Lists>(list: L): SQL<Lists[L]> =>
  sql`json_extract(${ruleSets.document}, ${pathOf[list]})`.mapWith(JSON.parse);

const newest = sql`(select max(version) from rule_sets)`;

/** For a read batch: the rules in force and, where others are to come, the newest; those in force first. */
export const presentRules = (orm: Builder, now: Instant) =>
  orm
    .select(rulesColumns(orm))
    .from(ruleSets)
    .where(sql`${ruleSets.version} in ((${versionAt(now)}), ${newest})`)
    .orderBy(sql`${ruleSets.version} = (${versionAt(now)}) desc`);

/** A column for a list: what a record's own version says, where that is older than the newest; otherwise null. */
export const olderEntries = <L extends keyof Lists>(list: L, version: SQLWrapper): SQL<Lists[L] | null> =>
  sql`(select ${extracted(list)} from ${ruleSets}
    where ${ruleSets.version} = ${version} and ${version} < ${newest})`.mapWith(JSON.parse);

/** The rules in force with where they come from, for reading. */
export async function currentRuleSet(ctx: Context) {
  const { found } = await ctx.db.read({ found: rulesAt(ctx.db.orm, ctx.now) });
  const { version, rules } = inForce(found);
  const { preset, note, effectiveFrom, publishedBy } = found[0] as (typeof found)[number];
  return { number: version, rules, preset, note, effectiveFrom, publishedBy };
}

export const theCounty = (orm: Builder) => orm.select().from(county).limit(1);
