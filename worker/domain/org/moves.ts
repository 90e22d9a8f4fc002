import { kindsOf } from "../kernel/happenings.ts";
import { closeOrgUnit } from "./close.ts";
import { correctOrgUnit } from "./correct.ts";
import { addOrgUnit } from "./org.ts";
import { reopenOrgUnit } from "./reopen.ts";

/** What becomes of an org unit, in the order in which it is offered. */
export const orgUnitMoves = [closeOrgUnit, reopenOrgUnit] as const;

/** Every kind of event that an org unit's history can hold. */
export const orgUnitEvents = kindsOf([addOrgUnit, correctOrgUnit, ...orgUnitMoves]);
