import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { tenants } from "../../db/catalog/schema.ts";
import { openDatabase } from "../../db/client.ts";
import { county } from "../../db/tenant/schema/county.ts";
import { Unavailable } from "../../worker/domain/errors.ts";
import { addressOf, renewToken } from "../../worker/domain/tenants/access.ts";
import type { TenantRow } from "../../worker/domain/tenants/directory.ts";
import { tokenDays } from "../../worker/domain/tenants/provision.ts";
import { newCounty, operatorContext, provisionerOf } from "../support/county.ts";
import { catalog, stack } from "../support/stack.ts";
import { tenantRow } from "./operator.ts";

const day = 24 * 60 * 60 * 1000;
const provisioner = provisionerOf(stack.vars);
const keys = async () => ({ secrets: (await operatorContext()).secrets, provisioner });

async function opened(): Promise<TenantRow> {
  const { slug } = await newCounty();
  return rowOf(slug);
}

async function rowOf(slug: string): Promise<TenantRow> {
  const row = await tenantRow(slug);
  if (!row) throw new Error(`no tenant ${slug}`);
  return row;
}

const plainToken = async ({ slug, tokenCipher }: TenantRow) =>
  (await operatorContext()).secrets.open(tokenCipher ?? "", `token ${slug}`);

/** Every value of every table of a database, as text. */
async function everything(db: ReturnType<typeof catalog>): Promise<string> {
  const row = await db.read({ rows: db.orm.select().from(tenants) });
  return JSON.stringify(row);
}

test("a tenant's token stands in the catalog as a cipher only", async () => {
  const row = await opened();
  const token = await plainToken(row);
  expect(token.split(".")).toHaveLength(3);
  expect(row.tokenCipher).not.toContain(token.split(".")[1]);
  const all = await everything(catalog());
  for (const part of [token, ...token.split(".").slice(1)]) expect(all).not.toContain(part);
});

test("two ciphers of the same token differ", async () => {
  const { secrets } = await operatorContext();
  const [one, other] = await Promise.all([1, 2].map(() => secrets.seal("token", "token a")));
  expect(one).not.toBe(other);
});

test("a cipher opens for its own county only", async () => {
  const [one, other] = await Promise.all([opened(), opened()]);
  const moved = { ...other, tokenCipher: one.tokenCipher };
  await expect(addressOf(await keys(), moved)).rejects.toThrow();
  await expect(addressOf(await keys(), other)).resolves.toMatchObject({ namespace: other.databaseName });
});

test("a cipher changed by a single character doesn't open", async () => {
  const row = await opened();
  const cipher = row.tokenCipher ?? "";
  const at = cipher.length - 5;
  const changed = `${cipher.slice(0, at)}${cipher[at] === "A" ? "B" : "A"}${cipher.slice(at + 1)}`;
  await expect(addressOf(await keys(), { ...row, tokenCipher: changed })).rejects.toThrow();
});

test("another installation's key opens nothing", async () => {
  const row = await opened();
  const { secrets } = await operatorContext({
    ...stack.vars,
    SECRETS_KEY: Buffer.alloc(32, 7).toString("base64"),
  });
  await expect(addressOf({ secrets, provisioner }, row)).rejects.toThrow();
});

test("one county's token doesn't open another county's database", async () => {
  const [one, other] = await Promise.all([opened(), opened()]);
  const token = await plainToken(one);
  const own = openDatabase(provisioner.address(one.databaseName, stack.vars.SQLD_URL, token));
  const { rows } = await own.read({ rows: own.orm.select().from(county) });
  expect(rows).toMatchObject([{ slug: one.slug }]);
  const foreign = openDatabase(provisioner.address(other.databaseName, stack.vars.SQLD_URL, token));
  await expect(foreign.read({ rows: foreign.orm.select().from(county) })).rejects.toThrow();
  const shared = openDatabase(provisioner.address("catalog", stack.vars.SQLD_URL, token));
  await expect(shared.read({ rows: shared.orm.select().from(tenants) })).rejects.toThrow();
});

test("a token that has ended opens nothing", async () => {
  const row = await opened();
  const { token } = await provisioner.mintToken(row.databaseName, -1);
  const db = openDatabase(provisioner.address(row.databaseName, stack.vars.SQLD_URL, token));
  await expect(db.read({ rows: db.orm.select().from(county) })).rejects.toThrow();
});

test("a new token lives thirty days", async () => {
  const before = Date.now();
  const row = await opened();
  const left = Date.parse(row.tokenExpiresAt ?? "") - before;
  expect(left).toBeGreaterThanOrEqual(tokenDays.life * day);
  expect(left).toBeLessThan(tokenDays.life * day + 60_000);
  const [, claims = ""] = (await plainToken(row)).split(".");
  expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({
    id: row.databaseName,
    a: "rw",
  });
});

const stages: [string, number, boolean][] = [
  ["with eleven days left", 11 * day, false],
  ["with a minute more than ten days left", 10 * day + 60_000, false],
  ["with ten days left", 10 * day, true],
  ["with a day left", day, true],
  ["that ended yesterday", -day, true],
];

test.each(stages)("a token %s is renewed or kept", async (_when, left, renewed) => {
  const row = await opened();
  const now = Date.parse(row.tokenExpiresAt ?? "") - left;
  expect(await renewToken(await keys(), catalog(), row, now)).toBe(renewed);
  const after = await rowOf(row.slug);
  expect(after.tokenCipher !== row.tokenCipher).toBe(renewed);
  expect(after.tokenExpiresAt !== row.tokenExpiresAt).toBe(renewed);
  const db = openDatabase(await addressOf(await keys(), after));
  expect((await db.read({ rows: db.orm.select().from(county) })).rows).toMatchObject([{ slug: row.slug }]);
});

test("a token whose end nobody wrote down is renewed", async () => {
  const row = await opened();
  const db = catalog();
  await db.write([db.orm.update(tenants).set({ tokenExpiresAt: null }).where(eq(tenants.slug, row.slug))]);
  const unknown = await rowOf(row.slug);
  expect(await renewToken(await keys(), db, unknown, Date.now())).toBe(true);
  expect((await rowOf(row.slug)).tokenExpiresAt).not.toBeNull();
});

test("a county that isn't ready has no address", async () => {
  const row = await opened();
  for (const state of ["provisioning", "failed", "removed"] as const) {
    await expect(addressOf(await keys(), { ...row, state })).rejects.toBeInstanceOf(Unavailable);
  }
});
