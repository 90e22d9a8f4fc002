import { dueIn, leaving } from "./dues.ts";
import { due } from "./reckoning.ts";
import { before, replay } from "./replay.ts";
import { running, type Telling } from "./stands.ts";

/** Whoever reported a duplicate says what they think once the main matter has an outcome, within the time from there on. */
function follows({ stand, known, at, event }: Telling): boolean {
  const main = replay(before(known.eventsOf(stand.main ?? ""), event), known);
  const rules = known.rules(known.versionAt(stand.reportedAt));
  const from = ["resolved", "closed"].includes(main.state) ? main.resolvedAt : null;
  const until =
    from && due(rules, known.noticesAt(at), { limit: rules.handling.evaluation.within }, from, []);
  return stand.closedAt === null && until !== null && at <= until;
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
