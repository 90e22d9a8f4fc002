import { addDays, type Instant, type LocalDate, localDateOf } from "../../time/instants.ts";
import type { PointScheme } from "../schema/rule-set.ts";
import { found } from "./handling.ts";

/**
 * One line of somebody's ledger. Lines are only ever added; a reversal carries the opposite of the line it takes
 * back, and that line then counts for nothing from the reversal on. Points count to a ten-thousandth.
 */
export interface PointEntry {
  readonly id: string;
  readonly at: Instant;
  /** Above zero when earned, below when redeemed. */
  readonly points: number;
  /** Key of the earning or redemption; a reversal has none. */
  readonly item?: string | undefined;
  /** Id of the line taken back. */
  readonly reverses?: string | undefined;
}

/**
 * Points that one more earning brings under the month's cap of that earning and the year's cap of all: Shanghai
 * months and years. What was taken back makes room again. @throws RangeError for an earning the scheme doesn't have.
 */
export function award(
  scheme: PointScheme,
  earningKey: string,
  entries: readonly PointEntry[],
  at: Instant,
): number {
  const { points, capPerMonth } = found(scheme.earning, earningKey);
  const earned = standing(entries).filter((entry) => entry.points > 0);
  const inYear = earned.filter((entry) => yearOf(entry.at) === yearOf(at));
  const inMonth = inYear.filter(({ item, at: then }) => item === earningKey && monthOf(then) === monthOf(at));
  const room = Math.min(roomUnder(scheme.capPerYear, inYear), roomUnder(capPerMonth, inMonth));
  return Math.max(0, Math.min(parts(points), room)) / PARTS;
}

/**
 * The last day on which points are good, counted in whole months from the one after they were earned: earned on 3
 * November and good for one month, 31 December. Undefined: they don't lapse.
 */
export function expiresOn(
  { validMonths }: Pick<PointScheme, "validMonths">,
  earnedAt: Instant,
): LocalDate | undefined {
  if (validMonths === undefined) return undefined;
  const [year = 0, month = 0] = localDateOf(earnedAt).split("-").map(Number);
  const after = year * 12 + month + validMonths;
  const first = `${Math.floor(after / 12)}-${String((after % 12) + 1).padStart(2, "0")}-01`;
  return addDays(first as LocalDate, -1);
}

/**
 * Points that are good at a moment; never below zero. Redemptions use up the oldest first. Where a reversal leaves
 * more redeemed than was earned, what is earned next makes up for it.
 */
export function balance(
  scheme: Pick<PointScheme, "validMonths">,
  entries: readonly PointEntry[],
  at: Instant,
): number {
  let lots: Lot[] = [];
  let owed = 0;
  for (const entry of standing(entries.filter((entry) => entry.at <= at))) {
    lots = lots.filter((lot) => isGood(lot, entry.at));
    if (entry.points < 0) owed += parts(-entry.points);
    else lots.push({ left: parts(entry.points), until: expiresOn(scheme, entry.at) });
    owed = settled(lots, owed);
  }
  return total(lots.filter((lot) => isGood(lot, at)).map(({ left }) => left)) / PARTS;
}

/**
 * Whether a redemption is open to the holder now, and if not, why: too few points, or as often this year as the
 * scheme allows. @throws RangeError for a redemption the scheme doesn't have.
 */
export function mayRedeem(
  scheme: PointScheme,
  redemptionKey: string,
  entries: readonly PointEntry[],
  at: Instant,
): { readonly may: true } | { readonly may: false; readonly because: "balance" | "perYear" } {
  const { cost, perYear } = found(scheme.redemption, redemptionKey);
  const times = standing(entries).filter(
    (entry) => entry.points < 0 && entry.item === redemptionKey && yearOf(entry.at) === yearOf(at),
  ).length;
  if (perYear !== undefined && times >= perYear) return { may: false, because: "perYear" };
  return balance(scheme, entries, at) >= cost ? { may: true } : { may: false, because: "balance" };
}

/**
 * Points of the line that takes another back. @throws RangeError for a line that isn't there, is a reversal
 * itself, or was taken back before.
 */
export function reversalOf(entries: readonly PointEntry[], id: string): number {
  const entry = entries.find((candidate) => candidate.id === id);
  if (!entry) throw new RangeError(`the ledger has no line ${id}`);
  if (entry.reverses !== undefined) throw new RangeError(`line ${id} is a reversal`);
  if (entries.some(({ reverses }) => reverses === id))
    throw new RangeError(`line ${id} was taken back before`);
  return -entry.points;
}

/** Points that are left of one earning. */
interface Lot {
  left: number;
  readonly until: LocalDate | undefined;
}

/** Whole numbers of the smallest part of a point, so that sums leave no dust. */
const PARTS = 10_000;

function parts(points: number): number {
  return Math.round(points * PARTS);
}

/** The lines that count, in the order of time: neither taken back nor reversals. */
function standing(entries: readonly PointEntry[]): PointEntry[] {
  const reversed = new Set(entries.flatMap(({ reverses }) => reverses ?? []));
  return entries
    .filter(({ id, reverses }) => reverses === undefined && !reversed.has(id))
    .sort((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
}

function roomUnder(cap: number | undefined, entries: readonly PointEntry[]): number {
  if (cap === undefined) return Number.POSITIVE_INFINITY;
  return parts(cap) - total(entries.map(({ points }) => parts(points)));
}

function isGood({ until }: Lot, at: Instant): boolean {
  return until === undefined || localDateOf(at) <= until;
}

/** Takes what is owed from the oldest lots and says what is left of it. */
function settled(lots: readonly Lot[], owed: number): number {
  let rest = owed;
  for (const lot of lots) {
    const taken = Math.min(lot.left, rest);
    lot.left -= taken;
    rest -= taken;
  }
  return rest;
}

function total(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

const yearOf = (at: Instant) => localDateOf(at).slice(0, 4);
const monthOf = (at: Instant) => localDateOf(at).slice(0, 7);
