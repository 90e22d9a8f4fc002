import type { PresetKey } from "../../../db/presets/index.ts";
import type { Due } from "../../../worker/rules/engine/calendar.ts";
import * as handling from "../../../worker/rules/engine/handling.ts";
import * as meetings from "../../../worker/rules/engine/meetings.ts";
import { type DueRange, nextReminding, remindingAt } from "../../../worker/rules/engine/reminders.ts";
import { resolutionDue, setDue } from "../../../worker/rules/engine/tasks.ts";
import type {
  HandlingLevel,
  RuleSet,
  RuleSetInput,
  WhistleStage,
} from "../../../worker/rules/schema/rule-set.ts";
import { DAY, type Instant, instant, localDate, toMs } from "../../../worker/time/instants.ts";
import { at, beijing, calendar, rulesOf } from "../examples.ts";

/**
 * The rule engine under one preset, asked and answering in Beijing time: `2026-02-04 18:00`, followed by what is
 * uncertain about it, as in `2027-01-05 18:00, yearNotLoaded 2027`. So an answer without more has no warning.
 */
export function engineOf(key: PresetKey, change: Partial<RuleSetInput> = {}) {
  const rules = rulesOf(key, change);
  return { ...clocks(rules), ...series(rules), ...reminding(rules), climb: climber(rules) };
}

function clocks(rules: RuleSet) {
  return {
    step: (level: string, from: string) => said(handling.stepDue(rules, level, at(from), calendar)),
    overall: (reported: string) => said(handling.overallDue(rules, at(reported), calendar)),
    evaluation: (resolved: string) => said(handling.evaluationDue(rules, at(resolved), calendar)),
    window: (window: string, from: string) => said(handling.windowEnd(rules, window, at(from), calendar)),
    whistle: (whistle: string, stage: WhistleStage, blown: string) => {
      const due = handling.whistleDue(rules, whistle, stage, at(blown), calendar);
      return due ? said(due) : "not asked for";
    },
  };
}

/** A matter nobody deals with: each level that has it, and until when, from the given one to the top. */
function climber(rules: RuleSet) {
  return (level: string, from: string): string[] => {
    const rungs: string[] = [];
    let moment = at(from);
    for (let rung: HandlingLevel | undefined = found(rules.handling.levels, level); rung; ) {
      const due = handling.stepDue(rules, rung.key, moment, calendar);
      rungs.push(`${rung.key} ${said(due)}`);
      moment = due.due;
      rung = goesUp(rung) ? handling.nextHandlingLevel(rules, rung.key) : undefined;
    }
    return rungs;
  };
}

function series(rules: RuleSet) {
  const seriesOf = (key: string) => found(rules.meetings.series, key);
  return {
    /** The next meeting, asked on a day, with the days on which the series met. */
    meeting: (key: string, on: string, held: string[] = []) => {
      const next = meetings.nextMeetingDue(rules, key, held.map(localDate), localDate(on), calendar);
      return next ? `${next.period.label}: ${said(next)}` : "as needed";
    },
    missed: (key: string, began: string, on: string, held: string[] = []) =>
      meetings
        .missedPeriods(seriesOf(key), held.map(localDate), localDate(began), localDate(on))
        .map(({ label }) => label),
    /** Logged while the meeting ran. */
    resolution: (key: string, decided: string, ...others: string[]) =>
      taskDue(rules, key, decided, decided, others),
    /** Logged, or sent back, at another time than that of the meeting. */
    assigned: (key: string, meeting: string, assigned: string, ...others: string[]) =>
      taskDue(rules, key, meeting, assigned, others),
    /** For a day that the meeting set. */
    set: (day: string) => said(setDue(rules, localDate(day), calendar)),
    quorum: (key: string, members: number) => meetings.quorum(seriesOf(key), members, 0).required,
  };
}

function taskDue(rules: RuleSet, key: string, meeting: string, assigned: string, others: string[]): string {
  const decided = { meetingAt: at(meeting), assignedAt: at(assigned), otherMeetings: others.map(at) };
  const due = resolutionDue(rules, key, decided, calendar);
  return due.provisional ? `${said(due)}, provisional` : said(due);
}

function reminding(rules: RuleSet) {
  return {
    reminders: (opened: string, due: string) =>
      [...remindings(rules, at(opened), at(due))]
        .filter((moment) => holds(remindingAt(rules, moment, calendar).ahead, at(due)))
        .map(beijing),
    reminderAfter: (due: string, now: string) =>
      shown(
        [...remindings(rules, at(now), instant(toMs(at(now)) + 60 * DAY))].find((moment) =>
          holds(remindingAt(rules, moment, calendar).overdue, at(due)),
        ),
      ),
  };
}

/** The moments at which a county reminds, after one and before another. */
function* remindings(rules: RuleSet, after: Instant, before: Instant): Generator<Instant> {
  for (
    let moment = nextReminding(rules, after, calendar);
    moment < before;
    moment = nextReminding(rules, moment, calendar)
  )
    yield moment;
}

const holds = (ranges: readonly DueRange[], due: Instant): boolean =>
  ranges.some(({ from, until }) => from <= due && due < until);

function said({ due, warnings }: Due): string {
  return [beijing(due), ...warnings.map(({ kind, year }) => `${kind} ${year}`)].join(", ");
}

function shown(moment: Instant | undefined): string {
  return moment ? beijing(moment) : "never";
}

function goesUp({ escalateOn }: HandlingLevel): boolean {
  return escalateOn.includes("overdue") || escalateOn.includes("windowEnd");
}

function found<T extends { key: string }>(entries: readonly T[], key: string): T {
  const entry = entries.find((candidate) => candidate.key === key);
  if (!entry) throw new RangeError(`no entry ${key}`);
  return entry;
}
