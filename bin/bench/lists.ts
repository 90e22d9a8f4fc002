/**
 * Prints what lists cost in a county of a thousand matters and in one of a million, on one server in one run: how long each
 * takes, one visitor after the other, and how many rows the databases read for it. The small county's pages are as full as
 * the large one's, so the ratio is the tables' alone. Then the same of the large one with thousands overdue. MATTERS is how
 * large the large one is (a million is some 10 GB while it runs), ROUNDS how often each is asked; FOLDER keeps the counties for
 * the next run. It exits with 1 if a list reads on and on, or if the counties' lists aren't what the product would have
 * made.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { waitingLooked } from "../../worker/domain/desk/before.ts";
import { countedTo } from "../../worker/domain/lists/counts.ts";
import { farthest } from "../../worker/domain/lists/reading.ts";
import { type Address, addressesIn, wayOf } from "./filled/addresses.ts";
import { checkLists } from "./filled/check.ts";
import { type Filled, fillCounties, openCounties } from "./filled/county.ts";
import { delayed } from "./filled/matters.ts";
import { large, sized, small } from "./filled/sizes.ts";
import { quantile } from "./processes.ts";

const ROUNDS = Number(process.env.ROUNDS ?? 30);
const MATTERS = Number(process.env.MATTERS ?? large.matters);
const { FOLDER } = process.env;

/** How much slower a list may be among a thousand times as much. */
const target = 1.3;

interface Figures {
  waits: number[];
  read: number;
  trips: number;
  shown: number;
}

const blank = (): Figures => ({ waits: [], read: 0, trips: Number.POSITIVE_INFINITY, shown: 0 });

const p50 = ({ waits }: Figures) => quantile(waits, 0.5);
const p95 = ({ waits }: Figures) => quantile(waits, 0.95);
const ratioOf = (few: Figures, many: Figures) => p95(many) / p95(few);

const pair = (of: (figures: Figures) => number, digits: number) => (few: Figures, many: Figures) =>
  `${of(few).toFixed(digits)} / ${of(many).toFixed(digits)}`;

const said = (ratio: number): string => `${ratio.toFixed(2)} x${ratio < target ? " " : "!"}`;

/** Ten rows for each record shown, sixty around them, what waits in the menu, and what is counted one by one; what goes beyond is marked. */
const budgetOf = ({ size }: Address) => 10 * size + 60 + waitingLooked + 3 * (countedTo + 1);

/** More than this is read by no list that only looks as far as it says. */
const most = 10 * farthest;

const folder = FOLDER ?? mkdtempSync(join(tmpdir(), "lianzhi-lists-"));
try {
  mkdirSync(folder, { recursive: true });
  await fillCounties(folder, { small, large: sized(MATTERS) });
  const { counties, stop } = await openCounties(folder);
  try {
    const [few, many] = counties as [Filled, Filled];
    for (const county of [few, many]) await checkLists(county);
    console.log("the lists are what the product would have made\n");
    await compare(few, many);
    await delayed(many.db, 3000);
    console.log("\nwith 3000 overdue in the large county\n");
    await compare(few, many, ({ name }) => /first page|overdue|^a |desk/.test(name));
  } finally {
    await stop();
  }
} finally {
  if (!FOLDER) rmSync(folder, { recursive: true, force: true });
}

/** Asks both counties in turn, list by list: what slows the machine for a while slows both. */
async function compare(few: Filled, many: Filled, which = (_: Address) => true): Promise<void> {
  const pairs = addressesIn(few).flatMap((address, at) => {
    const same = addressesIn(many)[at];
    return same && which(address) ? [{ address, same, of: [blank(), blank()] as const }] : [];
  });
  for (let round = -2; round < ROUNDS; round++) {
    for (const { address, same, of } of pairs) {
      await ask(few, address, of[0], round >= 0);
      await ask(many, same, of[1], round >= 0);
    }
  }
  for (const { address, of } of pairs) print(address, ...of);
  printAllTogether(pairs);
  const ratios = pairs.map(({ of }) => ratioOf(...of));
  const middle = quantile(ratios, 0.5).toFixed(2);
  const typical = quantile(
    pairs.map(({ of: [few, many] }) => p50(many) / p50(few)),
    0.5,
  ).toFixed(2);
  const over = ratios.filter((ratio) => ratio >= target).length;
  console.log(
    `in the middle p50 ${typical} x, p95 ${middle} x; ${over} of ${ratios.length} not below ${target} x`,
  );
}

type Pair = { address: Address; of: readonly [Figures, Figures] };

function printAllTogether(pairs: readonly Pair[]): void {
  const alike = pairs.filter(({ of }) => showsAsMuch(...of));
  printTogether("by list and way", pairs, wayOf);
  printTogether(
    `by list and way, the ${alike.length} of ${pairs.length} that show as much in both`,
    alike,
    wayOf,
  );
  printTogether("by list", pairs, listOf);
  printTogether("all of them", pairs, () => "");
}

/** A search that finds three in the one and twenty in the other says more of what is found than of how many there are. */
function showsAsMuch(few: Figures, many: Figures): boolean {
  return few.shown >= 0.9 * many.shown;
}

function listOf({ path }: Address): string {
  return new URL(path, "http://here").pathname;
}

/** Several addresses together: each was asked for equally often. */
function printTogether(title: string, pairs: readonly Pair[], groupOf: (address: Address) => string): void {
  console.log(`\n${title}, all who ask together`);
  for (const [group, some] of Map.groupBy(pairs, ({ address }) => groupOf(address))) {
    const together = (at: 0 | 1): Figures => ({ ...blank(), waits: some.flatMap(({ of }) => of[at].waits) });
    const [few, many] = [together(0), together(1)];
    const waits = `p50 ${pair(p50, 1)(few, many).padEnd(13)} p95 ${pair(p95, 1)(few, many).padEnd(13)}`;
    console.log(`${group.padEnd(44)} ${waits} ${said(ratioOf(few, many))}`);
  }
}

/** Not every round counts: in the first ones streams are opened and statements prepared. */
async function ask({ base, cookies }: Filled, { path, who }: Address, figures: Figures, counts: boolean) {
  const began = performance.now();
  const answer = await fetch(base + path, { headers: { cookie: cookies[who] } });
  const text = await answer.text();
  if (counts) figures.waits.push(performance.now() - began);
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  const [, trips, read] = /trips=(\d+) read=(\d+)/.exec(answer.headers.get("server-timing") ?? "") ?? [];
  // Now and then the worker asks the catalog what it knows of the county.
  figures.trips = Math.min(figures.trips, Number(trips));
  figures.read = Number(read);
  figures.shown = new Set(
    text.match(/\/(matters|meetings|resolutions|people|units|org)\/[0-9a-f-]{36}/g),
  ).size;
}

function print(address: Address, few: Figures, many: Figures): void {
  const within = many.read <= budgetOf(address);
  if (many.read > most || many.trips !== 1) process.exitCode = 1;
  const says = (of: (figures: Figures) => number, digits = 0) => pair(of, digits)(few, many);
  console.log(
    `${`${address.who}: ${address.name}`.padEnd(44)} shown ${says(({ shown }) => shown).padEnd(8)}` +
      ` p50 ${says(p50, 1).padEnd(13)} p95 ${says(p95, 1).padEnd(13)}` +
      ` ${said(ratioOf(few, many))} rows ${says(({ read }) => read)}${within ? "" : ` over ${budgetOf(address)}`}`,
  );
}
