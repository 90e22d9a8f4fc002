import { brought, firstLevel } from "./classes.ts";
import { could } from "./could.ts";
import { handTo, start, startWhole } from "./moving.ts";
import { type Event, type Kept, type Known, running, type Stand, type Telling, writtenAt } from "./stands.ts";
import { tellings } from "./tellings.ts";

const raisedBy = {
  request: "raisedOnRequest",
  overdue: "raisedOverdue",
  windowEnd: "raisedAtWindow",
  unaccepted: "raisedUnaccepted",
} as const;

/** What the summary calls an event. */
function namesOf({ kind, detail }: Event): string[] {
  if (kind === "raised") return [raisedBy[detail.cause as keyof typeof raisedBy]];
  return [kind === "resumed" && detail.isOver ? "resumedByTime" : kind];
}

/** Of which class it is, before whom it comes, and its clocks. What was split off has all of the time that there was for both. */
function begin(telling: Telling): void {
  const { stand, known, event, kept } = telling;
  const split = event.kind === "splitOff" ? known.eventsOf(kept.number) : [];
  const at = split.find(({ kind, at }) => kind === "split" && at === event.at);
  const origin = at ? replay(before(split, at), known) : null;
  if (event.kind === "splitOff" && !origin) throw new Error(`${kept.number} doesn't tell of the split`);
  if (origin) stand.reportedAt = origin.reportedAt;
  const { category, source, levels } = known.reported(event.record);
  const rules = known.rules(known.versionAt(stand.reportedAt));
  stand.of = { category, urgency: brought(rules, category) };
  handTo(telling);
  if (origin) wholeOf(telling, origin);
  else startWhole(telling);
  const lowest = firstLevel(rules, levels, category, source);
  if (stand.level !== lowest) stand.faults.push(`it began at ${stand.level}, by the rules at ${lowest}`);
}

/** As long as there is for the whole of the first, as far as that has begun. */
function wholeOf(telling: Telling, origin: Stand): void {
  const whole = running(origin, "overall");
  if (!whole) return;
  const { start: since, pauses, set } = whole;
  Object.assign(start(telling, "overall"), { start: since, pauses, set });
}

/** What was written before an event. */
export const before = (happened: readonly Event[], { place }: Event): Event[] =>
  happened.filter((event) => event.place < place);

/** A matter as its events leave it, in the order in which they were written. */
export function replay(happened: readonly Event[], known: Known): Stand {
  const [first, ...rest] = happened;
  if (first?.kind !== "reported" && first?.kind !== "splitOff")
    throw new Error("a matter begins with a report");
  const stand: Stand = {
    ...{
      state: "reported",
      level: "",
      unit: "",
      of: { category: "", urgency: null },
      handler: null,
      reopenings: 0,
      reportedAt: first.at,
    },
    ...{ resolvedAt: null, closedAt: null, closure: null, satisfied: null },
    ...{ main: null, mergedAt: null, gave: null, parts: 0 },
    ...{ clocks: [], asked: new Set(), seen: new Map(), faults: [] },
  };
  const telling = (event: Event): Telling => {
    const kept = event.detail as unknown as Kept;
    return { stand, known, at: event.at, written: writtenAt(event), event, kept };
  };
  begin(telling(first));
  for (const what of namesOf(first)) stand.seen.set(what, 1);
  for (const event of rest) {
    const [from = [], tell = () => {}] = tellings[event.kind] ?? [];
    if (!from.includes(stand.state)) stand.faults.push(`${event.kind} while ${stand.state} at ${event.at}`);
    if (could[event.kind]?.(telling(event)) === false)
      stand.faults.push(`${event.kind} at ${event.at} couldn't be yet, or any more`);
    for (const what of namesOf(event)) stand.seen.set(what, (stand.seen.get(what) ?? 0) + 1);
    tell(telling(event));
  }
  return stand;
}
