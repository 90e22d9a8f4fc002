import { formatDeadline, formatSpan } from "../../worker/time/format.ts";
import { DAY, dayEnding, dayOf, type Instant, toMs } from "../../worker/time/instants.ts";
import type { TimeLeft } from "../components/work.ts";

/** What time is left, in the fewest words that say it: 超期8天, 今天 18:00, 还剩3天. */
export function timeLeft(dueAt: string | null, now: Instant): TimeLeft {
  if (dueAt === null) return null;
  const due = dueAt as Instant;
  if (due < now) return { text: `超期${roughly(toMs(now) - toMs(due))}`, tone: "late" };
  const days = dayEnding(due) - dayOf(now);
  if (days <= 1) return { text: formatDeadline(due, now), tone: "soon" };
  return { text: `还剩${days}天`, tone: "calm" };
}

/** 8天, or less than a day as it is: 5小时20分钟. */
const roughly = (span: number): string => (span >= DAY ? `${Math.floor(span / DAY)}天` : formatSpan(span));
