import type { MatterState } from "../../worker/domain/matters/states.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { DueBy, StateMark } from "../components/state.tsx";

/** What people read for each state. */
export const stateWords: Readonly<Record<MatterState, string>> = {
  reported: "待受理",
  accepted: "办理中",
  resolved: "待评价",
  closed: "已办结",
  reopened: "重新办理",
  declined: "不予受理",
};

/** A matter's state in a word, and by when the unit that has it must act. */
export function MatterMark(props: { state: MatterState; dueAt: Instant | null; now: Instant }) {
  const { state, dueAt, now } = props;
  return (
    <span class="due">
      <StateWord state={state} />
      {dueAt && <DueBy at={dueAt} now={now} />}
    </span>
  );
}

function StateWord(props: { state: MatterState }) {
  const word = stateWords[props.state];
  if (props.state === "closed") return <StateMark state="done">{word}</StateMark>;
  if (props.state === "resolved") return <StateMark state="waiting">{word}</StateMark>;
  return <span class="mark">{word}</span>;
}
