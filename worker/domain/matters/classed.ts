import { clocks } from "../../../db/tenant/schema/work.ts";
import { nameIn } from "../../rules/document/names.ts";
import { formatDeadline } from "../../time/format.ts";
import { reckoned, runningIn, showing } from "../clocks/clocks.ts";
import { type RowChange, update } from "../kernel/changes.ts";
import type { Foresight } from "../kernel/choices.ts";
import type { Choice } from "../kernel/input.ts";
import { dueFrom, stepWaits, wholeWaits } from "./begin.ts";
import { overall, step } from "./clocks.ts";
import { classOf } from "./hand.ts";
import { type LoadedMatter, rulesOfClock } from "./matter.ts";
import { movedWith } from "./pending.ts";

type Class = Pick<LoadedMatter["matter"], "category" | "urgency">;

/** What a matter's running clocks would show were it of another class. What is over is over, and what a person set stays set. */
function clocksIf(state: LoadedMatter, of: Class, { now, calendar }: Pick<Foresight, "now" | "calendar">) {
  return [step, overall].flatMap((kind) => {
    const clock = runningIn(state.clocks, kind);
    if (!clock || (clock.pausedAt === null && clock.dueAt < now)) return [];
    const rules = rulesOfClock(state, clock);
    const inputs = { ...clock.inputs, ...of };
    const due = reckoned(kind as never, { ...clock, inputs }, rules, calendar);
    return due ? [{ kind, clock: { ...clock, inputs }, due, rules }] : [];
  });
}

/** The urgencies of the rules, each with what belongs there and by when its level would have to be done. */
export function urgenciesFor(state: LoadedMatter, given: Foresight): Choice[] {
  const said = (hint: string | undefined) => (hint ? `（${hint}）` : "");
  return (state.rules.intake.urgencies ?? []).map(({ key, name, hint }) => {
    const of = { ...classOf(state.matter), urgency: key };
    const running = clocksIf(state, of, given).find(({ kind }) => kind === step)?.due.due;
    const due = stepWaits(state) ? dueFrom(state, state.matter.level, of, given) : running;
    const whole = wholeWaits(state)
      ? overall.reckon(state.rules, given.calendar, given.now, of)?.due
      : undefined;
    const until = [
      due && `本级期限 ${formatDeadline(due, given.now)}`,
      whole && `总期限 ${formatDeadline(whole, given.now)}`,
    ];
    return { value: key, label: [`${name}${said(hint)}`, ...until.filter(Boolean)].join("，") };
  });
}

/** Sets a matter's clocks to a class that was chosen. Result: by when its level must be done, where that is another time now. */
export function classed(state: LoadedMatter, of: Class, given: Pick<Foresight, "now" | "calendar">) {
  const moved = clocksIf(state, of, given);
  const rows: RowChange[] = moved.map(({ kind, clock, due, rules }) => {
    const { inputs } = clock;
    return update(clocks, clock, { ...showing(kind as never, given.calendar, clock, due, rules), inputs });
  });
  const own = moved.find(({ kind }) => kind === step);
  const due = own && own.due.due !== own.clock.dueAt ? own.due.due : undefined;
  return { due, rows: due ? [...rows, movedWith(state.matter.id, due)] : rows };
}

/** What an urgency is called, by default the matter's own; null where it has none. */
export function urgencyName({ rules, matter }: Pick<LoadedMatter, "rules" | "matter">, key = matter.urgency) {
  return key === null ? null : nameIn(rules.intake.urgencies ?? [], key);
}
