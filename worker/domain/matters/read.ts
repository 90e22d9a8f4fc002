import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";
import { dealtWithBy } from "../assignments/of-matter.ts";
import { answeringName, unattended } from "../clocks/answering.ts";
import { saidOf } from "../clocks/registry.ts";
import { inForce, presentRules } from "../county/county.ts";
import type { Context } from "../kernel/context.ts";
import { eventsOf, pastOf, toldToStaff } from "../kernel/happenings.ts";
import { labelsOf, offersOf } from "../kernel/offers.ts";
import { mayEver, verdict } from "../kernel/rights.ts";
import type { Asked } from "../lists/asked.ts";
import { totalOf } from "../lists/counts.ts";
import { namesOf } from "../lists/named.ts";
import { readList } from "../lists/read.ts";
import { meeting } from "../meetings/meeting.ts";
import { keptIn, ofReport, photosSent } from "../photos/sent.ts";
import { blowWhistle } from "../whistles/blow.ts";
import { calledFor, whistlesOf } from "../whistles/of-matter.ts";
import { toBegin } from "./begin.ts";
import { unitsAround } from "./below.ts";
import { categoryName } from "./categories.ts";
import { urgencyName } from "./classed.ts";
import { handlersIn } from "./handlers.ts";
import { excludedFor, listed } from "./list.ts";
import { duesOf, matterList } from "./listing.ts";
import { maskedContact } from "./masked.ts";
import {
  type LoadedMatter,
  loadedMatter,
  matter as noun,
  onMatter,
  scopesOfMatter,
  withRules,
} from "./matter.ts";
import { caseworkerMoves, matterEvents } from "./moves.ts";
import { mustRead } from "./readers.ts";
import { registerMatter } from "./register.ts";
import { shownReview } from "./reviews.ts";
import { ruleBasis } from "./rule-basis.ts";
import { concernedBy, settledBy } from "./settled.ts";
import { sourceName, sourceNames } from "./sources.ts";
import { linkedFor } from "./tied.ts";

/** For a read batch: the clocks of a matter that run or stand still, the next one first. */
export const runningClocks = ({ db: { orm } }: Context, record: string | SQL) =>
  orm
    .select({
      noun: clocks.noun,
      kind: clocks.kind,
      dueAt: clocks.dueAt,
      caution: clocks.caution,
      ruleVersion: clocks.ruleVersion,
      inputs: clocks.inputs,
      setBy: clocks.setBy,
      reason: clocks.reason,
      pausedAt: clocks.pausedAt,
      owner: answeringName,
      unattended,
    })
    .from(clocks)
    .where(and(eq(clocks.noun, noun.noun), sql`${clocks.record} = ${record}`, isNull(clocks.endedAt)))
    .orderBy(clocks.dueAt);

/** What chosen matters are called. */
export const mattersCalled = (ctx: Context, ids: readonly string[]) =>
  namesOf(ctx, matterList, { table: matters, name: sql`number || ' ' || substr(body, 1, 40)` }, ids);

/** One page of the matters in a person's scopes, running or ended, with how many there are of what. */
export async function mattersPage(ctx: Context, { done, ...asking }: Asked) {
  // Only what has ended can be excluded.
  const asked: Asked = { ...asking, done: asking.excluded || done };
  const { rows, page, besides } = await readList(ctx, matterList, asked, (page) => ({
    rows: listed(ctx, page),
    rules: presentRules(ctx.db.orm, ctx.now),
    handlers: handlersIn(ctx, asked),
    ...excludedFor(ctx, asked),
  }));
  const { intake: newest } = inForce(besides.rules.slice(-1)).rules;
  const { intake: present } = inForce(besides.rules).rules;
  const { kind, source } = page.counts.facets;
  return {
    ...page,
    mayRegister: mayEver(ctx.actor.grants, registerMatter.right),
    /** How many of those are excluded; null where nothing is counted. */
    excluded: besides.excluded ? allOf(totalOf(besides.excluded[0]?.cells ?? [], asked)) : null,
    kinds: kind.map(({ value, n }) => ({ value, n, name: categoryName(present.categories, value) })),
    sources: sourceNames(source, [present, newest, ...rows.flatMap(({ older }) => older ?? [])]),
    handlers: besides.handlers.map(({ id, name, n }) => ({ value: id, name, n: String(n) })),
    matters: rows.map(({ older, key: _place, next, ...row }) => ({
      ...{ ...row, ...duesOf(next) },
      category: categoryName((older ?? newest).categories, row.category),
      sourceName: sourceName((older ?? newest).sources, row.source),
    })),
  };
}

/** Of many not all are counted. */
const allOf = ({ n, more }: ReturnType<typeof totalOf>): number | null => (more ? null : n);

/** For a read batch: all that a matter's page shows. */
export const wholeMatter = (ctx: Context, matterId: string, before?: string) => ({
  ...withRules(ctx.db.orm, eq(matters.id, matterId)),
  events: eventsOf(ctx.db.orm, noun.noun, matterId, before),
  due: runningClocks(ctx, matterId),
  sent: photosSent(ctx.db.orm, matterId),
  settled: settledBy(ctx, matterId),
  ...unitsAround(ctx.db.orm, eq(matters.id, matterId)),
  called: calledFor(ctx, matterId),
});

type WholeMatter = Awaited<ReturnType<typeof readWhole>>;
const readWhole = (ctx: Context, matterId: string, before?: string) =>
  ctx.db.read(wholeMatter(ctx, matterId, before));

/** A matter as its readers see it; contact data masked. @throws NotFound outside the person's scopes. */
export async function matterPage(ctx: Context, matterId: string, before?: string) {
  const rows = await readWhole(ctx, matterId, before);
  const { matter } = loadedMatter(rows);
  mustRead(ctx, { ...rows, paths: [matter] });
  return shownMatter(ctx, rows, before);
}

/** What the page of a matter says, made of the rows that `wholeMatter` read. */
export function shownMatter(
  ctx: Pick<Context, "actor" | "now" | "calendar">,
  { events, due, sent, settled, called, below, back, ...rows }: WholeMatter,
  before?: string,
) {
  const { actor, now } = ctx;
  const state = { ...loadedMatter(rows), below, back };
  const row = shownRow(state);
  const offers = offersOf(caseworkerMoves, state, ctx);
  return {
    ...row,
    ...calledBy(state),
    ...{ ...maskedContact(row), photos: ofReport(sent) },
    mayReveal: verdict(actor, noun.rights.revealReporter, scopesOfMatter(state.matter)) === "allowed",
    lineage: state.lineage,
    ...pastOf(keptIn(events, sent), before, (shown) => toldToStaff(matterEvents, shown, now)),
    ...timesOf(state, due),
    resolutions: settled.map(({ orgPath, memberIds, ...resolution }) => ({
      ...resolution,
      maySee: verdict(actor, meeting.rights.view, concernedBy({ orgPath, memberIds })) === "allowed",
    })),
    linked: linkedFor(state, actor),
    whistles: whistlesOf(called, actor),
    mayWhistle: mayBlowFor(actor, state),
    assignments: dealtWithBy(state, ctx),
    offers,
    moves: offers.map(({ name }) => name),
    labels: labelsOf(caseworkerMoves),
  };
}

/** What its keys are called by the rules it began under. */
function calledBy(state: LoadedMatter) {
  const { matter, rules } = state;
  return {
    kind: matter.category,
    category: categoryName(rules.intake.categories, matter.category),
    sourceName: sourceName(rules.intake.sources, matter.source),
    urgency: urgencyName(state),
    levelName: rules.handling.levels.find(({ key }) => key === matter.level)?.name ?? null,
  };
}

/** What is due when and by which rule, and what begins only as it is accepted. */
const timesOf = (state: LoadedMatter, due: WholeMatter["due"]) => ({
  due: due.map((clock) => ({ ...clock, called: saidOf(clock).called, basis: ruleBasis(state, clock) })),
  toBegin: toBegin(state),
});
/** What of its row is shown: not the key to it, nor where it lay, nor by which accounts a request went. */
function shownRow(state: LoadedMatter) {
  const { receiptCode: _kept, gave: _inside, counted: _too, exclusion, added, ...row } = state.matter;
  return {
    ...row,
    hasAddition: added?.waits ?? false,
    review: shownReview(state),
    exclusion: exclusion && { state: exclusion.state, reason: exclusion.reason, note: exclusion.note },
  };
}

/** Whether somebody may call others in for it: where rules know whistles, while it isn't over. */
const mayBlowFor = ({ grants }: Context["actor"], { matter, rules }: LoadedMatter): boolean =>
  mayEver(grants, blowWhistle.right) &&
  rules.handling.whistles.length > 0 &&
  !onMatter.ended?.includes(matter.state);

export type MatterPage = Awaited<ReturnType<typeof matterPage>>;
