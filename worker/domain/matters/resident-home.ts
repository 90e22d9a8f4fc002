import { and, desc, eq, isNull, type Placeholder, sql } from "drizzle-orm";
import type { Builder, Results } from "../../../db/client.ts";
import { type builder, compiled, type Places } from "../../../db/queries.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { masked } from "../../text/masked.ts";
import type { Instant } from "../../time/instants.ts";
import { olderEntries, presentRules } from "../county/county.ts";
import { monthOf } from "../figures/counting.ts";
import { endedOf, exclusionsOf, totalsOf } from "../figures/read.ts";
import type { Context } from "../kernel/context.ts";
import { communityLevel } from "../org/org.ts";
import { topOfCounty } from "../org/root.ts";
import { type Category, categoriesOf, categoryNames, isUnclear } from "./categories.ts";
import { mostReported } from "./often.ts";

/** How many categories the home offers at once. */
const mostTiles = 8;

/**
 * What residents see first: what is reported most, how matters ended this month and what was solved lately, in the county or
 * in the community somebody chose, and when offices are open. Nothing of who reported.
 */
export async function residentHome(ctx: Context, communityId: string | null = null) {
  const { db, now } = ctx;
  const near = communityId ?? "";
  const read = await db.read({
    community: openCommunity(db.orm, near, now),
    lately: lately({}),
    nearby: latelyNear({ near }),
    figures: totalsOf(db.orm, topOfCounty, [monthOf(now)]),
    figuresNear: totalsOf(db.orm, near, [monthOf(now)]),
    used: mostReported(db.orm, 3 * mostTiles),
    rules: presentRules(db.orm, now),
  });
  // One that was closed or never was: the county's is shown.
  const [community] = read.community;
  const newest = read.rules.at(-1)?.document.intake.categories ?? [];
  const present = categoriesOf(read.rules[0]?.document.intake.categories ?? []);
  const [counted] = community ? read.figuresNear : read.figures;
  return {
    community: community ?? null,
    tiles: tilesOf(present, read.used),
    figures: endedOf(counted),
    exclusions: exclusionsOf(counted),
    solved: (community ? read.nearby : read.lately).map((row) => named(row, newest)),
    hours: read.rules[0]?.document.officeHours ?? null,
    services: read.rules[0]?.document.serviceHours?.services ?? [],
  };
}

/** What is reported most, as far as it can still be chosen; while there is little, the rules' own first ones. */
function tilesOf(present: readonly Category[], used: readonly { category: string }[]) {
  const often = used.flatMap(({ category }) => present.find(({ key }) => key === category) ?? []);
  const others = present.filter((one) => !often.includes(one));
  return [...often, ...others].filter((one) => !isUnclear(one)).slice(0, mostTiles);
}

function named({ category, older, outcome, ...rest }: Lately, newest: RuleSet["intake"]["categories"]) {
  return {
    ...rest,
    outcome: outcome && masked(outcome),
    category: categoryNames(older ?? newest, category),
  };
}

/** For a read batch: a community that is open. */
export const openCommunity = (orm: Builder, id: string, now: Instant) =>
  orm
    .select({ id: orgUnits.id, name: orgUnits.name })
    .from(orgUnits)
    .where(
      and(eq(orgUnits.id, id), isNull(orgUnits.closedAt), sql`${orgUnits.level} in ${communityLevel(now)}`),
    );

const solved = (orm: typeof builder, near?: Placeholder) =>
  orm
    .select({
      category: matters.category,
      older: olderEntries("categories", matters.ruleVersion),
      unit: orgUnits.name,
      outcome: matters.outcome,
      closedAt: matters.closedAt,
    })
    .from(matters)
    .innerJoin(orgUnits, eq(orgUnits.id, matters.orgUnitId))
    .where(
      and(near && eq(matters.communityId, near), eq(matters.closure, "solved"), isNull(matters.withheldAt)),
    )
    .orderBy(desc(matters.closedAt))
    .limit(5);

const lately = compiled((orm) => solved(orm));
const latelyNear = compiled((orm, { near }: Places<{ near: string }>) => solved(orm, near));
type Lately = Results<{ rows: ReturnType<typeof solved> }>["rows"][number];
