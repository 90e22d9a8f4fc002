import type { MatterState } from "../../worker/domain/matters/states.ts";
import { dueOf } from "./dues.ts";
import { beginAccepted, beginWhole, endTimes, goOn, moveTo } from "./moving.ts";
import { before, replay } from "./replay.ts";
import { type Ran, running, type Telling } from "./stands.ts";

const open = ["reported", "accepted", "reopened"] as const;
const unsettled = [...open, "paused"] as const;

/** What events make of matters that are tied to others or dealt with by units: docs/decisions/040 and 043. */
export const linking: Record<string, [from: readonly MatterState[], tell: (telling: Telling) => void]> = {
  calledBack: [["reported", "reopened"], calledBack],
  merged: [["reported", "accepted"], merged],
  joined: [open, joined],
  parted: [[...unsettled, "resolved", "closed"], () => {}],
  separated: [["merged"], separated],
  split: [open, () => {}],
  dispatched: [
    ["accepted"],
    ({ stand, kept }) => {
      stand.parts += (kept.lead ? 1 : 0) + kept.assisting.length;
    },
  ],
  partAnswered: [unsettled, overPart],
  partOver: [unsettled, overPart],
};

function overPart({ stand }: Telling): void {
  stand.parts -= 1;
}

/** It lies where it lay, and its clock runs on. */
function calledBack(telling: Telling): void {
  const { stand, event } = telling;
  const { gave } = stand;
  if (!gave) stand.faults.push("nobody could call it back");
  endTimes(telling, ["step"]);
  moveTo(telling);
  Object.assign(stand, { state: "accepted", handler: event.actorName });
  if (gave && gave !== "not begun") runsOn(telling, gave);
  beginAccepted(telling);
}

function merged(telling: Telling): void {
  const { stand, event, kept } = telling;
  Object.assign(stand, { state: "merged", handler: event.actorName, main: kept.number, mergedAt: event.at });
  stand.asked.clear();
  beginWhole(telling);
  endTimes(telling, ["step", "overall"]);
}

/** The main matter has the sooner of both times for the whole, as that was reckoned. */
function joined({ stand, known, at, written, kept }: Telling): void {
  const happened = known.eventsOf(kept.number);
  const merging = happened.find((event) => event.kind === "merged" && event.at === at);
  if (!merging) throw new Error(`${kept.number} doesn't tell that it was merged`);
  const other = running(replay(before(happened, merging), known), "overall");
  const whole = running(stand, "overall");
  if (!other) return;
  const [due, own] = [dueOf(other, known, written), whole && dueOf(whole, known, written)];
  const isSooner = own === undefined || due < own;
  if ((isSooner ? due : undefined) !== kept.due)
    stand.faults.push(`it was told to be due at ${kept.due}, and is at ${due} or ${own}`);
  if (!isSooner) return;
  const { start, of, version, pauses, set, reckoned, told } = other;
  if (whole) Object.assign(whole, { start, of, version, pauses, set, reckoned, told });
  else stand.clocks.push({ ...other, level: stand.level });
}

/** Both its times run on, as far as they had begun. */
function separated(telling: Telling): void {
  const { stand, event } = telling;
  const had = (wanted: Ran["kind"]) =>
    stand.clocks.find(({ kind, ended }) => kind === wanted && ended === stand.mergedAt);
  const [step, whole] = [had("step"), had("overall")];
  Object.assign(stand, { state: "accepted", handler: event.actorName, main: null, mergedAt: null });
  Object.assign(stand, { closedAt: null, satisfied: null });
  if (step) runsOn(telling, step);
  if (whole) goOn(telling, whole);
  beginAccepted(telling);
}

/** A level's clock as if it had never ended, by what the matter is now unless it was over; the event says until when. */
function runsOn(telling: Telling, ran: Ran): void {
  const { stand, known, at, written, kept } = telling;
  goOn(telling, ran);
  if (ran.set === null && dueOf(ran, known, written) >= at) ran.of = stand.of;
  ran.owed = null;
  const due = dueOf(ran, known, written);
  if (due !== kept.due) stand.faults.push(`it was told to be due at ${kept.due}, and is at ${due}`);
}
