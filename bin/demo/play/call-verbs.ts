import { contactCaller } from "../../../worker/domain/whistles/contact.ts";
import { excuseCall } from "../../../worker/domain/whistles/excuse.ts";
import { finishCall } from "../../../worker/domain/whistles/finish.ts";
import { objectToCall } from "../../../worker/domain/whistles/object.ts";
import { overruleObjection } from "../../../worker/domain/whistles/overrule.ts";
import { reportIn } from "../../../worker/domain/whistles/report-in.ts";
import { signCall } from "../../../worker/domain/whistles/sign.ts";

/** What becomes of a call. */
export const callVerbs = {
  sign: signCall,
  contact: contactCaller,
  reportIn,
  done: finishCall,
  object: objectToCall,
  excuse: excuseCall,
  overrule: overruleObjection,
} as const;
export type CallVerb = keyof typeof callVerbs;
/** The stages of a call, in order. */
export const stages = ["sign", "contact", "reportIn", "done"] as const;
