import { randomBytes, randomUUID } from "node:crypto";
import { isNull } from "drizzle-orm";
import { actorWith } from "../../bin/demo/acting.ts";
import { nodePasswords } from "../../bin/passwords.ts";
import type { WorkerVars } from "../../bin/runtime/vars.ts";
import type { Database } from "../../db/client.ts";
import { accounts, grants } from "../../db/kernel/schema.ts";
import type { PresetKey } from "../../db/presets/index.ts";
import { orgUnits } from "../../db/tenant/schema/org.ts";
import { type Actor, type Context, visitor as nobody } from "../../worker/domain/kernel/context.ts";
import type { Role } from "../../worker/domain/kernel/policy.ts";
import { newId, secretsFrom, sha256 } from "../../worker/domain/kernel/secrets.ts";
import { reportMatter } from "../../worker/domain/matters/report.ts";
import { scheduleMeeting } from "../../worker/domain/meetings/schedule.ts";
import { addOrgUnit } from "../../worker/domain/org/org.ts";
import { logResolution } from "../../worker/domain/resolutions/log.ts";
import { tenantDatabase } from "../../worker/domain/tenants/access.ts";
import { registerTenant } from "../../worker/domain/tenants/open.ts";
import { provisionTenant } from "../../worker/domain/tenants/provision.ts";
import { type Provisioner, sqldProvisioner } from "../../worker/domain/tenants/provisioner.ts";
import { addUnit } from "../../worker/domain/units/units.ts";
import { workCalendar } from "../../worker/rules/engine/calendar.ts";
import { type Instant, instant } from "../../worker/time/instants.ts";
import { catalog, stack } from "./stack.ts";
import { newVisitor, type Visitor } from "./visitor.ts";

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

export interface Person {
  username: string;
  password: string;
  actor: Actor;
}

/** A county of its own for one test file, small but complete, on the real stack. */
export interface County {
  slug: string;
  /** `/t/<slug>` */
  base: string;
  db: Database;
  org: Record<"root" | "street" | "community" | "grid" | "otherCommunity" | "otherGrid", string>;
  units: Record<"water" | "power" | "housing", string>;
  people: Record<Who, Person>;
  /** A context in which somebody acts directly on the domain; without a name, a visitor. */
  as(who: Who | null, at?: string): Context;
  /** A browser without JavaScript, signed in as somebody. */
  visit(who: Who): Promise<Visitor>;
  /** An API token of somebody. */
  token(who: Who): Promise<string>;
  /** A matter of the grid, fresh from a resident. */
  matter(words?: Partial<Record<string, string>>): Promise<{ id: string; receiptCode: string }>;
  /** A sitting of the county's joint meeting to come, with all units as members. */
  meeting(): Promise<{ id: string }>;
  /** A task of that meeting, led by the water works. */
  resolution(meetingId: string, body?: string): Promise<{ id: string }>;
}

const password = randomBytes(18).toString("base64url");
/** One hash for all people of all test counties: hashing is slow on purpose. */
const passwordHash = nodePasswords.hash(password);

export const provisionerOf = (vars: WorkerVars): Provisioner =>
  sqldProvisioner({
    url: vars.SQLD_URL,
    adminUrl: vars.SQLD_ADMIN_URL,
    adminKey: vars.SQLD_ADMIN_KEY,
    signingKey: vars.SQLD_SIGNING_KEY,
  });

/** An operator's context on the catalog. */
export async function operatorContext(
  vars: WorkerVars = stack.vars,
  at: Instant = instant(Date.now()),
): Promise<Context> {
  const grant = { role: "operator", scopeKind: "platform", scopeId: null, scopeName: null } as const;
  return contextOf(vars, catalog(vars), "platform", actorWith("运维", "operator", grant), at);
}

async function contextOf(
  vars: WorkerVars,
  db: Database,
  place: string,
  actor: Actor,
  now: Instant,
): Promise<Context> {
  return {
    db,
    now,
    actor,
    place,
    requestId: randomUUID(),
    idempotencyKey: randomUUID(),
    calendar: workCalendar(),
    secrets: await secretsFrom(vars.SECRETS_KEY),
    passwords: nodePasswords,
    defer: () => {},
  };
}

/** An operator with a password, for signing in on the platform. */
export async function newOperator(
  vars: WorkerVars = stack.vars,
): Promise<{ username: string; password: string }> {
  const db = catalog(vars);
  const id = newId(Date.now());
  const username = `operator-${randomBytes(4).toString("hex")}`;
  await db.write([
    db.orm.insert(accounts).values({
      id,
      username,
      name: "运维",
      passwordHash: await passwordHash,
      createdAt: instant(Date.now()),
    }),
    db.orm.insert(grants).values({
      id: newId(Date.now()),
      accountId: id,
      role: "operator",
      scopeKind: "platform",
      grantedAt: instant(Date.now()),
    }),
  ]);
  return { username, password };
}

export async function newCounty(
  options: { preset?: PresetKey; vars?: WorkerVars; url?: string } = {},
): Promise<County> {
  const { preset = "xinye", vars = stack.vars, url = stack.url } = options;
  const slug = `c-${randomBytes(5).toString("hex")}`;
  const operator = await operatorContext(vars, instant(Date.now() - 400 * 24 * 60 * 60 * 1000));
  const entry = {
    slug,
    name: `测试县${slug}`,
    divisionCode: "411329",
    preset,
    adminName: "管理员",
    sample: false,
  };
  await registerTenant(operator, { ...entry, tokenHash: await sha256("") });
  const provisioner = provisionerOf(vars);
  const tenant = await provisionTenant(operator, slug, {
    provisioner,
    within: (_tenant, db) => ({ ...operator, db, place: slug }),
  });
  const db = await tenantDatabase({ secrets: operator.secrets, provisioner }, tenant);

  const { found } = await db.read({ found: db.orm.select().from(orgUnits).where(isNull(orgUnits.parentId)) });
  const root = found[0]?.id ?? "";
  const scope = (role: Role, scopeKind: "org" | "unit", scopeId: string) => ({
    role,
    scopeKind,
    scopeId,
    scopeName: null,
  });
  const admin = actorWith("管理员", "", scope("county_admin", "org", root));
  const setUp = async () => contextOf(vars, db, slug, admin, operator.now);
  const add = async (parentId: string, level: string, name: string, more: object = {}) =>
    (await addOrgUnit(await setUp(), { parentId, level, name, ...more })).id;

  const street = await add(root, "street", "汉城街道");
  const community = await add(street, "community", "北关社区");
  const otherCommunity = await add(street, "community", "东关社区");
  const grid = await add(community, "grid", "第一网格", { kind: "basic", households: 320 });
  const otherGrid = await add(otherCommunity, "grid", "第二网格", { kind: "basic", households: 280 });
  const unit = async (name: string) =>
    (await addUnit(await setUp(), { name, kind: "localUnit", orgUnitId: root })).id;
  const units = {
    water: await unit("自来水公司"),
    power: await unit("供电公司"),
    housing: await unit("住建局"),
  };

  const seats: Record<Who, ReturnType<typeof scope>> = {
    admin: scope("county_admin", "org", root),
    streetOfficer: scope("street_officer", "org", street),
    communityOfficer: scope("community_officer", "org", community),
    gridWorker: scope("grid_worker", "org", grid),
    otherWorker: scope("grid_worker", "org", otherGrid),
    liaison: scope("unit_liaison", "unit", units.water),
    otherLiaison: scope("unit_liaison", "unit", units.housing),
    secretary: scope("meeting_secretary", "org", root),
    inspector: scope("inspector", "org", root),
  };
  const people = {} as Record<Who, Person>;
  const hash = await passwordHash;
  const rows = [];
  for (const [who, seat] of Object.entries(seats)) {
    const accountId = newId(Date.now());
    const name = `${who}-${slug}`;
    people[who as Who] = { username: who.toLowerCase(), password, actor: actorWith(name, accountId, seat) };
    rows.push(
      db.orm.insert(accounts).values({
        id: accountId,
        username: who.toLowerCase(),
        name,
        passwordHash: hash,
        createdAt: operator.now,
      }),
      db.orm.insert(grants).values({ id: newId(Date.now()), accountId, ...seat, grantedAt: operator.now }),
    );
  }
  await db.write(rows);

  const secrets = operator.secrets;
  const as = (who: Who | null, at: string = new Date().toISOString()): Context => ({
    db,
    now: instant(at),
    actor: who === null ? nobody : people[who].actor,
    place: slug,
    requestId: randomUUID(),
    idempotencyKey: randomUUID(),
    calendar: workCalendar(),
    secrets,
    passwords: nodePasswords,
    defer: () => {},
  });
  const base = `/t/${slug}`;
  return {
    slug,
    base,
    db,
    org: { root, street, community, grid, otherCommunity, otherGrid },
    units,
    people,
    as,
    visit: async (who) => {
      const browser = newVisitor(url);
      const { username, password } = people[who];
      const answer = await browser.post(`${base}/session`, { username, password });
      if (answer.status !== 303) throw new Error(`sign-in failed: ${answer.status}`);
      return browser;
    },
    token: async (who) => {
      const { username, password } = people[who];
      const answer = await newVisitor(url).json("POST", `${base}/api/v1/sessions`, { username, password });
      return ((await answer.json()) as { token: string }).token;
    },
    matter: (words = {}) =>
      reportMatter(as(null), {
        orgUnitId: grid,
        category: firstCategory,
        body: "三单元楼道的水管漏水，已经流到一楼",
        place: "劳动街小区3号楼",
        reporterName: "王女士",
        reporterPhone: "13812345678",
        ...words,
      }),
    meeting: () =>
      scheduleMeeting(as("secretary"), {
        series: "countyJoint",
        orgUnitId: root,
        title: "城市基层治理联席会议",
        date: "2030-01-15",
        time: "09:30",
        place: "第二会议室",
        members: [...Object.values(units), street],
      }),
    resolution: (meetingId, body = "更换北关社区老旧水管") =>
      logResolution(as("secretary"), {
        meetingId,
        kind: "task",
        body,
        leadId: units.water,
        assistantIds: [units.power],
      }),
  };
}

/** A leaf category that every preset has. */
const firstCategory = "drainage";
