import type { Instant } from "../../time/instants.ts";
import { endClocks, runningIn, startClock } from "../clocks/clocks.ts";
import { Conflict } from "../errors.ts";
import type { RowChange } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";
import { openHappening } from "../kernel/happenings.ts";
import { move } from "../kernel/move.ts";
import { contacts } from "./clocks.ts";
import { type LoadedMatter, onMatter, refOf } from "./matter.ts";

/**
 * Begins the time for which the name and number of whoever reported a matter are kept, as it ends: no longer than is needed
 * (个人信息保护法第十九条、第四十七条). Nothing where the rules set no time, or nobody left any.
 */
export function contactsKept(state: LoadedMatter, endedAt: Instant, given: Given): RowChange[] {
  const { matter, version, rules } = state;
  if (!rules.intake.contactsFor || !(matter.reporterName ?? matter.reporterPhone)) return [];
  const kept = { record: matter.id, title: matter.body, owner: null, inputs: {}, from: endedAt };
  return [startClock(given, contacts, { ...kept, by: { version, rules } }).row];
}

/** That time is over: the name and number are deleted. */
export const forgetReporter = move(onMatter)({
  name: "forgetReporter",
  label: "保留期满，删除上报人的姓名和电话",
  done: "已删除上报人的姓名和电话",
  from: ["closed", "declined", "merged"],
  who: "system",
  input: {},
  events: {
    contactsForgotten: openHappening<object>({
      staff: () => ({ title: "保留期满，按规则删除上报人的姓名和电话" }),
      resident: () => ({ title: "保留期满，按规则删除了您的姓名和电话" }),
    }),
  },
  decide: ({ matter, clocks }, _input, { now }) => {
    const kept = runningIn(clocks, contacts);
    if (!kept || kept.dueAt > now) throw new Conflict("还没有到删除的时候");
    return {
      set: { reporterName: null, reporterPhone: null },
      says: { contactsForgotten: {} },
      rows: [endClocks(now, refOf(matter.id), "met", [contacts.kind])],
    };
  },
});
