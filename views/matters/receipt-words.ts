import type { Receipt } from "../../worker/domain/matters/residents.ts";
import { formatDueBy } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import type { TimelineEvent } from "../components/timeline.tsx";
import { clockMoved, textOf } from "../event-text.ts";

/** Where a matter stands, told to the person who reported it: a title, and what happens next. */
export function standing(receipt: Receipt, now: Instant): { title: string; next: string } {
  const step = receipt.due.find(({ kind }) => kind === "matter.step");
  const who = step?.owner ?? "办理单位";
  const by = step === undefined ? "" : `在${formatDueBy(step.dueAt as Instant, now)}`;
  const late = step !== undefined && step.dueAt < now;
  switch (receipt.state) {
    case "reported":
      return late
        ? { title: "已提交，等待受理", next: `${who}还没有办理，已经超过时限。` }
        : { title: "已提交，等待受理", next: `${who}会${by}办理，办好后请您评价。` };
    case "accepted":
      return late
        ? { title: "正在办理", next: `${who}已经受理，还没有办好，已经超过时限。` }
        : { title: "正在办理", next: `${who}会${by}办好，办好后请您评价。` };
    case "reopened":
      return late
        ? { title: "重新办理", next: `您反映没有解决，已转由${who}办理，已经超过时限。` }
        : { title: "重新办理", next: `您反映没有解决，已转由${who}${by}办理。` };
    case "resolved":
      return {
        title: "已经办理，请您评价",
        next: `看看下面的结果，${evaluation(receipt, now)}告诉我们问题是否解决。`,
      };
    case "closed":
      return { title: "已办结", next: "您评价问题已经解决，这件事办结了。谢谢您的反映。" };
    case "declined":
      return { title: "不予受理", next: "这件事不在受理范围内，请看下面的理由和去处。" };
  }
}

function evaluation({ evaluateBy }: Receipt, now: Instant): string {
  return evaluateBy === null ? "" : `${formatDueBy(evaluateBy, now)}`;
}

/** What residents call the clocks of a matter. */
export const dueWords = { "matter.step": "这一步的时限", "matter.overall": "全部办完的时限" };

/** What happened, as a resident reads it: the unit that acted, never the person. */
export function happenings(events: Receipt["events"], now: Instant): TimelineEvent[] {
  return events.map((event) => ({ at: event.at as Instant, ...told(event, now) }));
}

type Told = Omit<TimelineEvent, "at">;

function told({ kind, detail }: Receipt["events"][number], now: Instant): Told {
  const to = textOf(detail, "to");
  const due = textOf(detail, "due");
  const by = due === undefined ? "" : `，${formatDueBy(due as Instant, now)}办理`;
  switch (kind) {
    case "reported":
      return { title: to === undefined ? "已提交" : `已提交，交给${to}${by}` };
    case "accepted":
      return { title: "已受理，正在办理", state: "onTime" };
    case "handed":
      return { title: to === undefined ? "已转办" : `已转给${to}${by}`, note: textOf(detail, "reason") };
    case "resolved":
      return { title: "已办理，请您评价", note: textOf(detail, "outcome"), state: "onTime" };
    case "evaluated":
      return detail.solved === true
        ? { title: "您评价：已经解决，办结", note: textOf(detail, "comment"), state: "done" }
        : { title: "您评价：没有解决", note: textOf(detail, "comment"), state: "overdue" };
    case "reopened":
      return { title: `重新办理，${to === undefined ? "已转办" : `转给${to}`}${by}` };
    case "declined":
      return { title: "不予受理", note: textOf(detail, "reason") };
    case "clockMoved":
      return { title: clockMoved(detail, dueWords, now) };
    default:
      return { title: "有新的进展" };
  }
}
