import { isNull } from "drizzle-orm";
import type { DemoCounty } from "../../db/demo/types.ts";
import { orgUnits } from "../../db/tenant/schema/org.ts";
import { sealAudit } from "../../worker/domain/audit/seal.ts";
import { setIdentity } from "../../worker/domain/county/identity.ts";
import { inBatches } from "../../worker/domain/kernel/batch.ts";
import type { Actor } from "../../worker/domain/kernel/context.ts";
import { addOrgUnit } from "../../worker/domain/org/org.ts";
import { addUnit } from "../../worker/domain/units/units.ts";
import { acting, openedAt, type Stage } from "./acting.ts";
import { type Cast, one } from "./cast.ts";
import { tellMatter } from "./matters.ts";
import { holdMeeting, inOrder } from "./meetings.ts";
import { keepNumbers } from "./past/numbers.ts";
import { reportsOf } from "./past/plan.ts";
import { type CountySignIns, firstAdmin, join, noted, type SignIn, scopeOf, signIns } from "./people.ts";

/** Fills one opened county with its sample, through the commands that people use. */
export async function fillCounty(
  stage: Stage,
  county: DemoCounty,
  { adminToken, matters }: { adminToken: string; matters: number },
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
  await setIdentity(acting(stage, admin, openedAt(stage.today)), sampleIdentity(county));
  await keepNumbers(stage.db, reportsOf({ slug: stage.slug, until: stage.today, matters }));
  for (const matter of county.matters) await tellMatter(cast, matter);
  for (const meeting of inOrder(stage, county.meetings)) await holdMeeting(cast, meeting);
  await sealAudit({ ...stage, realm: stage.slug });
  return signIns(keys, passwords);
}

/** What it says of itself: a kind of office that every county has, and numbers that are nobody's. */
const sampleIdentity = ({ name }: DemoCounty) => ({
  revision: 1,
  hotline: "12345",
  office: `${name}社会工作部（示例）`,
  icpNumber: "示例ICP备00000000号",
  policeNumber: "示例公网安备00000000000000号",
});

/** The county's tree from its root down; the ids by the sample's keys. */
async function addOrg(stage: Stage, county: DemoCounty, admin: Actor, rootId: string) {
  const ctx = acting(stage, admin, openedAt(stage.today));
  const org = new Map(
    county.org.flatMap(({ key, parent }) => (parent === null ? [[key, rootId] as const] : [])),
  );
  const withParent = () => county.org.filter(({ key, parent }) => !org.has(key) && org.has(parent ?? ""));
  for (let next = withParent(); next.length > 0; next = withParent()) {
    const rows = next.map(({ key, parent, level, name, code, grid }) => ({
      key,
      input: { parentId: org.get(parent ?? ""), level, name, code, ...grid },
    }));
    for (const [key, { id }] of await allDone(ctx, addOrgUnit, rows)) org.set(key, id);
  }
  return org;
}

/** The member units; the ids by the sample's keys. */
async function addUnits(stage: Stage, county: DemoCounty, admin: Actor, org: ReadonlyMap<string, string>) {
  const rows = county.units.map(({ key, name, unitKind: kind, seat }) => ({
    key,
    input: { name, kind, orgUnitId: org.get(seat) },
  }));
  const added = await allDone(acting(stage, admin, openedAt(stage.today)), addUnit, rows);
  return new Map(added.map(([key, { id }]) => [key, id]));
}

/** What a command answered for each row; a sample that the county's rules refuse is a mistake of ours. */
async function allDone<R>(...batch: Parameters<typeof inBatches<R>>): Promise<[key: string, result: R][]> {
  const outcomes = await inBatches(...batch);
  return outcomes.map((outcome) => {
    if ("refused" in outcome) throw outcome.refused;
    return [outcome.key, outcome.result];
  });
}

async function rootOf({ db }: Stage): Promise<string> {
  const { root } = await db.read({
    root: db.orm.select({ id: orgUnits.id }).from(orgUnits).where(isNull(orgUnits.parentId)),
  });
  return one(root, () => true).id;
}
