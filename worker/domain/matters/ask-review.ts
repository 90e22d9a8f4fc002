import * as z from "zod";
import { formatDueBy } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { startClock } from "../clocks/clocks.ts";
import { Conflict } from "../errors.ts";
import { openHappening } from "../kernel/happenings.ts";
import { prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { stayOpen } from "../org/left.ts";
import { ownerAt } from "./desks.ts";
import { review } from "./review-clock.ts";
import { askable, partyOf, refusalToAsk } from "./reviews.ts";
import { onReceipt } from "./waiting.ts";

/** What an event keeps of a review that is asked for: what the rules call it, of whom, and by when it is to be answered. */
type Asked = { name: string; to: string; due: string; reason: string };

/** Whoever reported a matter that ended without their agreement asks the unit above to look at it again. */
export const askReview = move(onReceipt)({
  name: "askReview",
  resource: "review",
  label: "申请复查、复核",
  done: "您的申请已提交",
  from: ["closed", "declined"],
  refuses: refusalToAsk,
  who: "public",
  input: { reason: prose("申请的理由", 1000) },
  output: z.object({ to: z.string(), answerBy: z.iso.datetime() }),
  events: {
    reviewAsked: openHappening<Asked>({
      staff: ({ name, to, due, reason }, now) => ({
        title: `居民申请${name}，${to}应于${formatDueBy(due as Instant, now)}答复`,
        note: reason,
        tone: "waiting",
        unnamed: true,
      }),
      resident: ({ name, to, due, reason }, now) => ({
        title: `您申请${name}，由${to}答复，时限是${formatDueBy(due as Instant, now)}`,
        note: reason,
        tone: "waiting",
      }),
    }),
  },
  decide: (state, { reason }, given) => {
    const next = askable(state, given);
    if (!next) throw new Conflict("现在不能申请");
    const { matter, version, rules } = state;
    const { name, index, desk } = next;
    const to = partyOf(desk);
    const waiting = { record: matter.id, title: matter.body, owner: ownerAt(desk), by: { version, rules } };
    const { due, row } = startClock(given, review, { ...waiting, inputs: { instance: name } });
    const asked = { instance: index, state: "asked" as const, reason, to, askedAt: given.now };
    return {
      result: { to: to.name, answerBy: due.due },
      set: { review: { ...asked, answeredAt: null, opinion: null } },
      says: { reviewAsked: { name, to: to.name, due: due.due, reason } },
      detail: { instance: name },
      rows: [stayOpen(to.id), row],
    };
  },
});
