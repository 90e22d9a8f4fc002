import { clockMoved } from "../clocks/moved.ts";
import { kindsOf } from "../kernel/happenings.ts";
import { partEnded } from "../matters/parts.ts";
import { acceptAssignment } from "./accept.ts";
import { answerAssignment } from "./answer.ts";
import { assignedEvents } from "./assigned.ts";
import { insistOnAssignment } from "./insist.ts";
import { returnAssignment } from "./return.ts";
import { takeBackAssignment } from "./take-back.ts";
import { withdrawAssignment } from "./withdraw.ts";

/** What becomes of an assignment, in the order in which it is offered. */
export const assignmentMoves = [
  acceptAssignment,
  answerAssignment,
  returnAssignment,
  takeBackAssignment,
  insistOnAssignment,
  withdrawAssignment,
] as const;

/** Every kind of event that its timeline can hold. */
export const assignmentEvents = kindsOf([
  ...assignmentMoves,
  { events: { ...assignedEvents, partEnded, clockMoved } },
]);
