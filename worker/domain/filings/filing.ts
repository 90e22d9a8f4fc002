import { and, asc, eq, getTableColumns, gt, lt, sql } from "drizzle-orm";
import type { Builder, Results } from "../../../db/client.ts";
import { filings } from "../../../db/tenant/schema/filings.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import type { Whistle as WhistleRule } from "../../rules/schema/rule-set.ts";
import type { Instant } from "../../time/instants.ts";
import { type Answering, answeringFor, answeringNow } from "../clocks/answering.ts";
import { type RulesRow, ruledBy, rulesOf, type VersionedRules, versionAt } from "../county/county.ts";
import { Conflict, NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { id } from "../kernel/input.ts";
import type { Movable } from "../kernel/move.ts";
import type { Noun } from "../kernel/record.ts";
import { right, scopesOfPath } from "../kernel/rights.ts";
import { staff } from "../kernel/roles.ts";
import {
  type CalledRow,
  calledIn,
  mostTold,
  type StageRow,
  type Standing,
  stagesIn,
  standingIn,
} from "./called.ts";
import { file } from "./clocks.ts";
import { type Absent, absentIn, drawn } from "./drawn.ts";
import { type FilingDocument, filingStates } from "./states.ts";

export type Filing = typeof filings.$inferSelect;

/** A month's whistles of one kind and unit, filed. The unit, those above and whoever is named in it see it. */
export const filing = {
  noun: "filing",
  called: "吹哨报备",
  page: "/filings/",
  rights: { view: right("filing.view", "查看吹哨报备", staff) },
} as const satisfies Noun;

/** What moves of a filing decide on. */
export interface LoadedFiling extends VersionedRules {
  readonly filing: Filing;
  readonly unit: { readonly id: string; readonly name: string };
  readonly called: readonly CalledRow[];
  readonly stages: readonly StageRow[];
  readonly standing: Standing & { readonly inForce: number };
  /** An earlier month of the unit and kind that isn't filed, and the first later one that has begun. */
  readonly earlier: Pick<Filing, "begins"> | undefined;
  readonly next: Pick<Filing, "id" | "revision" | "carried"> | undefined;
  readonly answering: readonly Answering[];
  /** Its own version of the rules, that in force, and those by which its clock was set anew. */
  readonly versions: readonly RulesRow[];
}

const ofOne = (filingId: string) => sql`(${filings.orgUnitId}, ${filings.kind}) =
  (select org_unit_id, kind from filings where id = ${filingId})`;
const monthOf = (filingId: string) => sql`(select month from filings where id = ${filingId})`;

/** For a read batch: what of the same unit and kind is still to be filed before it, and the first month that follows. */
const monthsBeside = (orm: Builder, filingId: string) => ({
  earlier: orm
    .select({ begins: filings.begins })
    .from(filings)
    .where(and(ofOne(filingId), lt(filings.month, monthOf(filingId)), eq(filings.state, "open")))
    .orderBy(asc(filings.month))
    .limit(1),
  next: orm
    .select({ id: filings.id, revision: filings.revision, carried: filings.carried })
    .from(filings)
    .where(and(ofOne(filingId), gt(filings.month, monthOf(filingId))))
    .orderBy(asc(filings.month))
    .limit(1),
});

export const withCalled = (orm: Builder, filingId: string, { now }: Pick<Context, "now">) => ({
  filing: orm
    .select({ ...getTableColumns(filings), unit: orgUnits.name })
    .from(filings)
    .innerJoin(orgUnits, eq(orgUnits.id, filings.orgUnitId))
    .where(eq(filings.id, filingId)),
  called: calledIn(orm, filingId),
  stages: stagesIn(orm, filingId),
  standing: orm
    .select({ ...standingIn(filingId), inForce: sql<number>`(${versionAt(now)})`.mapWith(Number) })
    .from(sql`(select 1)`),
  ...monthsBeside(orm, filingId),
  answering: answeringFor(orm, filing.noun, filingId),
  rules: rulesOf(
    orm,
    sql`(select rule_version from filings where id = ${filingId}
      union select rule_version from clocks where noun = ${filing.noun} and record = ${filingId}
      union select version from (${versionAt(now)}))`,
  ),
});

export function loadedFiling({
  filing: [found],
  standing: [standing],
  earlier: [earlier],
  next: [next],
  rules,
  ...read
}: Results<ReturnType<typeof withCalled>>): LoadedFiling {
  if (!found || !standing) throw new NotFound("filing");
  const { unit: name, ...filing } = found;
  const unit = { id: filing.orgUnitId, name };
  const own = ruledBy(rules, filing.ruleVersion);
  return { filing, unit, standing, earlier, next, versions: rules, ...own, ...read };
}

/** The rule by which a month is filed. */
export function ruleOf({ rules, filing }: Pick<LoadedFiling, "rules" | "filing">): WhistleRule & {
  filing: NonNullable<WhistleRule["filing"]>;
} {
  const rule = rules.handling.whistles.find(({ key }) => key === filing.kind);
  if (!rule?.filing) throw new RangeError(`the rules have no filing of ${filing.kind}`);
  return { ...rule, filing: rule.filing };
}

/** What a filing says: what was filed, or what would be now. */
export function documentOf(state: LoadedFiling, now: Instant): FilingDocument {
  const { filing, unit, called, stages, standing } = state;
  if (filing.document) return filing.document;
  const { name: kindName, filing: rule } = ruleOf(state);
  return {
    unit: unit.name,
    kindName,
    to: rule.to,
    nameAbsent: rule.nameAbsent,
    whistles: drawn(called, stages, filing.begins, now),
    cut: Math.max(0, standing.calls - mostTold),
  };
}

/** Units that didn't come and are named, or were struck off; nobody where the rules don't name them. */
export const absentOf = (
  { nameAbsent, whistles }: FilingDocument,
  { struck }: Pick<Filing, "struck">,
): Absent[] => (nameAbsent ? absentIn(whistles, struck) : []);

/** Those among them that are named. */
export const namedIn = (absent: readonly Absent[]): Absent[] => absent.filter(({ struck }) => !struck);

/** Which units were named in what was filed. */
export const respondersNamed = (filing: Pick<Filing, "document" | "struck">): string[] =>
  filing.document ? namedIn(absentOf(filing.document, filing)).map(({ responder }) => responder) : [];

/** Whose a filing is: the unit's and those above it; whoever answers for the unit where nobody is there; whoever was named sees it. */
export function scopesOfFiling({ filing, answering }: Pick<LoadedFiling, "filing" | "answering">) {
  const own = scopesOfPath(filing.orgPath);
  const act = [...own, ...answering.map(({ answeredBy }) => answeredBy)];
  return { act, see: [...act, ...respondersNamed(filing)] };
}

/** Who files: the unit itself, or whoever answers for it. */
export const filers = (state: LoadedFiling) => ({
  act: [state.filing.orgUnitId, ...answeringNow(state.answering, file.kind)],
  see: scopesOfFiling(state).see,
});

/** How moves of a filing find it: by its id. */
export const onFiling: Movable<ReturnType<typeof withCalled>, LoadedFiling, typeof filings> = {
  noun: filing.noun,
  base: "/filings",
  key: "filingId",
  id: id("吹哨报备"),
  view: filing.rights.view,
  table: filings,
  ended: ["filed"],
  load: withCalled,
  state: loadedFiling,
  row: ({ filing }) => filing,
  scopes: scopesOfFiling,
  overtaken: ({ filing: { state, revision } }) =>
    new Conflict(`这个月现在是“${filingStates[state]}”，不能这样操作`, { revision }),
};

export const refOf = (id: string) => ({ noun: filing.noun, id });
