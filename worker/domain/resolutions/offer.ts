import { lastDayBefore, workingDay } from "../../rules/engine/tasks.ts";
import { formatMoment } from "../../time/format.ts";
import { addDays, dateEnding, type Instant, type LocalDate, localDateOf } from "../../time/instants.ts";
import type { Context } from "../kernel/context.ts";
import { lead } from "./clocks.ts";
import { runs, type Setting } from "./task.ts";

/** A day that is quick to choose. */
interface QuickDay {
  readonly day: LocalDate;
  /** 3天, 1周, 下次会议前 */
  readonly called: string;
  /** What it would have been, had that been no day off. */
  readonly instead: LocalDate | null;
}

/** When a task that is put before its units now is due, as a form shows it. */
export interface DueOffer {
  /** By the rules, and which one, counted from when. */
  readonly byRules: { readonly at: Instant; readonly basis: string } | null;
  readonly quick: readonly QuickDay[];
}

const nextCalled = "下次会议前";

type Where = Pick<Setting, "meeting" | "otherMeetings" | "rules">;

export function dueOffer({ now, calendar }: Pick<Context, "now" | "calendar">, where: Where): DueOffer {
  const { from, inputs } = runs({ now, calendar }, where);
  const { rules } = where;
  const due = lead.reckon(rules, calendar, from, inputs);
  const next = inputs.next as Instant | null;
  const cautions = (due?.warnings ?? []).map(({ message }) => message);
  const basis = [lead.basis(rules, inputs), countedFrom(where, from, next, now), ...cautions].filter(Boolean);
  const start = localDateOf(from);
  const ruled = due && dateEnding(due.due);
  const quick = [
    { called: "3天", day: addDays(start, 3) },
    { called: "1周", day: addDays(start, 7) },
    ...(next ? [{ called: nextCalled, day: lastDayBefore(rules, next, calendar) }] : []),
  ].map(({ called, day }) => {
    const works = workingDay(rules, day, calendar);
    return { called, day: works, instead: works === day ? null : day };
  });
  return {
    byRules: due ? { at: due.due, basis: basis.join("；") } : null,
    // Where the rules say the same, it is said already.
    quick: quick.filter(({ day, called }) => day >= start && !(called === nextCalled && day === ruled)),
  };
}

/** From when, or towards which meeting, a task's time is counted. */
function countedFrom({ meeting, rules }: Where, from: Instant, next: Instant | null, now: Instant): string {
  const series = rules.meetings.series.find(({ key }) => key === meeting.series);
  if (series?.resolutionDue !== "beforeNextMeeting")
    return `自${from > now ? "会议开始" : "现在"}（${formatMoment(from, now)}）起算`;
  return next ? `下次会议定于 ${formatMoment(next, now)}` : "";
}
