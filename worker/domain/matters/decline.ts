import { endClocks } from "../clocks/clocks.ts";
import { openHappening, type Told } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import { handedOver } from "./listing.ts";
import { handledBy, onMatter, refOf } from "./matter.ts";

const told = ({ reason }: { reason: string }): Told => ({ title: "不予受理", note: reason, tone: "waiting" });

/** Turns a matter away, with the reason and where to go instead. */
export const declineMatter = move(onMatter)({
  name: "decline",
  resource: "refusal",
  label: "不予受理",
  done: "已回复居民不予受理",
  from: ["reported"],
  who: caseworkers,
  input: {
    reason: prose("不予受理的理由和去处", 400, "写给居民看：为什么不受理，应当去哪里办理。"),
  },
  form: {
    danger: true,
    folded: "不属于受理范围",
    below: "提交后事项结束，居民会看到以上理由，不能再改为受理。",
  },
  events: { declined: openHappening<{ reason: string }>({ staff: told, resident: told }) },
  decide: ({ matter }, { reason }, { actor, now }) => ({
    set: { state: "declined", outcome: reason, closedAt: now, ...handledBy(actor) },
    says: { declined: { reason } },
    rows: [endClocks(now, refOf(matter.id), "cancelled"), ...handedOver(matter, actor.accountId)],
  }),
});
