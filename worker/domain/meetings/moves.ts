import { kindsOf } from "../kernel/happenings.ts";
import { cancelMeeting } from "./cancel.ts";
import { closeMeeting } from "./close.ts";
import { correctAttendance } from "./correct.ts";
import { postponeMeeting } from "./postpone.ts";
import { scheduleMeeting } from "./schedule.ts";

/** What becomes of a meeting, in the order in which it is offered. */
export const meetingMoves = [closeMeeting, postponeMeeting, cancelMeeting, correctAttendance] as const;

/** Every kind of event that a meeting's timeline can hold. */
export const meetingEvents = kindsOf([scheduleMeeting, ...meetingMoves]);
