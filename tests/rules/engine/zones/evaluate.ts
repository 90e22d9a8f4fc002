/**
 * Asks the rule engine everything it answers, for every preset and many moments, and prints a digest of the answers
 * to each question as JSON, with what the process itself takes for its zone.
 */
import { createHash } from "node:crypto";
import { presets } from "../../../../db/presets/index.ts";
import { workCalendar } from "../../../../worker/rules/engine/calendar.ts";
import * as handling from "../../../../worker/rules/engine/handling.ts";
import * as meetings from "../../../../worker/rules/engine/meetings.ts";
import { resolutionDue, setDue } from "../../../../worker/rules/engine/tasks.ts";
import { RuleSet } from "../../../../worker/rules/schema/rule-set.ts";
import {
  addDays,
  type ClockTime,
  clockTimeOf,
  type Instant,
  instantAt,
  type LocalDate,
  localDate,
  localDateOf,
  toMs,
  weekday,
} from "../../../../worker/time/instants.ts";
import { overdueReminder, reminderTimes } from "../reminders-of-one.ts";

const STAGES = ["sign", "contact", "reportIn", "done"] as const;
/** Beijing midnight and the minute before, close of offices, and just after midnight in the zones this runs in. */
const CLOCKS: ClockTime[] = ["00:00", "07:30", "15:30", "18:00", "19:30", "23:59"];
/** Turns of years and of summer times, first and last days of holidays, make-up workdays. */
const EDGES = [
  "2025-01-01 2025-03-09 2025-03-30 2025-10-26 2025-11-02 2025-12-31 2026-01-01 2026-02-14 2026-02-15",
  "2026-02-23 2026-03-08 2026-03-29 2026-04-01 2026-06-30 2026-09-20 2026-09-25 2026-10-10 2026-12-31",
];

const calendar = workCalendar();
const moments = days().flatMap((day) => CLOCKS.map((clock) => instantAt(day, clock)));
const answers = new Map<string, unknown[]>();
for (const [key, { rules }] of Object.entries(presets)) askAll(key, RuleSet.parse(rules));
for (const moment of moments) askOfTime(moment);
console.log(JSON.stringify({ zone: zone(), careless: digest(moments.map(carelessDay)), asked: asked() }));

function days(): LocalDate[] {
  const spread = Array.from({ length: 8 }, (_, step) => addDays(localDate("2025-01-06"), step * 97));
  return [...EDGES.join(" ").split(" ").map(localDate), ...spread];
}

function askAll(key: string, rules: RuleSet): void {
  const note = (question: string, answer: unknown) => keep(`${key}: ${question}`, answer);
  for (const moment of moments) {
    askOfMatters(rules, moment, note);
    askOfMeetings(rules, moment, note);
  }
}

type Note = (question: string, answer: unknown) => void;

function askOfMatters(rules: RuleSet, moment: Instant, note: Note): void {
  const { levels, windows, whistles } = rules.handling;
  for (const { key } of levels) note("stepDue", handling.stepDue(rules, key, moment, calendar));
  for (const { key } of windows) note("windowEnd", handling.windowEnd(rules, key, moment, calendar));
  for (const { key } of whistles) {
    for (const stage of STAGES) note("whistleDue", handling.whistleDue(rules, key, stage, moment, calendar));
  }
  const { due } = handling.overallDue(rules, moment, calendar);
  note("overallDue", due);
  note("evaluationDue", handling.evaluationDue(rules, moment, calendar));
  note("reminderTimes", reminderTimes(rules, { opened: moment, due }, calendar));
  note("overdueReminder", overdueReminder(rules, moment, moment, calendar));
}

function askOfMeetings(rules: RuleSet, moment: Instant, note: Note): void {
  const today = localDateOf(moment);
  for (const { key, ...series } of rules.meetings.series) {
    const next = meetings.nextMeetingDue(rules, key, [], today, calendar);
    note("nextMeetingDue", next);
    note("nextMeetingDue", meetings.nextMeetingDue(rules, key, [today], today, calendar));
    note("missedPeriods", meetings.missedPeriods(series, [today], addDays(today, -100), addDays(today, 100)));
    const decided = { meetingAt: moment, assignedAt: moment };
    note("resolutionDue", resolutionDue(rules, key, decided, calendar));
    const otherMeetings = next ? [next.due] : [];
    note("resolutionDue", resolutionDue(rules, key, { ...decided, otherMeetings }, calendar));
    note("setDue", setDue(rules, today, calendar));
    if (series.cadence) note("periodOf", meetings.periodOf(series.cadence, today));
  }
}

function askOfTime(moment: Instant): void {
  const day = localDateOf(moment);
  keep("time", [day, clockTimeOf(moment), weekday(day), addDays(day, 1), instantAt(day, "00:00")]);
}

function keep(question: string, answer: unknown): void {
  const kept = answers.get(question);
  if (kept) kept.push(answer);
  else answers.set(question, [answer]);
}

function asked() {
  return Object.fromEntries([...answers].map(([name, all]) => [name, `${all.length} ${digest(all)}`]));
}

/** The process' own name for its zone, and its minutes behind UTC in winter and in summer. */
function zone() {
  const behind = (date: string) => new Date(`${date}T12:00:00Z`).getTimezoneOffset();
  return { name: process.env.TZ, winter: behind("2026-01-15"), summer: behind("2026-07-15") };
}

/** What a day would be if it were read off the process' own clock: differs from zone to zone, as it must. */
function carelessDay(moment: Instant): string {
  return new Date(toMs(moment)).toDateString();
}

function digest(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);
}
