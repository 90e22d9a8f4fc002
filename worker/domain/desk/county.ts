import { type SQL, sql } from "drizzle-orm";
import type { Results } from "../../../db/client.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";
import type { Instant } from "../../time/instants.ts";
import { answeringName, unattended } from "../clocks/answering.ts";
import type { Context } from "../kernel/context.ts";
import type { ListOf } from "../lists/asked.ts";
import { countedTo, type Near } from "../lists/counts.ts";
import { nearFor } from "../lists/near.ts";
import { pageFor } from "../lists/page.ts";
import { dueWithin, scanOf, standing } from "../lists/scan.ts";
import { type DueBucket, dues } from "../lists/words.ts";
import { matterList } from "../matters/listing.ts";
import { matter } from "../matters/matter.ts";
import { resolutionList } from "../resolutions/list.ts";
import { resolution } from "../resolutions/resolution.ts";
import { type Figure, figureOf } from "./figures.ts";
import { closedIn, closedOf, isTop, monthsAt } from "./months.ts";

const overseers: readonly string[] = ["county_admin", "inspector"];

/** The units that somebody looks after as a whole, by all their roles. */
export const overseen = ({ grants }: Context["actor"]): string[] => [
  ...new Set(
    grants.flatMap(({ role, scopeKind, scopeId }) =>
      overseers.includes(role) && scopeKind === "org" && scopeId ? [scopeId] : [],
    ),
  ),
];

/** How many of the longest overdue are shown. */
const lateShown = 8;
/** Of how many units below it is told how they stand: the first by name, as the index has them. */
const unitsShown = 30;
/** How far the overdue of one unit are counted. */
const lateCounted = 100;

/** For a read batch: what is overdue longest in a list, and whose it is. */
function longestLate(ctx: Context, list: ListOf) {
  const page = pageFor(ctx, scanOf(ctx, list, { due: "overdue", size: lateShown }));
  return ctx.db.orm
    .select({
      id: clocks.id,
      noun: clocks.noun,
      record: clocks.record,
      title: clocks.title,
      dueAt: clocks.dueAt,
      unit: answeringName,
      unattended,
    })
    .from(page.table)
    .innerJoin(
      clocks,
      sql`${clocks.id} = (select first.id from clocks first where first.noun = ${list.noun}
        and first.record = ${page.record} and first.state = 'running' and first.owner is not null
        order by first.due_at, first.rowid limit 1)`,
    )
    .orderBy(page.inOrder)
    .limit(lateShown);
}

/** For a read batch: the units directly below some, with the matters that run there and those that are late. */
function unitsBelow({ db: { orm }, now }: Context, here: readonly string[]) {
  const late = sql<number>`(select count(*) from (select 1 from listings where noun = 'matter' and scope = below.id
    and ${standing({ asked: {} })} and ${dueWithin("overdue", now)} limit ${lateCounted + 1}))`;
  const running = sql<number>`coalesce((select n from tallies where noun = 'matter' and scope = below.id
    and active = 1 and state = '*' and kind = '' and source = ''), 0)`;
  return orm
    .select({
      id: sql<string>`below.id`,
      name: sql<string>`below.name`,
      running: running.mapWith(Number),
      late: late.mapWith(Number),
      more: sql<boolean>`(select count(*) from (${directlyBelow(here)})) > ${unitsShown}`.mapWith(Boolean),
    })
    .from(sql`(${shownBelow(here)}) below`)
    .orderBy(sql`below.code is null, below.code, below.name`);
}

const shownBelow = (here: readonly string[]): SQL =>
  sql`${directlyBelow(here)} order by name limit ${unitsShown}`;

/** The first of each by name, as the index has them, and one more than is told of. */
function directlyBelow(here: readonly string[]): SQL {
  const each = here.map(
    (unit) => sql`select * from (select id, name, code from ${orgUnits}
      where parent_id = ${unit} and closed_at is null and ${isTop(unit, here)} order by name limit ${unitsShown + 1})`,
  );
  return sql.join(each, sql` union `);
}

/** For a read batch: how a county, or parts of it, stand. What lies in another of the parts is told with that. */
export const countyFor = (ctx: Context, here: readonly string[]) => ({
  units: ctx.db.orm
    .select({ id: orgUnits.id, name: orgUnits.name })
    .from(orgUnits)
    .where(sql`${orgUnits.id} in ${[...here]} and ${isTop(sql`${orgUnits.id}`, here)}`)
    .orderBy(orgUnits.code, orgUnits.name),
  matterDues: nearFor(ctx, scanOf(ctx, matterList, {})),
  taskDues: nearFor(ctx, scanOf(ctx, resolutionList, {})),
  lateMatters: longestLate(ctx, matterList),
  lateTasks: longestLate(ctx, resolutionList),
  below: unitsBelow(ctx, here),
  closed: closedOf(ctx, here, sql`select id from (${shownBelow(here)})`),
});

type Read = Results<ReturnType<typeof countyFor>>;

/** What is overdue and whose, and what was done this month beside the last. */
export function countyOf({ units, lateMatters, lateTasks, below, closed, ...counted }: Read, now: Instant) {
  const late = [...lateMatters, ...lateTasks].sort((one, other) => (one.dueAt < other.dueAt ? -1 : 1));
  return {
    name: units.map(({ name }) => name).join("、"),
    figures: (Object.keys(dues) as DueBucket[]).map((bucket) => dueFigure(bucket, counted)),
    late: late.slice(0, lateShown).map((row) => ({
      ...row,
      page: `${row.noun === matter.noun ? matter.page : resolution.page}${encodeURIComponent(row.record)}`,
    })),
    units: below.map(({ more: _more, ...row }) => ({
      ...row,
      /** 12, or 100+. */
      lateSaid: row.late > lateCounted ? `${lateCounted}+` : String(row.late),
      closed: closedIn(closed, now, [row.id]),
    })),
    /** There are more units than are told of. */
    cut: below[0]?.more ?? false,
    closed: closedIn(
      closed,
      now,
      units.map(({ id }) => id),
    ),
    lastMonth: monthsAt(now).last,
  };
}

export type CountyDesk = ReturnType<typeof countyOf>;

type Dues = readonly Near[];

function dueFigure(
  bucket: DueBucket,
  { matterDues, taskDues }: { matterDues: Dues; taskDues: Dues },
): Figure {
  const counted = ([near]: Dues) => ({
    n: near?.[bucket].n ?? 0,
    more: (near?.[bucket].looked ?? 0) > countedTo,
  });
  return figureOf(bucket, [
    { ...counted(matterDues), called: "事项", href: `/matters?due=${bucket}` },
    { ...counted(taskDues), called: "任务", href: `/resolutions?due=${bucket}` },
  ]);
}
