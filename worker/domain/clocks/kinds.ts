import type { Due, WorkCalendar } from "../../rules/engine/calendar.ts";
import type { Pause } from "../../rules/engine/pauses.ts";
import type { Days } from "../../rules/engine/set-times.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import type { Instant } from "../../time/instants.ts";
import type { RowChange } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";
import type { Role } from "../kernel/roles.ts";

/** What a clock is reckoned with besides rules, calendar and start; kept with it. */
export type Inputs = Readonly<Record<string, string | null>>;

/** A clock as it was reckoned, or set by somebody. */
export interface Reckoned<I extends Inputs> {
  readonly startedAt: Instant;
  readonly due: Due;
  readonly inputs: I;
  readonly pauses: readonly Pause[];
}

/** One kind of clock of a noun. A clock of it can be reckoned anew at any time from what stands in its row. */
export interface ClockKind<I extends Inputs = Inputs> {
  readonly noun: string;
  readonly kind: string;
  /** What staff call it on the record's page. */
  readonly called: string;
  /** What residents call it, where they see it. */
  readonly residents?: string;
  /** What there is to do by then, on the desk; null where nobody at a desk must do anything. */
  readonly todo: string | null;
  /** The same where that depends on what it is reckoned with: a review goes by the name that the rules give it. */
  calledBy?(inputs: I): { readonly called: string; readonly residents: string; readonly todo: string };
  /** It waits for an answer while another of its record runs: of two that are due together it comes first. */
  readonly asks?: true;
  /**
   * Whose work it is: where nobody of these roles is in the owner's scope, it rises to the nearest above where somebody is.
   * The database keeps to it by itself (`answering`); a test compares the two.
   */
  readonly keepers: readonly Role[];
  /** The rule it rests on, as the editor names it. */
  rulePath(inputs: I): string;
  /** Undefined where the rules have no such level or series. `pauses`: when it stood still, for kinds that can. */
  reckon(
    rules: RuleSet,
    calendar: WorkCalendar,
    startedAt: Instant,
    inputs: I,
    pauses?: readonly Pause[],
  ): Due | undefined;
  /** By what it is reckoned, in words: `自上报起 30 个工作日`. */
  basis(rules: RuleSet, inputs: I): string;
  /**
   * When something happens by itself, of a clock that is due then, and what is uncertain about that; null where nothing does.
   * Left out where it never does.
   */
  acts?(rules: RuleSet, calendar: WorkCalendar, clock: Reckoned<I>): Due | null;
  /** By whose days a time that somebody set is counted. Left out where those are the offices'. */
  days?(rules: RuleSet, calendar: WorkCalendar, inputs: I): Days;
  /** What else changes when it is set anew, so that whoever edits the record learns of it. */
  touch?(record: string, given: Given, due: Instant): RowChange;
}

export const clockKind = <I extends Inputs>(kind: ClockKind<I>): ClockKind<I> => kind;
