import { eq, or } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { audit } from "../../db/kernel/schema.ts";
import { presets } from "../../db/presets/index.ts";
import { type Request, requests } from "../budgets/requests.ts";
import { changesBetween, everythingIn } from "../kernel/everything.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { type Route, routes } from "../support/routes.ts";
import { operator, sessionOf } from "../support/sessions.ts";
import { catalog } from "../support/stack.ts";
import { newVisitor } from "../support/visitor.ts";
import { type Contract, contract } from "./contract.ts";

let county: County;
let operating: Awaited<ReturnType<typeof operator>>;
let stated: Contract;
beforeAll(async () => {
  [county, operating, stated] = await Promise.all([newCounty(), operator(), contract()]);
});

const writes = routes.filter(({ isApi, method }) => isApi && method !== "GET");
const keyed = writes.filter(
  ({ name }) => requests[name] && !/\/(sessions|sessions\/(current|others)|provisioning)$/.test(name),
);
/** The same handler stands below `/t/:slug`. */
const twin = "POST /api/v1/sessions/:sessionId/closure";

test("every write that takes a key is repeated here", () => {
  const taking = Object.entries(stated.document.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, { parameters }]) => parameters.some(({ name }) => name === "Idempotency-Key"))
      .map(([method]) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`),
  );
  expect([...keyed.map(({ name }) => name), twin].sort()).toEqual(taking.sort());
});

async function tokenOf(who: Request["who"]): Promise<string | null> {
  if (who === "visitor") return null;
  return sessionOf(who === "operator" ? operating : county.as(who), "api");
}

interface Written {
  route: Route;
  path: string;
  body: object;
  token: string | null;
}

async function prepared(route: Route): Promise<Written> {
  const { who, params = {}, body = {} } = (await requests[route.name]?.(county)) ?? { who: "visitor" };
  const filled = { slug: county.slug, ...params } as Record<string, string>;
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => filled[name] ?? name);
  return { route, path, body, token: await tokenOf(who) };
}

async function send({ route, path, body, token }: Written, key: string) {
  const headers = { "idempotency-key": key, ...(token ? { authorization: `Bearer ${token}` } : {}) };
  const answer = await newVisitor().json(route.method, path, body, { headers });
  return { status: answer.status, body: await answer.json() };
}

/** A county's rows; of the catalog, which other tests share, what this operator or this request's county left. */
async function traceOf({ route, body }: Written): Promise<unknown> {
  if (route.realm === "county") return everythingIn(county.db);
  const db = catalog();
  const own = eq(audit.actorId, operating.actor.accountId ?? "");
  const opened = "slug" in body ? eq(audit.subject, `tenant:${body.slug}`) : undefined;
  return db.read({
    found: db.orm.select({ seq: audit.seq, subject: audit.subject }).from(audit).where(or(own, opened)),
  });
}

describe("sent twice with the same key, it is done once and answered alike", () => {
  test.for(keyed)("$name", async (route) => {
    const request = await prepared(route);
    const key = crypto.randomUUID();
    const before = await traceOf(request);
    const first = await send(request, key);
    expect(first.status).toBeLessThan(300);
    const once = await traceOf(request);
    expect(once).not.toEqual(before);
    expect(await send(request, key)).toEqual(first);
    expect(await traceOf(request)).toEqual(once);
  });
});

describe("the same key with something else in it is refused and does nothing", () => {
  const changeable = keyed.filter(({ realm }) => realm === "county");
  test.for(changeable)("$name", async (route) => {
    const [request, other] = [await prepared(route), await prepared(route)];
    const differing =
      JSON.stringify([request.path, request.body]) !== JSON.stringify([other.path, other.body]);
    const changed = differing ? other : { ...other, ...elsewise(route, other) };
    const key = crypto.randomUUID();
    expect((await send(request, key)).status).toBeLessThan(300);
    const once = await everythingIn(county.db);
    const again = await send({ ...changed, token: request.token }, key);
    expect(again).toMatchObject({
      status: 422,
      body: { errors: [{ message: expect.stringContaining("已经提交过") }] },
    });
    expect(changesBetween(once, await everythingIn(county.db))).toEqual({});
  });

  /** Where two requests of the same make are alike, some other valid value of one of their fields. */
  function elsewise({ name }: Route, { path, body }: Written): Partial<Written> {
    if (name.endsWith("/matters")) return { body: { ...body, body: "另一盏路灯不亮" } };
    if (name.endsWith("/registrations")) return { body: { ...body, body: "另一处井盖破损" } };
    if (name.endsWith("/meetings")) return { body: { ...body, title: "另一次联席会议" } };
    if (name.endsWith("/whistles")) return { body: { ...body, body: "另一条街的电线" } };
    if (name.endsWith("/webhooks")) return { body: { ...body, name: "另一个平台" } };
    if (name.endsWith("/identity")) return { body: { ...body, office: "县委政法委" } };
    if (name.endsWith("/rule-sets")) return { body: { ...body, rules: presets.xinye.rules } };
    if (name.endsWith("/invitations")) return { body: { ...body, name: "另一位同事" } };
    if (name.endsWith("/review")) return { path: path.replace(/\d+\/review$/, "999/review") };
    throw new Error(`${name}: say what can be changed`);
  }
});

test("one person's key means nothing in another's hands", async () => {
  const key = crypto.randomUUID();
  const path = `${county.base}/api/v1/member-units`;
  const add = async (who: Who, name: string) => {
    const headers = { "idempotency-key": key, authorization: `Bearer ${await tokenOf(who)}` };
    const body = { name, kind: "localUnit", orgUnitId: county.org.root };
    const answer = await newVisitor().json("POST", path, body, { headers });
    return { status: answer.status, body: (await answer.json()) as { id: string } };
  };
  const first = await add("admin", "第一中学");
  const second = await add("secretary", "第二中学");
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(first.body.id).not.toBe(second.body.id);
});

test("without a key every request counts", async () => {
  const path = `${county.base}/api/v1/matters`;
  const body = {
    orgUnitId: county.org.grid,
    category: "lighting",
    body: "路灯不亮",
    place: "路口",
    reporterPhone: "13812345678",
  };
  const report = async () => (await newVisitor().json("POST", path, body)).json() as Promise<{ id: string }>;
  const [first, second] = [await report(), await report()];
  expect(first.id).not.toBe(second.id);
});

test("a refused write leaves its key unused", async () => {
  const key = crypto.randomUUID();
  const path = `${county.base}/api/v1/matters`;
  const body = { orgUnitId: county.org.grid, category: "lighting", body: "路灯不亮", place: "路口" };
  const report = (more: object) =>
    newVisitor().json("POST", path, { ...body, ...more }, { headers: { "idempotency-key": key } });
  expect((await report({ category: "no-such" })).status).toBe(422);
  expect((await report({ reporterPhone: "13812345678" })).status).toBe(201);
});
