import { eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { nameIn } from "../../rules/document/names.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { inForce, rulesAt } from "../county/county.ts";
import type { Context } from "../kernel/context.ts";
import { ledBy, pageOf } from "../lists/added.ts";
import type { Asked, ListOf } from "../lists/asked.ts";
import type { Page } from "../lists/page.ts";
import { type ListPage, readList } from "../lists/read.ts";
import { orgUnit } from "./org-unit.ts";
import { topOfCounty } from "./root.ts";

/** The units of the tree by official code, then by name: all of the county, for whoever works in it. */
export const orgList: ListOf = {
  noun: "org",
  right: orgUnit.rights.view,
  placed: true,
  nested: true,
  open: topOfCounty,
  orders: { active: ["first"], ended: ["first"] },
};

/** For a read batch: the rows of one page of a list, and the one that has just been added. */
export const listedOrgs = (ctx: Context, page: Page, added?: string) => ({
  rows: rowsOf(ctx, page),
  added: rowsOf(ctx, pageOf(page, added)),
});

function rowsOf({ db: { orm } }: Context, { table, record, key, inOrder }: Page) {
  const parents = alias(orgUnits, "parents");
  return orm
    .select({
      key,
      id: orgUnits.id,
      parentId: orgUnits.parentId,
      parentName: sql<string | null>`${parents.name}`,
      level: orgUnits.level,
      name: orgUnits.name,
      code: orgUnits.code,
      kind: orgUnits.kind,
      households: orgUnits.households,
      residents: orgUnits.residents,
      closedAt: orgUnits.closedAt,
    })
    .from(table)
    .innerJoin(orgUnits, eq(orgUnits.id, record))
    .leftJoin(parents, eq(parents.id, orgUnits.parentId))
    .orderBy(inOrder);
}

type Rows = Awaited<ReturnType<typeof rowsOf>>;

/** A page of units in the words of the rules. */
export function inWords(
  { organisation: { levels, gridKinds } }: RuleSet,
  page: ListPage,
  { rows, added }: { rows: Rows; added: Rows },
) {
  const { kind, source } = page.counts.facets;
  return {
    ...page,
    units: ledBy(added, rows).map((row) => ({
      ...row,
      levelName: nameIn(levels, row.level),
      kindName: row.kind && nameIn(gridKinds, row.kind),
    })),
    kinds: kind.map(({ value, n }) => ({ value, n, name: nameIn(levels, value) })),
    sources: Object.fromEntries(source.map(({ value }) => [value, nameIn(gridKinds, value)])),
  };
}

export type OrgList = ReturnType<typeof inWords>;

/** One page of the units of the tree. */
export async function orgUnitsPage(ctx: Context, asked: Asked): Promise<OrgList> {
  const { rows, page, besides } = await readList(ctx, orgList, asked, (page) => ({
    ...listedOrgs(ctx, page),
    rules: rulesAt(ctx.db.orm, ctx.now),
  }));
  return inWords(inForce(besides.rules).rules, page, { rows, added: [] });
}
