import { and, eq } from "drizzle-orm";
import { clocks } from "../../../db/tenant/schema/work.ts";
import { formatMonth } from "../../time/format.ts";
import type { Instant } from "../../time/instants.ts";
import { answeringName, unattended } from "../clocks/answering.ts";
import { basisOf } from "../clocks/clocks.ts";
import type { Context } from "../kernel/context.ts";
import { eventsOf, pastOf, toldToStaff } from "../kernel/happenings.ts";
import { labelsOf, offersOf } from "../kernel/offers.ts";
import { authorise, verdict } from "../kernel/rights.ts";
import { file } from "./clocks.ts";
import { countsOf } from "./drawn.ts";
import { notYet } from "./file.ts";
import {
  absentOf,
  documentOf,
  type LoadedFiling,
  loadedFiling,
  filing as noun,
  scopesOfFiling,
  withCalled,
} from "./filing.ts";
import { filingEvents, filingMoves } from "./moves.ts";

/** For a read batch: the clock of a filing. */
const clockOf = ({ db: { orm } }: Context, filingId: string) =>
  orm
    .select({
      dueAt: clocks.dueAt,
      endedAt: clocks.endedAt,
      caution: clocks.caution,
      ruleVersion: clocks.ruleVersion,
      inputs: clocks.inputs,
      setBy: clocks.setBy,
      reason: clocks.reason,
      owner: answeringName,
      unattended,
    })
    .from(clocks)
    .where(and(eq(clocks.noun, noun.noun), eq(clocks.record, filingId), eq(clocks.kind, file.kind)));

/** For a read batch: all that a filing's page shows. */
const wholeFiling = (ctx: Context, filingId: string, before?: string) => ({
  ...withCalled(ctx.db.orm, filingId, ctx),
  clock: clockOf(ctx, filingId),
  events: eventsOf(ctx.db.orm, noun.noun, filingId, before),
});

/**
 * One month's filing: as it stands until it is filed, and as it was filed from then on. Whoever is named in it reads who was
 * named and not the whistles: then `whistles` is null. @throws NotFound for everybody else
 */
export async function filingPage(ctx: Context, filingId: string, before?: string) {
  const { events, clock, ...rows } = await ctx.db.read(wholeFiling(ctx, filingId, before));
  const state = loadedFiling(rows);
  const { act, see } = scopesOfFiling(state);
  authorise(ctx.actor, noun.rights.view, { act: see, see });
  const { filing } = state;
  const { unit, kindName, to, nameAbsent, whistles, cut } = documentOf(state, ctx.now);
  const isWhole = verdict(ctx.actor, noun.rights.view, act) === "allowed";
  return {
    ...{ id: filing.id, revision: filing.revision, state: filing.state, month: filing.month },
    monthName: formatMonth(filing.begins as Instant),
    ...{ kind: filing.kind, kindName, unit, to, nameAbsent, cut },
    ...{ filedAt: filing.filedAt, filedBy: filing.filedBy },
    comings: countsOf(whistles),
    absent: absentOf({ unit, kindName, to, nameAbsent, whistles, cut }, filing),
    whistles: isWhole ? whistles : null,
    due: dueOf(state, clock),
    /** Why it can't be filed yet, in words. */
    waits: filing.state === "open" ? (notYet(state, ctx) ?? null) : null,
    ...pastOf(events, before, (shown) => toldToStaff(filingEvents, shown, ctx.now)),
    offers: offersOf(filingMoves, state, ctx),
    labels: labelsOf(filingMoves),
  };
}

/** By when it had to be filed, by which rule, and who sees to it where nobody is there. */
function dueOf({ versions, rules }: LoadedFiling, [clock]: Awaited<ReturnType<typeof clockOf>>) {
  if (!clock) return null;
  const { dueAt, caution, owner, unattended, ruleVersion } = clock;
  const by = versions.find(({ version }) => version === ruleVersion)?.document ?? rules;
  return { dueAt, caution, owner, unattended, basis: basisOf(file, clock, by) };
}

export type FilingPage = Awaited<ReturnType<typeof filingPage>>;
