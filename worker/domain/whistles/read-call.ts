import { sql } from "drizzle-orm";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { basisOf } from "../clocks/clocks.ts";
import { knownKind, saidOf } from "../clocks/registry.ts";
import type { Context } from "../kernel/context.ts";
import { eventsOf, pastOf, toldToStaff } from "../kernel/happenings.ts";
import { labelsOf, offersOf } from "../kernel/offers.ts";
import { authorise } from "../kernel/rights.ts";
import { loadedCall, call as noun, seenBy, withWhistle } from "./call.ts";
import { callEvents, callMoves } from "./moves.ts";
import { stagesOf } from "./stages.ts";
import { type ClockRow, clocksFor, matterOf, stageOf, toldMatter, toldWhistle } from "./told.ts";
import { whistle } from "./whistle.ts";

/** For a read batch: all that a call's page shows. */
const wholeCall = (ctx: Context, callId: string, before?: string) => ({
  ...withWhistle(ctx.db.orm, callId),
  rows: clocksFor(ctx, sql`(${callId})`),
  matter: matterOf(ctx, sql`(select whistle_id from calls where id = ${callId})`),
  events: eventsOf(ctx.db.orm, noun.noun, callId, before),
});

/** One call, as whoever is called and whoever blew see it. @throws NotFound for everybody else */
export async function callPage(ctx: Context, callId: string, before?: string) {
  const { events, rows: own, matter, ...read } = await ctx.db.read(wholeCall(ctx, callId, before));
  const state = loadedCall(read);
  authorise(ctx.actor, whistle.rights.view, seenBy(state));
  const { id, name, responder, revision, outcome, objection, ruling } = state.call;
  return {
    ...{ id, name, state: state.call.state, revision, outcome, objection, ruling },
    whistle: toldWhistle(state),
    matter: toldMatter(ctx, matter, [responder]),
    stages: stagesOf(state).flatMap((stage) => stageOf(own, stage) ?? []),
    due: own.filter(({ endedAt }) => endedAt === null).map((clock) => toldDue(clock, state.rules)),
    ...pastOf(events, before, (shown) => toldToStaff(callEvents, shown, ctx.now)),
    offers: offersOf(callMoves, state, ctx),
    labels: labelsOf(callMoves),
  };
}

function toldDue(clock: ClockRow, rules: RuleSet) {
  const kind = knownKind(clock);
  const { kind: name, dueAt, caution, owner, unattended } = clock;
  const basis = kind ? basisOf(kind, clock, rules) : "";
  return { kind: name, called: saidOf(clock).called, dueAt, caution, owner, unattended, basis };
}

export type CallPage = Awaited<ReturnType<typeof callPage>>;
