import { and, asc, eq, notInArray, type SQL } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { calls, whistles } from "../../../db/tenant/schema/whistles.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";
import { type CallVerb, callVerbs } from "./call-verbs.ts";
import type { Official, Play } from "./play.ts";
import { together } from "./together.ts";

/** Calls that haven't ended of those `which`, by their whistles' numbers. */
export async function openCalls(db: Database, which?: SQL) {
  const { rows, running } = await db.read({
    rows: db.orm
      .select({ call: calls, whistle: whistles })
      .from(calls)
      .innerJoin(whistles, eq(whistles.id, calls.whistleId))
      .where(and(notInArray(calls.state, ["done", "excused", "withdrawn"]), which))
      .orderBy(asc(whistles.number), asc(calls.id)),
    running: db.orm
      .select({ record: clocks.record, kind: clocks.kind, answeredBy: clocks.answeredBy })
      .from(clocks)
      .where(and(eq(clocks.noun, "call"), eq(clocks.state, "running"))),
  });
  return rows.map((row) => ({ ...row, clocks: running.filter(({ record }) => record === row.call.id) }));
}
export type OpenCall = Awaited<ReturnType<typeof openCalls>>[number];

/** How calls are answered at a moment. */
export interface Answering extends Pick<Play, "people" | "as" | "key" | "chance"> {
  drawn(open: OpenCall): CallVerb | undefined;
  inputOf(open: OpenCall, verb: CallVerb): object;
  told(verb: CallVerb, open: OpenCall, why: string | null): void;
}

/** One moment of all who were called: all together. */
export async function answerCalls(play: Answering, open: readonly OpenCall[]): Promise<void> {
  const acts = open.flatMap((open) => {
    const [verb, id] = [play.drawn(open), open.call.id];
    const by = verb && whoFor(play, open, verb)?.actor;
    const input = verb && { callId: id, ...play.inputOf(open, verb) };
    return by && input ? [{ verb, id, command: callVerbs[verb], by, open, input }] : [];
  });
  await together(play, acts, ({ verb, open }, why) => play.told(verb, open, why));
}

/** Somebody of those before whom it stands; of an objection above whoever blew, but never who objects. */
function whoFor(
  { people, chance }: Answering,
  { call, whistle, clocks }: OpenCall,
  verb: CallVerb,
): Official | undefined {
  const decides = verb === "excuse" || verb === "overrule";
  const scopes = decides
    ? whistle.orgPath.split("/").filter((id) => id !== "" && id !== call.responder)
    : [call.responder, ...clocks.map(({ answeredBy }) => answeredBy)];
  const able = people.filter(
    ({ left, unit, actor }) =>
      !left && (scopes.includes(unit.id) || (!decides && actor.accountId === call.responder)),
  );
  return able.length > 0 ? chance(call.id).pick(able) : undefined;
}
