import { Validator } from "@seriousme/openapi-schema-validator";
import { beforeAll, describe, expect, test } from "vitest";
import { sha256 } from "../../worker/domain/kernel/secrets.ts";
import { type Request, requests } from "../budgets/requests.ts";
import { type County, newCounty, newOperator } from "../support/county.ts";
import { type Route, routes } from "../support/routes.ts";
import { operator, sessionOf } from "../support/sessions.ts";
import { stack } from "../support/stack.ts";
import { newVisitor } from "../support/visitor.ts";
import { under } from "../tenants/browsing.ts";
import { newClient } from "./client.ts";
import { type Contract, contract, type Operation } from "./contract.ts";

let stated: Contract;
beforeAll(async () => {
  stated = await contract();
});

/** The document doesn't describe itself. */
const described = routes.filter(({ isApi, path }) => isApi && !path.endsWith("/openapi.json"));

const operations = (): [string, Operation][] =>
  Object.entries(stated.document.paths).flatMap(([path, at]) =>
    Object.entries(at).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );

test("the document is valid OpenAPI 3.1", async () => {
  expect(stated.document.openapi).toMatch(/^3\.1\./);
  const { valid, errors } = await new Validator().validate({ ...structuredClone(stated.document) });
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
});

test("it describes exactly the addresses that the API has", () => {
  const real = described.map(({ name }) => name.replace(/:(\w+)/g, "{$1}"));
  expect(
    operations()
      .map(([name]) => name)
      .sort(),
  ).toEqual(real.sort());
});

test("a county hands out the same document as the platform", async () => {
  const { base } = await newCounty();
  const answer = await newVisitor().json("GET", `${base}/api/v1/openapi.json`);
  expect(await answer.json()).toEqual(stated.document);
});

test("the server it names is the one that answers", async () => {
  const { servers } = stated.document as unknown as { servers: { url: string }[] };
  expect(servers).toEqual([{ url: stack.url }]);
});

test("under a county's own hostname the document leads to addresses that answer", async () => {
  const { slug } = await newCounty();
  const host = `${slug}.county.example`;
  const sender = await newClient(await sessionOf(await operator(), "api"));
  await sender.post(`/api/v1/tenants/${slug}/hosts`, { host });
  const { status, body } = await under(host, "/api/v1/openapi.json");
  expect([status, JSON.parse(body)]).toEqual([200, stated.document]);
  const inside = await under(host, "/api/v1/communities");
  expect([inside.status, JSON.parse(inside.body)]).toEqual([200, { groups: expect.any(Array) }]);
});

test("what stands in a path is declared, required, and nothing else is", () => {
  for (const [name, { parameters }] of operations()) {
    const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    const declared = parameters.filter((parameter) => parameter.in === "path");
    expect(declared.map((parameter) => parameter.name).sort(), name).toEqual(inPath.sort());
    expect(
      declared.every(({ required }) => required),
      name,
    ).toBe(true);
    expect(new Set(parameters.map((parameter) => `${parameter.in} ${parameter.name}`)).size, name).toBe(
      parameters.length,
    );
  }
});

test("every operation has an id of its own", () => {
  const ids = operations().map(([, { operationId }]) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.filter((id) => !/^[a-z][A-Za-z]+$/.test(id))).toEqual([]);
});

test("it asks for a token exactly where the policy does", () => {
  const open = described.filter(({ isPublic }) => isPublic).map(({ name }) => name);
  for (const [name, { security }] of operations()) {
    const isOpen = open.includes(name.replace(/\{(\w+)\}/g, ":$1"));
    expect(security, name).toEqual(isOpen ? [] : [{ bearer: [] }]);
  }
});

test("writes take an idempotency key where a repeat is answered from memory, reads never", () => {
  const without = operations()
    .filter(([, { parameters }]) => !parameters.some((parameter) => parameter.name === "Idempotency-Key"))
    .map(([name]) => name)
    .filter((name) => !name.startsWith("GET "));
  // A token is given out once and kept nowhere; signing out and going on with a county are done or they aren't.
  expect(without.sort()).toEqual([
    "DELETE /api/v1/sessions/current",
    "DELETE /api/v1/sessions/others",
    "DELETE /t/{slug}/api/v1/sessions/current",
    "DELETE /t/{slug}/api/v1/sessions/others",
    "POST /api/v1/sessions",
    "POST /api/v1/tenants/{tenant}/provisioning",
    "POST /t/{slug}/api/v1/sessions",
  ]);
});

test("what may be left out of a body is not called required", () => {
  const required = operations().flatMap(([, { requestBody }]) => {
    const schema = requestBody?.content["application/json"]?.schema as { required?: string[] } | undefined;
    return schema?.required ?? [];
  });
  const optional = ["present", "proxy", "late", "leave", "members", "assistantIds", "leadId", "comment"];
  expect(required.filter((name) => optional.includes(name))).toEqual([]);
});

describe("every operation answers as the document says", () => {
  let county: County;
  let operating: { username: string; password: string };
  beforeAll(async () => {
    [county, operating] = await Promise.all([newCounty(), newOperator()]);
  });

  test.for(described)("$name", async (route) => {
    const { who, params = {}, query, body } = await requestFor(route, county);
    const path = route.path.replace(/:(\w+)/g, (_, name: string) =>
      name === "slug" ? county.slug : (params[name] ?? name),
    );
    const base = route.realm === "county" ? `${county.base}/api/v1` : "/api/v1";
    const client = await newClient();
    const person = who === "operator" ? operating : who === "visitor" ? null : county.people[who];
    const sender = person ? await client.signIn(base, person) : client;
    const sent = route.method === "GET" || route.method === "DELETE" ? undefined : (body ?? {});
    const { status } = await sender.send(route.method, query ? `${path}?${query}` : path, sent);
    expect(status).toBeLessThan(300);
  });

  const ofOperators = [
    "GET /api/v1/account",
    "DELETE /api/v1/sessions/current",
    "DELETE /api/v1/sessions/others",
  ];

  async function sessionOfOperator(): Promise<string> {
    const answer = await newVisitor().json("POST", "/api/v1/sessions", operating);
    const { token } = (await answer.json()) as { token: string };
    return (await sha256(token)).slice(0, 24);
  }

  async function requestFor({ name }: Route, of: County): Promise<Request> {
    const { username, password } = operating;
    if (name === "POST /api/v1/sessions") return { who: "visitor", body: { username, password } };
    if (ofOperators.includes(name)) return { who: "operator" };
    if (name === "POST /api/v1/sessions/:sessionId/closure")
      return { who: "operator", params: { sessionId: await sessionOfOperator() } };
    const make = requests[name];
    if (!make) throw new Error(`no request for ${name}`);
    return make(of);
  }
});
