import { clockMoved } from "../clocks/moved.ts";
import { kindsOf } from "../kernel/happenings.ts";
import { begunEvents } from "./begun.ts";
import { carriedEvents } from "./carried.ts";
import { fileMonth } from "./file.ts";
import { reinstateAbsent } from "./reinstate.ts";
import { strikeAbsent } from "./strike.ts";

/** What becomes of a filing. */
export const filingMoves = [fileMonth, strikeAbsent, reinstateAbsent] as const;

/** Every kind of event that a filing's timeline can hold. */
export const filingEvents = kindsOf([
  ...filingMoves,
  { events: { ...begunEvents, ...carriedEvents, clockMoved } },
]);
