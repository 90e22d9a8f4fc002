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
  const begun = openedAt(stage.today);
  const passwords = new Map<string, SignIn>();
  const keys = noted(county);
  const known = new Set(Object.values(keys));
  const rootId = await rootOf(stage);
  const adminPerson = one(county.people, ({ key }) => key === "admin");
  const admin = await firstAdmin(stage, adminPerson, adminToken, rootId, county.name, passwords);

  const org = new Map<string, string>();
  for (const node of county.org) {
    if (node.parent === null) {
      org.set(node.key, rootId);
      continue;
    }
    const { level, name, code, grid } = node;
    const input = { parentId: org.get(node.parent), level, name, code, ...grid };
    org.set(node.key, (await addOrgUnit(acting(stage, admin, begun), input)).id);
  }

  const units = new Map<string, string>();
  for (const { key, name, unitKind, seat } of county.units) {
    const added = await addUnit(acting(stage, admin, begun), {
      name,
      kind: unitKind,
      orgUnitId: org.get(seat),
    });
    units.set(key, added.id);
  }

  const people = new Map<string, Actor>([[adminPerson.key, admin]]);
  for (const person of county.people.filter(({ key }) => key !== "admin")) {
    people.set(
      person.key,
      await join(stage, person, admin, scopeOf(person, county, org, units), passwords, known.has(person.key)),
    );
  }

  const cast: Cast = { stage, county, org, units, people };
  for (const matter of county.matters) await tellMatter(cast, matter);
  for (const meeting of inOrder(stage, county.meetings)) await holdMeeting(cast, meeting);
  await sealAudit(stage);
  return signIns(keys, passwords);
}

async function rootOf({ db }: Stage): Promise<string> {
  const { root } = await db.read({
    root: db.orm.select({ id: orgUnits.id }).from(orgUnits).where(isNull(orgUnits.parentId)),
  });
  return one(root, () => true).id;
}
