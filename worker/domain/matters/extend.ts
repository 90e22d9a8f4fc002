import { formatDeadline } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { runningIn } from "../clocks/clocks.ts";
import type { Foresight } from "../kernel/choices.ts";
import { openHappening } from "../kernel/happenings.ts";
import { day, prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import { extension, step } from "./clocks.ts";
import {
  extendedEvents,
  extendedRows,
  extensionsOf,
  latestOf,
  refusalToExtend,
  untilOf,
} from "./extended.ts";
import { type LoadedMatter, onMatter } from "./matter.ts";
import { approverFor, requested } from "./requests.ts";

/** Asks for a later time, or takes it where the rules leave that to whoever deals with the matter. */
export const extendMatter = move(onMatter)({
  name: "extend",
  resource: "extension",
  label: "延期",
  logged: "申请延期",
  done: "延期已提交",
  from: ["accepted", "reopened"],
  refuses: refusalToExtend,
  foretells: foretold,
  who: caseworkers,
  input: {
    until: day("延到哪一天"),
    reason: prose("延期的原因", 400, "为什么按期办不完，接下来怎样办。居民看不到。"),
  },
  form: { folded: "按期办不完，要延期" },
  events: {
    ...extendedEvents,
    extensionAsked: openHappening<{ until: string; to: string; reason: string }>({
      staff: ({ until, to, reason }, now) => ({
        title: `申请延期到 ${formatDeadline(until as Instant, now)}，等${to}决定`,
        note: reason,
        tone: "waiting",
      }),
      resident: () => ({ title: "经办单位申请延长办理时间，等待批准" }),
    }),
  },
  decide: (state, { until: wanted, reason }, given) => {
    const until = untilOf(state, wanted, given);
    const { to, row } = requested(state, extension, { until, reason }, given);
    // The record is another now: of two who ask or answer at once, the second looks again.
    const changed = { set: {}, detail: { until } };
    if (extensionsOf(state).approver === "levelAbove")
      return { ...changed, says: { extensionAsked: { until, to, reason } }, rows: [row] };
    const from = runningIn(state.clocks, step)?.dueAt ?? given.now;
    return {
      ...changed,
      says: { extended: { from, until, by: null, reason } },
      rows: [row, ...extendedRows(state, { until, reason: "经办单位按规则延期" }, given)],
    };
  },
});

/** `现在到期 8月27日 周四 18:00，最晚可以延到 9月7日 周一 18:00。由汉城街道决定，在那之前期限不变。` */
function foretold(state: LoadedMatter, given: Foresight): string {
  const { now } = given;
  const running = runningIn(state.clocks, step);
  if (!running) return "";
  const due = running.dueAt as Instant;
  const latest = latestOf(state, due, given);
  const decided =
    extensionsOf(state).approver === "levelAbove"
      ? `由${approverFor(state, given).unit.name}决定，在那之前期限不变。`
      : "提交后期限就改。";
  return `现在到期 ${formatDeadline(due, now)}，最晚可以延到 ${formatDeadline(latest, now)}。${decided}`;
}
