import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { parse } from "parse5";
import type { WorkerVars } from "../../bin/runtime/vars.ts";
import { hosts, tenants } from "../../db/catalog/schema.ts";
import { type Database, openDatabase } from "../../db/client.ts";
import { audit } from "../../db/kernel/schema.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import type { Provisioner } from "../../worker/domain/tenants/provisioner.ts";
import { newOperator, operatorContext, provisionerOf } from "../support/county.ts";
import { catalog, stack } from "../support/stack.ts";
import { newVisitor, type Visitor } from "../support/visitor.ts";
import { attribute, byId, elements, text } from "../views/parsed.ts";

/** A browser in which an operator is signed in. */
export async function operatorVisit(url = stack.url, vars = stack.vars): Promise<Visitor> {
  const browser = newVisitor(url);
  const answer = await browser.post("/session", await newOperator(vars));
  if (answer.status !== 303) throw new Error(`operator's sign-in failed: ${answer.status}`);
  return browser;
}

/** An operator's API token as a header. */
export async function operatorBearer(url = stack.url, vars = stack.vars): Promise<{ authorization: string }> {
  const answer = await newVisitor(url).json("POST", "/api/v1/sessions", await newOperator(vars));
  const { token } = (await answer.json()) as { token: string };
  return { authorization: `Bearer ${token}` };
}

export const newSlug = (): string => `n-${randomBytes(5).toString("hex")}`;

/** What the form for opening a county asks, filled in. */
export const entry = (changes: Record<string, string> = {}) => ({
  name: "测试县",
  slug: newSlug(),
  divisionCode: "411329",
  preset: "xinye",
  adminName: "王管理",
  ...changes,
});

export async function tenantRow(slug: string, vars: WorkerVars = stack.vars) {
  const db = catalog(vars);
  const { rows } = await db.read({ rows: db.orm.select().from(tenants).where(eq(tenants.slug, slug)) });
  return rows[0];
}

export async function hostsOf(slug: string, vars: WorkerVars = stack.vars) {
  const db = catalog(vars);
  const { rows } = await db.read({ rows: db.orm.select().from(hosts).where(eq(hosts.slug, slug)) });
  return rows.map(({ host }) => host);
}

export async function auditOf(db: Database, subject: string) {
  const { rows } = await db.read({ rows: db.orm.select().from(audit).where(eq(audit.subject, subject)) });
  return rows.map(({ action, actorName, detail }) => ({ action, actorName, detail }));
}

/** A county's own database, opened as the worker opens it. */
export async function databaseOf(slug: string, vars: WorkerVars = stack.vars): Promise<Database> {
  const { secrets } = await operatorContext(vars);
  const row = await tenantRow(slug, vars);
  if (!row?.databaseUrl || !row.tokenCipher) throw new Error(`${slug} has no database`);
  const token = await secrets.open(row.tokenCipher, `token ${slug}`);
  return openDatabase(provisionerOf(vars).address(row.databaseName, row.databaseUrl, token));
}

/** Whether the libSQL server holds a namespace: it refuses to open one that isn't there. */
export async function namespaceExists(name: string, vars: WorkerVars = stack.vars): Promise<boolean> {
  const provisioner = provisionerOf(vars);
  const { token } = await provisioner.mintToken(name, 1);
  const answer = await fetch(`${vars.SQLD_URL}/v2/pipeline`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "x-namespace-bin": Buffer.from(name).toString("base64").replaceAll("=", ""),
    },
    body: JSON.stringify({ requests: [{ type: "execute", stmt: { sql: "select 1" } }, { type: "close" }] }),
  });
  const said = await answer.text();
  if (answer.ok) return true;
  if (/does(n't| not) exist/i.test(said)) return false;
  throw new Error(`${answer.status} ${said}`);
}

/** What provisioning needs besides the catalog, acting directly on the domain. */
export const building = (ctx: Context, provisioner: Provisioner) => ({
  provisioner,
  within: ({ slug }: { slug: string }, db: Database): Context => ({ ...ctx, db, realm: slug }),
});

/** A field of this name: of the form, not of a list beside it. */
function fieldOf(page: Parameters<typeof elements>[0], name: string) {
  const called = elements(page).filter((element) => attribute(element, "name") === name);
  return called.find((element) => attribute(element, "id")?.startsWith("field-")) ?? called[0];
}

/** What an HTML page says of one field: the words beside it, if it is marked as wrong. */
export function problemBeside(html: string, name: string): string | null {
  const page = parse(html);
  const control = fieldOf(page, name);
  const ids = control && attribute(control, "aria-describedby")?.split(" ");
  const note = ids
    ?.map((id) => byId(page, id))
    .find((element) => element && attribute(element, "class") === "problem");
  return note ? text(note) : null;
}

/** What stands in a page's field. */
export function typedIn(html: string, name: string): string | undefined {
  const control = fieldOf(parse(html), name);
  return control && (attribute(control, "value") ?? text(control));
}

/** The path of the admin's link in a page. */
export function adminLinkIn(html: string): string {
  const field = byId(parse(html), "admin-link");
  return new URL(field ? text(field).trim() : "").pathname;
}
