import type { EscalationCause } from "../../rules/schema/rule-set.ts";
import { formatDeadline } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { ownClocks, runningIn } from "../clocks/clocks.ts";
import type { Foresight } from "../kernel/choices.ts";
import type { Given } from "../kernel/context.ts";
import { openHappening } from "../kernel/happenings.ts";
import { wholeStays } from "./begin.ts";
import { acceptance, overall, step } from "./clocks.ts";
import { type Desk, desksOf, ownerAt } from "./desks.ts";
import { endLevel, givenBy, type Handed, handedTo, handTo, inputsOf, sentTo, waiting } from "./hand.ts";
import { handedOver } from "./listing.ts";
import { type LoadedMatter, refOf } from "./matter.ts";
import { returnsBefore } from "./parts.ts";
import { limitedTo, withinFrom, withinWords } from "./within.ts";

/** Why a matter went up, and what the level that passed it on says. */
type Why = { cause: EscalationCause; reason?: string };

const causes = {
  request: "上报上一级",
  unaccepted: "超过受理期限，按规则自动上报",
  overdue: "超过本级期限，按规则自动上报",
  windowEnd: "本级办理窗口结束，按规则自动上报",
} as const satisfies Record<Why["cause"], string>;

/** The clock that is over where a matter goes up by itself. */
const causedBy = {
  request: undefined,
  unaccepted: acceptance,
  overdue: step,
  windowEnd: step,
} as const satisfies Record<EscalationCause, unknown>;

/** What both moves say that pass a matter to the level above. */
export const raisedEvents = {
  raised: openHappening<Handed & Why>({
    staff: ({ cause, reason, ...handed }, now) => ({
      title: `${causes[cause]}，${sentTo(handed, now)}`,
      note: reason,
      tone: cause === "request" ? "waiting" : "overdue",
    }),
    resident: (handed, now) => ({ title: `转到上一级${handed.to}办理，${limitedTo(handed, now)}` }),
  }),
};

/** The desk above the one that has a matter; undefined at the highest. */
export function deskOver({ matter, rules, lineage }: LoadedMatter): Desk | undefined {
  const desks = desksOf(rules, lineage);
  const at = desks.findIndex(({ step: { key } }) => key === matter.level);
  return at < 0 ? undefined : desks[at + 1];
}

/**
 * `上报后由汉城街道办理：到期由 11月27日 18:00 改为 12月4日 18:00，总期限不变。`, `上报后由汉城街道办理：应于11月26日 18:00 前受理，受理后
 * 5 个工作日内办理，总期限不变。`
 */
export function foretold(state: LoadedMatter, desk: Desk, given: Foresight): string {
  const within = withinFrom(state.rules, inputsOf(desk, state.matter), given);
  const at = (moment: string) => formatDeadline(moment as Instant, given.now);
  const running = runningIn(state.clocks, step);
  const moves =
    running && "due" in within
      ? `到期由 ${at(running.dueAt)} 改为 ${at(within.due)}`
      : withinWords(within, given.now);
  return `上报后由${desk.unit.name}办理：${moves}，${wholeStays(state)}`;
}

/**
 * Passes a matter to the level above: nobody has it in hand there yet, and that level's clock begins now, since it learns of it
 * now. The overall clock runs on, before that level.
 */
export function raised(state: LoadedMatter, desk: Desk, why: Why, given: Given) {
  const { matter } = state;
  const { at, within, rows } = handTo(given, desk, matter, state);
  return {
    // What went up by itself stays there.
    set: { ...waiting(matter), ...at, ...(why.cause === "request" ? givenBy(state) : {}) },
    says: { raised: { ...handedTo(desk, within), ...why } },
    detail: { cause: why.cause, from: matter.level, to: desk.step.key },
    rows: [
      ...rows,
      ...endLevel(state, given.now, causedBy[why.cause]?.kind),
      ownClocks(refOf(matter.id), overall.kind, ownerAt(desk)),
      ...returnsBefore(state, ownerAt(desk)),
      ...handedOver(matter, null),
    ],
  };
}
