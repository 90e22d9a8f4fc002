import type { Instant } from "../../../time/instants.ts";
import type { ClassLimit, RuleSet } from "../../schema/rule-set.ts";
import type { Due, WorkCalendar } from "../calendar.ts";
import { type MatterClass, namesTo } from "../classes.ts";
import {
  acceptanceDue,
  answerDue,
  overallDue,
  startsAccepted,
  stepDue,
  wholeStartsAccepted,
} from "../handling.ts";

/** When one thing is due that begins at a moment. Keys tell which: `step.grid`, `whistle.street.sign`. */
export interface Clock {
  readonly key: string;
  readonly name: string;
  /** The item it rests on: `handling.levels.grid`. */
  readonly rule: string;
  readonly due: Due;
  /** It begins with acceptance: the moment is that of accepting. */
  readonly accepted?: boolean;
}

/** By when each level must be done, and must have accepted, and the whole; with those of classes. */
export function limitsAt(rules: RuleSet, at: Instant, calendar: WorkCalendar): Clock[] {
  const { levels } = rules.handling;
  return [
    ...levels.flatMap(({ key, name, limits }) =>
      ofClasses(limits).map((of) => ({
        key: `step.${key}${keyOf(of)}`,
        name: `事项：${name}办理${saidOf(rules, of)}${startWords(startsAccepted(rules, key))}`,
        rule: `handling.levels.${key}`,
        due: stepDue(rules, key, at, calendar, of),
        accepted: startsAccepted(rules, key),
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
      name: `事项：总期限${saidOf(rules, of)}${startWords(wholeStartsAccepted(rules))}`,
      rule: "handling.overall",
      due: overallDue(rules, at, calendar, of),
      accepted: wholeStartsAccepted(rules),
    })),
  ];
}

const startWords = (accepted: boolean): string => (accepted ? "（自受理起）" : "");

/** By when each unit must answer that a matter is dispatched to. */
export const answersAt = (rules: RuleSet, at: Instant, calendar: WorkCalendar): Clock[] =>
  ofClasses(rules.handling.dispatch?.limits).flatMap((of) => {
    const due = answerDue(rules, at, calendar, of);
    const named = { key: `dispatch${keyOf(of)}`, name: `事项：承办单位答复${saidOf(rules, of)}` };
    return due ? [{ ...named, rule: "handling.dispatch", due }] : [];
  });

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
