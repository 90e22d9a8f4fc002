import { and, isNull, type SQL, sql } from "drizzle-orm";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { inForce, rulesAt } from "../county/county.ts";
import type { Context } from "../kernel/context.ts";
import { scopesOf } from "../kernel/rights.ts";
import { communityLevel, inPlace } from "../org/org.ts";
import { categoriesOf } from "./categories.ts";
import { registerMatter } from "./register.ts";
import { broughtBy } from "./sources.ts";

/** So many places are offered in one list; whoever has more chooses the community first. */
const placesAtMost = 300;

/** More than there are communities in a county, or grids in a community. */
const belowAtMost = 1000;

/** For a read batch: open units where a person may register what there is, as far as a condition lets. */
const places = ({ db, actor }: Context, where: SQL, most: number) =>
  db.orm
    .select({
      id: orgUnits.id,
      name: orgUnits.name,
      code: orgUnits.code,
      level: orgUnits.level,
      parentId: orgUnits.parentId,
      path: orgUnits.path,
    })
    .from(orgUnits)
    .where(
      and(
        sql`exists (select 1 from org_units seat where seat.id in ${["", ...scopesOf(actor.grants, registerMatter.right)]}
          and substr(${orgUnits.path}, 1, length(seat.path)) = seat.path)`,
        isNull(orgUnits.closedAt),
        where,
      ),
    )
    .limit(most);

type Place = Awaited<ReturnType<typeof read>>["all"][number];

/** What is offered to choose from: a unit with the names that lead to it. */
export interface Offered {
  readonly id: string;
  readonly name: string;
}

/** For a read batch: where there may be, or just a unit with those right below it. */
const read = (ctx: Context, orgUnitId: string | null) =>
  ctx.db.read({
    all:
      orgUnitId === null
        ? places(ctx, sql`true`, placesAtMost + 1)
        : places(ctx, sql`${orgUnitId} in (${orgUnits.id}, ${orgUnits.parentId})`, belowAtMost),
    communities: places(
      ctx,
      orgUnitId === null ? sql`${orgUnits.level} in ${communityLevel(ctx.now)}` : sql`false`,
      belowAtMost,
    ),
    rules: rulesAt(ctx.db.orm, ctx.now),
  });

/**
 * What the form of whoever registers a matter offers: the sources that staff bring, and where it may be. `isFirst`: there are so many
 * units that a community is chosen before. `own`: where the person works, if matters are dealt with there.
 */
export async function registerForm(ctx: Context, orgUnitId: string | null) {
  const { all, communities, rules: found } = await read(ctx, orgUnitId);
  const { rules } = inForce(found);
  const isFirst = orgUnitId === null && all.length > placesAtMost;
  const offered = inTree((isFirst ? communities : all).filter(({ level }) => handles(rules, level)));
  const seats = orgUnitId === null ? scopesOf(ctx.actor.grants, registerMatter.right) : [orgUnitId];
  return {
    isFirst,
    units: offered,
    own: offered.find(({ id }) => seats.includes(id))?.id ?? null,
    sources: broughtBy(rules.intake.sources, "staff"),
    categories: categoriesOf(rules.intake.categories),
  };
}

export type RegisterOffer = Awaited<ReturnType<typeof registerForm>>;

/** Whether what lies at a level has somebody to deal with it: none lies above the highest that handles matters. */
function handles({ organisation, handling }: RuleSet, level: string): boolean {
  const order = organisation.levels.map(({ key }) => key);
  return order.indexOf(level) >= order.indexOf(handling.levels.at(-1)?.level ?? "");
}

/** Each unit with those below it behind it, named by the way to it among them: `迎宾社区 / 第一网格`. */
function inTree(units: readonly Place[]): Offered[] {
  const ids = new Set(units.map(({ id }) => id));
  const below = Map.groupBy(units, ({ parentId }) =>
    parentId !== null && ids.has(parentId) ? parentId : "",
  );
  const told = (parent: string, above: string): Offered[] =>
    inPlace(below.get(parent) ?? []).flatMap(({ id, name }) => {
      const called = above === "" ? name : `${above} / ${name}`;
      return [{ id, name: called }, ...told(id, called)];
    });
  return told("", "");
}
