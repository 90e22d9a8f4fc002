import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { WorkerVars } from "../../bin/runtime/vars.ts";
import { tenants } from "../../db/catalog/schema.ts";
import { type Database, openDatabase } from "../../db/client.ts";
import { tenantMigrations } from "../../db/tenant/migrations.ts";
import { newInvitation } from "../../worker/domain/accounts/invitations.ts";
import { beginning, signed } from "../../worker/domain/audit/anchor.ts";
import { registerTenant } from "../../worker/domain/tenants/open.ts";
import { newDatabaseName, tokenDays } from "../../worker/domain/tenants/provision.ts";
import { instant } from "../../worker/time/instants.ts";
import { operatorOf, provisionerOf } from "./contexts.ts";
import { entryOf, headersFor, newSlug, opening, type Template } from "./template.ts";

/** A county of one's own in an installation: the template's rows under other ids, another slug and other keys. */
export async function openCopy(
  template: Template,
  vars: WorkerVars,
  place?: string,
): Promise<{ copy: Template; db: Database }> {
  const slug = newSlug();
  const operator = await operatorOf(vars, opening());
  const invitation = await newInvitation({ ...operator, realm: slug });
  const copy = renamed(template, slug, invitation);
  const provisioner = provisionerOf(vars);
  const databaseName = newDatabaseName(slug);
  const [{ token, expiresAt }, { url: databaseUrl }] = await Promise.all([
    provisioner.mintToken(databaseName, tokenDays.life),
    // As whoever opens a county does when the server doesn't answer: once more.
    provisioner.create(databaseName, place).catch(() => provisioner.create(databaseName, place)),
    registerTenant(operator, { ...entryOf(slug), tokenHash: "" }),
  ]);
  const address = provisioner.address(databaseName, databaseUrl, token);
  await load(address.url, databaseName, token, copy.sql);
  const ready = {
    state: "ready" as const,
    databaseName,
    databaseUrl,
    tokenCipher: await operator.secrets.seal(token, `token ${slug}`),
    tokenExpiresAt: instant(expiresAt),
    schemaVersion: tenantMigrations.length,
    adminInvitation: invitation.id,
    auditHead: await signed((await operator.secrets.sealers(slug))[0], beginning),
  };
  const { orm } = operator.db;
  await operator.db.write([orm.update(tenants).set(ready).where(eq(tenants.slug, slug))]);
  return { copy, db: openDatabase(address) };
}

const hyphens = /^(.{8})(.{4})(.{4})(.{4})/;

/** Every id becomes another one of the same moment, so that what sorts by id keeps its order. */
function renamed(template: Template, slug: string, invitation: Template["invitation"]): Template {
  const fresh = new Map([[template.invitation.id, invitation.id]]);
  const text = JSON.stringify(template)
    .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, (id) => {
      const other = fresh.get(id) ?? id.slice(0, 20) + randomUUID().slice(20);
      fresh.set(id, other);
      return other;
    })
    // The full-text index knows ids without hyphens.
    .replaceAll(
      /[\da-f]{32}/g,
      (bare) => fresh.get(bare.replace(hyphens, "$1-$2-$3-$4-"))?.replaceAll("-", "") ?? bare,
    )
    .replaceAll(template.invitation.tokenHash, invitation.tokenHash)
    .replaceAll(template.slug, slug);
  return JSON.parse(text) as Template;
}

/**
 * Runs a dump's statements in the empty database, in one trip (libSQL's Hrana 2 protocol, `sequence`). A server with many
 * open databases may have closed it already, and says for a moment that there is none (db/connections.ts).
 */
async function load(url: string, name: string, token: string, sql: string): Promise<void> {
  const request = {
    method: "POST",
    headers: { ...headersFor(name, token), "content-type": "application/json" },
    body: JSON.stringify({ requests: [{ type: "sequence", sql }, { type: "close" }] }),
  };
  for (let tries = 1; ; tries++) {
    const answer = await fetch(`${url}/v2/pipeline`, { ...request, signal: AbortSignal.timeout(60_000) });
    const said = await answer.text();
    if (answer.ok && !said.includes('"error"')) return;
    if (tries === 20 || !said.includes("doesn't exist")) throw new Error(`no copy of the template: ${said}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}
