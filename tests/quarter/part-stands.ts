import { type Class, limitOf } from "./classes.ts";
import { daysOf } from "./days.ts";
import { due, limitDue, type Still } from "./reckoning.ts";
import { before, replay } from "./replay.ts";
import { type Event, type Known, writtenAt } from "./stands.ts";

/** A clock of a unit's part in a matter as events tell it. */
export interface PartClock {
  readonly kind: "answer" | "return";
  readonly start: string;
  pauses: readonly Still[];
  pausedAt: string | null;
  reckoned: string;
  ended: string | null;
  settled: string | null;
}

/** A unit's part in a matter as its events, and the matter's, leave it: docs/decisions/040. */
export interface PartStand {
  state: string;
  stood: string;
  /** When it was put before its unit last, how often it was returned, and the last time by whom it is answered. */
  putAt: string;
  returns: number;
  answerer: string;
  readonly of: Class;
  readonly version: number;
  readonly clocks: PartClock[];
  readonly faults: string[];
}

interface Telling {
  readonly stand: PartStand;
  readonly known: Known;
  readonly event: Event;
  /** What events keep. */
  readonly kept: { readonly to: string; readonly times: number };
}

const runs = ({ clocks }: PartStand, kind: PartClock["kind"]) =>
  clocks.find((clock) => clock.kind === kind && clock.ended === null);

function begin({ stand, event }: Pick<Telling, "stand" | "event">, kind: PartClock["kind"]): void {
  const fresh = { pauses: [], pausedAt: null, ended: null, settled: null };
  stand.clocks.push({ kind, start: event.at, reckoned: writtenAt(event), ...fresh });
}

function end({ stand, event }: Telling, ...kinds: PartClock["kind"][]): void {
  for (const clock of stand.clocks)
    if (clock.ended === null && kinds.includes(clock.kind))
      Object.assign(clock, { ended: event.at, settled: writtenAt(event) });
}

const over =
  (state: string) =>
  (telling: Telling): void => {
    end(telling, "answer", "return");
    telling.stand.state = state;
  };

/** As often as the rules let it, within a time since it was put before the unit. */
function returned(telling: Telling): void {
  const { stand, known, event, kept } = telling;
  const rules = known.rules(stand.version);
  const { returns } = rules.handling.dispatch ?? {};
  const days = daysOf(rules, known.noticesAt(event.at));
  const until = returns ? limitDue(days, returns.within, stand.putAt, []) : "";
  if (until < event.at) stand.faults.push(`it was returned at ${event.at}, which could be until ${until}`);
  if (stand.returns > (returns?.times ?? -1)) stand.faults.push("it was returned after the last word");
  Object.assign(stand, { stood: stand.state, state: "returned", returns: stand.returns + 1 });
  if (kept.times !== stand.returns) stand.faults.push(`it was told as the return ${kept.times}`);
  stand.answerer = kept.to;
  begin(telling, "return");
}

const open = ["assigned", "accepted", "returned"];
const tellings: Record<string, [from: readonly string[], tell: (telling: Telling) => void]> = {
  accepted: [["assigned"], ({ stand }) => void Object.assign(stand, { state: "accepted" })],
  answered: [["assigned", "accepted"], over("answered")],
  returned: [["assigned", "accepted"], returned],
  takenBack: [["returned"], over("takenBack")],
  insisted: [
    ["returned"],
    (telling) => {
      end(telling, "return");
      Object.assign(telling.stand, { state: telling.stand.stood, putAt: telling.event.at });
    },
  ],
  withdrawn: [open, over("withdrawn")],
  partEnded: [open, over("ended")],
  clockMoved: [open, () => {}],
};

/** What becomes of it with its matter: its time stands still, and who has the matter answers what was returned. */
const withMatter: Record<string, (telling: Telling) => void> = {
  paused: ({ stand, event }) => {
    const answer = runs(stand, "answer");
    if (answer) answer.pausedAt = event.at;
  },
  resumed: ({ stand, event }) => {
    const answer = runs(stand, "answer");
    if (!answer?.pausedAt) return;
    const still = { pausedAt: answer.pausedAt, resumedAt: event.at };
    Object.assign(answer, { pausedAt: null, pauses: [...answer.pauses, still], reckoned: writtenAt(event) });
  },
  raised: handed,
  calledBack: handed,
};

function handed({ stand, kept }: Telling): void {
  if (stand.state === "returned") stand.answerer = kept.to;
}

/** A part as its own events and its matter's leave it, in the order in which they were written. */
export function replayPart(
  [first, ...rest]: readonly Event[],
  ofMatter: readonly Event[],
  known: Known,
): PartStand {
  if (first?.kind !== "assigned") throw new Error("a part begins with a dispatch");
  const matter = replay(before(ofMatter, first), known);
  const stand: PartStand = {
    ...{ state: "assigned", stood: "", putAt: first.at, returns: 0, answerer: "" },
    ...{ of: matter.of, version: known.versionAt(matter.reportedAt), clocks: [], faults: [] },
  };
  begin({ stand, event: first }, "answer");
  const since = ofMatter.filter(({ place, kind }) => place > first.place && kind in withMatter);
  for (const event of [...rest, ...since].sort((one, other) => one.place - other.place)) {
    const telling = { stand, known, event, kept: event.detail as never };
    if (since.includes(event)) {
      withMatter[event.kind]?.(telling);
      continue;
    }
    const [from, tell] = tellings[event.kind] ?? [[], () => {}];
    if (!from.includes(stand.state)) stand.faults.push(`${event.kind} while ${stand.state} at ${event.at}`);
    tell(telling);
  }
  return stand;
}

/** When a clock of a part is due, by the notices of when it was reckoned last. */
export function partDue(clock: PartClock, { of, version }: PartStand, known: Known, now: string): string {
  const rules = known.rules(version);
  const { dispatch } = rules.handling;
  if (!dispatch) return "";
  const { kind, start, pauses, reckoned, settled } = clock;
  const anew = known.metAt <= now && known.metAt > reckoned && (settled === null || settled > known.metAt);
  const notices = known.noticesAt(anew ? known.metAt : reckoned);
  const { within: limit, limits } = dispatch;
  const by = kind === "answer" ? limitOf(rules, { limit, limits }, of) : dispatch.returns?.answer;
  return by ? due(rules, notices, { limit: by }, start, pauses) : "";
}
