import type { Unit } from "../../bin/demo/play/play.ts";
import { dueOf, leaving, movedUntold } from "./dues.ts";
import type { Known, Ran, Stand } from "./stands.ts";
import type { Clock, Matter, World } from "./world.ts";

/** A matter, with what there is to hold it against. */
export interface Told {
  readonly world: World;
  readonly known: Known;
  readonly matter: Matter;
  readonly stand: Stand;
  readonly own: readonly Clock[];
  /** Where somebody is who deals with matters. */
  readonly manned: ReadonlySet<string>;
}

const differ = (what: string, one: unknown, other: unknown): string[] =>
  JSON.stringify(one) === JSON.stringify(other)
    ? []
    : [`${what} is ${JSON.stringify(one)}, by its events ${JSON.stringify(other)}`];

/** The row beside what its events made of it. */
export function rowFaults({ known, matter, stand, own }: Told): string[] {
  const fields = [
    "state",
    "level",
    "reopenings",
    "reportedAt",
    "resolvedAt",
    "closedAt",
    "closure",
    "satisfied",
  ] as const;
  const ended = ["closed", "declined", "merged"].includes(matter.state);
  return [
    ...fields.flatMap((field) => differ(field, matter[field], stand[field])),
    ...differ("handler", matter.handlerName, stand.handler),
    ...differ("class", { category: matter.category, urgency: matter.urgency }, stand.of),
    ...differ("main", matter.mergedInto, stand.main && (known.eventsOf(stand.main)[0]?.record ?? "unknown")),
    ...differ("whether it can be called back", matter.gave !== null, stand.gave !== null),
    ...differ("version", matter.ruleVersion, known.versionAt(stand.reportedAt)),
    ...(ended && own.some(({ endedAt }) => endedAt === null) ? ["a clock runs on it after its end"] : []),
    ...differ(
      "asked",
      own.filter(({ kind, endedAt }) => isRequest(kind) && endedAt === null).map(({ kind }) => kind),
      [...stand.asked],
    ),
  ];
}

const isRequest = (kind: string): boolean => kind === "extension" || kind === "pauseRequest";

/** Each clock, running or ended, beside one that is reckoned from events, rules and notices. */
export function clockFaults({ world, known, stand, own }: Told): string[] {
  const kept = own.filter(({ kind }) => !isRequest(kind));
  const ran = [...stand.clocks];
  if (kept.length !== ran.length) return [`${kept.length} clocks, by its events ${ran.length}`];
  const step = own.find(({ kind, endedAt }) => kind === "step" && endedAt === null);
  const late = own.filter(
    ({ kind, endedAt, dueAt }) => isRequest(kind) && endedAt === null && dueAt !== step?.dueAt,
  );
  return [
    ...late.map(({ kind }) => `${kind} isn't due with its step`),
    ...kept.flatMap((clock) => {
      const at = ran.findIndex(
        ({ kind, start, ended }) =>
          kind === clock.kind && start === clock.startedAt && ended === clock.endedAt,
      );
      const [found] = at < 0 ? [] : ran.splice(at, 1);
      if (!found) return [`${clock.kind} of ${clock.startedAt} to ${clock.endedAt} isn't in its events`];
      return sameClock(clock, found, known, world.now);
    }),
  ];
}

function sameClock(clock: Clock, ran: Ran, known: Known, now: string): string[] {
  const what = `${clock.kind} of ${clock.startedAt} by ${clock.rulePath}@${clock.ruleVersion} ${JSON.stringify(clock.pauses)}`;
  return [
    ...differ(`${what}: due`, clock.dueAt, dueOf(ran, known, now)),
    ...(ran.owed !== null || movedUntold(ran, known, now)
      ? [`${what}: nobody was told that new notices moved it`]
      : []),
    ...differ(`${what}: paused`, clock.pausedAt, ran.pausedAt),
    ...differ(`${what}: pauses`, clock.pauses, ran.pauses),
    ...differ(`${what}: version`, clock.ruleVersion, ran.version),
    ...differ(`${what}: set`, clock.setBy, ran.set === null ? "rules" : "person"),
    ...differ(`${what}: acts`, clock.actsAt, actsOf(ran, known, now)),
    ...(clock.actsAt !== null && clock.actsAt < now ? [`${what}: nothing happened at ${clock.actsAt}`] : []),
  ];
}

function actsOf(ran: Ran, known: Known, now: string): string | null {
  if (ran.ended !== null || ran.pausedAt !== null || ran.kind === "overall") return null;
  if (ran.kind === "step" || ran.kind === "acceptance") return leaving(ran, known, now)?.at ?? null;
  const { pauses } = known.rules(ran.version).handling;
  if (ran.kind === "pause" && pauses?.openEnded?.includes(ran.occasion)) return null;
  return dueOf(ran, known, now);
}

/** Whoever has it is the unit whose level it is; where nobody is there, the nearest above where somebody is. */
export function ownerFaults({ world, matter, own, manned, known }: Told): string[] {
  const units = world.place.units;
  const line = units.find(({ id }) => id === matter.orgUnitId)?.line ?? [];
  const level = known
    .rules(matter.ruleVersion)
    .handling.levels.find(({ key }) => key === matter.level)?.level;
  const owner = line.find((unit) => unit.level === level)?.id ?? "nobody";
  const running = own.filter(({ endedAt }) => endedAt === null);
  return running.flatMap(({ kind, owner: kept, answeredBy, state }) => {
    if (kind === "evaluation") return differ("evaluation's owner", kept, null);
    const whose = isRequest(kind) ? [] : differ(`${kind}'s owner`, kept, owner);
    const above: Unit | undefined = lineOf(units, kept).findLast(({ id }) => manned.has(id));
    return [
      ...whose,
      ...(state === "running" ? differ(`who answers for ${kind}`, answeredBy, above?.id) : []),
    ];
  });
}

const lineOf = (units: readonly Unit[], id: string | null) =>
  units.find((unit) => unit.id === id)?.line ?? [];
