import type { Resolution } from "../../worker/domain/resolutions/states.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { DueBy, StateMark } from "../components/state.tsx";

/** What people read for each state. */
export const stateWords: Readonly<Record<Resolution["state"], string>> = {
  decided: "已议定",
  open: "办理中",
  done: "待验收",
  accepted: "已完成",
};

/** Where a resolution stands; a task that runs shows its due time. */
export function ResolutionMark(props: { resolution: Pick<Resolution, "state" | "dueAt">; now: Instant }) {
  const { state, dueAt } = props.resolution;
  if (state === "open" && dueAt) return <DueBy at={dueAt as Instant} now={props.now} />;
  const word = stateWords[state];
  if (state === "accepted") return <StateMark state="done">{word}</StateMark>;
  if (state === "done") return <StateMark state="waiting">{word}</StateMark>;
  return <span class="mark">{word}</span>;
}
