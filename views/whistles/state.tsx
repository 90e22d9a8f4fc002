import type { WhistlePage } from "../../worker/domain/whistles/read.ts";
import {
  type CallState,
  callStates,
  type WhistleState,
  whistleStates,
} from "../../worker/domain/whistles/states.ts";
import { whistleStages } from "../../worker/rules/schema/words.ts";
import { formatMoment } from "../../worker/time/format.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { DueBy, StateMark } from "../components/state.tsx";

/** Where a whistle stands, in a word. */
export function WhistleWord({ state }: { state: WhistleState }) {
  const word = whistleStates[state];
  if (state === "done") return <StateMark state="done">{word}</StateMark>;
  if (state === "blown") return <StateMark state="waiting">{word}</StateMark>;
  return <span class="mark">{word}</span>;
}

/** How far one that is called is, in a word. */
export function CallWord({ state }: { state: CallState }) {
  const word = callStates[state];
  if (state === "done" || state === "reportedIn") return <StateMark state="done">{word}</StateMark>;
  if (state === "objected") return <StateMark state="waiting">{word}</StateMark>;
  return <span class="mark">{word}</span>;
}

export type Stage = WhistlePage["calls"][number]["stages"][number];

/** A stage of one that is called: reached and when, late or not; or by when it must be. */
export function StageMark({ stage, now }: { stage: Stage; now: Instant }) {
  const word = whistleStages[stage.stage];
  if (stage.metAt !== null) {
    const late = stage.metAt > stage.dueAt;
    return (
      <span class="due">
        <StateMark state={late ? "overdue" : "done"}>{`${late ? "超期" : "按期"}${word}`}</StateMark>{" "}
        <time datetime={stage.metAt}>{formatMoment(stage.metAt as Instant, now)}</time>
      </span>
    );
  }
  if (!stage.runs) return <span>{`没有${word}，期限已停止`}</span>;
  return (
    <span class="due">
      {`待${word} `}
      <DueBy at={stage.dueAt as Instant} now={now} />
    </span>
  );
}
