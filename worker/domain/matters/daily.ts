import { and, gt, inArray, lt, sql } from "drizzle-orm";
import type { Builder, Query } from "../../../db/client.ts";
import { counters } from "../../../db/tenant/schema/work.ts";
import { addDays, type Instant, instantAt, localDateOf, toMs } from "../../time/instants.ts";
import { TooMany } from "../errors.ts";
import { assert, type RowChange, statement } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";

/**
 * What visitors may report in a county on one day in China. From one network as much as a town behind one address might on
 * its worst day. From all of them far more than any county reports: it keeps a flood from filling the disk, and a low
 * figure would let a few networks shut the door for everybody.
 */
export const mostReports = { network: 200, county: 20_000 };

interface Count {
  name: string;
  most: number;
  full: string;
  instead: readonly string[];
}

const urgent = "急事请直接联系所在的社区（村），或拨打12345热线。";

/** The counts that a report adds to; none where it doesn't come from a visitor's network. */
function countsOf(now: Instant, network: string | undefined): Count[] {
  if (network === undefined) return [];
  const day = `${prefix}${localDateOf(now)}`;
  const ofNetwork = "今天从您所在的网络提交的事项已经太多，这件没有提交";
  const ofCounty = "今天全县提交的事项已经太多，这件没有提交";
  const elsewhere = "也可以换一个网络，例如改用手机流量，再刷新本页，填写过的内容会由浏览器再次提交。";
  return [
    { name: `${day} ${network}`, most: mostReports.network, full: ofNetwork, instead: [urgent, elsewhere] },
    { name: day, most: mostReports.county, full: ofCounty, instead: [urgent, "不急的，请明天再提交。"] },
  ];
}

const prefix = "reports ";

/** For a read batch: how much was reported today from this network, and in all. */
export const reportsToday = (orm: Builder, now: Instant, network: string | undefined) =>
  orm
    .select()
    .from(counters)
    .where(
      inArray(
        counters.name,
        countsOf(now, network).map(({ name }) => name),
      ),
    );

/** @throws TooMany when a count is used up, until midnight. */
export function mustBeFew(
  today: readonly (typeof counters.$inferSelect)[],
  { now, network }: Pick<Given, "now" | "network">,
): void {
  const used = countsOf(now, network).find(({ name, most }) =>
    today.some((count) => count.name === name && count.value >= most),
  );
  if (!used) return;
  const midnight = instantAt(addDays(localDateOf(now), 1), "00:00");
  const wait = Math.ceil((toMs(midnight) - toMs(now)) / 1000);
  throw new TooMany(wait, used.full, { instead: used.instead });
}

/** Adds a report to the day's counts; of many at the same moment those beyond the limit are decided anew. */
export const countedToday = ({ now, network }: Pick<Given, "now" | "network">): RowChange[] =>
  countsOf(now, network).flatMap(({ name, most }) => [
    counted(name),
    assert(sql`(select value <= ${most} from counters where name = ${name})`),
  ]);

/** The next of a running number. */
export const counted = (name: string): RowChange =>
  statement((orm) =>
    orm
      .insert(counters)
      .values({ name, value: 1 })
      .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value} + 1` } }),
  );

/** For a read batch: whether any day's counts are kept. */
export const anyReports = (orm: Builder) =>
  orm
    .select({ name: counters.name })
    .from(counters)
    .where(and(gt(counters.name, prefix), lt(counters.name, `${prefix}~`)))
    .limit(1);

/** For a batch: forgets the counts of days that are over. */
export const forgetReports = (orm: Builder, now: Instant): Query =>
  orm
    .delete(counters)
    .where(and(gt(counters.name, prefix), lt(counters.name, `${prefix}${localDateOf(now)}`)));
