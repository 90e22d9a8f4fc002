import { and, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { accounts, grants } from "../../../db/kernel/schema.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import { nameIn } from "../../rules/document/names.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { askedFor } from "../../text/searchable.ts";
import type { Instant } from "../../time/instants.ts";
import { NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { standingWord } from "../kernel/listings.ts";
import { step } from "../matters/clocks.ts";
import { desksOf } from "../matters/desks.ts";
import { openCommunity } from "../matters/resident-home.ts";
import { idsOfPath, inPlace, lineage, type OrgUnit, pathOfUnit } from "../org/org.ts";
import { topOfCounty } from "../org/root.ts";
import { entriesAt, inForce, rulesAt } from "./county.ts";

/**
 * Of which kinds of levels residents may look up units: where they live, down to the building. A household is nobody else's
 * business, and what lies above a community is no neighbour.
 */
const shownKinds = ["community", "grid", "micro"] as const;

const isShown = ({ organisation }: RuleSet, { level }: Pick<OrgUnit, "level">): boolean =>
  organisation.levels.some(({ key, kind }) => key === level && shownKinds.some((shown) => shown === kind));

/** For a condition of SQL: the levels of these kinds. */
const shownLevels = (now: Instant): SQL => sql`(select json_extract(value, '$.key')
  from ${entriesAt("$.organisation.levels", now)} where json_extract(value, '$.kind') in ${shownKinds})`;

/** That a unit is of one of them; `+`: by all units of a level none is to be found. */
const isOfThese = (now: Instant): SQL => sql`+${orgUnits.level} in ${shownLevels(now)}`;

/** How many units a page shows; of member units, too. */
const most = 300;
/** How many a search finds, and how many hits are looked at for that. */
const mostFound = { shown: 30, looked: 200 };

const facts = {
  id: orgUnits.id,
  name: orgUnits.name,
  level: orgUnits.level,
  code: orgUnits.code,
  kind: orgUnits.kind,
};

const parentName = sql<
  string | null
>`(select name from org_units parents where parents.id = org_units.parent_id)`;

/** For a read batch: the open units right below one that residents may look up. */
const below = (orm: Builder, parentId: string, now: Instant) =>
  orm
    .select({ ...facts, parentName })
    .from(orgUnits)
    .where(and(eq(orgUnits.parentId, parentId), isNull(orgUnits.closedAt), isOfThese(now)))
    .orderBy(sql`${orgUnits.code} is null`, orgUnits.code, orgUnits.name)
    .limit(most + 1);

/** The grids of a community; null where there is none of that id that is open. */
export async function gridsOf(ctx: Context, communityId: string) {
  const { db, now } = ctx;
  const read = await db.read({
    community: openCommunity(db.orm, communityId, now),
    grids: below(db.orm, communityId, now),
    rules: rulesAt(db.orm, now),
  });
  const [community] = read.community;
  return community ? { community, ...cutTo(most, inWords(inForce(read.rules).rules, read.grids)) } : null;
}

/** Communities and what lies below them, by their names as people type them. Nothing is found by what isn't in a name. */
export async function gridsCalled(ctx: Context, typed: string) {
  const { db, now } = ctx;
  const words = askedFor(typed);
  if (words === null) return cutTo(mostFound.shown, []);
  const found = await db.read({ grids: called(db.orm, words, now), rules: rulesAt(db.orm, now) });
  return cutTo(mostFound.shown, inWords(inForce(found.rules).rules, found.grids));
}

/** By the index of words, as the staff's list of units looks for them. */
function called(orm: Builder, words: string, now: Instant) {
  const scope = standingWord.scope("org", topOfCounty);
  const match = sql`'scopes : "' || ${scope} || ${`" AND scopes : "${standingWord.open}" AND ((words : (${words})) NOT scopes : "nothing")`}`;
  return orm
    .select({ ...facts, parentName })
    .from(
      sql`(select finds.record from (select rowid as key from found where found match ${match}
        order by rowid desc limit ${mostFound.looked}) hits cross join finds on finds.id = hits.key) hit`,
    )
    .innerJoin(orgUnits, sql`${orgUnits.id} = hit.record`)
    .where(and(isNull(orgUnits.closedAt), isOfThese(now)))
    .limit(mostFound.shown + 1);
}

type Row = Awaited<ReturnType<typeof below>>[number];

/** In the order of their codes, in the words of the rules. */
const inWords = (rules: RuleSet, rows: readonly Row[]) =>
  inPlace(rows).map(({ level, kind, ...row }) => ({ ...row, ...calledBy(rules, { level, kind }) }));

const calledBy = ({ organisation }: RuleSet, { level, kind }: Pick<OrgUnit, "level" | "kind">) => ({
  levelName: nameIn(organisation.levels, level),
  kindName: kind && nameIn(organisation.gridKinds, kind),
});

const cutTo = <T>(size: number, all: readonly T[]) => ({
  grids: all.slice(0, size),
  more: all.length > size,
});

/**
 * Who answers for what is reported at a community or below it: posts and units, no names.
 * @throws NotFound for what isn't open, or isn't for residents to look up.
 */
export async function gridPage(ctx: Context, orgUnitId: string) {
  const { db, now } = ctx;
  const read = await db.read({
    above: lineage(db.orm, orgUnitId),
    attended: attended(db.orm, orgUnitId),
    below: below(db.orm, orgUnitId, now),
    members: membersAround(db.orm, orgUnitId, now),
    rules: rulesAt(db.orm, now),
  });
  const { rules } = inForce(read.rules);
  const unit = read.above.at(-1);
  if (!unit || unit.closedAt !== null || !isShown(rules, unit)) throw new NotFound("grid");
  const { id, name, code } = unit;
  const { unitKinds } = rules.organisation;
  return {
    unit: { id, name, code, ...calledBy(rules, unit) },
    above: read.above.slice(1, -1).map(({ name }) => name),
    communityId: read.above.find((each) => isShown(rules, each))?.id ?? id,
    ...answering(rules, read.above, new Set(read.attended.map(({ id }) => id))),
    startsElsewhere: rules.intake.admissionList.enabled || (rules.handling.routes ?? []).length > 0,
    ...cutTo(most, inWords(rules, read.below)),
    members: read.members.map(({ name, kind, seat }) => ({ name, kindName: nameIn(unitKinds, kind), seat })),
  };
}

export type GridPage = Awaited<ReturnType<typeof gridPage>>;

/**
 * The unit before which matters from here begin, and who has them now: the nearest unit from there upwards where somebody may act,
 * as clocks rise (docs/decisions/029-nobodys-work.md). Null where nobody is.
 */
function answering(rules: RuleSet, above: readonly OrgUnit[], attended: ReadonlySet<string>) {
  const [first] = desksOf(rules, above);
  const told = (unit: OrgUnit | undefined) =>
    unit ? { id: unit.id, name: unit.name, levelName: nameIn(rules.organisation.levels, unit.level) } : null;
  const upwards = first ? above.slice(0, above.indexOf(first.unit) + 1) : [];
  return { responsible: told(first?.unit), answers: told(upwards.findLast(({ id }) => attended.has(id))) };
}

/** For a read batch: of a unit and those above it the ones where somebody is who may deal with matters. */
const attended = (orm: Builder, orgUnitId: string) =>
  orm
    .select({ id: sql<string>`value` })
    .from(sql`${idsOfPath(pathOfUnit(orgUnitId))}`)
    .where(
      sql`exists (select 1 from ${grants} join ${accounts} on ${accounts.id} = ${grants.accountId}
        where ${grants.scopeId} = value and ${isNull(grants.revokedAt)} and ${isNull(accounts.disabledAt)}
          and ${inArray(grants.role, [...step.keepers])})`,
    );

/** For a read batch: the open member units that are registered at a unit, or above it no higher than its community. */
const membersAround = (orm: Builder, orgUnitId: string, now: Instant) =>
  orm
    .select({ name: memberUnits.name, kind: memberUnits.kind, seat: orgUnits.name })
    .from(memberUnits)
    .innerJoin(orgUnits, eq(orgUnits.id, memberUnits.orgUnitId))
    .where(
      and(
        isNull(memberUnits.closedAt),
        sql`${memberUnits.orgPath} in (select path from org_units
          where id in (select value from ${idsOfPath(pathOfUnit(orgUnitId))}) and +level in ${shownLevels(now)})`,
      ),
    )
    .orderBy(sql`length(${memberUnits.orgPath}) desc`, memberUnits.folded)
    .limit(most);
