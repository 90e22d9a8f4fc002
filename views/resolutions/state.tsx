import { type ResolutionState, resolutionStates } from "../../worker/domain/resolutions/states.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { DueBy, StateMark } from "../components/state.tsx";

/** Where a resolution stands; a task that runs shows its due time. */
export function ResolutionMark(props: {
  resolution: { state: ResolutionState; dueAt: string | null };
  now: Instant;
}) {
  const { state, dueAt } = props.resolution;
  if (state === "open" && dueAt) return <DueBy at={dueAt as Instant} now={props.now} />;
  return <ResolutionWord state={state} />;
}

/** Its state alone, in a word. */
export function ResolutionWord({ state }: { state: ResolutionState }) {
  const word = resolutionStates[state];
  if (state === "accepted") return <StateMark state="done">{word}</StateMark>;
  if (state === "done") return <StateMark state="waiting">{word}</StateMark>;
  return <span class="mark">{word}</span>;
}
