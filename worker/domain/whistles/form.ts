import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { whistleDue } from "../../rules/engine/handling.ts";
import type { RuleSet, Whistle as WhistleRule, WhistleStage } from "../../rules/schema/rule-set.ts";
import { whistleStages } from "../../rules/schema/words.ts";
import { inChineseOrder } from "../../text/order.ts";
import type { Instant } from "../../time/instants.ts";
import { entriesAt, inForce, rulesAt } from "../county/county.ts";
import { NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { authorise, scopesOf, scopesOfPath, verdict } from "../kernel/rights.ts";
import { matter as matterNoun, scopesOfMatter } from "../matters/matter.ts";
import { groupsOf } from "../meetings/candidates.ts";
import { type OrgUnit, pathOfUnit } from "../org/org.ts";
import { openUnitsInLine, unitsAtMost } from "../units/units.ts";
import { blowWhistle } from "./blow.ts";
import { blowersAt, seatsOf } from "./blowers.ts";
import { peopleNear, unitsNear } from "./candidates.ts";
import { whistlesSince } from "./fitting.ts";

/** Which form is asked for, as far as that is known. */
export interface Asked {
  readonly orgUnitId: string | null;
  readonly kind: string | null;
  readonly matterId: string | null;
}

const hostsAtMost = 500;

/** For a read batch: the open units at, above and below where a person works. */
const unitsOnLine = (orm: Builder, seats: readonly string[], now: Instant) =>
  orm
    .select()
    .from(orgUnits)
    .where(
      and(
        sql`exists (select 1 from (select path from org_units where id in ${["", ...seats]}
            union all select org_path from member_units where id in ${["", ...seats]}) seat
          where substr(${orgUnits.path}, 1, length(seat.path)) = seat.path
            or substr(seat.path, 1, length(${orgUnits.path})) = ${orgUnits.path})`,
        sql`${orgUnits.level} in (select json_extract(value, '$.from')
          from ${entriesAt("$.handling.whistles", now)})`,
        isNull(orgUnits.closedAt),
      ),
    )
    .orderBy(sql`length(${orgUnits.path})`, asc(orgUnits.name))
    .limit(hostsAtMost);

/** Whether whistles of a unit's level call units, or people: what nobody is to choose from isn't read. */
const calls = (unitId: string, what: WhistleRule["responders"], now: Instant): SQL =>
  sql`exists (select 1 from ${entriesAt("$.handling.whistles", now)}
    where json_extract(value, '$.responders') = ${what}
      and json_extract(value, '$.from') = (select level from org_units where id = ${unitId}))`;

/** For a read batch: all that the form for a new whistle shows of a unit. */
const wholeForm = (ctx: Context, { orgUnitId, kind, matterId }: Asked) => {
  const { orm } = ctx.db;
  const own = ctx.actor.grants.find(({ scopeKind }) => scopeKind === "org")?.scopeId ?? "";
  const wanted = orgUnitId ?? own;
  return {
    unit: orm
      .select()
      .from(orgUnits)
      .where(and(eq(orgUnits.id, wanted), isNull(orgUnits.closedAt))),
    hosts: unitsOnLine(orm, orgUnitId === null ? scopesOf(ctx.actor.grants, blowWhistle.right) : [], ctx.now),
    seats: seatsOf(orm, ctx.actor),
    rules: rulesAt(orm, ctx.now),
    near: unitsNear(orm, wanted, calls(wanted, "units", ctx.now)),
    units: openUnitsInLine(orm, pathOfUnit(wanted)),
    people: peopleNear(orm, wanted, calls(wanted, "members", ctx.now)),
    matter: orm
      .select()
      .from(matters)
      .where(eq(matters.id, matterId ?? "")),
    soFar: whistlesSince(orm, { orgUnitId: wanted, kind: kind ?? "" }, ctx.now),
  };
};

type Rows = Awaited<ReturnType<typeof readForm>>;
const readForm = (ctx: Context, asked: Asked) => ctx.db.read(wholeForm(ctx, asked));

/**
 * What the form for a whistle offers. Without `orgUnitId` the person's own unit blows if it may; otherwise `unit` is null
 * and `hosts` are those that may. `chosen` is the kind that was asked for, or the only one.
 */
export async function blowForm(ctx: Context, asked: Asked) {
  const rows = await readForm(ctx, asked);
  const { rules } = inForce(rows.rules);
  const kindsAt = (unit: OrgUnit) =>
    rules.handling.whistles.filter((rule) => blowersAt(rules, rule, unit, rows.seats).length > 0);
  const [found] = rows.unit;
  if (asked.orgUnitId !== null) mustBlow(ctx, found, kindsAt);
  const unit = found && kindsAt(found).length > 0 ? found : null;
  const kinds = unit ? kindsAt(unit) : [];
  const chosen = kinds.length === 1 ? kinds[0] : kinds.find(({ key }) => key === asked.kind);
  return {
    unit,
    hosts: rows.hosts.filter((host) => kindsAt(host).length > 0),
    levels: rules.organisation.levels,
    kinds,
    chosen,
    ...(unit && chosen ? offeredAt(ctx, rules, rows, chosen) : nothingOffered),
    matter: matterIn(ctx, rows),
  };
}

export type BlowOffer = Awaited<ReturnType<typeof blowForm>>;

/** @throws NotFound, or Forbidden, for whoever may blow nothing there */
function mustBlow(ctx: Context, unit: OrgUnit | undefined, kindsAt: (unit: OrgUnit) => readonly unknown[]) {
  if (!unit) throw new NotFound("org unit");
  const see = scopesOfPath(unit.path);
  const act = kindsAt(unit).length > 0 ? ctx.actor.grants.flatMap(({ scopeId }) => scopeId ?? []) : [];
  authorise(ctx.actor, blowWhistle.right, { act, see });
}

const nothingOffered = { groups: [], isCut: false, dues: [], left: null };

/** Who may be called, and by when each stage would have to be reached. */
function offeredAt(ctx: Context, rules: RuleSet, rows: Rows, rule: WhistleRule) {
  const { mostPerMonth } = rule;
  const people = rows.people.filter(({ id }) => id !== ctx.actor.accountId);
  const groups = rule.responders === "units" ? groupsOf(rules, rows.near, rows.units) : peopleBy(people);
  return {
    groups,
    /** There may be more than the groups have. */
    isCut: [rows.near, rows.units, rows.people].some(({ length }) => length >= unitsAtMost),
    dues: (Object.keys(whistleStages) as WhistleStage[]).flatMap((stage) => {
      const due = whistleDue(rules, rule.key, stage, ctx.now, ctx.calendar);
      return due ? [{ stage, due: due.due }] : [];
    }),
    /** How many more this month; null where nothing bounds them, or it wasn't asked for this kind. */
    left: mostPerMonth === undefined ? null : Math.max(0, mostPerMonth - (rows.soFar[0]?.n ?? 0)),
  };
}

/** By where they work; who works in several places is there once. */
function peopleBy(people: Rows["people"]) {
  const once = [...new Map(people.map((one) => [one.id, one])).values()];
  return [...Map.groupBy(once, ({ where }) => where ?? "").entries()].map(([label, members]) => ({
    key: `people.${label}`,
    label,
    members: inChineseOrder(members).map(({ id, name }) => ({ id, name })),
  }));
}

/** The matter it is blown for, where the person may read it. */
function matterIn({ actor }: Context, { matter: [found] }: Rows) {
  if (!found || verdict(actor, matterNoun.rights.view, scopesOfMatter(found).see) !== "allowed") return null;
  const { id, number, body, place } = found;
  return { id, number, body, place };
}
