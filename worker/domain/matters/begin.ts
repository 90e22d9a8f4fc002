import {
  levelTerms,
  overallTerms,
  startsAccepted,
  wholeStartsAccepted,
} from "../../rules/engine/handling.ts";
import { type Duration, durationWords } from "../../time/duration.ts";
import { formatDeadline } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { runningIn, startClock } from "../clocks/clocks.ts";
import { NotFound } from "../errors.ts";
import type { RowChange } from "../kernel/changes.ts";
import type { Foresight } from "../kernel/choices.ts";
import type { Given } from "../kernel/context.ts";
import { overall, step } from "./clocks.ts";
import { type Desk, desksOf, ownerAt } from "./desks.ts";
import { classOf, inputsOf } from "./hand.ts";
import type { LoadedMatter } from "./matter.ts";

/** What begins as a matter is accepted: docs/decisions/046-limits-from-acceptance.md. */

type Class = Parameters<typeof classOf>[0];

/** Whether the time of the level that has it begins with its being accepted there, which it isn't yet. */
export const stepWaits = ({ matter, rules, clocks }: LoadedMatter): boolean =>
  ["reported", "reopened"].includes(matter.state) &&
  startsAccepted(rules, matter.level) &&
  runningIn(clocks, step) === undefined;

/** Whether that of the whole does, of a matter that no level has accepted. */
export const wholeWaits = ({ rules, clocks }: Pick<LoadedMatter, "rules" | "clocks">): boolean =>
  wholeStartsAccepted(rules) && !clocks.some(({ kind }) => kind === overall.kind);

/** `总期限不变。`, as long as there is one that could change. */
export const wholeStays = (state: LoadedMatter): string =>
  wholeWaits(state) ? "总期限自首次受理起算。" : "总期限不变。";

/** Of a move that begins it: `总期限现在起算：9月20日 18:00。`; where it has begun it stays. */
export function wholeBegins(state: LoadedMatter, { now, calendar }: Foreseen): string {
  if (!wholeWaits(state)) return wholeStays(state);
  const due = overall.reckon(state.rules, calendar, now, classOf(state.matter))?.due ?? now;
  return `总期限现在起算：${formatDeadline(due, now)}。`;
}

const sinceAcceptance = { since: "acceptance" };

type Foreseen = Pick<Foresight, "now" | "calendar">;

/** When a level must be done with it if it is accepted there now. */
export const dueFrom = ({ rules }: LoadedMatter, level: string, of: Class, given: Foreseen): Instant =>
  step.reckon(rules, given.calendar, given.now, { level, above: null, ...classOf(of) })?.due ?? given.now;

/** `受理后开始计时：本级期限 12月4日 18:00，总期限 12月20日 18:00。`; nothing where nothing begins. */
export function beginningWords(state: LoadedMatter, given: Foresight): string {
  const { matter, rules } = state;
  const at = (moment: Instant) => formatDeadline(moment, given.now);
  const whole = wholeWaits(state)
    ? overall.reckon(rules, given.calendar, given.now, classOf(matter))?.due
    : undefined;
  const parts = [
    stepWaits(state) && `本级期限 ${at(dueFrom(state, matter.level, matter, given))}`,
    whole && `总期限 ${at(whole)}`,
  ].filter(Boolean);
  return parts.length > 0 ? `受理后开始计时：${parts.join("，")}。` : "";
}

/** For a write batch: the level's time begins at a desk that has accepted it. */
export const stepBegun = (
  { matter, rules, version }: LoadedMatter,
  desk: Desk,
  of: Class,
  given: Given,
): RowChange =>
  startClock(given, step, {
    record: matter.id,
    title: matter.body,
    owner: ownerAt(desk),
    inputs: { ...inputsOf(desk, of), ...sinceAcceptance },
    by: { version, rules },
  }).row;

/** For a write batch: that of the whole begins, unless it has begun or was begun by the report. */
export function wholeBegun(state: LoadedMatter, desk: Desk, of: Class, given: Given): RowChange[] {
  if (!wholeWaits(state)) return [];
  const { matter, rules, version } = state;
  const whole = { record: matter.id, title: matter.body, owner: ownerAt(desk), by: { version, rules } };
  return [startClock(given, overall, { ...whole, inputs: { ...classOf(of), ...sinceAcceptance } }).row];
}

/** The desk that has a matter; undefined where its level or unit is there no more. */
export const deskIn = ({ matter, rules, lineage }: LoadedMatter): Desk | undefined =>
  desksOf(rules, lineage).find(({ step: { key } }) => key === matter.level);

/** All that begins as the level that has a matter accepts it. `due`: by when it must be done, where that begins. */
export function begunAt(
  state: LoadedMatter,
  of: Class,
  given: Given,
): { due?: string; rows: readonly RowChange[] } {
  if (!stepWaits(state) && !wholeWaits(state)) return { rows: [] };
  const desk = deskIn(state);
  if (!desk) throw new NotFound("handling level");
  const whole = wholeBegun(state, desk, of, given);
  if (!stepWaits(state)) return { rows: whole };
  const due = dueFrom(state, desk.step.key, of, given);
  return { due, rows: [stepBegun(state, desk, of, given), ...whole] };
}

/** What begins with acceptance, as people read it while nobody has accepted: `本级期限`, `受理后 5 个工作日`. */
export function toBegin(state: LoadedMatter, audience: "called" | "residents" = "called") {
  const { matter, rules } = state;
  if (!["reported", "reopened"].includes(matter.state)) return [];
  const level = stepWaits(state) ? levelTerms(rules, matter.level, matter).limit : undefined;
  const whole = wholeWaits(state) ? overallTerms(rules, matter).limit : undefined;
  const said = ({ kind, ...words }: Pick<typeof step, "kind" | "called" | "residents">, limit?: Duration) =>
    limit
      ? [{ kind, called: words[audience] ?? words.called, within: `受理后 ${durationWords(limit)}` }]
      : [];
  return [...said(step, level), ...said(overall, whole)];
}
