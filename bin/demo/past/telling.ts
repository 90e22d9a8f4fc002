import { sql } from "drizzle-orm";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { calls } from "../../../db/tenant/schema/whistles.ts";
import { events } from "../../../db/tenant/schema/work.ts";
import { deedsInBatches } from "../../../worker/domain/kernel/batch.ts";
import { type Actor, systemFor, visitor } from "../../../worker/domain/kernel/context.ts";
import { reportMatter } from "../../../worker/domain/matters/report.ts";
import { actOnTime } from "../../../worker/domain/time.ts";
import type { Instant } from "../../../worker/time/instants.ts";
import { acting, type Stage } from "../acting.ts";
import { earlier } from "../cast.ts";
import { actNow } from "../play/acts.ts";
import { openMatters, runs } from "../play/open.ts";
import type { Play } from "../play/play.ts";
import type { Verb } from "../play/verbs.ts";
import { inputFor } from "./inputs.ts";
import { slow, usual } from "./likely.ts";
import { lotOf } from "./lots.ts";
import { numbered, withKept } from "./numbers.ts";
import type { Place } from "./place.ts";
import { later, type Past, type Report, reportsOf, type Step } from "./plan.ts";
import { type Story, storyOf } from "./story.ts";

/** What telling a county's past goes by. */
export interface Teller {
  readonly past: Past;
  readonly stage: Stage;
  readonly place: Place;
  /** All that are told. */
  readonly reports: readonly Report[];
}

export const tellerOf = (past: Past, stage: Stage, place: Place): Teller => ({
  ...{ past, stage, place },
  reports: reportsOf(past),
});

/**
 * Tells one half of a day. Whatever something happened to by then, or later, is left alone: so a step that was cut short is
 * told to its end by being told again, and what people have taken up meanwhile stays theirs.
 */
export async function tellStep(teller: Teller, step: Step): Promise<void> {
  const { stage, place } = teller;
  const system = (at: Instant) => ({
    ...acting(stage, visitor, at),
    actor: systemFor("due"),
    idempotencyKey: null,
  });
  await actOnTime(system(step.at));
  const untouched = sql`not exists (select 1 from ${events} where ${events.noun} = 'matter'
    and ${events.record} = ${matters.id} and ${events.at} >= ${step.at})`;
  const open = await openMatters(place, sql`${numbered(teller.reports)} and ${untouched}`);
  await actNow(playOf(teller, step), open);
  for (const [year, reports] of Map.groupBy(step.reports, ({ number }) => number.slice(0, 4)))
    await tellReports(teller, year, reports);
  if (step.closes && step.closes <= stage.today) await actOnTime(system(step.closes));
}

const storyIn = ({ past, place }: Teller, number: string): Story => storyOf(place, lotOf(past.slug, number));

async function tellReports(teller: Teller, year: string, reports: readonly Report[]): Promise<void> {
  const { stage, place } = teller;
  const db = withKept(place.db, year);
  const deeds = reports.map(({ number, at }) => {
    const { unit, takenFor: category, source, body, place, finder, reporter } = storyIn(teller, number);
    const contact = finder ? {} : { reporterName: reporter, reporterPhone: "13800000000" };
    const input = { orgUnitId: unit.id, category, source, body, place, ...contact };
    const ctx = { ...acting(stage, finder?.actor ?? visitor, at), db };
    return { key: `past ${number}`, input, ctx, command: reportMatter };
  });
  // What is refused stays out: somebody may have closed the grid meanwhile.
  await deedsInBatches({ ...acting(stage, visitor, stage.today), db }, deeds);
}

/** When somebody does something in a half of a day: whenever it is told, at the same moment. */
export function timeOf({ past, stage }: Teller, step: Step, of: string): Instant {
  return earlier(later(step.at, 2 + lotOf(past.slug, step.index, of).below(165)), stage.today);
}

function playOf(teller: Teller, step: Step): Play {
  const { place, stage, past } = teller;
  const chance = (of: string) => lotOf(past.slug, step.index, of);
  return {
    ...place,
    quiet: new Set(),
    as: (actor: Actor, what) => acting(stage, actor, timeOf(teller, step, `${what} ${actor.name}`)),
    key: (verb, id) => `past ${step.index} ${verb} ${id}`,
    chance: (of) => chance(`${of} by`),
    drawn: (open) => drawn(teller, step, open),
    // Whoever is nearest, or an officer above them.
    choose: (able, { is }) => able[is(0.9) ? able.length - 1 : Math.max(0, able.length - 2)],
    inputOf: (open, verb) =>
      inputFor({ ...place, quiet: new Set() }, open, {
        verb,
        story: storyIn(teller, open.matter.number),
        chance: chance(`${open.matter.number} words`),
      }),
    told: () => {},
  };
}

/** What becomes of a matter in this half of a day; residents answer on any. */
function drawn(teller: Teller, step: Step, open: Parameters<Play["drawn"]>[0]): Verb | undefined {
  const { matter } = open;
  const chance = lotOf(teller.past.slug, step.index, matter.number);
  const story = storyIn(teller, matter.number);
  const isWaiting = matter.state === "resolved";
  if (isWaiting ? story.isSilent : !step.isOpen) return undefined;
  if (["reported", "accepted"].includes(matter.state) && matter.category !== story.category && chance.is(0.7))
    return "recategorise";
  const request = runs(open, "extension") ?? runs(open, "pauseRequest");
  if (request && chance.is(0.6)) {
    const what = request.kind === "extension" ? "Extension" : "Pause";
    return `${chance.is(0.88) ? "grant" : "refuse"}${what}`;
  }
  return chance.among((story.isSlow ? slow : usual)[matter.state] ?? {}, 1);
}

/** Calls to which nothing has happened since. */
export const callsUntouched = (step: Step) =>
  sql`not exists (select 1 from ${events} where ${events.noun} = 'call'
    and ${events.record} = ${calls.id} and ${events.at} >= ${step.at})`;
