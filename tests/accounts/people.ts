import { randomBytes } from "node:crypto";
import { desc, eq, is } from "drizzle-orm";
import { SQLiteTable } from "drizzle-orm/sqlite-core";
import type { Database } from "../../db/client.ts";
import * as kernel from "../../db/kernel/schema.ts";
import { accounts, audit, grants, sessions } from "../../db/kernel/schema.ts";
import * as tenant from "../../db/tenant/schema/index.ts";
import type { Role } from "../../worker/domain/kernel/roles.ts";
import { newId } from "../../worker/domain/kernel/secrets.ts";
import { instant } from "../../worker/time/instants.ts";
import type { County } from "../support/county.ts";
import { cheapPasswords } from "../support/passwords.ts";
import { newVisitor, type Visit, type Visitor } from "../support/visitor.ts";

export const goodPassword = "一句自己记得住的话 correct horse";
const hash = cheapPasswords.hash(goodPassword);

export interface Newcomer {
  id: string;
  username: string;
  password: string;
}

/** Somebody of one's own in a county, whom no other test knows. */
export async function addPerson(county: County, role: Role = "grid_worker"): Promise<Newcomer> {
  const id = newId(Date.now());
  const username = `p-${randomBytes(5).toString("hex")}`;
  const now = instant(Date.now());
  const scope = { scopeKind: "org", scopeId: county.org.grid, scopeName: "第一网格" } as const;
  const { orm } = county.db;
  await county.db.write([
    orm.insert(accounts).values({ id, username, name: "张三", passwordHash: await hash, createdAt: now }),
    orm.insert(grants).values({ id: newId(Date.now()), accountId: id, role, ...scope, grantedAt: now }),
  ]);
  return { id, username, password: goodPassword };
}

/** Sends the sign-in form of a county. */
export const tryToSignIn = (
  browser: Visitor,
  county: Pick<County, "base">,
  { username, password }: { username: string; password: string },
  visit?: Visit,
) => browser.post(`${county.base}/session`, { username, password }, visit);

/** A browser in which somebody is signed in. */
export async function signedIn(county: County, person: Newcomer, visit?: Visit): Promise<Visitor> {
  const browser = newVisitor();
  const answer = await tryToSignIn(browser, county, person, visit);
  if (answer.status !== 303) throw new Error(`sign-in failed: ${answer.status}`);
  return browser;
}

/** An API token of somebody. */
export async function tokenOf(county: County, { username, password }: Newcomer): Promise<string> {
  const answer = await newVisitor().json("POST", `${county.base}/api/v1/sessions`, { username, password });
  return ((await answer.json()) as { token: string }).token;
}

export const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

export async function sessionsOf(db: Database, accountId: string) {
  const { rows } = await db.read({
    rows: db.orm.select().from(sessions).where(eq(sessions.accountId, accountId)),
  });
  return rows;
}

export async function accountOf(db: Database, username: string) {
  const { rows } = await db.read({
    rows: db.orm.select().from(accounts).where(eq(accounts.username, username)),
  });
  return rows[0];
}

/** The actions in the audit log on one subject, oldest first. */
export async function actionsOn(db: Database, subject: string): Promise<string[]> {
  const { rows } = await db.read({ rows: db.orm.select().from(audit).where(eq(audit.subject, subject)) });
  return rows.map(({ action }) => action);
}

export async function newestAudit(db: Database) {
  const { rows } = await db.read({ rows: db.orm.select().from(audit).orderBy(desc(audit.seq)).limit(1) });
  return rows[0];
}

/** Every value of every table of a county's database, as one text. */
export async function everythingIn(db: Database): Promise<string> {
  const tables = Object.values({ ...kernel, ...tenant }).filter((value) => is(value, SQLiteTable));
  const reads = tables.map((table, index) => [`t${index}`, db.orm.select().from(table as SQLiteTable)]);
  return JSON.stringify(await db.read(Object.fromEntries(reads)));
}

/** Whether the browser is let in: its desk opens, instead of a way to the sign-in. */
export async function isIn(browser: Visitor, county: Pick<County, "base">): Promise<boolean> {
  const answer = await browser.get(`${county.base}/account`);
  if (answer.status === 200) return true;
  if (answer.status === 303 && answer.headers.get("location")?.startsWith(`${county.base}/session/new`))
    return false;
  throw new Error(`unexpected answer ${answer.status}`);
}
