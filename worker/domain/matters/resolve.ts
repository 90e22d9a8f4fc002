import { startClock } from "../clocks/clocks.ts";
import { endClocks } from "../clocks/end.ts";
import { openHappening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { caseworkers } from "../kernel/roles.ts";
import { evaluation } from "./clocks.ts";
import { handedOver } from "./listing.ts";
import { handledBy, onMatter, refOf } from "./matter.ts";
import { refusedByParts } from "./parts.ts";
import { requestKinds } from "./pending.ts";

/** Says what was done; the resident is asked whether it is solved, until the rules' time is over. */
export const resolveMatter = move(onMatter)({
  name: "resolve",
  resource: "outcome",
  label: "提交办理结果",
  done: "办理结果已提交，等待居民评价",
  from: ["accepted", "reopened"],
  refuses: refusedByParts,
  who: caseworkers,
  input: {
    outcome: prose(
      "办理结果",
      1000,
      "写给居民看：做了什么，结果怎样。居民评价已解决后，会公布在本县首页，谁都能看到：请不要写姓名、住址和联系方式。",
    ),
  },
  events: {
    resolved: openHappening<{ outcome: string }>({
      staff: ({ outcome }) => ({ title: "已办理，请居民评价", note: outcome, tone: "done" }),
      resident: ({ outcome }) => ({ title: "已办理，请您评价", note: outcome, tone: "onTime" }),
    }),
  },
  decide: ({ matter, version, rules }, { outcome }, given) => {
    const { id, body } = matter;
    const waiting = { record: id, title: body, owner: null, inputs: {}, by: { version, rules } };
    return {
      set: { state: "resolved", outcome, resolvedAt: given.now, ...handledBy(given.actor) },
      says: { resolved: { outcome } },
      rows: [
        // What was asked for and not granted never came about.
        endClocks(given.now, refOf(id), "cancelled", requestKinds),
        endClocks(given.now, refOf(id), "met"),
        startClock(given, evaluation, waiting).row,
        ...handedOver(matter, given.actor.accountId),
      ],
    };
  },
});
