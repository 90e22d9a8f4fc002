import { audit } from "../../../db/kernel/schema.ts";
import { DAY } from "../../../worker/time/instants.ts";
import type { Place } from "./place.ts";
import type { Size } from "./sizes.ts";
import { later, type Put } from "./tables.ts";
import { type Chance, oneOf, personName } from "./words.ts";

const actions = ["matter.accept", "matter.resolve", "session.open", "meeting.schedule", "matter.report"];

/** Entries of years; their seals are none, which only who verifies them asks for. */
export function putAudit(put: Put, chance: Chance, size: Size, { now, workers }: Place): void {
  const people = [...workers.values()].flat();
  for (let at = 0; at < size.entries; at++) {
    const when = later(now, (at / size.entries - 1) * 5 * 365 * DAY);
    const { id, name } = people.length > 0 ? oneOf(chance, people) : { id: "", name: personName(chance) };
    const action = oneOf(chance, actions);
    const by = { at: when, actorId: id, actorName: name, action, subject: `matter:${id}` };
    put(audit, { ...by, detail: {}, requestId: id, hash: "none" });
  }
}
