import type { ResolutionPage } from "../../worker/domain/resolutions/read.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { clockNames } from "../clock-names.ts";
import type { State } from "../components/state.tsx";
import type { TimelineEvent } from "../components/timeline.tsx";
import { clockMoved, textOf } from "../event-text.ts";

type ResolutionEvent = ResolutionPage["events"][number];
type Told = { title: string; note?: string | undefined; state?: State | undefined };

/** A resolution's events as its timeline tells them. */
export function eventsOf(events: readonly ResolutionEvent[], now: Instant): TimelineEvent[] {
  return events
    .filter((event, index) => !events.slice(0, index).some((earlier) => sameMove(earlier, event)))
    .map((event) => ({ at: event.at as Instant, by: event.actorName, ...told(event, now) }));
}

/** Each assisting unit has a clock of its own; moved together they are told once. */
const sameMove = (one: ResolutionEvent, other: ResolutionEvent): boolean =>
  [one, other].every(({ kind }) => kind === "clockMoved") &&
  one.at === other.at &&
  JSON.stringify(one.detail) === JSON.stringify(other.detail);

function told({ kind, detail }: ResolutionEvent, now: Instant): Told {
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
    case "clockMoved":
      return { title: clockMoved(detail, clockNames, now) };
    default:
      return { title: "有更新" };
  }
}

/** The wording before an edit; nothing when only the units or the date changed. */
function beforeEdit(detail: ResolutionEvent["detail"]): string | undefined {
  const before = textOf(detail, "before");
  return before === undefined || before === textOf(detail, "body") ? undefined : `修改前：${before}`;
}
