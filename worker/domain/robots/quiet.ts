import { dayOf, HOUR, type Instant, instantOf, msOfDay } from "../../time/instants.ts";

/** When groups are left alone, unless it is urgent: from nine in the evening until eight in the morning, in China. */
const quiet = { from: 21 * HOUR, until: 8 * HOUR };

/** The moment itself where a group may be written to then; otherwise the next eight o'clock in the morning. */
export function awakeAt(at: Instant): Instant {
  const ofDay = msOfDay(at);
  if (ofDay >= quiet.until && ofDay < quiet.from) return at;
  return instantOf(dayOf(at) + (ofDay >= quiet.from ? 1 : 0), quiet.until);
}
