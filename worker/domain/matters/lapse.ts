import type { Instant } from "../../time/instants.ts";
import { endClocks } from "../clocks/end.ts";
import { Conflict } from "../errors.ts";
import { openHappening } from "../kernel/happenings.ts";
import { move } from "../kernel/move.ts";
import { contactsKept } from "./forget-reporter.ts";
import { refOf } from "./matter.ts";
import { onMatterWaiting } from "./waiting.ts";

/** Nobody evaluated in the time the rules give: the matter is closed as of then, and counted apart. */
export const lapseMatter = move(onMatterWaiting)({
  name: "lapse",
  label: "逾期未评价，按规则办结",
  done: "已按规则办结",
  from: ["resolved"],
  who: "system",
  input: {},
  events: {
    lapsed: openHappening<{ due: string }>({
      staff: () => ({ title: "居民没有在期限内评价，按规则办结", tone: "waiting" }),
      resident: () => ({ title: "没有在期限内评价，按规则办结", tone: "waiting" }),
    }),
  },
  decide: (state, _input, given) => {
    const { matter, until } = state;
    const { now } = given;
    if (!until || until.dueAt > now) throw new Conflict("评价期限还没有到");
    const at = until.dueAt as Instant;
    return {
      set: { state: "closed", closure: "unevaluated", closedAt: at },
      says: { lapsed: { due: at } },
      // Whether carried out on time or late, it happened when the time was over.
      at,
      rows: [endClocks(at, refOf(matter.id), "lapsed"), ...contactsKept(state, at, given)],
    };
  },
});
