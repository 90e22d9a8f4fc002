import { longestPause } from "../../rules/engine/pauses.ts";
import { formatDeadline } from "../../time/format.ts";
import type { Foresight } from "../kernel/choices.ts";
import { openHappening } from "../kernel/happenings.ts";
import { oneOf, prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import { pauseRequest } from "./clocks.ts";
import { type LoadedMatter, onMatter } from "./matter.ts";
import { pausedEvents, pausedNow, pausesOf, refusalToPause } from "./paused.ts";
import { approverFor, requested } from "./requests.ts";

/** Asks that a matter may stand still while it waits for somebody outside, or lets it where the rules leave that to whoever has it. */
export const pauseMatter = move(onMatter)({
  name: "pause",
  resource: "pause",
  label: "挂起",
  logged: "申请挂起",
  done: "挂起已提交",
  from: ["accepted"],
  refuses: refusalToPause,
  foretells: foretold,
  who: caseworkers,
  input: {
    occasion: oneOf("挂起的情形", "居民会看到这一项。"),
    reason: prose("说明", 400, "在等谁、等什么，怎样知道等到了。居民看不到。"),
  },
  choices: {
    occasion: ({ rules }) => (rules.handling.pauses?.reasons ?? []).map((value) => ({ value, label: value })),
  },
  form: { folded: "要等外面的结果，先挂起" },
  events: {
    ...pausedEvents,
    pauseAsked: openHappening<{ occasion: string; to: string; reason: string }>({
      staff: ({ occasion, to, reason }) => ({
        title: `申请挂起：${occasion}，等${to}决定`,
        note: reason,
        tone: "waiting",
      }),
      resident: ({ occasion }) => ({ title: `经办单位申请暂停办理：${occasion}，等待批准` }),
    }),
  },
  decide: (state, { occasion, reason }, given) => {
    if (pausesOf(state).approver === "handler")
      return pausedNow(state, { occasion, by: null, reason }, given);
    const { to, row } = requested(state, pauseRequest, { occasion, reason }, given);
    // The record is another now: of two who ask or answer at once, the second looks again.
    return { set: {}, detail: { occasion }, says: { pauseAsked: { occasion, to, reason } }, rows: [row] };
  },
});

/** `挂起后本级期限和总期限都停住，最晚 9月14日 周一 18:00 恢复。由汉城街道决定，在那之前照常计时。` */
function foretold(state: LoadedMatter, given: Foresight): string {
  const latest = formatDeadline(longestPause(state.rules, given.now, given.calendar).due, given.now);
  const stands = `挂起后本级期限和总期限都停住，这一次最长到 ${latest}。`;
  return pausesOf(state).approver === "handler"
    ? `${stands}提交后就停住。`
    : `${stands}由${approverFor(state, given).unit.name}决定，在那之前照常计时。`;
}
