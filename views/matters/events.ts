import type { MatterPage } from "../../worker/domain/matters/read.ts";
import { matterSources } from "../../worker/rules/schema/words.ts";
import { formatDueBy } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { clockNames } from "../clock-names.ts";
import type { State } from "../components/state.tsx";
import type { TimelineEvent } from "../components/timeline.tsx";
import { clockMoved, textOf } from "../event-text.ts";

type MatterEvent = MatterPage["events"][number];
type Told = { title: string; note?: string | undefined; state?: State | undefined };

/** A matter's events as its timeline tells them to caseworkers. */
export function eventsOf(
  { events, source }: Pick<MatterPage, "events" | "source">,
  now: Instant,
): TimelineEvent[] {
  return events.map((event) => ({
    at: event.at as Instant,
    by: event.kind === "reported" ? undefined : event.actorName,
    ...told(event, source, now),
  }));
}

function told({ kind, detail }: MatterEvent, source: string, now: Instant): Told {
  switch (kind) {
    case "reported":
      return {
        title: `${matterSources[source as keyof typeof matterSources] ?? "上报"}，${sentTo(detail, now)}`,
      };
    case "accepted":
      return { title: "已受理", state: "onTime" };
    case "declined":
      return { title: "不予受理", note: textOf(detail, "reason"), state: "waiting" };
    case "resolved":
      return { title: "已办理，请居民评价", note: textOf(detail, "outcome"), state: "done" };
    case "evaluated":
      return {
        title: detail.solved === true ? "居民评价：已解决" : "居民评价：没有解决",
        note: textOf(detail, "comment"),
        state: detail.solved === true ? "done" : "overdue",
      };
    case "reopened":
      return { title: `重新办理，${sentTo(detail, now)}`, state: "dueSoon" };
    case "clockMoved":
      return { title: clockMoved(detail, clockNames, now) };
    default:
      return { title: "有更新" };
  }
}

function sentTo(detail: MatterEvent["detail"], now: Instant): string {
  const due = textOf(detail, "due");
  const by = due === undefined ? "" : `，应于 ${formatDueBy(due as Instant, now)}办理`;
  return `转到${textOf(detail, "to") ?? "办理单位"}${by}`;
}
