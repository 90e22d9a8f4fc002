import { endClocks } from "../clocks/end.ts";
import { clockMoved } from "../clocks/moved.ts";
import { NotFound } from "../errors.ts";
import type { Given } from "../kernel/context.ts";
import { openHappening } from "../kernel/happenings.ts";
import { stayOpen } from "../org/left.ts";
import { contacts } from "./clocks.ts";
import { type Desk, deskAbove, desksOf } from "./desks.ts";
import { type Handed, handedTo, handTo, sentTo, wholeGoesOn } from "./hand.ts";
import { handedOver } from "./listing.ts";
import { type LoadedMatter, nobodys, refOf } from "./matter.ts";
import { limitedTo } from "./within.ts";

/** What is said of a matter that is dealt with anew, by a verdict or on review. */
export const reopenedEvents = {
  reopened: openHappening<Handed>({
    staff: (handed, now) => ({ title: `重新办理，${sentTo(handed, now)}`, tone: "dueSoon" }),
    resident: (handed, now) => ({ title: `重新办理，转到${handed.to}，${limitedTo(handed, now)}` }),
  }),
  clockMoved,
};

/** So many levels above the one that had it, or the next above that is open: units may close while nothing of theirs is dealt with. */
export function deskAnew({ matter, lineage, rules }: LoadedMatter, raise: number): Desk {
  const desks = desksOf(rules, lineage);
  const above = deskAbove(desks, matter.level, raise);
  const desk = desks.slice(above ? desks.indexOf(above) : 0).find(({ unit }) => unit.closedAt === null);
  if (!desk) throw new NotFound("handling level");
  return desk;
}

/** Puts a matter before a desk that deals with it anew, in nobody's hands: with that level's times, and the whole going on. */
export function reopenedAt(state: LoadedMatter, desk: Desk, given: Given) {
  const { matter, version, rules } = state;
  const { at, within, rows } = handTo(given, desk, matter, { version, rules });
  const whole = wholeGoesOn(state, desk, given);
  return {
    set: { state: "reopened" as const, ...nobodys, ...at },
    says: { reopened: handedTo(desk, within), ...whole.says },
    rows: [
      stayOpen(desk.unit.id),
      endClocks(given.now, refOf(matter.id), "cancelled", [contacts.kind]),
      ...rows,
      ...whole.rows,
      ...handedOver(matter, null),
    ],
  };
}
