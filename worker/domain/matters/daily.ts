import { and, gt, inArray, lt, sql } from "drizzle-orm";
import type { Builder, Query } from "../../../db/client.ts";
import { counters } from "../../../db/tenant/schema/work.ts";
import { addDays, type Instant, instantAt, localDateOf, toMs } from "../../time/instants.ts";
import { Invalid, TooMany } from "../errors.ts";
import { assert, type RowChange, statement } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";
import type { Photo } from "../photos/photo.ts";

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

/**
 * How many bytes of photos visitors may send in a county on one day, as they are kept: of a network's reports as many as have three of
 * a phone's each.
 */
export const mostSent = { network: 512 * 1024 * 1024, county: 4 * 1024 * 1024 * 1024 };

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

/** The same of photos: in bytes. */
function bytesOf(now: Instant, network: string | undefined) {
  if (network === undefined) return [];
  const day = `${prefix}${localDateOf(now)} photos`;
  return [
    { name: `${day} ${network}`, most: mostSent.network, whose: "今天从您所在的网络" },
    { name: day, most: mostSent.county, whose: "今天全县" },
  ];
}

/** For a read batch: how much was reported today from this network, and in all, and how many bytes of photos were sent. */
export const reportsToday = (orm: Builder, now: Instant, network: string | undefined) =>
  orm
    .select()
    .from(counters)
    .where(
      inArray(
        counters.name,
        [...countsOf(now, network), ...bytesOf(now, network)].map(({ name }) => name),
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

const sizeOf = (photos: readonly Photo[]): number => photos.reduce((sum, { bytes }) => sum + bytes.length, 0);

/** @throws Invalid where there are photos, and too many were sent today: without them it goes through. */
export function photosMustBeFew(
  today: readonly (typeof counters.$inferSelect)[],
  photos: readonly Photo[],
  { now, network }: Pick<Given, "now" | "network">,
): void {
  const size = sizeOf(photos);
  const used = bytesOf(now, network).find(
    ({ name, most }) => (today.find((count) => count.name === name)?.value ?? 0) + size > most,
  );
  if (!used || size === 0) return;
  const message = `${used.whose}提交的照片已经太多，照片没有保存。请不带照片再提交一次`;
  throw new Invalid([{ path: "photos", message }]);
}

/** Adds photos to the day's bytes, as a report is added to its counts. */
export const photosCounted = (
  photos: readonly Photo[],
  { now, network }: Pick<Given, "now" | "network">,
): RowChange[] =>
  photos.length === 0
    ? []
    : bytesOf(now, network).flatMap(({ name, most }) => [
        counted(name, sizeOf(photos)),
        assert(sql`(select value <= ${most} from counters where name = ${name})`),
      ]);

/** The next of a running number, or so many more. */
export const counted = (name: string, by = 1): RowChange =>
  statement((orm) =>
    orm
      .insert(counters)
      .values({ name, value: by })
      .onConflictDoUpdate({ target: counters.name, set: { value: sql`${counters.value} + ${by}` } }),
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
