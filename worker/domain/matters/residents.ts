import { and, eq, sql } from "drizzle-orm";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { inChineseOrder } from "../../text/order.ts";
import { durationWords } from "../../time/duration.ts";
import type { Instant } from "../../time/instants.ts";
import { knownKind, saidOf } from "../clocks/registry.ts";
import { inForce, rulesAt } from "../county/county.ts";
import { NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { eventsOf, pastOf, toldToResident, toldToResidents } from "../kernel/happenings.ts";
import { receiptCodeFrom } from "../kernel/secrets.ts";
import { childrenOf, communityLevel, inPlace, lineage } from "../org/org.ts";
import { keptIn, ofReport, photosSent } from "../photos/sent.ts";
import { toBegin } from "./begin.ts";
import { offeredByReceipt } from "./by-receipt.ts";
import { type Category, categoriesFor, categoriesOf, isUnclear } from "./categories.ts";
import { acceptance, evaluation, overall, pause, step } from "./clocks.ts";
import { followsUntil, tiesOf } from "./linked.ts";
import { type LoadedMatter, loadedMatter, matter as noun, withRules } from "./matter.ts";
import { matterEvents } from "./moves.ts";
import { publicSide } from "./public-side.ts";
import { runningClocks } from "./read.ts";
import { photosAsked } from "./report-photos.ts";
import { reviewOnReceipt } from "./reviews.ts";
import { ruleBasis } from "./rule-basis.ts";
import { type Consequence, consequenceOf } from "./verdict.ts";

/** What can be reported: all categories, or those that what somebody typed speaks of, the nearest first. */
export async function reportable(ctx: Context, typed: string) {
  const { rules } = await ctx.db.read({ rules: rulesAt(ctx.db.orm, ctx.now) });
  const all = categoriesOf(inForce(rules).rules.intake.categories);
  const unclear = all.find(isUnclear) as Category;
  return { all, unclear, found: typed === "" ? all : categoriesFor(all, typed) };
}

/** What the report form offers at a unit: its grids if it is a community, and the categories. */
export async function reportForm(ctx: Context, orgUnitId: string) {
  const { orm } = ctx.db;
  const { above, below, rules } = await ctx.db.read({
    above: lineage(orm, orgUnitId),
    below: childrenOf(orm, orgUnitId),
    rules: rulesAt(orm, ctx.now),
  });
  const { rules: running } = inForce(rules);
  return {
    unit: above.at(-1) ?? null,
    grids: inPlace(below),
    categories: categoriesOf(running.intake.categories),
    contactRequired: !running.intake.anonymous,
    photos: photosAsked,
    /** How long name, number and photos are kept once it has ended, in words; null where the rules set no time. */
    keptFor: running.intake.contactsFor ? durationWords(running.intake.contactsFor) : null,
  };
}

/** Everywhere a resident can live: communities, grouped under the unit above them. */
export async function communities(ctx: Context) {
  const { orm } = ctx.db;
  const level = communityLevel(ctx.now);
  const { found, parents } = await ctx.db.read({
    found: orm
      .select({ id: orgUnits.id, name: orgUnits.name, parentId: orgUnits.parentId })
      .from(orgUnits)
      .where(and(sql`${orgUnits.level} in ${level}`, sql`${orgUnits.closedAt} is null`))
      .orderBy(orgUnits.level, orgUnits.path),
    parents: orm
      .select({ id: orgUnits.id, name: orgUnits.name })
      .from(orgUnits)
      .where(
        sql`${orgUnits.id} in (select distinct parent_id from org_units where level in ${level} and closed_at is null)`,
      ),
  });
  const groups = parents.map(({ id, name }) => ({
    name,
    communities: inChineseOrder(found.filter(({ parentId }) => parentId === id)).map(({ id, name }) => ({
      id,
      name,
    })),
  }));
  return inChineseOrder(groups);
}

/** Until when others deal with it; what the main matter's reporter may still do or ask for is their own. */
const ofMain: readonly string[] = [acceptance, step, overall, pause].map(({ kind }) => kind);

/** What the holder of a receipt sees. @throws NotFound for a code this county never gave out. */
export async function receipt(ctx: Context, typed: string, before?: string) {
  const code = receiptCodeFrom(typed);
  if (!code) throw new NotFound("receipt");
  const { orm } = ctx.db;
  const record = sql`(select id from matters where receipt_code = ${code})`;
  const { events, own, mains, sent, ...rows } = await ctx.db.read({
    ...withRules(orm, eq(matters.receiptCode, code)),
    events: eventsOf(orm, noun.noun, record, before),
    own: runningClocks(ctx, record),
    sent: photosSent(orm, record),
    mains: runningClocks(ctx, sql`(select merged_into from matters where receipt_code = ${code})`),
  });
  const state = loadedMatter(rows);
  // A duplicate has no times of its own: its reporter reads those of the main matter.
  const due = state.matter.state === "merged" ? mains.filter(({ kind }) => ofMain.includes(kind)) : own;
  return {
    ...publicSide(state),
    ...{ receiptCode: code, photos: ofReport(sent), lineage: state.lineage },
    ...pastToResidents(keptIn(events, sent), before, ctx.now),
    // Who has it now; that nobody is where it belongs is no matter of theirs.
    due: due
      .filter(concernsThem)
      .map(({ unattended: _inside, ...clock }) => ({ ...clock, ...saidToResidents(state, clock) })),
    toBegin: toBegin(state, "residents"),
    ...tiesOf(state),
    ...saying(state, own, ctx),
  };
}

/** What they may say of how it was dealt with, until when and what that leads to. */
const saying = (state: LoadedMatter, due: Dues, ctx: When) => ({
  ...evaluationOf(state, due, ctx),
  ...reviewOnReceipt(state, ctx),
  ...offeredByReceipt(state, ctx),
  consequences: consequencesFor(state),
});

type Dues = readonly { kind: string; dueAt: string }[];
type When = Pick<Context, "now" | "calendar" | "actor">;

/** Until when they may say what they think of it, and whether they may now. */
function evaluationOf(
  state: LoadedMatter,
  due: Dues,
  { now, calendar }: When,
): { evaluateBy: Instant | null; mayEvaluate: boolean } {
  const { matter } = state;
  const until = due.find(({ kind }) => kind === evaluation.kind)?.dueAt as Instant | undefined;
  if (matter.state !== "merged") {
    const mayEvaluate = matter.state === "resolved" && (!until || now <= until);
    return { evaluateBy: until ?? null, mayEvaluate };
  }
  const evaluateBy = followsUntil(state, { calendar });
  return { evaluateBy, mayEvaluate: evaluateBy !== null && matter.closedAt === null && now <= evaluateBy };
}

/** Who acted stays inside, and what staff wrote to one another: residents see which unit did what. */
function pastToResidents(
  rows: Awaited<ReturnType<typeof eventsOf>>,
  before: string | undefined,
  now: Instant,
) {
  const tell = (shown: readonly (typeof rows)[number][]) =>
    toldToResidents(matterEvents, shown.filter(isForThem), now);
  const { events, ...past } = pastOf(rows, before, tell);
  const told = events.filter(isForThem).map((row) => {
    const { title, note = null, photos = [] } = toldToResident(matterEvents, row, now);
    return { kind: row.kind, at: row.at, title, note, photos };
  });
  return { ...past, events: told };
}

/** What units ask of one another is inside. */
const concernsThem = (clock: { noun: string; kind: string }) => knownKind(clock)?.residents !== undefined;

/** Whether an event is one for residents: the times of what units ask of one another aren't. */
const isForThem = ({ kind, detail }: { kind: string; detail: object }): boolean =>
  kind !== "clockMoved" || concernsThem(detail as { noun: string; kind: string });

/** What a limit is called, and by which rule of the county it is. */
const saidToResidents = (state: LoadedMatter, clock: Parameters<typeof ruleBasis>[1]) => ({
  called: saidOf(clock).residents ?? saidOf(clock).called,
  basis: ruleBasis(state, clock),
});

export type Receipt = Awaited<ReturnType<typeof receipt>>;

/** What each answer of the evaluation would lead to, so that the form promises nothing else. */
const consequencesFor = ({
  matter,
  rules,
}: LoadedMatter): Record<"unsolved" | "dissatisfied", Consequence> => ({
  unsolved: consequenceOf(rules, matter.reopenings, { solved: false }),
  dissatisfied: consequenceOf(rules, matter.reopenings, { solved: true, satisfied: false }),
});
