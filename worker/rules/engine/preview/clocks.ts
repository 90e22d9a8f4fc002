import type { Instant } from "../../../time/instants.ts";
import type { RuleSet, Whistle, WhistleStage } from "../../schema/rule-set.ts";
import { whistleStages } from "../../schema/words.ts";
import type { Due, WorkCalendar } from "../calendar.ts";
import { type UnattendedStep, unattendedPath } from "../escalation.ts";
import { excludableUntil, exclusionAnswerDue } from "../exclusions.ts";
import { evaluationDue, whistleDue } from "../handling.ts";
import { reviewAnswerDue, reviewableUntil } from "../reviews.ts";
import { resolutionDue } from "../tasks.ts";
import { answersAt, type Clock, limitsAt } from "./limits.ts";
import type { Moment } from "./moments.ts";

export interface Example {
  readonly moment: Moment;
  readonly clocks: readonly Clock[];
  /** The way of a matter that nobody acts on, from the lowest level. */
  readonly unattended: readonly UnattendedStep[];
}

/**
 * What is due when, if it begins at each of the moments: every level's step, the whole, the evaluation, every stage
 * of every whistle, and what each meeting series decides then. And where a matter goes when nobody acts on it.
 */
export function exampleClocks(rules: RuleSet, moments: readonly Moment[], calendar: WorkCalendar): Example[] {
  return moments.map((moment) => ({
    moment,
    clocks: clocksAt(rules, moment.at, calendar),
    unattended: unattendedAt(rules, moment.at, calendar),
  }));
}

/** A clock by two rule sets; one that only one of them has is missing on the other side. */
export interface Comparison {
  readonly moment: Moment;
  readonly rows: readonly {
    readonly key: string;
    readonly name: string;
    readonly rule: string;
    readonly before?: Due | undefined;
    readonly after?: Due | undefined;
    readonly changed: boolean;
    /** It begins with another event, whether or not it is due at another time. */
    readonly restarts: boolean;
  }[];
  /** The ways of a matter that nobody acts on. */
  readonly unattended: Readonly<Record<"before" | "after", readonly UnattendedStep[]>>;
}

/** The clocks of the running rules beside those of a draft, in the draft's order, then what the draft drops. */
export function compareClocks(
  running: RuleSet,
  draft: RuleSet,
  moments: readonly Moment[],
  calendar: WorkCalendar,
): Comparison[] {
  return moments.map((moment) => {
    const before = new Map(clocksAt(running, moment.at, calendar).map((clock) => [clock.key, clock]));
    const after = new Map(clocksAt(draft, moment.at, calendar).map((clock) => [clock.key, clock]));
    const rows = [...new Map([...after, ...[...before].filter(([key]) => !after.has(key))]).values()];
    return {
      moment,
      rows: rows.map((clock) => compared(clock, before.get(clock.key), after.get(clock.key))),
      unattended: {
        before: unattendedAt(running, moment.at, calendar),
        after: unattendedAt(draft, moment.at, calendar),
      },
    };
  });
}

/** Both have it, and it begins with another event. */
const restarts = (before?: Clock, after?: Clock): boolean =>
  before !== undefined && after !== undefined && before.accepted !== after.accepted;

function compared({ key, name, rule }: Clock, before?: Clock, after?: Clock): Comparison["rows"][number] {
  const changed = before?.due.due !== after?.due.due || restarts(before, after);
  return {
    key,
    name,
    rule,
    before: before?.due,
    after: after?.due,
    changed,
    restarts: restarts(before, after),
  };
}

function clocksAt(rules: RuleSet, at: Instant, calendar: WorkCalendar): Clock[] {
  const { whistles } = rules.handling;
  return [
    ...limitsAt(rules, at, calendar),
    {
      key: "evaluation",
      name: "事项：居民评价",
      rule: "handling.evaluation",
      due: evaluationDue(rules, at, calendar),
    },
    ...answersAt(rules, at, calendar),
    ...exclusionAt(rules, at, calendar),
    ...reviewsAt(rules, at, calendar),
    ...whistles.flatMap((whistle) => whistleClocks(rules, whistle, at, calendar)),
    ...rules.meetings.series.map(({ key, name }) => ({
      key: `resolution.${key}`,
      name: `决议：${name}`,
      rule: `meetings.series.${key}`,
      due: resolutionDue(rules, key, { meetingAt: at, assignedAt: at }, calendar),
    })),
  ];
}

/** Until when an exclusion can be asked for that begins with a matter's end, and when it must be answered. */
function exclusionAt(rules: RuleSet, at: Instant, calendar: WorkCalendar): Clock[] {
  const rule = "handling.exclusions";
  const [until, answered] = [excludableUntil, exclusionAnswerDue].map((due) => due(rules, at, calendar));
  return [
    ...(until ? [{ key: "exclusion.ask", name: "事项：申请剔除", rule, due: until }] : []),
    ...(answered ? [{ key: "exclusion.answer", name: "事项：审核剔除申请", rule, due: answered }] : []),
  ];
}

/** For each instance: until when it can be asked for that begins with an end or an answer, and when it must be answered. */
function reviewsAt(rules: RuleSet, at: Instant, calendar: WorkCalendar): Clock[] {
  const rule = "handling.reviews";
  return (rules.handling.reviews?.instances ?? []).flatMap((instance, index) => {
    const { name } = instance;
    const until = reviewableUntil(rules, instance, at, calendar);
    const answered = reviewAnswerDue(rules, name, at, calendar);
    return [
      { key: `review.${index}.ask`, name: `事项：申请${name}`, rule, due: until },
      ...(answered
        ? [{ key: `review.${index}.answer`, name: `事项：${name}答复`, rule, due: answered }]
        : []),
    ];
  });
}

/** Matters land at the lowest level of handling. */
function unattendedAt(rules: RuleSet, at: Instant, calendar: WorkCalendar): UnattendedStep[] {
  const [lowest] = rules.handling.levels;
  return lowest ? unattendedPath(rules, lowest.key, at, calendar) : [];
}

function whistleClocks(rules: RuleSet, { key, name }: Whistle, at: Instant, calendar: WorkCalendar): Clock[] {
  return (Object.keys(whistleStages) as WhistleStage[]).flatMap((stage) => {
    const due = whistleDue(rules, key, stage, at, calendar);
    return due
      ? [
          {
            key: `whistle.${key}.${stage}`,
            name: `${name}：${whistleStages[stage]}`,
            rule: `handling.whistles.${key}`,
            due,
          },
        ]
      : [];
  });
}
