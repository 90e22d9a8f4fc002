import { randomBytes } from "node:crypto";
import { isNull } from "drizzle-orm";
import { actorWith } from "../../bin/demo/acting.ts";
import type { WorkerVars } from "../../bin/runtime/vars.ts";
import { type Database, openDatabase } from "../../db/client.ts";
import { accounts, grants, invitations } from "../../db/kernel/schema.ts";
import { orgUnits } from "../../db/tenant/schema/org.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import type { Grant } from "../../worker/domain/kernel/roles.ts";
import { newId } from "../../worker/domain/kernel/secrets.ts";
import { listMissing } from "../../worker/domain/lists/missing.ts";
import { addOrgUnit } from "../../worker/domain/org/org.ts";
import { registerTenant } from "../../worker/domain/tenants/open.ts";
import { provisionTenant } from "../../worker/domain/tenants/provision.ts";
import { addUnit } from "../../worker/domain/units/units.ts";
import { instant } from "../../worker/time/instants.ts";
import { actingIn, operatorOf, provisionerOf } from "./contexts.ts";
import { cheapPasswords } from "./passwords.ts";

/** The people of a test county, by what they are; `otherWorker` and `otherLiaison` sit in another scope. */
export type Who =
  | "admin"
  | "streetOfficer"
  | "communityOfficer"
  | "gridWorker"
  | "otherWorker"
  | "liaison"
  | "otherLiaison"
  | "secretary"
  | "inspector";

export interface Seat {
  accountId: string;
  grant: Grant;
}

/** What a test county's records are called by. */
export interface Landmarks {
  slug: string;
  org: Record<"root" | "street" | "community" | "grid" | "otherCommunity" | "otherGrid", string>;
  units: Record<"water" | "power" | "housing", string>;
  seats: Record<Who, Seat>;
  /** Of the first admin, found again by `tokenHash`. */
  invitation: { id: string; tokenHash: string };
}

/** A county built once for a run, by the product's own commands; every test county is a copy of it. */
export interface Template extends Landmarks {
  /** All of its database, as statements. */
  sql: string;
  /** Everybody's. */
  password: string;
}

/** What anybody needs to know to open the county: the catalog's entry. */
export const entryOf = (slug: string) => ({
  slug,
  name: `测试县${slug}`,
  divisionCode: "411329",
  preset: "xinye",
  adminName: "管理员",
  sample: false,
});

/** Counties of tests have been open for a while. */
export const opening = () => instant(Date.now() - 400 * 24 * 60 * 60 * 1000);

export async function buildTemplate(vars: WorkerVars): Promise<Template> {
  const slug = newSlug();
  const operator = await operatorOf(vars, opening());
  const provisioner = provisionerOf(vars);
  await registerTenant(operator, { ...entryOf(slug), tokenHash: "" });
  const { databaseName, databaseUrl } = await provisionTenant(operator, slug, {
    provisioner,
    within: (_tenant, db) => ({ ...operator, db, realm: slug }),
  });
  const { token } = await provisioner.mintToken(databaseName, 1);
  const address = provisioner.address(databaseName, databaseUrl ?? "", token);
  const db = openDatabase(address);
  const { found, invited } = await db.read({
    found: db.orm.select().from(orgUnits).where(isNull(orgUnits.parentId)),
    invited: db.orm.select().from(invitations),
  });
  const [{ id: root } = { id: "" }] = found;
  const [invitation = { id: "", tokenHash: "" }] = invited;
  const setUp = () =>
    actingIn({ db, slug, secrets: operator.secrets, anchors: operator.anchors }, adminOf(root), operator.now);
  const org = { root, ...(await addTree(setUp, root)) };
  const units = await addUnits(setUp, root);
  const password = randomBytes(18).toString("base64url");
  const seats = await addPeople(db, slug, grantsOf(org, units), password);
  const { id, tokenHash } = invitation;
  const sql = await dumpOf(address.url, databaseName, token);
  return { slug, org, units, seats, invitation: { id, tokenHash }, password, sql };
}

export const newSlug = (): string => `c-${randomBytes(5).toString("hex")}`;

const grant = (role: Grant["role"], scopeKind: "org" | "unit", scopeId: string): Grant => ({
  role,
  scopeKind,
  scopeId,
  scopeName: null,
});

const adminOf = (root: string) => actorWith("管理员", "", grant("county_admin", "org", root));

async function addTree(setUp: () => Context, root: string): Promise<Omit<Landmarks["org"], "root">> {
  const add = async (parentId: string, level: string, name: string, more: object = {}) =>
    (await addOrgUnit(setUp(), { parentId, level, name, ...more })).id;
  const street = await add(root, "street", "汉城街道");
  const community = await add(street, "community", "北关社区");
  const otherCommunity = await add(street, "community", "东关社区");
  const grid = await add(community, "grid", "第一网格", { kind: "basic", households: 320 });
  const otherGrid = await add(otherCommunity, "grid", "第二网格", { kind: "basic", households: 280 });
  return { street, community, otherCommunity, grid, otherGrid };
}

async function addUnits(setUp: () => Context, root: string): Promise<Landmarks["units"]> {
  const add = async (name: string) =>
    (await addUnit(setUp(), { name, kind: "localUnit", orgUnitId: root })).id;
  return { water: await add("自来水公司"), power: await add("供电公司"), housing: await add("住建局") };
}

const grantsOf = (org: Landmarks["org"], units: Landmarks["units"]): Record<Who, Grant> => ({
  admin: grant("county_admin", "org", org.root),
  streetOfficer: grant("street_officer", "org", org.street),
  communityOfficer: grant("community_officer", "org", org.community),
  gridWorker: grant("grid_worker", "org", org.grid),
  otherWorker: grant("grid_worker", "org", org.otherGrid),
  liaison: grant("unit_liaison", "unit", units.water),
  otherLiaison: grant("unit_liaison", "unit", units.housing),
  secretary: grant("meeting_secretary", "org", org.root),
  inspector: grant("inspector", "org", org.root),
});

async function addPeople(
  db: Database,
  slug: string,
  seats: Record<Who, Grant>,
  password: string,
): Promise<Record<Who, Seat>> {
  const passwordHash = await cheapPasswords.hash(password);
  const since = opening();
  const seated = Object.entries(seats).map(
    ([who, grant]) => [who, { accountId: newId(Date.now()), grant }] as const,
  );
  await db.write(
    seated.flatMap(([who, { accountId, grant }]) => [
      db.orm.insert(accounts).values({
        id: accountId,
        username: who.toLowerCase(),
        name: `${who}-${slug}`,
        passwordHash,
        createdAt: since,
      }),
      db.orm.insert(grants).values({ id: newId(Date.now()), accountId, ...grant, grantedAt: since }),
    ]),
  );
  await listMissing(db);
  return Object.fromEntries(seated) as Record<Who, Seat>;
}

async function dumpOf(url: string, name: string, token: string): Promise<string> {
  const answer = await fetch(`${url}/dump`, { headers: headersFor(name, token) });
  if (!answer.ok) throw new Error(`the template can't be read: ${answer.status}`);
  return playable(await answer.text());
}

/**
 * A dump as any connection may run it: it writes the full-text index as rows of the schema, which only the server itself
 * may do. The index is made as it was made first, and built anew.
 */
function playable(dump: string): string {
  const [, definition] = /^INSERT INTO sqlite_schema.*'(CREATE VIRTUAL TABLE .*)'\);$/m.exec(dump) ?? [];
  const rest = dump
    .split("\n")
    .filter(
      (line) =>
        !/^(PRAGMA writable_schema|INSERT INTO sqlite_schema|(CREATE TABLE IF NOT EXISTS|INSERT INTO) '?found_)/.test(
          line,
        ),
    )
    .join("\n");
  return rest.replace(
    "\nCREATE UNIQUE INDEX",
    `\n${definition};\nINSERT INTO found (found) VALUES ('rebuild');\nCREATE UNIQUE INDEX`,
  );
}

export const headersFor = (name: string, token: string) => ({
  authorization: `Bearer ${token}`,
  "x-namespace-bin": btoa(name).replaceAll("=", ""),
});
