import { sql } from "drizzle-orm";
import type { Context } from "../kernel/context.ts";
import { eventsOf, pastOf, toldToStaff } from "../kernel/happenings.ts";
import { labelsOf, offersOf } from "../kernel/offers.ts";
import { authorise, verdict } from "../kernel/rights.ts";
import { whistleEvents, whistleMoves } from "./moves.ts";
import { stagesOf } from "./stages.ts";
import { type ClockRow, clocksFor, matterOf, stageOf, toldMatter, toldWhistle } from "./told.ts";
import {
  type Called,
  type LoadedWhistle,
  loadedWhistle,
  whistle as noun,
  scopesOfWhistle,
  withCalls,
} from "./whistle.ts";

/** For a read batch: all that a whistle's page shows. */
const wholeWhistle = (ctx: Context, whistleId: string, before?: string) => ({
  ...withCalls(ctx.db.orm, whistleId),
  clocks: clocksFor(ctx, sql`(select id from calls where whistle_id = ${whistleId})`),
  matter: matterOf(ctx, sql`${whistleId}`),
  events: eventsOf(ctx.db.orm, noun.noun, whistleId, before),
});

/** One whistle: who is called, how far each is, and who is late. @throws NotFound for whoever isn't concerned */
export async function whistlePage(ctx: Context, whistleId: string, before?: string) {
  const { events, clocks, matter, ...rows } = await ctx.db.read(wholeWhistle(ctx, whistleId, before));
  const state = loadedWhistle(rows);
  const { see, persons } = scopesOfWhistle(state.whistle, state.calls);
  authorise(ctx.actor, noun.rights.view, { act: see, see, persons });
  const called = state.calls.map(({ responder }) => responder);
  return {
    ...toldWhistle(state),
    stages: stagesOf(state),
    calls: state.calls.map((call) => toldCall(ctx, state, call, clocks)),
    matter: toldMatter(ctx, matter, called),
    ...pastOf(events, before, (shown) => toldToStaff(whistleEvents, shown, ctx.now)),
    offers: offersOf(whistleMoves, state, ctx),
    labels: labelsOf(whistleMoves),
  };
}

/** How far one of those called is. They open their own; the whistle's side opens all. */
function toldCall({ actor }: Context, state: LoadedWhistle, call: Called, clocks: readonly ClockRow[]) {
  const own = clocks.filter(({ record }) => record === call.id);
  const risen = own.find(({ endedAt, unattended }) => endedAt === null && unattended !== null);
  const { see, persons } = scopesOfWhistle(state.whistle, [call]);
  return {
    id: call.id,
    name: call.name,
    state: call.state,
    outcome: call.outcome,
    objection: call.objection,
    ruling: call.ruling,
    stages: stagesOf(state).flatMap((stage) => stageOf(own, stage) ?? []),
    /** Who answers for it meanwhile, where nobody is there. */
    answering: risen?.owner ?? null,
    maySee: verdict(actor, noun.rights.view, { act: see, see, persons }) === "allowed",
  };
}

export type WhistlePage = Awaited<ReturnType<typeof whistlePage>>;
