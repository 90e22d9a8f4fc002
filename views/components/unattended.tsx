import { StateMark } from "./state.tsx";

/** A unit where nobody is to do its work: what it had to do stands before somebody else. */
export function Unattended(props: { unit: string }) {
  return (
    <>
      <StateMark state="waiting">无人值守</StateMark> {props.unit}
    </>
  );
}
