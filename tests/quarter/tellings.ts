import type { MatterState } from "../../worker/domain/matters/states.ts";
import { brought, categoriesCalled } from "./classes.ts";
import { dayEndingAt, daysOf, endOf } from "./days.ts";
import { dueOf } from "./dues.ts";
import { linking } from "./linking.ts";
import {
  beginAccepted,
  beginWhole,
  classAs,
  end,
  endAny,
  endTimes,
  goOn,
  handTo,
  start,
  startsOf,
} from "./moving.ts";
import { daysWithin, workdayAfter } from "./reckoning.ts";
import { byLevel, byOffices, setDue } from "./set-times.ts";
import { running, type Telling } from "./stands.ts";

const open = ["reported", "accepted", "reopened"] as const;

/** What each event makes of a matter, and in which states it may happen: docs/domain.md, A matter. */
export const tellings: Record<string, [from: readonly MatterState[], tell: (telling: Telling) => void]> = {
  accepted: [
    ["reported", "reopened"],
    (telling) => {
      const { stand, known, event, kept } = telling;
      Object.assign(stand, { state: "accepted", handler: event.actorName });
      endAny(telling, ["acceptance"]);
      const { urgencies = [] } = known.rules(known.versionAt(stand.reportedAt)).intake;
      const chosen = urgencies.find(({ name }) => name === kept.urgency)?.key;
      if (chosen) classAs(telling, { ...stand.of, urgency: chosen });
      beginAccepted(telling);
    },
  ],
  declined: [
    ["reported"],
    (telling) => {
      const { stand, event, at } = telling;
      Object.assign(stand, { state: "declined", handler: event.actorName, closedAt: at });
      stand.parts = 0;
      endTimes(telling, ["step", "overall"]);
    },
  ],
  ...linking,
  raised: [open, passedOn],
  passedOn: [open, passedOn],
  takenOver: [
    ["accepted"],
    ({ stand, event, kept }) => {
      if (stand.handler !== kept.from) stand.faults.push(`${kept.from} had nothing to take over`);
      stand.handler = event.actorName;
    },
  ],
  recategorised: [[...open, "paused"], recategorised],
  noted: [["accepted", "reopened", "paused"], () => {}],
  urged: [open, () => {}],
  whistled: [[...open, "paused", "resolved"], () => {}],
  extensionAsked: [["accepted", "reopened"], ({ stand }) => void stand.asked.add("extension")],
  extensionRefused: [["accepted", "reopened"], ({ stand }) => void stand.asked.delete("extension")],
  extended: [["accepted", "reopened"], extended],
  pauseAsked: [["accepted"], ({ stand }) => void stand.asked.add("pauseRequest")],
  pauseRefused: [["accepted", "reopened"], ({ stand }) => void stand.asked.delete("pauseRequest")],
  paused: [
    ["accepted"],
    (telling) => {
      const { stand, at } = telling;
      stand.state = "paused";
      stand.asked.clear();
      for (const kind of ["step", "overall"] as const) {
        const ran = running(stand, kind);
        if (ran) ran.pausedAt = at;
      }
      start(telling, "pause");
    },
  ],
  pauseKept: [
    ["paused"],
    (telling) => {
      end(telling, ["pause"]);
      start(telling, "pause");
    },
  ],
  resumed: [["paused"], resumed],
  resolved: [
    ["accepted", "reopened"],
    (telling) => {
      const { stand, event, at } = telling;
      Object.assign(stand, { state: "resolved", handler: event.actorName, resolvedAt: at });
      stand.asked.clear();
      endTimes(telling, ["step", "overall"]);
      start(telling, "evaluation");
    },
  ],
  evaluated: [
    ["resolved", "merged"],
    (telling) => {
      const { stand, kept, at } = telling;
      if (stand.state === "merged") {
        Object.assign(stand, { closedAt: at, satisfied: kept.satisfied ?? null });
        return;
      }
      const closure = kept.solved ? "solved" : "unsolved";
      Object.assign(stand, { state: "closed", closure, closedAt: at, satisfied: kept.satisfied ?? null });
      end(telling, ["evaluation"]);
    },
  ],
  reopened: [
    ["closed", "merged"],
    (telling) => {
      const { stand } = telling;
      Object.assign(stand, {
        state: "reopened",
        closure: null,
        closedAt: null,
        handler: null,
        main: null,
        mergedAt: null,
      });
      stand.reopenings += 1;
      handTo(telling);
      const whole = stand.clocks.find(({ kind }) => kind === "overall");
      if (whole) goOn(telling, whole);
    },
  ],
  exhausted: [["closed", "merged"], () => {}],
  lapsed: [
    ["resolved"],
    (telling) => {
      Object.assign(telling.stand, { state: "closed", closure: "unevaluated", closedAt: telling.at });
      end(telling, ["evaluation"]);
    },
  ],
  handedOver: [
    ["accepted", "paused"],
    ({ stand, kept }) => {
      if (stand.handler !== kept.from) stand.faults.push(`${kept.from} had nothing to hand over`);
      stand.handler = kept.to;
    },
  ],
  clockMoved: [
    [...open, "paused", "resolved"],
    ({ stand, kept, written }) => {
      const ran = running(stand, kept.kind);
      if (!ran) stand.faults.push(`a ${kept.kind} moved that didn't run`);
      else if (kept.because === "rules") Object.assign(ran, { version: kept.ruleVersion, reckoned: written });
      else Object.assign(ran, { told: kept.to, owed: ran.owed === kept.to ? null : ran.owed });
    },
  ],
};

/** Up or down: in nobody's hands there, with that level's time. */
function passedOn(telling: Telling): void {
  const { stand, event, kept } = telling;
  const had = running(stand, "step") ?? (startsOf(telling).step ? "not begun" : null);
  endTimes(telling, ["step"]);
  stand.state = stand.state === "reopened" ? "reopened" : "reported";
  stand.handler = null;
  if (event.kind === "passedOn") beginWhole(telling);
  handTo(telling);
  // What went up by itself stays there.
  stand.gave = event.kind === "passedOn" || kept.cause === "request" ? had : null;
}

/** Where its category brings an urgency along, it has that one now. */
function recategorised(telling: Telling): void {
  const { stand, known, kept } = telling;
  const rules = known.rules(known.versionAt(stand.reportedAt));
  const called = categoriesCalled(rules);
  if (called.get(kept.from) !== stand.of.category) stand.faults.push(`it wasn't ${kept.from}`);
  const category = called.get(kept.to) ?? "";
  classAs(telling, { category, urgency: brought(rules, category) ?? stand.of.urgency });
}

function extended({ stand, known, at, kept }: Telling): void {
  stand.asked.delete("extension");
  const [step, whole] = [running(stand, "step"), running(stand, "overall")];
  const rules = known.rules(known.versionAt(stand.reportedAt));
  const days = daysOf(rules, known.noticesAt(at));
  if (whole && rules.handling.extensions?.overall) {
    const n = daysWithin(days.works, dayEndingAt(kept.from), dayEndingAt(kept.until));
    if (n > 0) whole.set = endOf(days, workdayAfter(days, dayEndingAt(dueOf(whole, known, at)), n), false);
  }
  if (step) step.set = kept.until;
}

function resumed(telling: Telling): void {
  const { stand, known, at, written } = telling;
  stand.state = "accepted";
  end(telling, ["pause"]);
  for (const ran of [running(stand, "step"), running(stand, "overall")]) {
    if (!ran?.pausedAt) continue;
    const still = { pausedAt: ran.pausedAt, resumedAt: at };
    const [rules, notices] = [known.rules(ran.version), known.noticesAt(written)];
    const by = ran.kind === "step" ? byLevel(rules, notices, ran.level, ran.of) : byOffices(rules, notices);
    if (ran.set) ran.set = setDue(by, ran.set, still);
    Object.assign(ran, { pausedAt: null, pauses: [...ran.pauses, still], reckoned: written });
  }
}
