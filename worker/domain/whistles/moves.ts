import { clockMoved } from "../clocks/moved.ts";
import { kindsOf } from "../kernel/happenings.ts";
import { blowWhistle } from "./blow.ts";
import { calledEvents } from "./called.ts";
import { contactCaller } from "./contact.ts";
import { endedEvents, withdrawnEvents } from "./ended.ts";
import { excuseCall } from "./excuse.ts";
import { finishCall } from "./finish.ts";
import { objectToCall } from "./object.ts";
import { overruleObjection } from "./overrule.ts";
import { reportIn } from "./report-in.ts";
import { signCall } from "./sign.ts";
import { withdrawWhistle } from "./withdraw.ts";

/** What becomes of a whistle. */
export const whistleMoves = [withdrawWhistle] as const;

/** What becomes of a call, in the order in which it is offered: the next stage first. */
export const callMoves = [
  signCall,
  contactCaller,
  reportIn,
  finishCall,
  objectToCall,
  excuseCall,
  overruleObjection,
] as const;

/** Every kind of event that a whistle's timeline can hold. */
export const whistleEvents = kindsOf([blowWhistle, ...whistleMoves, { events: endedEvents }]);

/** The same of a call's. */
export const callEvents = kindsOf([
  ...callMoves,
  { events: { ...calledEvents, ...withdrawnEvents, clockMoved } },
]);
