import type { Class } from "./classes.ts";
import { dueOf } from "./dues.ts";
import type { Kind, Ran, Telling } from "./stands.ts";
import { running } from "./stands.ts";

/** A clock begins. */
export function start(
  { stand, known, at, written, kept }: Telling,
  kind: Kind,
  version = known.versionAt(stand.reportedAt),
): Ran {
  const fresh = { pauses: [], pausedAt: null, set: null, told: null, ended: null, settled: null, owed: null };
  const ran = {
    kind,
    start: at,
    level: stand.level,
    of: stand.of,
    version,
    reckoned: written,
    occasion: kept.occasion ?? "",
    ...fresh,
  };
  stand.clocks.push(ran);
  return ran;
}

/** Those that run of some kinds end. */
export function end({ stand, at, written }: Telling, kinds: readonly Kind[]): void {
  for (const kind of kinds) {
    const ran = running(stand, kind);
    if (!ran) stand.faults.push(`no ${kind} ran that could end at ${at}`);
    else Object.assign(ran, { ended: at, settled: written });
  }
}

/** It lies before a unit from now on. */
export function moveTo({ stand, known, kept }: Telling): void {
  stand.unit = kept.to;
  stand.gave = null;
  stand.level = known.levelOf(stand.unit, known.rules(known.versionAt(stand.reportedAt)));
  stand.asked.clear();
}

/** Those end that run of some kinds, if any do. */
export function endAny(telling: Telling, kinds: readonly Kind[]): void {
  end(
    telling,
    kinds.filter((kind) => running(telling.stand, kind)),
  );
}

/** With what its level's time and that of the whole begin, by the rules it began under. */
export function startsOf({ stand, known }: Pick<Telling, "stand" | "known">) {
  const { levels, overall } = known.rules(known.versionAt(stand.reportedAt)).handling;
  const level = levels.find(({ key }) => key === stand.level);
  return { level, step: level?.startsOn === "acceptance", overall: overall.startsOn === "acceptance" };
}

/** It comes to a unit, whose level has its time, and its time to accept where the rules set one; its own time may begin with that. */
export function handTo(telling: Telling): void {
  moveTo(telling);
  const { level, step } = startsOf(telling);
  if (!step) start(telling, "step");
  if (level?.acceptWithin) start(telling, "acceptance");
}

/** The whole of it begins with the report, unless it begins with acceptance. */
export function startWhole(telling: Telling): void {
  if (!startsOf(telling).overall) start(telling, "overall");
}

/** A level accepts it: its time begins where that begins so, and the whole of it the first time. */
export function beginAccepted(telling: Telling): void {
  const { stand } = telling;
  const begins = startsOf(telling);
  if (begins.step && !running(stand, "step")) start(telling, "step");
  beginWhole(telling);
}

/** The whole of it begins where nothing of it has, once somebody has decided that it is dealt with. */
export function beginWhole(telling: Telling): void {
  const { stand } = telling;
  if (startsOf(telling).overall && !stand.clocks.some(({ kind }) => kind === "overall"))
    start(telling, "overall");
}

/** Its times end: all that must run by then, and those that may not have begun. */
export function endTimes(telling: Telling, kinds: readonly ("step" | "overall")[]): void {
  const begins = startsOf(telling);
  end(
    telling,
    kinds.filter((kind) => !begins[kind]),
  );
  endAny(telling, [...kinds.filter((kind) => begins[kind]), "acceptance"]);
}

/** A clock goes on as if it had never ended, and doesn't start again; what was announced meanwhile counts, and is told. */
export function goOn({ known, written }: Telling, ran: Ran): void {
  const before = dueOf(ran, known, written);
  Object.assign(ran, { ended: null, settled: null, ...(ran.set === null ? { reckoned: written } : {}) });
  const after = dueOf(ran, known, written);
  if (after !== before) ran.owed = after;
}

/** It is of another class: clocks that somebody set, or that were over, stay as they were. */
export function classAs({ stand, known, at, written }: Telling, of: Class): void {
  stand.of = of;
  for (const ran of [running(stand, "step"), running(stand, "overall")]) {
    if (!ran || ran.set || (ran.pausedAt === null && dueOf(ran, known, written) < at)) continue;
    Object.assign(ran, { of, reckoned: written });
  }
}
