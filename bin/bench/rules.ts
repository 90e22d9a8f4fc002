/**
 * Prints what evaluating rule sets costs: for one page, and for a year of a county with 2,000 grids. CPU time of the
 * process, the median of several rounds. It judges nothing: times are the machine's, the ratios are ours.
 */
import { type PresetKey, presets } from "../../db/presets/index.ts";
import { workCalendar } from "../../worker/rules/engine/calendar.ts";
import { overallDue, stepDue } from "../../worker/rules/engine/handling.ts";
import { nextMeetingDue, quorum } from "../../worker/rules/engine/meetings.ts";
import { type Recurrence, recurring } from "../../worker/rules/engine/recurring.ts";
import { type LevelKind, RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { DAY, type Instant, instant, instantAt, localDate, toMs } from "../../worker/time/instants.ts";

const ROUNDS = 9;
const ROWS = 50;
const MATTERS = 20_000;
const units: Readonly<Record<LevelKind, number>> = {
  prefecture: 1,
  county: 1,
  street: 4,
  cluster: 4,
  community: 40,
  grid: 2_000,
  micro: 6_000,
  household: 0,
};
const firstDay = localDate("2026-01-01");
const lastDay = localDate("2026-12-31");
const calendar = workCalendar();
const keys = Object.keys(presets) as PresetKey[];
const counties = keys.map((key) => ({ key, rules: RuleSet.parse(presets[key].rules) }));

console.log(`One page: both clocks of ${ROWS} matters, each series' next meeting and quorum`);
const pages = measured(page, 40);
for (const { key, result, ms } of pages) print(key, ms.toFixed(3), result);
console.log(`  dearest to cheapest: ${ratio(pages.map(({ ms }) => ms))}`);

console.log(
  `The year 2026: ${count(units.grid)} grids, ${count(units.micro)} below, ${count(MATTERS)} matters`,
);
const years = measured(year, 1);
const each = years.map(({ ms, result }) => (ms * 1e6) / result.all);
for (const [index, { key, result, ms }] of years.entries()) {
  print(key, ms.toFixed(0), { ...result, "ns each": Math.round(each[index] ?? 0) });
}
console.log(`  dearest to cheapest: ${ratio(years.map(({ ms }) => ms))}, per obligation ${ratio(each)}`);

function page(rules: RuleSet) {
  const clocks = moments(ROWS).flatMap((moment, row) => clocksOf(rules, moment, row));
  const { series } = rules.meetings;
  const today = localDate("2026-11-21");
  const next = series.map(({ key }) => nextMeetingDue(rules, key, [firstDay], today, calendar));
  const quorums = series.map((one) => quorum(one, 30, 20));
  return { clocks: clocks.length, meetings: next.filter(Boolean).length, quorums: quorums.length };
}

/** Every obligation of the year as an object of its own, as a to-do list would hold it. */
function year(rules: RuleSet) {
  const recurrences = recurring(rules, firstDay, lastDay, calendar);
  const obligations = recurrences.flatMap((recurrence) =>
    Array.from({ length: unitsOf(rules, recurrence) }, (_, unit) => ({ ...recurrence, unit })),
  );
  const clocks = moments(MATTERS).flatMap((moment, matter) => clocksOf(rules, moment, matter));
  const all = obligations.length + clocks.length;
  return { recurrences: recurrences.length, obligations: obligations.length, clocks: clocks.length, all };
}

/** An assessment of people or member units counts once. */
function unitsOf({ organisation }: RuleSet, { level }: Recurrence): number {
  const kind = organisation.levels.find(({ key }) => key === level)?.kind;
  return kind ? units[kind] : 1;
}

/** The step clock and the overall clock of a matter; the levels have them one after the other. */
function clocksOf(rules: RuleSet, reportedAt: Instant, index: number) {
  const { levels } = rules.handling;
  const level = levels[index % levels.length]?.key ?? "";
  return [stepDue(rules, level, reportedAt, calendar), overallDue(rules, reportedAt, calendar)];
}

/** So many moments, spread evenly over the year. */
function moments(amount: number): Instant[] {
  const start = toMs(instantAt(firstDay, "00:00"));
  return Array.from({ length: amount }, (_, index) =>
    instant(start + Math.floor((index * 365 * DAY) / amount)),
  );
}

/** Milliseconds of CPU that one evaluation takes, once warm; every round goes through all counties. */
function measured<T>(evaluate: (rules: RuleSet) => T, repeats: number) {
  const results = counties.map(({ key, rules }) => ({
    key,
    rules,
    result: evaluate(rules),
    times: [] as number[],
  }));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { rules, times } of results) {
      const before = process.cpuUsage();
      for (let repeat = 0; repeat < repeats; repeat += 1) evaluate(rules);
      const { user, system } = process.cpuUsage(before);
      times.push((user + system) / 1_000 / repeats);
    }
  }
  return results.map(({ key, result, times }) => ({ key, result, ms: median(times) }));
}

function median(times: readonly number[]): number {
  return [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0;
}

function print(key: string, ms: string, counts: Readonly<Record<string, number>>): void {
  const words = Object.entries(counts).map(([what, amount]) => `${count(amount)} ${what}`);
  console.log(`  ${key.padEnd(9)}${ms.padStart(8)} ms  ${words.join(", ")}`);
}

function ratio(values: readonly number[]): string {
  return (Math.max(...values) / Math.min(...values)).toFixed(1);
}

function count(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, ",");
}
