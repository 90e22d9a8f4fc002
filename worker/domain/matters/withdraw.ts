import * as z from "zod";
import type { Instant } from "../../time/instants.ts";
import { runningIn } from "../clocks/clocks.ts";
import { endClocks } from "../clocks/end.ts";
import type { RowChange } from "../kernel/changes.ts";
import { openHappening } from "../kernel/happenings.ts";
import { optional, prose } from "../kernel/input.ts";
import { move } from "../kernel/move.ts";
import { acceptance, overall, step } from "./clocks.ts";
import { contactsKept } from "./forget-reporter.ts";
import { refusedByFollowers } from "./linked.ts";
import { type LoadedMatter, refOf } from "./matter.ts";
import { partsEnded } from "./parts.ts";
import { toldUnit } from "./told-unit.ts";
import { onReceipt } from "./waiting.ts";

/** Why a matter can't be withdrawn that is dealt with: it is others' as well, or there was an outcome already. */
export function refusalToWithdraw(state: LoadedMatter): string | undefined {
  if (refusedByFollowers(state)) return "还有别人反映同一件事，这件要为他们接着办，不能撤回";
  const { reopenings, review } = state.matter;
  return reopenings > 0 || review !== null ? "这件事项已经有过结果，正在重新办理，不能撤回" : undefined;
}

/** Ends a matter because whoever reported it wants it no more, by the receipt: it counts in no figure of what ended. */
export const withdrawMatter = move(onReceipt)({
  name: "withdraw",
  resource: "withdrawal",
  label: "撤回",
  logged: "居民撤回事项",
  done: "已撤回，这件事项不再办理",
  from: ["reported", "accepted", "paused"],
  refuses: refusalToWithdraw,
  who: "public",
  input: { reason: optional(prose("撤回的原因", 200)) },
  output: z.object({ state: z.string() }),
  events: {
    withdrawn: openHappening<{ reason?: string }>({
      staff: ({ reason }) => ({
        title: "居民撤回了事项，不再办理",
        note: reason,
        tone: "waiting",
        unnamed: true,
      }),
      resident: ({ reason }) => ({ title: "您撤回了这件事项", note: reason, tone: "waiting" }),
    }),
  },
  decide: (state, { reason }, given) => {
    const { matter } = state;
    const { now } = given;
    const added = matter.added && { ...matter.added, waits: false };
    return {
      result: { state: "withdrawn" },
      set: { state: "withdrawn", closedAt: now, added },
      says: { withdrawn: reason ? { reason } : {} },
      rows: [
        ...clocksEnded(state, now),
        ...partsEnded(state, given),
        ...contactsKept(state, now, given),
        toldUnit(matter, "居民撤回了事项", given),
      ],
    };
  },
});

/** For a write batch: all of its clocks end, and what was late stays so. */
function clocksEnded({ matter, clocks }: LoadedMatter, now: Instant): RowChange[] {
  const of = refOf(matter.id);
  const late = [step, acceptance, overall].filter((kind) => {
    const clock = runningIn(clocks, kind);
    return clock && clock.pausedAt === null && clock.dueAt < now;
  });
  return [...late.map(({ kind }) => endClocks(now, of, "lapsed", [kind])), endClocks(now, of, "cancelled")];
}
