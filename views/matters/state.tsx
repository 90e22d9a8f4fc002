import {
  type ExclusionState,
  exclusionStates,
  type MatterClosure,
  type MatterState,
  matterClosures,
  matterStates,
} from "../../worker/domain/matters/states.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { DueBy, StateMark } from "../components/state.tsx";

/** A matter's state in a word, whether its resident added something, by when the unit that has it must act, and what became of a request not to count it. */
export function MatterMark(props: {
  state: MatterState;
  closure: MatterClosure | null;
  exclusion: ExclusionState | null;
  hasAddition: boolean;
  dueAt: Instant | null;
  now: Instant;
}) {
  const { state, closure, exclusion, hasAddition, dueAt, now } = props;
  return (
    <span class="due">
      <StateWord state={state} closure={closure} />
      {hasAddition && <span class="mark">居民有补充</span>}
      {exclusion && <span class="mark">{exclusionStates[exclusion]}</span>}
      {dueAt && <DueBy at={dueAt} now={now} />}
    </span>
  );
}

function StateWord({ state, closure }: { state: MatterState; closure: MatterClosure | null }) {
  const word = closure ? matterClosures[closure] : matterStates[state];
  if (state === "closed") return <StateMark state="done">{word}</StateMark>;
  if (state === "resolved" || state === "paused") return <StateMark state="waiting">{word}</StateMark>;
  return <span class="mark">{word}</span>;
}
