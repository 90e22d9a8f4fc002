import { dueIn, leaving } from "./dues.ts";
import { due } from "./reckoning.ts";
import { before, replay } from "./replay.ts";
import { type Event, running, type Telling } from "./stands.ts";

/**
 * Whoever reported a duplicate says what they think once the main matter has an outcome, within the time from there on. Of two
 * who say it at one moment either may have been the first: events of one millisecond have no order.
 */
function follows(telling: Telling): boolean {
  const { stand, known, at, event } = telling;
  const written = before(known.eventsOf(stand.main ?? ""), event);
  const sooner = written.filter((each) => each.at < at);
  return stand.closedAt === null && [written, sooner].some((happened) => cameInTime(telling, happened));
}

/** Whether a main matter had an outcome by what had happened to it, and there was still time to say something of that. */
function cameInTime({ stand, known, at }: Telling, happened: readonly Event[]): boolean {
  const main = replay(happened, known);
  const rules = known.rules(known.versionAt(stand.reportedAt));
  const from = ["resolved", "closed"].includes(main.state) ? main.resolvedAt : null;
  const until =
    from && due(rules, known.noticesAt(at), { limit: rules.handling.evaluation.within }, from, []);
  return until !== null && at <= until;
}

/** Nothing happens before it can, nor what people do after its time. */
export const could: Record<string, (telling: Telling) => boolean | undefined> = {
  raised: ({ stand, known, at, kept }) => {
    const ran = running(stand, kept.cause === "unaccepted" ? "acceptance" : "step");
    const leaves = ran && leaving(ran, known, at);
    if (kept.cause === "request") return undefined;
    return leaves !== undefined && leaves.at <= at && leaves.cause === kept.cause;
  },
  lapsed: (telling) => dueIn(telling, "evaluation") === telling.at && telling.at <= telling.written,
  evaluated: (telling) =>
    telling.stand.state === "merged" ? follows(telling) : dueIn(telling, "evaluation") >= telling.at,
  merged: ({ stand }) => stand.parts === 0,
  passedOn: ({ stand }) => stand.parts === 0,
  resolved: ({ stand }) => stand.parts === 0,
  resumed: (telling) => {
    const over = dueIn(telling, "pause");
    return telling.kept.isOver ? over === telling.at && over <= telling.written : undefined;
  },
  extensionAsked: (telling) => dueIn(telling, "step") >= telling.at,
  extended: (telling) => dueIn(telling, "step") >= telling.at && telling.kept.until > telling.kept.from,
  pauseAsked: (telling) => dueIn(telling, "step") >= telling.at,
  paused: (telling) => dueIn(telling, "step") >= telling.at,
};
