import type { MatterState } from "../../../worker/domain/matters/states.ts";
import type { CallVerb } from "../play/call-verbs.ts";
import type { Verb } from "../play/verbs.ts";

type Likely = Partial<Record<MatterState, Partial<Record<Verb, number>>>>;

/** How likely each is in half a day, of matters that go as they should. */
export const usual: Likely = {
  reported: { accept: 0.68, decline: 0.015, passOn: 0.03, raise: 0.008 },
  accepted: { resolve: 0.36, note: 0.08, pause: 0.012, extend: 0.01, raise: 0.006, takeOver: 0.003 },
  paused: { resume: 0.08, keep: 0.02, note: 0.03 },
  resolved: { evaluate: 0.16 },
  reopened: { accept: 0.6, raise: 0.02 },
};

/** The same of those that take long. */
export const slow: Likely = {
  reported: { accept: 0.3, passOn: 0.02, raise: 0.01 },
  accepted: { resolve: 0.05, note: 0.06, pause: 0.04, extend: 0.06, raise: 0.01, urge: 0.03 },
  paused: { resume: 0.04, keep: 0.03, note: 0.03 },
  resolved: { evaluate: 0.16 },
  reopened: { accept: 0.4, urge: 0.03 },
};

/** Of calls, by their state. */
export const answers: Record<string, Partial<Record<CallVerb, number>>> = {
  called: { sign: 0.55, object: 0.03 },
  signed: { contact: 0.5, object: 0.02 },
  contacted: { reportIn: 0.45 },
  reportedIn: { done: 0.18 },
  objected: { excuse: 0.3, overrule: 0.3 },
};
