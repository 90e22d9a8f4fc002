import { endsByItself } from "../../rules/engine/pauses.ts";
import { formatDeadline } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { runningIn } from "../clocks/clocks.ts";
import { endClocks } from "../clocks/end.ts";
import { Conflict } from "../errors.ts";
import { openHappening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import { pause } from "./clocks.ts";
import { onMatter, refOf, rulesOfClock } from "./matter.ts";
import { dueIfResumed, pauseStarted, resumedAt, resumedEvents, resumedFrom } from "./paused.ts";

/** Deals with a matter again that stood still: what was waited for has come. */
export const resumeMatter = move(onMatter)({
  name: "resume",
  resource: "resumption",
  label: "恢复办理",
  logged: "恢复办理事项",
  done: "已恢复办理",
  from: ["paused"],
  foretells: (state, given) => {
    const { from } = resumedFrom(state, given.now);
    return `现在恢复，本级期限是 ${formatDeadline(dueIfResumed(state, from, given), given.now)}。`;
  },
  who: caseworkers,
  input: {},
  events: resumedEvents,
  decide: (state, _input, given) => {
    const { from, isOver } = resumedFrom(state, given.now);
    return { ...resumedAt(state, from, isOver, given), at: from };
  },
});

/** A pause is over: the matter is dealt with again as of then. */
export const resumeDue = move(onMatter)({
  name: "resumeDue",
  label: "挂起期满，按规则恢复办理",
  done: "已按规则恢复办理",
  from: ["paused"],
  who: "system",
  input: {},
  events: resumedEvents,
  decide: (state, _input, given) => {
    const { from, isOver } = resumedFrom(state, given.now);
    if (!isOver) throw new Conflict("挂起还没有期满");
    // Everybody knew this day: late or not, it runs on from then.
    return { ...resumedAt(state, from, true, given), at: from };
  },
});

/** What is waited for hasn't come yet, and the rules set no end: it is looked into again later. */
export const keepPaused = move(onMatter)({
  name: "keepPaused",
  resource: "pause-renewal",
  label: "仍须挂起",
  done: "已核对，继续挂起",
  from: ["paused"],
  refuses: (state) => {
    const running = runningIn(state.clocks, pause);
    return !running || endsByItself(rulesOfClock(state, running), running.inputs.occasion ?? "")
      ? "按规则这种情形期满自动恢复办理"
      : undefined;
  },
  who: caseworkers,
  input: { reason: prose("核对的情况", 400, "问过谁，进展到哪一步。居民看不到。") },
  form: { folded: "还没有等到，仍须挂起" },
  events: {
    pauseKept: openHappening<{ occasion: string; until: string; reason: string }>({
      staff: ({ occasion, until, reason }, now) => ({
        title: `核对后仍须挂起：${occasion}，${formatDeadline(until as Instant, now)} 前再核对`,
        note: reason,
        tone: "waiting",
      }),
      resident: ({ occasion }) => ({ title: `仍在等待：${occasion}`, tone: "waiting" }),
    }),
  },
  decide: (state, { reason }, given) => {
    const running = runningIn(state.clocks, pause);
    if (!running) throw new Conflict("这件事项没有挂起");
    const occasion = running.inputs.occasion ?? "";
    const by = { version: running.ruleVersion, rules: rulesOfClock(state, running) };
    const { row, due } = pauseStarted(state, { occasion, again: "yes" }, given, by);
    return {
      set: {},
      says: { pauseKept: { occasion, until: due.due, reason } },
      rows: [endClocks(given.now, refOf(state.matter.id), "met", [pause.kind]), row],
    };
  },
});
