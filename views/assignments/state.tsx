import { type AssignmentState, assignmentStates } from "../../worker/domain/assignments/states.ts";
import { StateMark } from "../components/state.tsx";

/** Where a unit's part stands, in a word. */
export function AssignmentWord({ state }: { state: AssignmentState }) {
  const word = assignmentStates[state];
  if (state === "answered") return <StateMark state="done">{word}</StateMark>;
  if (state === "returned") return <StateMark state="waiting">{word}</StateMark>;
  return <span class="mark">{word}</span>;
}
