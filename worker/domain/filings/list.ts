import { eq, sql } from "drizzle-orm";
import { filings } from "../../../db/tenant/schema/filings.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { formatMonth } from "../../time/format.ts";
import type { Instant, LocalDate } from "../../time/instants.ts";
import { inForce, olderEntries, presentRules } from "../county/county.ts";
import type { Context } from "../kernel/context.ts";
import type { Asked, ListOf } from "../lists/asked.ts";
import type { Page } from "../lists/page.ts";
import { readList } from "../lists/read.ts";
import { file } from "./clocks.ts";
import { filing } from "./filing.ts";

/** What is due first, first; what was filed, the last month first. */
export const filingList: ListOf = {
  noun: "filing",
  right: filing.rights.view,
  placed: false,
  orders: { active: ["urgent", "newest", "first"], ended: ["newest", "first"] },
};

/** For a read batch: the rows of one page of a list. */
const listed = ({ db: { orm } }: Context, { table, record, key, inOrder }: Page) =>
  orm
    .select({
      id: filings.id,
      key,
      begins: filings.begins,
      month: filings.month,
      kind: filings.kind,
      older: olderEntries("whistles", filings.ruleVersion),
      unit: orgUnits.name,
      state: filings.state,
      filedAt: filings.filedAt,
      /** How much was filed; null before. */
      summary: filings.summary,
      /** How many whistles there are of the month. */
      whistles: sql<number>`(select count(*) from whistles w where w.org_unit_id = ${filings.orgUnitId}
        and w.kind = ${filings.kind} and w.blown_at >= ${filings.begins} and w.blown_at < ${filings.ends})`.mapWith(
        Number,
      ),
      dueAt: sql<string>`(select due_at from clocks
        where noun = ${filing.noun} and record = ${filings.id} and kind = ${file.kind})`,
    })
    .from(table)
    .innerJoin(filings, eq(filings.id, record))
    .innerJoin(orgUnits, eq(orgUnits.id, filings.orgUnitId))
    .orderBy(inOrder);

/** One page of the filings that a person finds: those of units below theirs, and those in which their unit is named. */
export async function filingsPage(ctx: Context, asked: Asked) {
  const { rows, page, besides } = await readList(ctx, filingList, asked, (page) => ({
    rows: listed(ctx, page),
    rules: presentRules(ctx.db.orm, ctx.now),
  }));
  const { whistles: newest } = inForce(besides.rules.slice(-1)).rules.handling;
  const nameOf = (rules: readonly { key: string; name: string }[], wanted: string): string =>
    rules.find(({ key }) => key === wanted)?.name ?? wanted;
  return {
    ...page,
    kinds: page.counts.facets.kind.map(({ value, n }) => ({ value, n, name: nameOf(newest, value) })),
    months: Object.fromEntries(
      page.counts.facets.source.map(({ value }) => [value, formatMonth(`${value}-01` as LocalDate)]),
    ),
    filings: rows.map(({ older, key: _place, begins, ...row }) => ({
      ...row,
      monthName: formatMonth(begins as Instant),
      kindName: nameOf(older ?? newest, row.kind),
    })),
  };
}
