import { sql } from "drizzle-orm";
import { assignments } from "../../db/tenant/schema/assignments.ts";
import { clocks, listings } from "../../db/tenant/schema/work.ts";
import type { Found } from "./checks.ts";
import { missing } from "./list-checks.ts";
import { type PartStand, partDue, replayPart } from "./part-stands.ts";
import { paged } from "./reading.ts";
import { type Clock, knownOf, type World } from "./world.ts";

type Part = typeof assignments.$inferSelect;

/** What a check found of units' parts in matters. */
export interface Parted {
  readonly faults: string[];
  readonly parts: readonly PartStand[];
  readonly clocks: number;
}

/** Parts beside their events, rules and notices, and beside their matters. */
export async function partsChecked(
  world: World,
  matters: Found["told"],
  manned: ReadonlySet<string>,
): Promise<Parted> {
  const { db } = world.place;
  const all = await paged(db, assignments);
  const ran = await paged(db, clocks, sql`noun = 'assignment'`);
  const listed = await paged(db, listings, sql`noun = 'assignment'`);
  const clocksOf = Map.groupBy(ran, ({ record }) => record);
  const told = all.map((part) => tell(world, part, clocksOf.get(part.id) ?? [], manned));
  const faults = told.flatMap(({ faults }, at) =>
    faults.map((fault) => `${world.now} part of ${all[at]?.matterId}: ${fault}`),
  );
  const lines = new Set(
    listed.map(({ record, state, active, kind }) => String([record, state, active, kind])),
  );
  const expected = all.map(({ id, state, role }) => String([id, state, open.includes(state), role]));
  return {
    faults: [...faults, ...missing("listed", expected, [...lines]), ...partsOfMatters(matters, all)],
    parts: told.map(({ stand }) => stand),
    clocks: ran.length,
  };
}

const open = ["assigned", "accepted", "returned"];

function tell(world: World, part: Part, own: readonly Clock[], manned: ReadonlySet<string>) {
  const known = knownOf(world);
  const { events } = world.memory;
  const stand = replayPart(events.get(part.id) ?? [], events.get(part.matterId) ?? [], known);
  const expected = stand.clocks.map((clock) =>
    String([
      ...[clock.kind, clock.start, clock.ended, clock.pausedAt, JSON.stringify(clock.pauses)],
      partDue(clock, stand, known, world.now),
    ]),
  );
  const kept = own.map(({ kind, startedAt, endedAt, pausedAt, pauses, dueAt }) =>
    String([kind, startedAt, endedAt, pausedAt, JSON.stringify(pauses), dueAt]),
  );
  const { state, returns, putAt } = part;
  const faults = [
    ...stand.faults,
    ...missing(
      "kept",
      [String([stand.state, stand.returns, stand.putAt])],
      [String([state, returns, putAt])],
    ),
    ...missing("timed", expected, kept),
    ...own.flatMap((clock) => ownerFaults(world, part, stand, clock, manned)),
  ];
  return { stand, faults };
}

/** A part's time stands before its unit, a return before whoever was told to answer it; where nobody is there, above. */
function ownerFaults(
  { place }: World,
  { assignee }: Part,
  { answerer }: PartStand,
  { kind, owner, answeredBy, endedAt, state }: Clock,
  manned: ReadonlySet<string>,
): string[] {
  if (endedAt !== null) return [];
  const unit = place.units.find(({ id }) => id === owner);
  const whose = kind === "return" ? unit?.name === answerer : owner === assignee;
  const above = unit?.line.findLast(({ id }) => manned.has(id))?.id;
  return [
    ...(whose
      ? []
      : [`${kind} is ${unit?.name}'s, and should be ${kind === "return" ? answerer : assignee}'s`]),
    ...(state !== "running" || answeredBy === above
      ? []
      : [`${answeredBy} answers for ${kind}, and ${above} should`]),
  ];
}

/** None is open on a matter that has ended, as many as its events say are on the others, and one leads at most. */
function partsOfMatters(told: Found["told"], parts: readonly Part[]): string[] {
  const ofMatter = Map.groupBy(
    parts.filter(({ state }) => open.includes(state)),
    ({ matterId }) => matterId,
  );
  return told.flatMap(({ matter, stand }) => {
    const own = ofMatter.get(matter.id) ?? [];
    const ended = ["resolved", "closed", "declined", "merged"].includes(matter.state);
    const leads = own.filter(({ role }) => role === "lead").length;
    return [
      ...(ended && own.length > 0 ? [`${matter.number} has ended, and units have a part of it`] : []),
      ...(own.length === stand.parts
        ? []
        : [`${matter.number}: ${own.length} parts, by its events ${stand.parts}`]),
      ...(leads > 1 ? [`${matter.number}: ${leads} lead`] : []),
    ];
  });
}
