import { formatDeadline } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { runningIn } from "../clocks/clocks.ts";
import { endClocks } from "../clocks/end.ts";
import { Conflict } from "../errors.ts";
import type { Foresight } from "../kernel/choices.ts";
import { openHappening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { extension, step } from "./clocks.ts";
import { extendedEvents, extendedRows } from "./extended.ts";
import { type LoadedMatter, onMatter, refOf } from "./matter.ts";
import { answering, approverOf, asked } from "./requests.ts";

const onRequest = answering(extension);

/** What was asked for, in words: `李四申请延到 9月3日 周四 18:00：要等配件到货`. */
const toldOf = (state: LoadedMatter, now: Instant): string => {
  const request = asked(state, extension);
  if (!request) return "";
  const { byName, until } = request.inputs;
  return `${byName}申请延到 ${formatDeadline(until as Instant, now)}：${request.reason}`;
};

/** Grants the later time that was asked for. */
export const grantExtension = move(onMatter)({
  ...onRequest,
  name: "grantExtension",
  resource: "extension-approval",
  label: "同意延期",
  done: "已同意延期",
  refuses: (state, given) => onRequest.refuses(state, given) ?? isTooLate(state, given),
  foretells: (state, { now }) => toldOf(state, now),
  input: {},
  events: extendedEvents,
  decide: (state, _input, given) => {
    const [request, running] = [asked(state, extension), runningIn(state.clocks, step)];
    if (!request || !running) throw new Conflict("没有等着决定的延期申请");
    const until = request.inputs.until as Instant;
    const by = approverOf(state, extension)?.unit.name ?? "";
    return {
      set: {},
      says: { extended: { from: running.dueAt, until, by } },
      detail: { until },
      rows: extendedRows(state, { until, reason: `${by}同意延期` }, given),
    };
  },
});

/** More time doesn't undo that a level was late, nor makes a time earlier that was moved meanwhile. */
function isTooLate(state: LoadedMatter, { now }: Foresight): string | undefined {
  const [request, running] = [asked(state, extension), runningIn(state.clocks, step)];
  if (!request || !running || running.dueAt < now) return "已经超过本级期限，不能再同意延期";
  return (request.inputs.until ?? "") > running.dueAt ? undefined : "现在的期限已经不早于申请的时间";
}

/** Leaves the time as it is, with the reason. */
export const refuseExtension = move(onMatter)({
  ...onRequest,
  name: "refuseExtension",
  resource: "extension-refusal",
  label: "不同意延期",
  done: "已答复不同意延期",
  input: { reason: prose("不同意的原因", 400, "写给申请人看。居民看不到。") },
  form: { folded: "不同意延期" },
  events: {
    extensionRefused: openHappening<{ by: string; reason: string }>({
      staff: ({ by, reason }) => ({ title: `${by}不同意延期`, note: reason, tone: "overdue" }),
      resident: () => ({ title: "延长办理时间的申请没有批准，期限不变" }),
    }),
  },
  decide: (state, { reason }, { now }) => ({
    set: {},
    says: { extensionRefused: { by: approverOf(state, extension)?.unit.name ?? "", reason } },
    rows: [endClocks(now, refOf(state.matter.id), "cancelled", [extension.kind])],
  }),
});
