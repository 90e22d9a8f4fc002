import { isNull } from "drizzle-orm";
import { actorWith } from "../../bin/demo/acting.ts";
import type { Official, Unit } from "../../bin/demo/play/play.ts";
import { type Database, openDatabase } from "../../db/client.ts";
import { accounts, grants } from "../../db/kernel/schema.ts";
import { type PresetKey, presets } from "../../db/presets/index.ts";
import { orgUnits } from "../../db/tenant/schema/org.ts";
import { inBatches } from "../../worker/domain/kernel/batch.ts";
import type { Actor, Context } from "../../worker/domain/kernel/context.ts";
import type { Role } from "../../worker/domain/kernel/roles.ts";
import { newId } from "../../worker/domain/kernel/secrets.ts";
import { listMissing } from "../../worker/domain/lists/missing.ts";
import { addOrgUnit } from "../../worker/domain/org/org.ts";
import { registerTenant } from "../../worker/domain/tenants/open.ts";
import { provisionTenant } from "../../worker/domain/tenants/provision.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { instant } from "../../worker/time/instants.ts";
import { actingIn, operatorOf, provisionerOf } from "../support/contexts.ts";
import { stack } from "../support/stack.ts";
import { newSlug } from "../support/template.ts";

/** Somebody with one post. */
export interface Employed extends Official {
  readonly postId: string;
  left: boolean;
}

export interface Place {
  readonly db: Database;
  readonly rules: RuleSet;
  readonly units: readonly Unit[];
  readonly people: Employed[];
  as(actor: Actor, at: string): Context;
}

const opened = instant(Date.parse("2025-06-02T01:00:00.000Z"));

/** Opens a county with a preset, as an operator does, with a tree below it and people in nearly all units. */
export async function openPlace(preset: PresetKey): Promise<Place> {
  const slug = newSlug();
  const { county: name, divisionCode, rules } = presets[preset];
  const operator = await operatorOf(stack.vars, opened);
  const provisioner = provisionerOf(stack.vars);
  const entry = { slug, name, divisionCode, preset, adminName: "管理员", sample: false, tokenHash: "" };
  await registerTenant(operator, entry);
  const building = { provisioner, within: (_: unknown, db: Database) => ({ ...operator, db, realm: slug }) };
  const { databaseName, databaseUrl } = await provisionTenant(operator, slug, building);
  const { token } = await provisioner.mintToken(databaseName, 1);
  const db = openDatabase(provisioner.address(databaseName, databaseUrl ?? "", token));
  const { secrets, anchors } = operator;
  const as = (actor: Actor, at: string) =>
    actingIn({ db, slug, secrets, anchors }, actor, instant(Date.parse(at)));
  const units = await treeOf(db, as, rules);
  const people = await peopleOf(db, units, rules);
  return { db, rules, units, people, as };
}

/** Down to the lowest level that handles, and one below it; two of each below one. */
async function treeOf(db: Database, as: Place["as"], rules: RuleSet): Promise<Unit[]> {
  const { root } = await db.read({ root: db.orm.select().from(orgUnits).where(isNull(orgUnits.parentId)) });
  const { id = "", name = "", level = "" } = root[0] ?? {};
  const admin = actorWith("管理员", "", {
    role: "county_admin",
    scopeKind: "org",
    scopeId: id,
    scopeName: null,
  });
  const top: Unit = { id, name, level, line: [] };
  const units: Unit[] = [{ ...top, line: [top] }];
  const levels = rules.organisation.levels;
  const lowest = levels.findIndex(({ key }) => key === rules.handling.levels[0]?.level);
  for (const { key, name: called, kind } of levels.slice(1, lowest + 1)) {
    const above = units.filter(
      ({ level }) => level === levels[levels.findIndex((one) => one.key === key) - 1]?.key,
    );
    const rows = above.flatMap((parent) =>
      (kind === "county" ? [1] : [1, 2]).map((n) => {
        const unit = { level: key, name: `${called}${units.indexOf(parent) * 2 + n}` };
        return { parent, unit, key: unit.name, input: { parentId: parent.id, ...unit } };
      }),
    );
    const added = await inBatches(as(admin, opened), addOrgUnit, rows);
    for (const [index, outcome] of added.entries()) {
      const { parent, unit } = rows[index] as (typeof rows)[number];
      if ("refused" in outcome) throw outcome.refused;
      const made = { ...unit, id: outcome.result.id };
      units.push({ ...made, line: [...parent.line, { ...made, line: [] }] });
    }
  }
  return units;
}

const roleOf = (rules: RuleSet, unit: Unit): Role => {
  const at = rules.organisation.levels.findIndex(({ key }) => key === unit.level);
  if (unit.line.length === 1) return "county_admin";
  if (at <= 2 && rules.organisation.levels[at]?.kind !== "community") return "street_officer";
  return unit.level === rules.handling.levels[0]?.level ? "grid_worker" : "community_officer";
};

/** Two at the top and at the lowest level, one elsewhere; in every fifth unit nobody. */
async function peopleOf(db: Database, units: readonly Unit[], rules: RuleSet): Promise<Employed[]> {
  const lowest = rules.handling.levels[0]?.level;
  const seats = units.flatMap((unit, index) => {
    if (index % 5 === 4) return [];
    return Array.from({ length: unit.level === lowest || index === 0 ? 2 : 1 }, () => unit);
  });
  const people = seats.map((unit, index) => {
    const grant = {
      role: roleOf(rules, unit),
      scopeKind: "org" as const,
      scopeId: unit.id,
      scopeName: unit.name,
    };
    const actor = actorWith(`人员${index}`, newId(Date.parse(opened), index), grant);
    return { actor, unit, postId: newId(Date.parse(opened), index), left: false, grant };
  });
  await db.write(
    people.flatMap(({ actor: { accountId, name }, postId, grant }) => [
      db.orm.insert(accounts).values({
        ...{
          id: accountId ?? "",
          username: `u${postId.slice(0, 18)}`,
          name,
          passwordHash: "",
          createdAt: opened,
        },
      }),
      db.orm.insert(grants).values({ id: postId, accountId: accountId ?? "", ...grant, grantedAt: opened }),
    ]),
  );
  await listMissing(db);
  return people;
}
