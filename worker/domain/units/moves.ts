import { kindsOf } from "../kernel/happenings.ts";
import { closeMemberUnit } from "./close.ts";
import { correctMemberUnit } from "./correct.ts";
import { reopenMemberUnit } from "./reopen.ts";
import { addUnit } from "./units.ts";

/** What becomes of a member unit, in the order in which it is offered. */
export const memberUnitMoves = [closeMemberUnit, reopenMemberUnit] as const;

/** Every kind of event that a member unit's history can hold. */
export const memberUnitEvents = kindsOf([addUnit, correctMemberUnit, ...memberUnitMoves]);
