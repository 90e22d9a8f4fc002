import { asc, desc, getTableColumns, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { type Facet, figures } from "../../../db/tenant/schema/figures.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { inPlace } from "./read.ts";

/** How many units, categories and spots a table holds at most. */
export const most = { below: 200, categories: 500, spots: 10, dealt: 30 } as const;

const columns = getTableColumns(figures);
/** For a read batch: what is counted of each category or source in a place, in some months; what was reported most, first. */
export const facetOf = (orm: Builder, scope: string, facet: Facet, months: readonly string[]) =>
  orm
    .select()
    .from(figures)
    .where(inPlace(scope, facet, months))
    .orderBy(desc(figures.month), desc(figures.reported), asc(figures.value))
    .limit(most.categories * months.length);

/** For a read batch: the units directly below a place that are open, or of which something is counted, by their codes. */
export const belowOf = (orm: Builder, scope: string, month: string) =>
  orm
    .select({ id: orgUnits.id, name: orgUnits.name, closedAt: orgUnits.closedAt, counted: columns })
    .from(orgUnits)
    .leftJoin(
      figures,
      sql`${figures.scope} = ${orgUnits.id} and ${figures.of} = 'place' and ${figures.facet} = 'all'
        and ${figures.month} = ${month} and ${figures.value} = ''`,
    )
    .where(
      sql`${orgUnits.parentId} = ${scope} and (${orgUnits.closedAt} is null or ${figures.scope} is not null)`,
    )
    .orderBy(sql`${orgUnits.code} is null`, orgUnits.code, orgUnits.name)
    .limit(most.below + 1);

const isTop = (scope: string): SQL => sql`(select parent_id is null from org_units where id = ${scope})`;
const pathOf = (scope: string): SQL => sql`(select path from org_units where id = ${scope})`;
const inside = (path: SQL, scope: string): SQL =>
  sql`${path} >= ${pathOf(scope)} and ${path} < ${pathOf(scope)} || '~'`;

/**
 * For a read batch: rows of all with the greatest figure, of the whole county by an index, of what lies below a unit through its units:
 * what lies elsewhere isn't read.
 */
const greatest = (orm: Builder, { scope, which, by, through, path, limit, name }: Greatest) => {
  const table = sql.raw(`"figures"`);
  const all = sql`facet = 'all' and value = ''`;
  const whole = sql`select row from (select rowid as row from ${table} where ${which} and ${all} and ${isTop(scope)}
    order by ${by} desc limit ${limit})`;
  // A cross join is read in its order: the units first, then the row of each.
  const below = sql`select row from (select f.rowid as row from ${through} u cross join ${table} f on f.scope = u.id
    where not ${isTop(scope)} and ${inside(path, scope)} and ${which} and ${all} order by ${by} desc limit ${limit})`;
  return orm
    .select({ ...columns, name })
    .from(sql`(${whole} union all ${below}) picked`)
    .innerJoin(figures, sql`figures.rowid = picked.row`)
    .orderBy(sql`${by} desc`, figures.scope);
};

/** `北关社区 / 第一网格`: grids of two communities may be called alike. */
const placeName = sql<string>`(select case when above.parent_id is null then u.name else above.name || ' / ' || u.name end
  from org_units u left join org_units above on above.id = u.parent_id where u.id = figures.scope)`;
const memberName = sql<string>`(select name from member_units where id = figures.scope)`;

interface Greatest {
  readonly scope: string;
  readonly which: SQL;
  readonly by: SQL;
  readonly through: SQL;
  readonly path: SQL;
  readonly limit: number;
  readonly name: SQL<string>;
}

const dealtBy = sql.raw("(solved + unsolved + unevaluated)");

/** For a read batch: the very places at which most was reported in a month. */
export const spotsIn = (orm: Builder, scope: string, month: string) =>
  greatest(orm, {
    ...{
      scope,
      limit: most.spots,
      by: sql.raw("spot"),
      through: sql`org_units`,
      path: sql.raw("u.path"),
      name: placeName,
    },
    which: sql`month = ${month} and spot > 0 and "of" = 'place'`,
  });

/** For a read batch: the units of the tree, or the member units, that ended most in a month. */
export const dealtIn = (orm: Builder, scope: string, month: string, of: "org" | "member") =>
  greatest(orm, {
    ...{ scope, limit: most.dealt, by: dealtBy },
    ...(of === "org"
      ? { through: sql`org_units`, path: sql.raw("u.path"), name: placeName }
      : { through: sql`member_units`, path: sql.raw("u.org_path"), name: memberName }),
    which: sql`"of" = ${of} and "of" <> 'place' and month = ${month} and ${dealtBy} > 0`,
  });
