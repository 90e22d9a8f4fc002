import { sql } from "drizzle-orm";
import { calls, whistles } from "../../db/tenant/schema/whistles.ts";
import { clocks, listings } from "../../db/tenant/schema/work.ts";
import { type CallStand, callDue, replayCall } from "./calls.ts";
import { missing } from "./list-checks.ts";
import { paged } from "./reading.ts";
import { type Clock, knownOf, type World } from "./world.ts";

export type Whistle = typeof whistles.$inferSelect;
type Call = typeof calls.$inferSelect;

/** What a check found of a county's whistles. */
export interface Whistled {
  readonly faults: string[];
  readonly whistles: number;
  readonly calls: readonly CallStand[];
  readonly clocks: number;
}

/** Whistles and calls beside their events, rules and notices. */
export async function whistlesChecked(world: World, manned: ReadonlySet<string>): Promise<Whistled> {
  const { db } = world.place;
  const blown = await paged(db, whistles);
  const called = Map.groupBy(await paged(db, calls), ({ whistleId }) => whistleId);
  const ran = await paged(db, clocks, sql`noun = 'call'`);
  const clocksOf = Map.groupBy(ran, ({ record }) => record);
  const listed = await paged(db, listings, sql`noun = 'whistle'`);
  const stands: CallStand[] = [];
  const faults = blown.flatMap((whistle) => {
    const own = called.get(whistle.id) ?? [];
    const told = own.map((call) => tell(world, whistle, call, clocksOf.get(call.id) ?? [], manned));
    stands.push(...told.map(({ stand }) => stand));
    const found = [...told.flatMap(({ faults }) => faults), ...whistleFaults(world, whistle, own)];
    return found.map((fault) => `${world.now} whistle ${whistle.number}: ${fault}`);
  });
  faults.push(...listFaults(blown, called, ran, listed));
  return { faults, whistles: blown.length, calls: stands, clocks: ran.length };
}

/** It ends with the last of its calls, stands in its matter's timeline, and is told once. */
function whistleFaults({ memory }: World, { id, state, matterId }: Whistle, own: readonly Call[]): string[] {
  const kinds = (memory.events.get(id) ?? []).map(({ kind }) => kind);
  const isOver = own.every(({ state }) => ["done", "excused", "withdrawn"].includes(state));
  const expected = kinds.includes("withdrawn") ? "withdrawn" : isOver ? "done" : "blown";
  const told = {
    blown: 1,
    withdrawn: expected === "withdrawn" ? 1 : 0,
    whistleEnded: expected === "done" ? 1 : 0,
  };
  const isTold = (memory.events.get(matterId ?? "") ?? []).some(({ kind }) => kind === "whistled");
  return [
    ...(state === expected ? [] : [`it is ${state}, by its calls ${expected}`]),
    ...Object.entries(told).flatMap(([kind, n]) =>
      kinds.filter((one) => one === kind).length === n
        ? []
        : [`${kind} was told ${n === 0 ? "though it isn't so" : "not once"}`],
    ),
    ...(matterId === null || isTold ? [] : ["its matter doesn't tell of it"]),
  ];
}

function tell(
  world: World,
  whistle: Whistle,
  call: Call,
  own: readonly Clock[],
  manned: ReadonlySet<string>,
) {
  const known = knownOf(world);
  const stand = replayCall(whistle, world.memory.events.get(call.id) ?? [], known);
  const expected = stand.clocks.map((clock) =>
    [clock.kind, clock.start, clock.ended, callDue(clock, whistle, known, world.now)].join(" "),
  );
  const kept = own.map(({ kind, startedAt, endedAt, dueAt }) => [kind, startedAt, endedAt, dueAt].join(" "));
  const faults = [
    ...stand.faults,
    ...(call.state === stand.state ? [] : [`a call is ${call.state}, by its events ${stand.state}`]),
    ...missing("timed", expected, kept),
    ...own.flatMap((clock) => ownerFaults(world, whistle, call, clock, manned)),
  ];
  return { stand, faults };
}

/** A call's clocks stand before whoever is called, an objection's before whoever blew; where nobody is there, above. */
function ownerFaults(
  { place }: World,
  whistle: Whistle,
  { responder }: Call,
  { kind, owner, ownerKind, answeredBy, endedAt }: Clock,
  manned: ReadonlySet<string>,
): string[] {
  const whose = kind === "objection" ? whistle.orgUnitId : responder;
  if (owner !== whose) return [`${kind} is ${owner}'s, and should be ${whose}'s`];
  if (endedAt !== null || ownerKind !== "org") return [];
  const line = place.units.find(({ id }) => id === whose)?.line ?? [];
  const above = line.findLast(({ id }) => manned.has(id))?.id;
  return answeredBy === above ? [] : [`${answeredBy} answers for ${kind}, and ${above} should`];
}

/** How whistles are listed: for the units above, all who are called, and whoever blew; by the next clock of any call. */
function listFaults(
  blown: readonly Whistle[],
  called: ReadonlyMap<string, readonly Call[]>,
  ran: readonly Clock[],
  listed: readonly (typeof listings.$inferSelect)[],
): string[] {
  const expected = blown.flatMap(({ id, orgPath, blownById, state, kind }) => {
    const own = called.get(id) ?? [];
    const scopes = new Set([
      ...orgPath.split("/").filter(Boolean),
      blownById,
      ...own.map(({ responder }) => responder),
    ]);
    const dues = ran.filter(
      ({ record, state }) => state === "running" && own.some((call) => call.id === record),
    );
    const urgent = `${dues.map(({ dueAt }) => dueAt).sort()[0] ?? "9"} ${id}`;
    return [...scopes].map((scope) => String([id, scope, state === "blown", state, kind, urgent]));
  });
  const kept = listed
    .filter(({ scope }) => !scope.endsWith("/"))
    .map(({ record, scope, active, state, kind, urgent }) =>
      String([record, scope, active, state, kind, urgent]),
    );
  return missing("listed", expected, kept);
}
