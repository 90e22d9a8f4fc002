import { endClocks } from "../clocks/end.ts";
import { Conflict } from "../errors.ts";
import type { Foresight } from "../kernel/choices.ts";
import { openHappening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { pauseRequest } from "./clocks.ts";
import { type LoadedMatter, onMatter, refOf } from "./matter.ts";
import { pausedEvents, pausedNow } from "./paused.ts";
import { answering, approverOf, asked } from "./requests.ts";

const onRequest = answering(pauseRequest);

/** What was asked for, in words: `李四申请挂起：等待鉴定、检测或评估结论。已送检，等报告` */
const toldOf = (state: LoadedMatter): string => {
  const request = asked(state, pauseRequest);
  return request ? `${request.inputs.byName}申请挂起：${request.inputs.occasion}。${request.reason}` : "";
};

/** Lets a matter stand still from now on, as it was asked for. */
export const grantPause = move(onMatter)({
  ...onRequest,
  name: "grantPause",
  resource: "pause-approval",
  label: "同意挂起",
  done: "已同意挂起",
  from: ["accepted"],
  refuses: (state, given) => onRequest.refuses(state, given) ?? isTooLate(state, given),
  foretells: toldOf,
  input: {},
  events: pausedEvents,
  decide: (state, _input, given) => {
    const request = asked(state, pauseRequest);
    if (!request) throw new Conflict("没有等着决定的挂起申请");
    const by = approverOf(state, pauseRequest)?.unit.name ?? "";
    return pausedNow(state, { occasion: request.inputs.occasion ?? "", by }, given);
  },
});

/** Standing still doesn't undo that a level was late. */
const isTooLate = (state: LoadedMatter, { now }: Foresight): string | undefined => {
  const request = asked(state, pauseRequest);
  return request && request.dueAt < now ? "已经超过本级期限，不能再同意挂起" : undefined;
};

/** Lets the times run on, with the reason. */
export const refusePause = move(onMatter)({
  ...onRequest,
  name: "refusePause",
  resource: "pause-refusal",
  label: "不同意挂起",
  done: "已答复不同意挂起",
  input: { reason: prose("不同意的原因", 400, "写给申请人看。居民看不到。") },
  form: { folded: "不同意挂起" },
  events: {
    pauseRefused: openHappening<{ by: string; reason: string }>({
      staff: ({ by, reason }) => ({ title: `${by}不同意挂起`, note: reason, tone: "overdue" }),
      resident: () => ({ title: "暂停办理的申请没有批准，继续办理" }),
    }),
  },
  decide: (state, { reason }, { now }) => ({
    set: {},
    says: { pauseRefused: { by: approverOf(state, pauseRequest)?.unit.name ?? "", reason } },
    rows: [endClocks(now, refOf(state.matter.id), "cancelled", [pauseRequest.kind])],
  }),
});
