import { desc, lte } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { county, ruleSets } from "../../../db/tenant/schema/county.ts";
import type { RuleSet } from "../../rules/schema.ts";
import type { Instant } from "../../rules/time.ts";
import { NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";

/** What a record needs of its rules. Named, so that a database one migration behind can still answer. */
export const rulesColumns = { version: ruleSets.version, document: ruleSets.document };

const published = {
  ...rulesColumns,
  preset: ruleSets.preset,
  note: ruleSets.note,
  effectiveFrom: ruleSets.effectiveFrom,
  publishedBy: ruleSets.publishedBy,
  publishedAt: ruleSets.publishedAt,
};

/** For a read batch: the rules in force at a moment. Open the answer with `inForce`. */
export const rulesAt = (orm: Builder, now: Instant) =>
  orm
    .select(published)
    .from(ruleSets)
    .where(lte(ruleSets.effectiveFrom, now))
    .orderBy(desc(ruleSets.effectiveFrom), desc(ruleSets.version))
    .limit(1);

export interface VersionedRules {
  version: number;
  rules: RuleSet;
}

/** Documents are checked when they are stored, so they are not checked again here. */
export function inForce(rows: readonly { version: number; document: unknown }[]): VersionedRules {
  const [row] = rows;
  if (!row) throw new NotFound("rules");
  return { version: row.version, rules: row.document as RuleSet };
}

/** The rules in force with where they come from, for reading. */
export async function currentRuleSet(ctx: Context) {
  const { found } = await ctx.db.read({ found: rulesAt(ctx.db.orm, ctx.now) });
  const { version, rules } = inForce(found);
  const { preset, note, effectiveFrom, publishedBy } = found[0] as (typeof found)[number];
  return { version, rules, preset, note, effectiveFrom, publishedBy };
}

export const theCounty = (orm: Builder) => orm.select().from(county).limit(1);
