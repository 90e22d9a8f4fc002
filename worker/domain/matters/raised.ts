import { formatDeadline, formatDueBy } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { endClocks, ownClocks, runningIn } from "../clocks/clocks.ts";
import type { Foresight } from "../kernel/choices.ts";
import type { Given } from "../kernel/context.ts";
import { openHappening } from "../kernel/happenings.ts";
import { acceptance, overall, step } from "./clocks.ts";
import { type Desk, desksOf, ownerAt } from "./desks.ts";
import { type Handed, handedTo, handTo, inputsOf, limitedTo, sentTo } from "./hand.ts";
import { handedOver } from "./listing.ts";
import { type LoadedMatter, nobodys, refOf } from "./matter.ts";
import { requestKinds } from "./pending.ts";

/** Why a matter went up, and what the level that passed it on says. */
type Why = { cause: "request" | "overdue" | "windowEnd"; reason?: string };

const causes = {
  request: "上报上一级",
  overdue: "超过本级期限，按规则自动上报",
  windowEnd: "本级办理窗口结束，按规则自动上报",
} as const satisfies Record<Why["cause"], string>;

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

/** `上报后由汉城街道办理：到期由 11月27日 18:00 改为 12月4日 18:00，总期限不变。` */
export function foretold(state: LoadedMatter, desk: Desk, given: Foresight): string {
  const due =
    step.reckon(state.rules, given.calendar, given.now, inputsOf(desk, state.matter))?.due ?? given.now;
  const at = (moment: string) => formatDeadline(moment as Instant, given.now);
  const running = runningIn(state.clocks, step);
  const before = running ? `由 ${at(running.dueAt)} 改为 ${at(due)}` : formatDueBy(due, given.now);
  return `上报后由${desk.unit.name}办理：到期${before}，总期限不变。`;
}

/**
 * Passes a matter to the level above: nobody has it in hand there yet, and that level's clock begins now, since it learns of it
 * now. The overall clock runs on, before that level.
 */
export function raised(state: LoadedMatter, desk: Desk, why: Why, given: Given) {
  const { matter } = state;
  const { at, started, rows } = handTo(given, desk, matter, state);
  return {
    set: {
      state: matter.state === "reopened" ? ("reopened" as const) : ("reported" as const),
      ...nobodys,
      ...at,
    },
    says: { raised: { ...handedTo(desk, started), ...why } },
    detail: { cause: why.cause, from: matter.level, to: desk.step.key },
    rows: [
      endClocks(given.now, refOf(matter.id), "cancelled", [...requestKinds, acceptance.kind]),
      endClocks(given.now, refOf(matter.id), why.cause === "request" ? "cancelled" : "lapsed", [step.kind]),
      ...rows,
      ownClocks(refOf(matter.id), overall.kind, ownerAt(desk)),
      ...handedOver(matter, null),
    ],
  };
}
