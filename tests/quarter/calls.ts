import { daysOf } from "./days.ts";
import { limitDue } from "./reckoning.ts";
import { type Event, type Known, writtenAt } from "./stands.ts";
import type { Whistle } from "./whistle-checks.ts";

/** The stages of a call, and what it is once it has reached each. */
const stages = { sign: "signed", contact: "contacted", reportIn: "reportedIn", done: "done" } as const;
export type Stage = keyof typeof stages;
const inOrder = Object.keys(stages) as Stage[];

/** A clock of a call as events tell it. */
export interface CallClock {
  readonly kind: Stage | "objection";
  readonly start: string;
  /** The stage whose time it is. */
  readonly stage: Stage;
  readonly reckoned: string;
  ended: string | null;
  /** When that was written. */
  settled: string | null;
}

/** A call as its events leave it. */
export interface CallStand {
  state: string;
  stood: string | null;
  readonly clocks: CallClock[];
  readonly faults: string[];
}

interface Telling {
  readonly stand: CallStand;
  readonly whistle: Whistle;
  readonly known: Known;
  readonly event: Event;
}

const runs = (stand: CallStand, kind: CallClock["kind"]) =>
  stand.clocks.find((clock) => clock.kind === kind && clock.ended === null);

function end({ stand, event }: Telling, which: (clock: CallClock) => boolean): void {
  for (const clock of stand.clocks)
    if (clock.ended === null && which(clock))
      Object.assign(clock, { ended: event.at, settled: writtenAt(event) });
}

const askedFor = ({ known, whistle }: Pick<Telling, "known" | "whistle">): Stage[] => {
  const rule = known.rules(whistle.ruleVersion).handling.whistles.find(({ key }) => key === whistle.kind);
  return inOrder.filter((stage) => rule?.clocks[stage] !== undefined);
};

/** It has come so far, and with it everything before; the last that is asked for ends it. */
const reach =
  (stage: Stage) =>
  (telling: Telling): void => {
    const { stand } = telling;
    end(telling, ({ kind }) => kind !== "objection" && inOrder.indexOf(kind) <= inOrder.indexOf(stage));
    stand.state = askedFor(telling).at(-1) === stage ? "done" : stages[stage];
  };

/** Whoever objects has read what they were called for, where more than that is asked for. */
function objected(telling: Telling): void {
  const { stand, event } = telling;
  const asked = askedFor(telling);
  const isRead = stand.state === "called" && asked[0] === "sign" && asked.length > 1;
  if (isRead) end(telling, ({ kind }) => kind === "sign");
  const stage = inOrder.find((each) => runs(stand, each));
  stand.stood = isRead ? "signed" : stand.state;
  stand.state = "objected";
  if (!stage) stand.faults.push("nothing was left to object to");
  else
    stand.clocks.push({
      ...{
        kind: "objection",
        start: event.at,
        stage,
        reckoned: writtenAt(event),
        ended: null,
        settled: null,
      },
    });
}

const open = ["called", "signed", "contacted", "reportedIn"];
const tellings: Record<string, [from: readonly string[], tell: (telling: Telling) => void]> = {
  signed: [["called"], reach("sign")],
  contacted: [["called", "signed"], reach("contact")],
  reportedIn: [["called", "signed", "contacted"], reach("reportIn")],
  finished: [open, reach("done")],
  objected: [open, objected],
  excused: [
    ["objected"],
    (telling) => {
      end(telling, () => true);
      telling.stand.state = "excused";
    },
  ],
  overruled: [
    ["objected"],
    (telling) => {
      end(telling, ({ kind }) => kind === "objection");
      telling.stand.state = telling.stand.stood ?? "called";
    },
  ],
  callWithdrawn: [
    [...open, "objected"],
    (telling) => {
      end(telling, () => true);
      telling.stand.state = "withdrawn";
    },
  ],
  clockMoved: [[...open, "objected"], () => {}],
};

/** A call as its events leave it: each stage has its time from the blow on, whatever was reached before. */
export function replayCall(whistle: Whistle, [first, ...rest]: readonly Event[], known: Known): CallStand {
  const stand: CallStand = { state: "called", stood: null, clocks: [], faults: [] };
  if (first?.kind !== "called" || first.at !== whistle.blownAt)
    stand.faults.push("it wasn't called as it blew");
  const fresh = { start: whistle.blownAt, reckoned: whistle.blownAt, ended: null, settled: null };
  stand.clocks.push(...askedFor({ known, whistle }).map((stage) => ({ kind: stage, stage, ...fresh })));
  for (const event of rest) {
    const [from, tell] = tellings[event.kind] ?? [[], () => {}];
    if (!from.includes(stand.state)) stand.faults.push(`${event.kind} while ${stand.state} at ${event.at}`);
    tell({ stand, whistle, known, event });
  }
  return stand;
}

/** When a clock of a call is due: an objection with the stage that comes next or, where that has passed, in as long. */
export function callDue(
  { kind, start, stage, reckoned, settled }: CallClock,
  whistle: Whistle,
  known: Known,
  now: string,
) {
  const rules = known.rules(whistle.ruleVersion);
  const rule = rules.handling.whistles.find(({ key }) => key === whistle.kind);
  const limit = rule?.clocks[stage];
  const anew = known.metAt <= now && known.metAt > reckoned && (settled === null || settled > known.metAt);
  const days = daysOf(rules, known.noticesAt(anew ? known.metAt : reckoned));
  if (!limit) return "";
  const due = limitDue(days, limit, whistle.blownAt, []);
  return kind === "objection" && due <= start ? limitDue(days, limit, start, []) : due;
}
