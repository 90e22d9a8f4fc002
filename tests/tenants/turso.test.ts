import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { Unavailable } from "../../worker/domain/errors.ts";
import { type Provisioner, tursoProvisioner } from "../../worker/domain/tenants/provisioner.ts";

/**
 * The Turso Platform API as https://docs.turso.tech/api-reference documents it: create, retrieve and delete a
 * database, and create a token. Only what is documented is answered; everything else is a 404 without JSON.
 */
interface Call {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: IncomingHttpHeaders;
  body: unknown;
}

const organization = "county-cloud";
const group = "mainland";
const apiToken = "platform-token";

let calls: Call[];
let databases: Map<string, string>;
let answer: ((call: Call) => { status: number; body: unknown } | undefined) | undefined;
let turso: Provisioner;

beforeEach(async () => {
  calls = [];
  databases = new Map();
  answer = undefined;
  const server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on("data", (part: Buffer) => parts.push(part));
    incoming.on("end", () => {
      const { pathname, searchParams } = new URL(incoming.url ?? "", "http://turso");
      const text = Buffer.concat(parts).toString();
      const call: Call = {
        method: incoming.method ?? "",
        path: pathname,
        query: Object.fromEntries(searchParams),
        headers: incoming.headers,
        body: text === "" ? null : JSON.parse(text),
      };
      calls.push(call);
      const { status, body } = answer?.(call) ?? documented(call);
      outgoing.writeHead(status, { "content-type": "application/json" });
      outgoing.end(typeof body === "string" ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  turso = tursoProvisioner({ organization, group, apiToken, baseUrl: `http://127.0.0.1:${port}/v1/` });
});

const listOf = `/v1/organizations/${organization}/databases`;
const hostnameOf = (name: string) => `${name}-${organization}.aws-ap-northeast-1.turso.io`;

function documented({ method, path, body }: Call): { status: number; body: unknown } {
  const name = path.split("/")[5] ?? "";
  if (method === "POST" && path === listOf) {
    const { name } = body as { name: string };
    if (databases.has(name))
      return { status: 409, body: { error: `database with name ${name} already exists` } };
    databases.set(name, `id-${name}`);
    return {
      status: 200,
      body: { database: { DbId: `id-${name}`, Hostname: hostnameOf(name), Name: name } },
    };
  }
  if (!databases.has(name))
    return { status: 404, body: { error: `could not find database with name ${name}` } };
  if (method === "GET" && path === `${listOf}/${name}`) {
    const found = { Name: name, DbId: `id-${name}`, Hostname: hostnameOf(name), group, type: "logical" };
    return { status: 200, body: { database: found } };
  }
  if (method === "DELETE" && path === `${listOf}/${name}`) {
    databases.delete(name);
    return { status: 200, body: { database: name } };
  }
  if (method === "POST" && path === `${listOf}/${name}/auth/tokens`)
    return { status: 200, body: { jwt: `jwt-of-${name}` } };
  return { status: 404, body: "not documented" };
}

const seen = () => calls.map(({ method, path, query, body }) => ({ method, path, query, body }));

test("a database is created by name in the group, as documented", async () => {
  expect(await turso.create("xinye-abc123")).toEqual({ url: `libsql://${hostnameOf("xinye-abc123")}` });
  expect(seen()).toEqual([
    { method: "POST", path: listOf, query: {}, body: { name: "xinye-abc123", group } },
  ]);
  expect(calls[0]?.headers).toMatchObject({
    authorization: `Bearer ${apiToken}`,
    "content-type": "application/json",
  });
});

test("a database that exists already is found instead", async () => {
  await turso.create("xinye-abc123");
  expect(await turso.create("xinye-abc123")).toEqual({ url: `libsql://${hostnameOf("xinye-abc123")}` });
  expect(seen().slice(1)).toEqual([
    { method: "POST", path: listOf, query: {}, body: { name: "xinye-abc123", group } },
    { method: "GET", path: `${listOf}/xinye-abc123`, query: {}, body: null },
  ]);
});

test("a token is minted for the one database, with full access and an end", async () => {
  await turso.create("xinye-abc123");
  const before = Date.now();
  const { token, expiresAt } = await turso.mintToken("xinye-abc123", 30);
  expect(token).toBe("jwt-of-xinye-abc123");
  expect(seen()[1]).toMatchObject({
    method: "POST",
    path: `${listOf}/xinye-abc123/auth/tokens`,
    query: { expiration: "30d", authorization: "full-access" },
  });
  expect(calls[1]?.headers.authorization).toBe(`Bearer ${apiToken}`);
  expect(expiresAt - before).toBeGreaterThanOrEqual(30 * 24 * 60 * 60 * 1000);
  expect(expiresAt - Date.now()).toBeLessThanOrEqual(30 * 24 * 60 * 60 * 1000);
});

test("a database is deleted, and one that is gone already is fine", async () => {
  await turso.create("xinye-abc123");
  await turso.destroy("xinye-abc123", null);
  await turso.destroy("xinye-abc123", null);
  expect(databases.size).toBe(0);
  expect(seen().slice(1)).toEqual([
    { method: "DELETE", path: `${listOf}/xinye-abc123`, query: {}, body: null },
    { method: "DELETE", path: `${listOf}/xinye-abc123`, query: {}, body: null },
  ]);
});

test("a Turso database has a host of its own: no namespace goes along", () => {
  expect(turso.address("xinye-abc123", "libsql://somewhere", "jwt")).toEqual({
    url: "libsql://somewhere",
    token: "jwt",
  });
});

const acts: [string, (name: string) => Promise<unknown>][] = [
  ["create", (name) => turso.create(name)],
  ["mint a token", (name) => turso.mintToken(name, 30)],
  ["delete", (name) => turso.destroy(name, null)],
];
const refusals: [string, { status: number; body: unknown }][] = [
  ["401 with words", { status: 401, body: { error: "invalid token" } }],
  ["402 over quota", { status: 402, body: { error: "upgrade your plan" } }],
  ["500 without JSON", { status: 500, body: "<html>oops" }],
];

for (const [what, act] of acts) {
  test.each(refusals)(
    `to ${what} and be told %s is Unavailable, with the cause kept`,
    async (_how, refusal) => {
      answer = () => refusal;
      const failure = await act("xinye-abc123").catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(Unavailable);
      expect((failure as Error).cause).toBeInstanceOf(Error);
      expect((failure as Error).message).toContain("Turso");
    },
  );
}

test("a database that exists but can't be shown is Unavailable", async () => {
  await turso.create("xinye-abc123");
  answer = ({ method }) => (method === "GET" ? { status: 500, body: { error: "away" } } : undefined);
  await expect(turso.create("xinye-abc123")).rejects.toBeInstanceOf(Unavailable);
});
