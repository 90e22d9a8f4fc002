import { inArray, sql } from "drizzle-orm";
import type { Results } from "../../../db/client.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { presentRules } from "../county/county.ts";
import { NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { scopesOf, scopesOfPath, verdict } from "../kernel/rights.ts";
import { countedTo, said } from "../lists/counts.ts";
import { nearFor } from "../lists/near.ts";
import { totalIn } from "../lists/places.ts";
import { scanOf } from "../lists/scan.ts";
import { categoryName } from "../matters/categories.ts";
import { matterList } from "../matters/listing.ts";
import { sourceNames } from "../matters/sources.ts";
import { lineage } from "../org/org.ts";
import { isMonth, monthAfter, monthsUntil, thisMonth } from "./months.ts";
import { type Told, toldOf } from "./rates.ts";
import { type FigureRow, totalsOf } from "./read.ts";
import { viewFigures } from "./rights.ts";
import { belowOf, dealtIn, facetOf, most, spotsIn } from "./tables.ts";

/** One line of a table: whose figures they are. `key`: a unit's id, a category's or source's key, a month. */
export interface Line extends Told {
  readonly key: string;
  readonly name: string;
}

/** Of how many months the course is told. */
const course = 12;

export interface Asked {
  readonly month: string;
  /** A unit below one's own; left out, one's own. */
  readonly within?: string | undefined;
}

const reads = (ctx: Context, here: string, month: string) => {
  const { orm } = ctx.db;
  const before = monthAfter(month, -1);
  return {
    own: orm
      .select({ id: orgUnits.id, name: orgUnits.name })
      .from(orgUnits)
      .where(inArray(orgUnits.id, [...scopesOf(ctx.actor.grants, viewFigures), ""]))
      .orderBy(sql`length(${orgUnits.path})`, orgUnits.name),
    above: lineage(orm, here),
    totals: totalsOf(orm, here, monthsUntil(month, course + 1)),
    below: belowOf(orm, here, month),
    categories: facetOf(orm, here, "category", [month, before]),
    sources: facetOf(orm, here, "source", [month]),
    spots: spotsIn(orm, here, month),
    orgs: dealtIn(orm, here, month, "org"),
    members: dealtIn(orm, here, month, "member"),
    rules: presentRules(orm, ctx.now),
    near: nearFor(ctx, scanOf(ctx, matterList, { within: here })),
    running: orm
      .select({ n: sql<number>`n`.mapWith(Number) })
      .from(sql`tallies`)
      .where(totalIn("matter", sql`${here}`, {})),
  };
};

type Read = Results<ReturnType<typeof reads>>;

/**
 * A month's figures of a unit with all that lies there. @throws NotFound where no such month has begun, and where the unit is none of
 * theirs or doesn't exist
 */
export async function monthReport(ctx: Context, { month, within }: Asked) {
  if (!isMonth(month) || month > thisMonth(ctx.now)) throw new NotFound("month");
  const [first = ""] = scopesOf(ctx.actor.grants, viewFigures);
  const read = await ctx.db.read(reads(ctx, within ?? first, month));
  const here = read.above.at(-1);
  const act = scopesOfPath(here?.path ?? "");
  if (!here || verdict(ctx.actor, viewFigures, act) !== "allowed") throw new NotFound("org unit");
  const own = new Set(read.own.map(({ id }) => id));
  const top = read.above.findIndex(({ id }) => own.has(id));
  return {
    month,
    isOver: month < thisMonth(ctx.now),
    here: { id: here.id, name: here.name },
    /** From the highest of their own down to the one above it. */
    above: read.above.slice(top, -1).map(({ id, name }) => ({ id, name })),
    /** Their other posts, where they have several. */
    own: read.own,
    ...tablesOf(read, month),
    open: openOf(read),
  };
}

export type MonthReport = Awaited<ReturnType<typeof monthReport>>;

type Tables = ReturnType<typeof tablesOf>;

/** A month's figures of a unit, and one table of its report. */
export async function monthFigures(
  ctx: Context,
  asked: Asked,
  by: { [Name in keyof Tables]: Tables[Name] extends readonly Line[] ? Name : never }[keyof Tables],
) {
  const { month, here, total, [by]: lines } = await monthReport(ctx, asked);
  return { month, within: here.id, total, lines };
}

function tablesOf(read: Read, month: string) {
  const rowOf = (at: string) => read.totals.find((row) => row.month === at);
  const called = namesIn(read);
  const named = (rows: readonly FigureRow[], name: (value: string) => string): Line[] =>
    rows.map((row) => ({ key: row.value, name: name(row.value), ...toldOf(row) }));
  const now = read.categories.filter((row) => row.month === month);
  return {
    total: toldOf(rowOf(month)),
    before: toldOf(rowOf(monthAfter(month, -1))),
    months: monthsUntil(month, course).map((at) => ({ key: at, name: at, ...toldOf(rowOf(at)) })),
    places: read.below.slice(0, most.below).map(({ id, name, counted }) => ({
      ...{ key: id, name },
      ...toldOf(counted ?? undefined),
    })),
    /** There are more units than are told of. */
    isCut: read.below.length > most.below,
    /** What lies at the unit itself, in none below. */
    direct: rowOf(month)?.spot ?? 0,
    categories: some(named(now, (value) => called.category(value))),
    /** How many of each category were reported the month before. */
    reportedBefore: new Map(
      read.categories.filter((row) => row.month !== month).map((row) => [row.value, row.reported]),
    ),
    sources: some(named(read.sources, called.source)),
    spots: read.spots.map((row) => ({ key: row.scope, name: row.name ?? row.scope, n: row.spot })),
    orgs: read.orgs.map(unitLine),
    members: read.members.map(unitLine),
  };
}

/** What categories and sources are called by the rules now. */
function namesIn({ rules, sources }: Read) {
  const known = rules.map(({ document }) => document.intake);
  const names = sourceNames(sources, known);
  return {
    category: (key: string) => categoryName(known.at(-1)?.categories ?? [], key),
    source: (key: string) => names[key] ?? key,
  };
}

const unitLine = (row: FigureRow & { name: string | null }): Line => ({
  ...{ key: row.scope, name: row.name ?? row.scope },
  ...toldOf(row),
});

/** What moved away entirely is left as nothing. */
const some = (lines: readonly Line[]): Line[] =>
  lines.filter(({ counts }) => Object.values(counts).some((n) => n !== 0));

/** How much is being dealt with there now, and how much of that is overdue; as its list counts it. */
function openOf({ running, near }: Read) {
  const [overdue] = near;
  const { n = 0, looked = 0 } = overdue?.overdue ?? {};
  return { running: running[0]?.n ?? 0, overdue: said(n, looked > countedTo) };
}
