import { asc, eq, inArray } from "drizzle-orm";
import { filings } from "../../db/tenant/schema/filings.ts";
import { whistles } from "../../db/tenant/schema/whistles.ts";
import { clocks } from "../../db/tenant/schema/work.ts";
import { fileMonth } from "../../worker/domain/filings/file.ts";
import { filingPage } from "../../worker/domain/filings/read.ts";
import type { Whistle } from "../../worker/rules/schema/rule-set.ts";
import {
  addDays,
  dateIn,
  type Instant,
  instantAt,
  localDateOf,
  partsOf,
} from "../../worker/time/instants.ts";
import { rulesSince2025 } from "../matters/stages.ts";
import type { County, Who } from "../support/county.ts";
import { blown, gridRule, streetRule, withWhistles } from "../whistles/stages.ts";

/** Monday 6 July 2026, 10:00 in Shanghai, and the next day an hour later: who was called had to come in between. */
export const blew = "2026-07-06T02:00:00.000Z";
export const over = "2026-07-07T03:00:00.000Z";
/** 31 July 2026, 23:59, and 1 August, 09:00. */
export const lastMoment = "2026-07-31T15:59:00.000Z";
export const next = "2026-08-01T01:00:00.000Z";

export const filedRule: Whistle = {
  ...streetRule,
  filing: { byDay: 5, to: "县委社会工作部", nameAbsent: true },
};

/** In a county whose streets file their whistles by the month, since long ago. */
export const withFilings = (county: County, rule: Whistle = filedRule) =>
  rulesSince2025(county, ({ handling }) => {
    handling.whistles = [rule, gridRule];
  });

const nightRule: Whistle = { ...filedRule, key: "night", name: "街道夜间吹哨" };

/** In one whose rules know filings since now, of two kinds. */
export const withFilingsNow = (county: County) => withWhistles(county, [filedRule, nightRule, gridRule]);

const back = new WeakMap<County, number>();

/**
 * A month that is over and waits to be filed, in which neither the water works nor the housing office came, each time an
 * earlier one, of one kind and the other by turns, so that none waits for the one made before: blown just now, and then set back.
 */
export async function pastMonth(county: County, more: { kind?: string; body?: string; place?: string } = {}) {
  const made = back.get(county) ?? 0;
  const { kind = made % 2 === 0 ? filedRule.key : nightRule.key } = more;
  const { id: whistleId, water, housing } = await blown(county, { ...more, kind });
  const { orm } = county.db;
  const now = new Date().toISOString() as Instant;
  const { year, month } = partsOf(localDateOf(now));
  const filingId = await monthOf(county, localDateOf(now).slice(0, 7), kind);
  const months = made + 1;
  back.set(county, months);
  const first = dateIn(year, month - months, 1);
  const at = (days: number) => instantAt(addDays(first, days), "10:00");
  await county.db.write([
    orm
      .update(filings)
      .set({
        month: first.slice(0, 7),
        begins: instantAt(first, "00:00"),
        ends: instantAt(dateIn(year, month - months + 1, 1), "00:00"),
      })
      .where(eq(filings.id, filingId)),
    orm
      .update(whistles)
      .set({ blownAt: at(2) })
      .where(eq(whistles.id, whistleId)),
    orm
      .update(clocks)
      .set({ startedAt: at(2), dueAt: at(4) })
      .where(inArray(clocks.record, [water, housing])),
    orm
      .update(clocks)
      .set({ dueAt: at(36) })
      .where(eq(clocks.record, filingId)),
  ]);
  return { filingId, water, housing };
}

export async function monthsOf(county: County) {
  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(filings).orderBy(asc(filings.month)),
  });
  return rows;
}

/** The filing of a month that has begun. */
export async function monthOf(county: County, month = "2026-07", kind = filedRule.key): Promise<string> {
  const found = (await monthsOf(county)).find((row) => row.month === month && row.kind === kind);
  if (!found) throw new Error(`${month} has not begun`);
  return found.id;
}

export const read = (county: County, filingId: string, who: Who = "streetOfficer", at: string = next) =>
  filingPage(county.as(who, at), filingId);

/** Files a month as its page shows it then. */
export async function submit(
  county: County,
  filingId: string,
  at: string = next,
  who: Who = "streetOfficer",
) {
  const { absent } = await read(county, filingId, "admin", at);
  const named = absent.filter(({ struck }) => struck === null).map(({ call }) => call);
  return fileMonth(county.as(who, at), { filingId, named });
}
