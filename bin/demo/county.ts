import { isNull } from "drizzle-orm";
import type { DemoCounty } from "../../db/demo/types.ts";
import { orgUnits } from "../../db/tenant/schema/org.ts";
import { sealAudit } from "../../worker/domain/audit/seal.ts";
import type { Actor } from "../../worker/domain/kernel/context.ts";
import { addOrgUnit } from "../../worker/domain/org/org.ts";
import { addUnit } from "../../worker/domain/units/units.ts";
import { acting, openedAt, type Stage } from "./acting.ts";
import { type Cast, one } from "./cast.ts";
import { tellMatter } from "./matters.ts";
import { holdMeeting, inOrder } from "./meetings.ts";
import { type CountySignIns, firstAdmin, join, noted, type SignIn, scopeOf, signIns } from "./people.ts";

/** Fills one opened county with its sample, through the commands that people use. */
export async function fillCounty(
  stage: Stage,
  county: DemoCounty,
  adminToken: string,
): Promise<CountySignIns> {
  const passwords = new Map<string, SignIn>();
  const keys = noted(county);
  const known = new Set(Object.values(keys));
  const rootId = await rootOf(stage);
  const adminPerson = one(county.people, ({ key }) => key === "admin");
  const admin = await firstAdmin(stage, adminPerson, adminToken, rootId, county.name, passwords);
  const org = await addOrg(stage, county, admin, rootId);
  const units = await addUnits(stage, county, admin, org);

  const people = new Map<string, Actor>([[adminPerson.key, admin]]);
  for (const person of county.people.filter(({ key }) => key !== "admin")) {
    const scope = scopeOf(person, county, org, units);
    people.set(person.key, await join(stage, person, admin, scope, passwords, known.has(person.key)));
  }

  const cast: Cast = { stage, county, org, units, people };
  for (const matter of county.matters) await tellMatter(cast, matter);
  for (const meeting of inOrder(stage, county.meetings)) await holdMeeting(cast, meeting);
  await sealAudit(stage);
  return signIns(keys, passwords);
}

/** The county's tree from its root down; the ids by the sample's keys. */
async function addOrg(stage: Stage, county: DemoCounty, admin: Actor, rootId: string) {
  const org = new Map<string, string>();
  for (const node of county.org) {
    if (node.parent === null) {
      org.set(node.key, rootId);
      continue;
    }
    const { level, name, code, grid } = node;
    const input = { parentId: org.get(node.parent), level, name, code, ...grid };
    org.set(node.key, (await addOrgUnit(acting(stage, admin, openedAt(stage.today)), input)).id);
  }
  return org;
}

/** The member units; the ids by the sample's keys. */
async function addUnits(stage: Stage, county: DemoCounty, admin: Actor, org: ReadonlyMap<string, string>) {
  const units = new Map<string, string>();
  for (const { key, name, unitKind: kind, seat } of county.units) {
    const ctx = acting(stage, admin, openedAt(stage.today));
    units.set(key, (await addUnit(ctx, { name, kind, orgUnitId: org.get(seat) })).id);
  }
  return units;
}

async function rootOf({ db }: Stage): Promise<string> {
  const { root } = await db.read({
    root: db.orm.select({ id: orgUnits.id }).from(orgUnits).where(isNull(orgUnits.parentId)),
  });
  return one(root, () => true).id;
}
