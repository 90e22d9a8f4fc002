import { clockMoved } from "../clocks/moved.ts";
import { kindsOf } from "../kernel/happenings.ts";
import { approveResolution } from "./approve.ts";
import { completeResolution } from "./complete.ts";
import { editResolution } from "./edit.ts";
import { logResolution } from "./log.ts";
import { reportProgress } from "./progress.ts";
import { sendBackResolution } from "./send-back.ts";

/** What becomes of a resolution, in the order in which it is offered. */
export const resolutionMoves = [
  reportProgress,
  completeResolution,
  approveResolution,
  sendBackResolution,
] as const;

/** Every kind of event that a resolution's timeline can hold. */
export const resolutionEvents = kindsOf([
  logResolution,
  editResolution,
  ...resolutionMoves,
  { events: { clockMoved } },
]);
