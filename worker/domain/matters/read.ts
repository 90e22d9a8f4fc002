import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";
import { answeringName, unattended } from "../clocks/answering.ts";
import { basisOf } from "../clocks/clocks.ts";
import { knownKind, saidOf } from "../clocks/registry.ts";
import { inForce, olderEntries, presentRules, type VersionedRules } from "../county/county.ts";
import type { Context } from "../kernel/context.ts";
import { eventsOf, pastOf, toldToStaff } from "../kernel/happenings.ts";
import { labelsOf, offersOf } from "../kernel/offers.ts";
import { authorise, mayEver, verdict } from "../kernel/rights.ts";
import type { Asked, ListOf } from "../lists/asked.ts";
import { namesOf } from "../lists/named.ts";
import type { Page } from "../lists/page.ts";
import { readList } from "../lists/read.ts";
import { meeting } from "../meetings/meeting.ts";
import { blowWhistle } from "../whistles/blow.ts";
import { calledFor, concernedByCalls, whistlesOf } from "../whistles/of-matter.ts";
import { unitsBelow } from "./below.ts";
import { categoryName } from "./categories.ts";
import { urgencyName } from "./classed.ts";
import { step } from "./clocks.ts";
import { handlersIn } from "./handlers.ts";
import {
  handlerCalled,
  type LoadedMatter,
  loadedMatter,
  matter as noun,
  onMatter,
  scopesOfMatter,
  withRules,
} from "./matter.ts";
import { caseworkerMoves, matterEvents } from "./moves.ts";
import { concernedBy, readersOf, settledBy } from "./settled.ts";

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

/** What is due first, first; what has ended, the newest first. */
export const matterList: ListOf = {
  noun: "matter",
  right: noun.rights.list,
  placed: true,
  orders: { active: ["urgent", "newest", "first"], ended: ["newest", "first"] },
};

/** What chosen matters are called. */
export const mattersCalled = (ctx: Context, ids: readonly string[]) =>
  namesOf(ctx, matterList, { table: matters, name: sql`number || ' ' || substr(body, 1, 40)` }, ids);

/** For a read batch: the rows of one page of a list. */
const listed = ({ db: { orm } }: Context, { table, record, key, inOrder }: Page) =>
  orm
    .select({
      id: matters.id,
      key,
      number: matters.number,
      state: matters.state,
      closure: matters.closure,
      category: matters.category,
      older: olderEntries("categories", matters.ruleVersion),
      source: matters.source,
      body: matters.body,
      place: matters.place,
      unit: orgUnits.name,
      orgPath: matters.orgPath,
      levelPath: matters.levelPath,
      handlerId: matters.handlerId,
      handlerName: handlerCalled,
      reportedAt: matters.reportedAt,
      dueAt: sql<string | null>`(select min(due_at) from clocks
        where noun = ${step.noun} and record = ${matters.id} and kind = ${step.kind} and state = 'running')`,
    })
    .from(table)
    .innerJoin(matters, eq(matters.id, record))
    .innerJoin(orgUnits, eq(orgUnits.id, matters.orgUnitId))
    .orderBy(inOrder);

/** One page of the matters in a person's scopes, running or ended, with how many there are of what. */
export async function mattersPage(ctx: Context, asked: Asked) {
  const { rows, page, besides } = await readList(ctx, matterList, asked, (page) => ({
    rows: listed(ctx, page),
    rules: presentRules(ctx.db.orm, ctx.now),
    handlers: handlersIn(ctx, asked),
  }));
  const { categories } = inForce(besides.rules.slice(-1)).rules.intake;
  const called = (key: string) => categoryName(inForce(besides.rules).rules.intake.categories, key);
  return {
    ...page,
    kinds: page.counts.facets.kind.map(({ value, n }) => ({ value, n, name: called(value) })),
    handlers: besides.handlers.map(({ id, name, n }) => ({ value: id, name, n: String(n) })),
    matters: rows.map(({ older, key: _place, ...row }) => ({
      ...row,
      category: categoryName(older ?? categories, row.category),
    })),
  };
}

/** For a read batch: all that a matter's page shows. */
export const wholeMatter = (ctx: Context, matterId: string, before?: string) => ({
  ...withRules(ctx.db.orm, eq(matters.id, matterId)),
  events: eventsOf(ctx.db.orm, noun.noun, matterId, before),
  due: runningClocks(ctx, matterId),
  settled: settledBy(ctx, matterId),
  below: unitsBelow(ctx.db.orm, eq(matters.id, matterId)),
  called: calledFor(ctx, matterId),
});

type WholeMatter = Awaited<ReturnType<typeof readWhole>>;
const readWhole = (ctx: Context, matterId: string, before?: string) =>
  ctx.db.read(wholeMatter(ctx, matterId, before));

/** A matter as its readers see it; contact data masked. @throws NotFound outside the person's scopes. */
export async function matterPage(ctx: Context, matterId: string, before?: string) {
  const rows = await readWhole(ctx, matterId, before);
  const { matter } = loadedMatter(rows);
  authorise(
    ctx.actor,
    noun.rights.view,
    readersOf(matter, [...rows.settled.flatMap(concernedBy), ...concernedByCalls(rows.called)]),
  );
  return shownMatter(ctx, rows, before);
}

/** What the page of a matter says, made of the rows that `wholeMatter` read. */
export function shownMatter(
  ctx: Pick<Context, "actor" | "now" | "calendar">,
  { events, due, settled, called, below, ...rows }: WholeMatter,
  before?: string,
) {
  const { actor, now } = ctx;
  const state = { ...loadedMatter(rows), below };
  const { receiptCode: _kept, reporterName, reporterPhone, ...row } = state.matter;
  const offers = offersOf(caseworkerMoves, state, ctx);
  return {
    ...row,
    category: categoryName(state.rules.intake.categories, row.category),
    urgency: urgencyName(state),
    levelName: state.rules.handling.levels.find(({ key }) => key === row.level)?.name ?? null,
    reporterName: reporterName && maskedName(reporterName),
    reporterPhone: reporterPhone && maskedPhone(reporterPhone),
    mayReveal: verdict(actor, noun.rights.revealReporter, scopesOfMatter(state.matter)) === "allowed",
    lineage: state.lineage,
    ...pastOf(events, before, (shown) => toldToStaff(matterEvents, shown, now)),
    due: due.map((clock) => ({ ...clock, called: saidOf(clock).called, basis: ruleBasis(state, clock) })),
    resolutions: settled.map(({ orgPath, memberIds, ...resolution }) => ({
      ...resolution,
      maySee: verdict(actor, meeting.rights.view, concernedBy({ orgPath, memberIds })) === "allowed",
    })),
    whistles: whistlesOf(called, actor),
    mayWhistle: mayBlowFor(actor, state),
    offers,
    moves: offers.map(({ name }) => name),
    labels: labelsOf(caseworkerMoves),
  };
}

/** Whether somebody may call others in for it: where the rules know whistles, and while it isn't over. */
const mayBlowFor = ({ grants }: Context["actor"], { matter, rules }: LoadedMatter): boolean =>
  mayEver(grants, blowWhistle.right) &&
  rules.handling.whistles.length > 0 &&
  !onMatter.ended?.includes(matter.state);

export type MatterPage = Awaited<ReturnType<typeof matterPage>>;

/** By which version and rule a clock runs. One set anew by a later version is told by that, whose rules aren't at hand. */
export function ruleBasis(
  { version, rules }: VersionedRules,
  clock: Parameters<typeof basisOf>[1] & { noun: string; kind: string; ruleVersion: number },
): string {
  if (clock.setBy === "person") return clock.reason ?? "";
  if (clock.ruleVersion !== version) return `按规则第 ${clock.ruleVersion} 版重新计算`;
  const kind = knownKind(clock);
  return kind ? `按规则第 ${version} 版：${basisOf(kind, clock, rules)}` : `按规则第 ${version} 版`;
}

/** 张* and 138****5678: enough to tell people apart, not to reach them. */
export const maskedName = (name: string): string => `${[...name][0] ?? ""}*`;
export const maskedPhone = (phone: string): string => `${phone.slice(0, 3)}****${phone.slice(-4)}`;
