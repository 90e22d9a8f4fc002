import type { Instant } from "../../time/instants.ts";
import type { EscalationCause, HandlingLevel, RuleSet } from "../schema/rule-set.ts";
import type { CalendarWarning, Due, WorkCalendar } from "./calendar.ts";
import type { MatterClass } from "./classes.ts";
import {
  acceptanceDue,
  handlingLevel,
  levelTerms,
  nextHandlingLevel,
  startsAccepted,
  stepDue,
} from "./handling.ts";
import { dueWithPauses, type Pause, type Terms } from "./pauses.ts";

/** A matter's leaving a level by itself. */
export interface Escalation {
  readonly cause: Exclude<EscalationCause, "request">;
  readonly at: Instant;
  readonly to: HandlingLevel;
  readonly warnings: readonly CalendarWarning[];
}

/** One level of a matter that nobody acts on. Without `escalation` it stays there. `due`: by when it should be done, or where that begins with acceptance, accepted. */
export interface UnattendedStep extends Due {
  readonly level: HandlingLevel;
  readonly enteredAt: Instant;
  readonly isAccepting: boolean;
  readonly escalation: Escalation | undefined;
}

/**
 * When a matter that nobody acts on goes one level up by itself: when its step is overdue or its window ends,
 * whichever the rules name and comes first. `pauses`: when the step stood still; `of`: what the matter is. Undefined at the top, and where only a request sends it up.
 * @throws RangeError for a level the rules don't have.
 */
export function escalationOf(
  rules: RuleSet,
  levelKey: string,
  enteredAt: Instant,
  calendar: WorkCalendar,
  pauses: readonly Pause[] = [],
  of?: MatterClass,
): Escalation | undefined {
  const level = handlingLevel(rules, levelKey);
  const { escalateOn, window } = level;
  const to = nextHandlingLevel(rules, levelKey);
  if (!to) return undefined;
  const atWindowEnd = escalateOn.includes("windowEnd") && window;
  const due = (terms: Terms) => dueWithPauses(rules, terms, enteredAt, pauses, calendar);
  const byWindow = atWindowEnd ? due({ window }) : undefined;
  const overdue = escalateOn.includes("overdue") ? due(levelTerms(rules, levelKey, of)) : undefined;
  // A step is never overdue later than its window ends; at the same moment the window is the reason.
  const first = overdue ?? byWindow;
  if (!first) return undefined;
  const cause = first.due === byWindow?.due ? "windowEnd" : "overdue";
  return { cause, at: first.due, to, warnings: first.warnings };
}

/**
 * When a matter that nobody accepts goes one level up by itself; undefined at the top, and where the rules don't say so.
 * @throws RangeError for a level the rules don't have.
 */
export function unacceptedAt(
  rules: RuleSet,
  levelKey: string,
  enteredAt: Instant,
  calendar: WorkCalendar,
): Escalation | undefined {
  const to = nextHandlingLevel(rules, levelKey);
  if (!to || !handlingLevel(rules, levelKey).escalateOn.includes("unaccepted")) return undefined;
  const due = acceptanceDue(rules, levelKey, enteredAt, calendar);
  return due && { cause: "unaccepted", at: due.due, to, warnings: due.warnings };
}

/** Of both the one that comes first. What begins with acceptance never does, where nobody accepts. */
function leaves(rules: RuleSet, levelKey: string, enteredAt: Instant, calendar: WorkCalendar) {
  const unaccepted = unacceptedAt(rules, levelKey, enteredAt, calendar);
  if (startsAccepted(rules, levelKey)) return unaccepted;
  const late = escalationOf(rules, levelKey, enteredAt, calendar);
  return unaccepted && (!late || unaccepted.at < late.at) ? unaccepted : late;
}

/**
 * The way of a matter that nobody acts on, from the level it lands at: ends at the top, or at a level that doesn't
 * pass on by itself. @throws RangeError for a level the rules don't have.
 */
export function unattendedPath(
  rules: RuleSet,
  fromLevelKey: string,
  reportedAt: Instant,
  calendar: WorkCalendar,
): UnattendedStep[] {
  const level = handlingLevel(rules, fromLevelKey);
  const escalation = leaves(rules, level.key, reportedAt, calendar);
  const awaited = startsAccepted(rules, level.key)
    ? acceptanceDue(rules, level.key, reportedAt, calendar)
    : undefined;
  const step = {
    level,
    enteredAt: reportedAt,
    ...(awaited ?? stepDue(rules, level.key, reportedAt, calendar)),
    isAccepting: awaited !== undefined,
    escalation,
  };
  if (!escalation) return [step];
  return [step, ...unattendedPath(rules, escalation.to.key, escalation.at, calendar)];
}
