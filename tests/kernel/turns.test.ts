import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { tenants } from "../../db/catalog/schema.ts";
import { type DatabaseAddress, DatabaseUnavailable, newMeter, openDatabase } from "../../db/client.ts";
import { counters } from "../../db/tenant/schema/work.ts";
import { secretsFrom } from "../../worker/domain/kernel/secrets.ts";
import { addressOf } from "../../worker/domain/tenants/access.ts";
import { newCounty, provisionerOf } from "../support/county.ts";
import { catalog, NOWHERE, stack } from "../support/stack.ts";

let address: DatabaseAddress;
beforeAll(async () => {
  const { slug } = await newCounty();
  const db = catalog();
  const { found } = await db.read({ found: db.orm.select().from(tenants).where(eq(tenants.slug, slug)) });
  if (!found[0]) throw new Error(`no county ${slug}`);
  const secrets = await secretsFrom(stack.vars.SECRETS_KEY);
  address = await addressOf({ secrets, provisioner: provisionerOf(stack.vars) }, found[0]);
});

interface Answer {
  baton: string | null;
  results: { response?: { result: { rows: { value: string }[][] } } }[];
}

/** Statements as the server's own protocol takes them, in a transaction that stays open as long as its baton is kept. */
async function execute(at: DatabaseAddress, baton: string | null, ...statements: string[]): Promise<Answer> {
  const answer = await fetch(`${at.url}/v2/pipeline`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${at.token}`,
      "x-namespace-bin": btoa(at.namespace ?? "").replaceAll("=", ""),
    },
    body: JSON.stringify({
      baton,
      requests: statements.map((sql) => ({ type: "execute", stmt: { sql } })),
    }),
  });
  return (await answer.json()) as Answer;
}

const row = (name: string) => ({ name, value: 1 });

describe("the server lets one write into a database at a time", () => {
  test("reading needs no turn", async () => {
    const { baton } = await execute(
      address,
      null,
      "BEGIN IMMEDIATE",
      "INSERT INTO counters VALUES ('under way', 1)",
    );
    const meter = newMeter();
    const db = openDatabase(address, meter);
    const { rows } = await db.read({
      rows: db.orm.select().from(counters).where(eq(counters.name, "under way")),
    });
    expect([rows, meter.trips]).toEqual([[], 1]);
    await execute(address, baton, "ROLLBACK");
  });

  test("fifty people writing all the time are all let in: whoever is refused a turn asks again", async () => {
    const people = Array.from({ length: 50 }, (_, person) => person);
    const times = Array.from({ length: 8 }, (_, time) => time);
    await Promise.all(
      people.map(async (person) => {
        const db = openDatabase(address);
        for (const time of times) await db.write([db.orm.insert(counters).values(row(`${person}/${time}`))]);
      }),
    );
    const db = openDatabase(address);
    const { rows } = await db.read({ rows: db.orm.select().from(counters) });
    expect(rows.filter(({ name }) => name.includes("/"))).toHaveLength(people.length * times.length);
  });
});

test("a server that isn't there is asked once and named unavailable", async () => {
  const db = openDatabase({ ...address, url: NOWHERE });
  const write = db.write([db.orm.insert(counters).values(row("never"))]);
  await expect(write).rejects.toThrow(DatabaseUnavailable);
  await expect(db.read({ rows: db.orm.select().from(counters) })).rejects.toThrow(DatabaseUnavailable);
});

test("what is acknowledged is on the disk: catalog and county commit with a full sync", async () => {
  const { CATALOG_URL: url, CATALOG_TOKEN: token, CATALOG_NAMESPACE: namespace } = stack.vars;
  for (const at of [address, { url, token, namespace }]) {
    const { results } = await execute(at, null, "PRAGMA synchronous");
    expect(results[0]?.response?.result.rows[0]?.[0]?.value).toBe("2");
  }
});
