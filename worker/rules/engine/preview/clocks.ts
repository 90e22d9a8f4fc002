import type { Instant } from "../../../time/instants.ts";
import type { ClassLimit, RuleSet, Whistle, WhistleStage } from "../../schema/rule-set.ts";
import { whistleStages } from "../../schema/words.ts";
import type { Due, WorkCalendar } from "../calendar.ts";
import { type MatterClass, namesTo } from "../classes.ts";
import { type UnattendedStep, unattendedPath } from "../escalation.ts";
import { acceptanceDue, evaluationDue, overallDue, stepDue, whistleDue } from "../handling.ts";
import { resolutionDue } from "../tasks.ts";
import type { Moment } from "./moments.ts";

/** When one thing is due that begins at a moment. Keys tell which: `step.grid`, `whistle.street.sign`. */
export interface Clock {
  readonly key: string;
  readonly name: string;
  /** The item it rests on: `handling.levels.grid`. */
  readonly rule: string;
  readonly due: Due;
}

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

function compared({ key, name, rule }: Clock, before?: Clock, after?: Clock): Comparison["rows"][number] {
  const changed = before?.due.due !== after?.due.due;
  return { key, name, rule, before: before?.due, after: after?.due, changed };
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
    ...whistles.flatMap((whistle) => whistleClocks(rules, whistle, at, calendar)),
    ...rules.meetings.series.map(({ key, name }) => ({
      key: `resolution.${key}`,
      name: `决议：${name}`,
      rule: `meetings.series.${key}`,
      due: resolutionDue(rules, key, { meetingAt: at, assignedAt: at }, calendar),
    })),
  ];
}

/** By when each level must be done, and must have accepted, and the whole; with those of classes. */
function limitsAt(rules: RuleSet, at: Instant, calendar: WorkCalendar): Clock[] {
  const { levels } = rules.handling;
  return [
    ...levels.flatMap(({ key, name, limits }) =>
      ofClasses(limits).map((of) => ({
        key: `step.${key}${keyOf(of)}`,
        name: `事项：${name}办理${saidOf(rules, of)}`,
        rule: `handling.levels.${key}`,
        due: stepDue(rules, key, at, calendar, of),
      })),
    ),
    ...levels.flatMap(({ key, name }) => {
      const due = acceptanceDue(rules, key, at, calendar);
      return due
        ? [{ key: `accept.${key}`, name: `事项：${name}受理`, rule: `handling.levels.${key}`, due }]
        : [];
    }),
    ...ofClasses(rules.handling.overall.limits).map((of) => ({
      key: `overall${keyOf(of)}`,
      name: `事项：总期限${saidOf(rules, of)}`,
      rule: "handling.overall",
      due: overallDue(rules, at, calendar, of),
    })),
  ];
}

/** What no row is for, then each class that has one. */
const ofClasses = (limits: readonly ClassLimit[] = []): MatterClass[] => [
  {},
  ...limits.map(({ category, urgency }) => ({ category, urgency })),
];

const keyOf = ({ category, urgency }: MatterClass): string =>
  [category && `category.${category}`, urgency && `urgency.${urgency}`]
    .flatMap((part) => (part ? [`.${part}`] : []))
    .join("");

/** `（“燃气”的“急办”）`; nothing for all others. */
function saidOf({ intake }: RuleSet, { category, urgency }: MatterClass): string {
  const named = [
    category && namesTo(intake.categories, category).at(-1),
    urgency && intake.urgencies?.find(({ key }) => key === urgency)?.name,
  ].flatMap((name) => (name ? [`“${name}”`] : []));
  return named.length > 0 ? `（${named.join("的")}）` : "";
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
