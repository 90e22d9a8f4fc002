import type { CallVerb } from "../../bin/demo/play/call-verbs.ts";

/** By state: how likely each is at one moment. */
export const likely: Record<string, Partial<Record<CallVerb, number>>> = {
  called: { sign: 0.3, contact: 0.06, reportIn: 0.06, object: 0.16 },
  signed: { contact: 0.25, reportIn: 0.1, object: 0.12, done: 0.02 },
  contacted: { reportIn: 0.25, done: 0.05, object: 0.03 },
  reportedIn: { done: 0.2, object: 0.02 },
  objected: { excuse: 0.25, overrule: 0.25 },
};
