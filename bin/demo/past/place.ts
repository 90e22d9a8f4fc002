import { and, eq, isNull, sql } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { accounts, grants } from "../../../db/kernel/schema.ts";
import { ruleSets } from "../../../db/tenant/schema/county.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import { caseworkers } from "../../../worker/domain/kernel/roles.ts";
import type { RuleSet } from "../../../worker/rules/schema/rule-set.ts";
import { actorWith } from "../acting.ts";
import type { Official, Unit } from "../play/play.ts";

/** A county as its own records have it. */
export interface Place {
  readonly db: Database;
  readonly units: readonly Unit[];
  readonly people: readonly Official[];
  /** Member units, with the unit at which each is registered. */
  readonly members: readonly { readonly id: string; readonly seat: string }[];
  readonly rulesOf: (version: number) => RuleSet;
  /** Those in force. */
  readonly rules: RuleSet;
}

export async function placeOf(db: Database): Promise<Place> {
  const { tree, seated, holders, versions } = await db.read({
    tree: db.orm
      .select()
      .from(orgUnits)
      .where(isNull(orgUnits.closedAt))
      .orderBy(sql`length(${orgUnits.path})`, orgUnits.code, orgUnits.name),
    seated: db.orm.select().from(memberUnits).where(isNull(memberUnits.closedAt)).orderBy(memberUnits.name),
    holders: holdersOf(db),
    versions: db.orm
      .select({ version: ruleSets.version, document: ruleSets.document })
      .from(ruleSets)
      .orderBy(ruleSets.version),
  });
  const units = unitsFrom(tree);
  const members = seated.map(({ id, name, kind }) => ({ id, name, level: kind, line: [] }));
  const rulesOf = (version: number) => {
    const found = versions.find((one) => one.version === version);
    if (!found) throw new Error(`no version ${version}`);
    return found.document;
  };
  const people = officialsFrom(holders, [...units, ...members]);
  const seats = seated.map(({ id, orgPath }) => ({
    id,
    seat: orgPath.split("/").filter(Boolean).at(-1) ?? "",
  }));
  return { db, units, people, members: seats, rulesOf, rules: rulesOf(versions.at(-1)?.version ?? 0) };
}

const holdersOf = (db: Database) =>
  db.orm
    .select({ grant: grants, name: accounts.name })
    .from(grants)
    .innerJoin(accounts, eq(accounts.id, grants.accountId))
    .where(and(isNull(grants.revokedAt), isNull(accounts.disabledAt)))
    .orderBy(accounts.name);

function unitsFrom(tree: readonly (typeof orgUnits.$inferSelect)[]): Unit[] {
  const units = new Map<string, Unit>();
  // Shorter paths come first.
  for (const { id, name, level, parentId } of tree) {
    const own = { id, name, level, line: [] as Unit[] };
    own.line = [...(units.get(parentId ?? "")?.line ?? []), own];
    units.set(id, own);
  }
  return [...units.values()];
}

/** Who deals with matters or speaks for a member unit, by where they sit; from the root down. */
function officialsFrom(holders: Awaited<ReturnType<typeof holdersOf>>, units: readonly Unit[]): Official[] {
  const found = holders.flatMap(({ grant, name }) => {
    const unit = units.find(({ id }) => id === grant.scopeId);
    const works = [...caseworkers, "unit_liaison"].includes(grant.role);
    if (!unit || !works) return [];
    const { role, scopeKind, scopeId, scopeName } = grant;
    const actor = actorWith(name, grant.accountId, { role, scopeKind, scopeId, scopeName } as never);
    return [{ actor, unit, left: false }];
  });
  return found.sort((one, other) => one.unit.line.length - other.unit.line.length);
}
