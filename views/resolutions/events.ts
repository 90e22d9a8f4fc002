import type { ResolutionPage } from "../../worker/domain/resolutions/read.ts";
import type { Instant } from "../../worker/rules/time.ts";
import type { State } from "../components/state.tsx";
import type { TimelineEvent } from "../components/timeline.tsx";
import { textOf } from "../event-text.ts";

type ResolutionEvent = ResolutionPage["events"][number];
type Told = { title: string; note?: string | undefined; state?: State | undefined };

/** A resolution's events as its timeline tells them. */
export function eventsOf(events: readonly ResolutionEvent[]): TimelineEvent[] {
  return events.map((event) => ({ at: event.at as Instant, by: event.actorName, ...told(event) }));
}

function told({ kind, detail }: ResolutionEvent): Told {
  switch (kind) {
    case "logged":
      return { title: "记录决议", note: textOf(detail, "body") };
    case "edited":
      return { title: "修改决议", note: beforeEdit(detail) };
    case "progress":
      return { title: "报告进展", note: textOf(detail, "text"), state: "onTime" };
    case "done":
      return { title: "报告完成，等待验收", note: textOf(detail, "text"), state: "waiting" };
    case "accepted":
      return { title: "验收通过", state: "done" };
    case "sentBack":
      return { title: "退回重办", note: textOf(detail, "reason"), state: "overdue" };
    default:
      return { title: "有更新" };
  }
}

/** The wording before an edit; nothing when only the units or the date changed. */
function beforeEdit(detail: ResolutionEvent["detail"]): string | undefined {
  const before = textOf(detail, "before");
  return before === undefined || before === textOf(detail, "body") ? undefined : `修改前：${before}`;
}
