import { endClocks } from "../clocks/end.ts";
import { happening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { conveners } from "../kernel/roles.ts";
import { changedBy, onResolution, refOf } from "./resolution.ts";
import { assign } from "./task.ts";

/** The office of the meeting sends a task back that was reported complete, with a reason and a new due time. */
export const sendBackResolution = move(onResolution)({
  name: "sendBack",
  resource: "rejection",
  label: "退回重办",
  done: "已退回重办",
  from: ["done"],
  who: conveners,
  input: {
    reason: prose("退回理由", 400, "写给主办单位：还差什么。退回后按规则重新计算完成期限。"),
  },
  form: { danger: true, folded: "还没有完成，退回重办" },
  events: {
    sentBack: happening<{ reason: string }>(({ reason }) => ({
      title: "退回重办",
      note: reason,
      tone: "overdue",
    })),
  },
  decide: (state, { reason }, given) => {
    const { resolution, assistantIds, members } = state;
    // Whoever helped may have been closed since.
    const isOpen = (unitId: string) => !members.find(({ id }) => id === unitId)?.closedAt;
    const units = { leadId: resolution.leadId ?? "", assistantIds: assistantIds.filter(isOpen) };
    return {
      set: { state: "open", ...changedBy(given) },
      says: { sentBack: { reason } },
      rows: [
        endClocks(given.now, refOf(resolution.id), "met"),
        ...assign(given, state, { ...resolution, ...units }, undefined),
      ],
    };
  },
});
