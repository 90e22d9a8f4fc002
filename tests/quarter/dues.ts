import { limitOf } from "./classes.ts";
import { due, type Notices } from "./reckoning.ts";
import { type Kind, type Known, type Ran, running, type Telling } from "./stands.ts";

/** What a clock shows, by the notices of when it was reckoned last. */
export function dueOf(ran: Ran, known: Known, now: string): string {
  return ran.set ?? whole(termsOf(ran, known), ran, known, now);
}

function termsOf({ kind, level, version, of }: Ran, known: Known) {
  const rules = known.rules(version);
  const { handling } = rules;
  if (kind === "overall") return { limit: limitOf(rules, handling.overall, of) };
  if (kind === "evaluation") return { limit: handling.evaluation.within };
  if (kind === "pause") return { limit: handling.pauses?.longest };
  const rule = handling.levels.find(({ key }) => key === level);
  if (kind === "acceptance") return { limit: rule?.acceptWithin };
  return rule ? { ...rule, limit: limitOf(rules, rule, of) } : {};
}

/** When a step goes up by itself, and why; undefined where only a request sends it up. */
export function leaving(
  ran: Ran,
  known: Known,
  now: string,
): { at: string; cause: string | null } | undefined {
  const rules = known.rules(ran.version);
  const at = rules.handling.levels.findIndex(({ key }) => key === ran.level);
  const level = rules.handling.levels[at];
  if (!level || at === rules.handling.levels.length - 1) return undefined;
  if (ran.kind === "acceptance") return unaccepted(ran, known, now, level.escalateOn);
  const byWindow =
    level.escalateOn.includes("windowEnd") && level.window
      ? whole({ window: level.window }, ran, known, now)
      : undefined;
  const first = level.escalateOn.includes("overdue") ? whole(termsOf(ran, known), ran, known, now) : byWindow;
  if (!first) return undefined;
  const cause = first === byWindow ? "windowEnd" : "overdue";
  // Later than a time that somebody set it never leaves; the cause is what the rules alone say.
  return { at: ran.set && ran.set > first ? ran.set : first, cause };
}

/** When it goes up because nobody accepts it. */
const unaccepted = (ran: Ran, known: Known, now: string, escalateOn: readonly string[]) =>
  escalateOn.includes("unaccepted")
    ? { at: whole(termsOf(ran, known), ran, known, now), cause: "unaccepted" }
    : undefined;

/** What a clock would show by the rules alone. */
function whole(terms: object, ran: Ran, known: Known, now: string): string {
  const notices = noticesFor(ran, known, now);
  return due(known.rules(ran.version), notices, terms, ran.start, ran.pauses);
}

/** Whether new notices moved it and nobody was told. */
export function movedUntold(ran: Ran, known: Known, now: string): boolean {
  if (ran.set !== null || noticesFor(ran, known, now) === known.noticesAt(ran.reckoned)) return false;
  const [before, after] = [{ ...known, metAt: "9" }, known].map((by) => dueOf(ran, by, now));
  return before !== after && ran.told !== after;
}

/** The notices that were out when it was reckoned last. */
function noticesFor(ran: Ran, known: Known, now: string): Notices {
  // One that went up in the very run that met them was moved by it first.
  const wasMoved = ran.settled === known.metAt && ran.told !== null;
  const anew = known.metAt <= now && (ran.settled === null || ran.settled > known.metAt || wasMoved);
  return known.noticesAt(anew && known.metAt > ran.reckoned ? known.metAt : ran.reckoned);
}

/** When the one of a kind that runs was due as this was written; empty where none runs. */
export function dueIn({ stand, known, written }: Telling, kind: Kind): string {
  const ran = running(stand, kind);
  return ran ? dueOf(ran, known, written) : "";
}
