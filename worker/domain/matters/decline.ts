import { unlisted } from "../../rules/engine/admission.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { endClocks } from "../clocks/end.ts";
import { openHappening, type Told } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import { contactsKept } from "./forget-reporter.ts";
import { refusedByFollowers } from "./linked.ts";
import { handedOver } from "./listing.ts";
import { handledBy, onMatter, refOf } from "./matter.ts";
import { partsEnded } from "./parts.ts";

const told = ({ reason }: { reason: string }): Told => ({ title: "不予受理", note: reason, tone: "waiting" });

const longest = 400;

/**
 * `这类事项不在网格准入清单内。请到街道窗口办理`: whoever declines it adds where to go, where the rules don't say. Where that is so long
 * that nothing else fits, it is all.
 */
function notListed({ intake: { admissionList } }: RuleSet): string {
  const { elsewhere = "" } = admissionList;
  const whole = `这类事项不在网格准入清单内。${elsewhere}`;
  return whole.length <= longest ? whole : elsewhere;
}

/** Turns a matter away, with the reason and where to go instead. */
export const declineMatter = move(onMatter)({
  name: "decline",
  resource: "refusal",
  label: "不予受理",
  done: "已回复居民不予受理",
  from: ["reported"],
  // Its reason is written to one person.
  refuses: refusedByFollowers,
  // What the admission list keeps from grids has its reason, and where to go, in the rules.
  suggests: ({ rules, matter }) => (unlisted(rules, matter.category) ? { reason: notListed(rules) } : {}),
  who: caseworkers,
  input: {
    reason: prose("不予受理的理由和去处", longest, "写给居民看：为什么不受理，应当去哪里办理。"),
  },
  form: {
    danger: true,
    folded: "不属于受理范围",
    below: "提交后事项结束，居民会看到以上理由，本单位不能再改为受理。",
  },
  events: { declined: openHappening<{ reason: string }>({ staff: told, resident: told }) },
  decide: (state, { reason }, given) => {
    const { matter } = state;
    const { actor, now } = given;
    return {
      set: { state: "declined", outcome: reason, closedAt: now, ...handledBy(actor) },
      says: { declined: { reason } },
      rows: [
        endClocks(now, refOf(matter.id), "cancelled"),
        ...partsEnded(state, given),
        ...contactsKept(state, now, given),
        ...handedOver(matter, actor.accountId),
      ],
    };
  },
});
