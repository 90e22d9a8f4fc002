import { eq } from "drizzle-orm";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import { nameIn } from "../../rules/document/names.ts";
import { inForce, rulesAt } from "../county/county.ts";
import type { Context } from "../kernel/context.ts";
import { ledBy, pageOf } from "../lists/added.ts";
import type { Asked, ListOf } from "../lists/asked.ts";
import type { Page } from "../lists/page.ts";
import { readList } from "../lists/read.ts";
import { mostSeats, openSeats } from "../org/org.ts";
import { topOfCounty } from "../org/root.ts";
import { memberUnit } from "./member-unit.ts";

/** Member units by name: all of the county, for whoever works in it. */
const unitList: ListOf = {
  noun: "unit",
  right: memberUnit.rights.view,
  placed: true,
  open: topOfCounty,
  orders: { active: ["first"], ended: ["first"] },
};

/** For a read batch: the rows of one page of a list. */
const listedUnits = ({ db: { orm } }: Context, { table, record, key, inOrder }: Page) =>
  orm
    .select({
      key,
      id: memberUnits.id,
      name: memberUnits.name,
      kind: memberUnits.kind,
      orgUnitId: memberUnits.orgUnitId,
      seat: orgUnits.name,
      closedAt: memberUnits.closedAt,
    })
    .from(table)
    .innerJoin(memberUnits, eq(memberUnits.id, record))
    .innerJoin(orgUnits, eq(orgUnits.id, memberUnits.orgUnitId))
    .orderBy(inOrder);

/** One page of the member units with where they are registered; `added` leads it, `adding` says what the form offers. */
export async function unitsPage(
  ctx: Context,
  asked: Asked,
  { added, adding = false }: { added?: string | undefined; adding?: boolean } = {},
) {
  const { orm } = ctx.db;
  const { rows, page, besides } = await readList(ctx, unitList, asked, (page) => ({
    rows: listedUnits(ctx, page),
    added: listedUnits(ctx, pageOf(page, added)),
    rules: rulesAt(orm, ctx.now),
    seats: openSeats(orm, ctx.now, adding ? mostSeats : 0),
  }));
  const { unitKinds, levels } = inForce(besides.rules).rules.organisation;
  const kindName = (kind: string) => nameIn(unitKinds, kind);
  return {
    ...page,
    units: ledBy(besides.added, rows).map((row) => ({ ...row, kindName: kindName(row.kind) })),
    kinds: page.counts.facets.kind.map(({ value, n }) => ({ value, n, name: kindName(value) })),
    unitKinds,
    seats: besides.seats,
    levels,
  };
}

export type UnitsList = Awaited<ReturnType<typeof unitsPage>>;
