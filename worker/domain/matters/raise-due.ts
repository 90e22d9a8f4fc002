import { clocks } from "../../../db/tenant/schema/work.ts";
import { escalationOf } from "../../rules/engine/escalation.ts";
import type { Pause } from "../../rules/engine/pauses.ts";
import type { Instant } from "../../time/instants.ts";
import { type Clock, runningIn } from "../clocks/clocks.ts";
import { Conflict } from "../errors.ts";
import { assertRevision, update } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";
import { move } from "../kernel/move.ts";
import { acceptance, step } from "./clocks.ts";
import { type LoadedMatter, onMatter, rulesOfClock } from "./matter.ts";
import { deskOver, raised, raisedEvents } from "./raised.ts";
import { dealtWith } from "./states.ts";

/** A level's time is over, its window, or the time to accept: the matter goes to the level above by itself, as the rules say. */
export const raiseDue = move(onMatter)({
  name: "raiseDue",
  label: "到期按规则自动上报",
  done: "已按规则自动上报",
  from: dealtWith,
  who: "system",
  input: {},
  events: raisedEvents,
  decide: (state, _input, given) => {
    const clock = [acceptance, step]
      .flatMap((kind) => runningIn(state.clocks, kind) ?? [])
      .find(({ actsAt }) => actsAt !== null && actsAt <= given.now);
    if (!clock) throw new Conflict("还没有到自动上报的时候");
    const desk = deskOver(state);
    // What an older version reckoned doesn't say whether anything is above: then it ends here.
    if (!desk) return { says: {}, rows: [update(clocks, clock, { actsAt: null })] };
    const { rows, ...changes } = raised(state, desk, { cause: causeOf(state, clock, given) }, given);
    // Whoever gave it more time meanwhile was first.
    return { ...changes, rows: [assertRevision(clocks, clock), ...rows] };
  },
});

function causeOf(state: LoadedMatter, clock: Clock, { calendar }: Given) {
  if (clock.kind === acceptance.kind) return "unaccepted";
  const [rules, since] = [rulesOfClock(state, clock), clock.startedAt as Instant];
  const pauses = clock.pauses as Pause[];
  const leaving = escalationOf(rules, state.matter.level, since, calendar, pauses, clock.inputs);
  return leaving?.cause ?? "overdue";
}
