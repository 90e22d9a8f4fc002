import { and, eq, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { filings } from "../../../db/tenant/schema/filings.ts";
import { formatMonth } from "../../time/format.ts";
import { dateIn, type Instant, instantAt, localDateOf, partsOf } from "../../time/instants.ts";
import { startClock } from "../clocks/clocks.ts";
import type { VersionedRules } from "../county/county.ts";
import { assert, insert, type RowChange } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";
import { happened, happening } from "../kernel/happenings.ts";
import { list } from "../kernel/listings.ts";
import { file } from "./clocks.ts";
import { refOf } from "./filing.ts";
import { listingOf } from "./listing.ts";

/** Said as a month's filing begins. */
export const begunEvents = {
  begun: happening<{ carried: number }>(({ carried }) => ({
    title:
      carried > 0 ? `以前月份有 ${carried} 个没有了结，转到这个月报备` : "这个月第一次吹哨，开始按月报备",
  })),
};

/** A month by its name, its first moment and the first of the month after. */
export function monthAt(now: Instant) {
  const { year, month } = partsOf(localDateOf(now));
  const first = (offset: number) => instantAt(dateIn(year, month + offset, 1), "00:00");
  return { month: localDateOf(now).slice(0, 7), begins: first(0), ends: first(1) };
}

/** For a read batch: this month's filing of a unit and a kind, if it has begun. */
export const filingOf = (orm: Builder, of: { orgUnitId: string; kind: string }, now: Instant) =>
  orm
    .select({ id: filings.id })
    .from(filings)
    .where(
      and(
        eq(filings.orgUnitId, of.orgUnitId),
        eq(filings.kind, of.kind),
        eq(filings.month, monthAt(now).month),
      ),
    );

interface Beginning {
  readonly unit: { readonly id: string; readonly name: string; readonly path: string };
  readonly kind: string;
  readonly by: VersionedRules;
  /** Calls of earlier months. */
  readonly carried?: readonly string[];
}

/** For a write batch: this month's filing begins, if the rules ask for one; of two who begin it at once the second looks again. */
export function begun({ unit, kind, by, carried = [] }: Beginning, given: Given): RowChange[] {
  const rule = by.rules.handling.whistles.find(({ key }) => key === kind);
  if (!rule?.filing) return [];
  const id = given.newId();
  const month = monthAt(given.now);
  const row = { id, orgUnitId: unit.id, orgPath: unit.path, kind, ...month, state: "open" } as const;
  return [
    assert(sql`not exists (select 1 from filings
      where org_unit_id = ${unit.id} and kind = ${kind} and month = ${month.month})`),
    insert(filings, { ...row, carried, ruleVersion: by.version }),
    clockFor({ ...month, id, unit, rule, by }, given),
    ...list(listingOf(row, unit.name)),
    ...happened(given, refOf(id), { begun: { carried: carried.length } } as never),
  ];
}

interface Running extends Pick<Beginning, "unit" | "by">, ReturnType<typeof monthAt> {
  readonly id: string;
  readonly rule: { readonly key: string; readonly name: string };
}

/** The clock stands before the unit from now on, and runs from the month's end. */
const clockFor = ({ id, unit, rule, by, begins, ends }: Running, given: Given): RowChange =>
  startClock(given, file, {
    record: id,
    title: `${formatMonth(begins)}“${rule.name}”报备`,
    owner: { kind: "org", id: unit.id },
    inputs: { whistle: rule.key, month: localDateOf(begins) },
    by,
    from: ends,
  }).row;
