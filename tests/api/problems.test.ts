import { beforeAll, describe, expect, test } from "vitest";
import { completeResolution } from "../../worker/domain/resolutions/complete.ts";
import { editResolution } from "../../worker/domain/resolutions/edit.ts";
import { ordinary } from "../../worker/http/most.ts";
import { changesBetween, everythingIn } from "../kernel/everything.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { bearer, sessionOf } from "../support/sessions.ts";
import { NOWHERE, stack, startSite } from "../support/stack.ts";
import { newVisitor } from "../support/visitor.ts";
import { type Contract, contract } from "./contract.ts";

let county: County;
let elsewhere: County;
let stated: Contract;
let at: string;
beforeAll(async () => {
  [county, elsewhere, stated] = await Promise.all([newCounty(), newCounty(), contract()]);
  at = `${county.base}/api/v1`;
});

interface Sent {
  who?: Who;
  method?: string;
  path: string;
  body?: string | object;
  headers?: Record<string, string>;
}

async function send({ who, method = "GET", path, body, headers = {} }: Sent): Promise<Response> {
  const token = who && (await sessionOf(county.as(who), "api"));
  return fetch(new URL(path, stack.url), {
    method,
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}

interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  errors?: { path: string; message: string }[];
  current?: Record<string, unknown>;
  retryAfter?: number;
  requestId: string;
}

/** The answer's problem, after making sure that it is one as RFC 9457 and the API's document have it. */
async function problemOf(answer: Response): Promise<Problem> {
  const type = answer.headers.get("content-type") ?? "";
  expect(type).toBe("application/problem+json");
  const body = (await answer.json()) as Problem;
  expect(stated.complaintsAboutProblem(body)).toEqual([]);
  expect(body.status).toBe(answer.status);
  expect(body.type).toMatch(/^urn:lianzhi:problem:[a-z-]+$/);
  expect(body.title).toMatch(/\p{Script=Han}/u);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  return body;
}

const matter = async () => (await county.matter()).id;
const task = async () => (await county.resolution((await county.meeting()).id)).id;
const report = () => ({
  orgUnitId: county.org.grid,
  category: "lighting",
  body: "路灯不亮",
  place: "路口",
  reporterPhone: "13812345678",
});
const tooLong = () => ({ ...report(), body: "字".repeat(ordinary.bytes) });

const refusals: [number, string, string, () => Promise<Sent> | Sent][] = [
  [401, "unauthenticated", "no token", () => ({ path: `${at}/account` })],
  [
    401,
    "unauthenticated",
    "a made-up token",
    () => ({ path: `${at}/account`, headers: { authorization: `Bearer ${"x".repeat(43)}` } }),
  ],
  [
    401,
    "unauthenticated",
    "another scheme",
    () => ({ path: `${at}/account`, headers: { authorization: "Basic eDp5" } }),
  ],
  [403, "forbidden", "a role that never may", () => ({ who: "liaison", path: `${at}/audit-entries` })],
  [
    403,
    "forbidden",
    "a record one may see but not move",
    async () => ({ who: "inspector", method: "POST", path: `${at}/matters/${await matter()}/acceptance` }),
  ],
  [404, "not-found", "no such record", () => ({ who: "gridWorker", path: `${at}/matters/no-such-matter` })],
  [
    404,
    "not-found",
    "a record of another grid",
    async () => ({ who: "otherWorker", path: `${at}/matters/${await matter()}` }),
  ],
  [
    404,
    "not-found",
    "a record of another county",
    async () => ({ who: "admin", path: `${at}/matters/${(await elsewhere.matter()).id}` }),
  ],
  [404, "not-found", "no such address", () => ({ who: "admin", path: `${at}/nothing-here` })],
  [
    405,
    "method-not-allowed",
    "no such method",
    () => ({ who: "admin", method: "PATCH", path: `${at}/matters` }),
  ],
  [404, "not-found", "no such receipt", () => ({ path: `${at}/receipts/2222-2222-2222-2222` })],
  [404, "unknown-tenant", "no such county", () => ({ path: "/t/no-such-county/api/v1/communities" })],
  [
    409,
    "conflict",
    "a move the record is past",
    async () => ({
      who: "secretary",
      method: "POST",
      path: `${at}/resolutions/${await task()}/approval`,
    }),
  ],
  [
    409,
    "conflict",
    "an edit of an older revision",
    async () => {
      const resolutionId = await task();
      const words = { kind: "task", leadId: county.units.water };
      await editResolution(county.as("secretary"), { ...words, resolutionId, revision: 1, body: "先改的" });
      const body = { ...words, revision: 1, body: "后改的" };
      return { who: "secretary", method: "PUT", path: `${at}/resolutions/${resolutionId}`, body };
    },
  ],
  [413, "too-large", "too large a body", () => ({ method: "POST", path: `${at}/matters`, body: tooLong() })],
  [
    415,
    "bad-request",
    "a form",
    () => ({
      method: "POST",
      path: `${at}/matters`,
      body: "body=x",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    }),
  ],
  [
    415,
    "bad-request",
    "a form that calls itself text",
    () => ({
      method: "POST",
      path: `${at}/matters`,
      body: JSON.stringify(report()),
      headers: { "content-type": "text/plain" },
    }),
  ],
  [422, "invalid", "missing fields", () => ({ method: "POST", path: `${at}/matters`, body: {} })],
  [
    422,
    "invalid",
    "a field nobody asked for",
    () => ({ method: "POST", path: `${at}/matters`, body: { ...report(), state: "closed" } }),
  ],
  [
    422,
    "invalid",
    "a field of the wrong kind",
    () => ({ method: "POST", path: `${at}/matters`, body: { ...report(), body: { a: 1 } } }),
  ],
  [422, "invalid", "a list", () => ({ method: "POST", path: `${at}/matters`, body: [report()] })],
  [422, "invalid", "broken JSON", () => ({ method: "POST", path: `${at}/matters`, body: '{"body":' })],
  [422, "invalid", "null", () => ({ method: "POST", path: `${at}/matters`, body: "null" })],
  [
    422,
    "invalid",
    "an unknown question",
    () => ({ who: "admin", path: `${at}/matters?order=asc&before=${"x".repeat(101)}` }),
  ],
  [
    422,
    "invalid",
    "too short an idempotency key",
    () => ({
      method: "POST",
      path: `${at}/matters`,
      body: report(),
      headers: { "idempotency-key": "1" },
    }),
  ],
];

describe("a refusal is a problem document and changes nothing", () => {
  test.for(refusals)("%i %s: %s", async ([status, name, , make]) => {
    const request = await make();
    const before = await everythingIn(county.db);
    const answer = await send(request);
    expect(answer.status).toBe(status);
    const problem = await problemOf(answer);
    expect(problem.type).toBe(`urn:lianzhi:problem:${name}`);
    expect(answer.headers.get("x-request-id")).toBe(problem.requestId);
    if (status === 422) expect(problem.errors?.length).toBeGreaterThan(0);
    const { sessions: _token, ...changes } = changesBetween(before, await everythingIn(county.db));
    expect(changes).toEqual({});
  });
});

test("every wrong field is named, in words for people", async () => {
  const answer = await send({ method: "POST", path: `${at}/matters`, body: { orgUnitId: county.org.grid } });
  const { errors = [] } = await problemOf(answer);
  expect(errors.map(({ path }) => path).sort()).toEqual(["body", "category", "place"]);
  for (const { message } of errors) expect(message).toMatch(/^请(填写|选择)/);
});

test("a stale edit is told who was faster, when, and what stands now", async () => {
  const resolutionId = await task();
  const words = { kind: "task", leadId: county.units.water, assistantIds: [] };
  await editResolution(county.as("liaison", "2026-11-20T01:00:00.000Z"), {
    ...words,
    resolutionId,
    revision: 1,
    body: "先改的",
  });
  const answer = await send({
    who: "secretary",
    method: "PUT",
    path: `${at}/resolutions/${resolutionId}`,
    body: { ...words, revision: 1, body: "后改的" },
  });
  expect(await problemOf(answer)).toMatchObject({
    status: 409,
    current: {
      changedBy: county.people.liaison.actor.name,
      changedAt: "2026-11-20T01:00:00.000Z",
      revision: 2,
      fields: expect.arrayContaining([{ name: "body", label: "决议内容", value: "先改的" }]),
    },
  });
});

test("whoever comes second to a move is told who was first", async () => {
  const resolutionId = await task();
  await completeResolution(county.as("liaison"), { resolutionId, text: "办完了" });
  const path = `${at}/resolutions/${resolutionId}/completion`;
  const answer = await send({ who: "communityOfficer", method: "POST", path, body: { text: "也办完了" } });
  expect([403, 404]).toContain(answer.status);
  const second = await send({ who: "admin", method: "POST", path, body: { text: "也办完了" } });
  expect(await problemOf(second)).toMatchObject({
    status: 409,
    detail: expect.stringContaining("待验收"),
    current: { changedBy: county.people.liaison.actor.name, revision: 2 },
  });
});

test("too many wrong passwords are answered with how long to wait", async () => {
  const wrong = () =>
    send({
      method: "POST",
      path: `${at}/sessions`,
      body: { username: county.people.liaison.username, password: "not the right one" },
      headers: { "x-test-network": "10.9.8" },
    });
  for (let attempt = 1; attempt <= 5; attempt++) {
    const { status, errors } = await problemOf(await wrong());
    expect([status, errors?.map(({ path }) => path)]).toEqual([422, ["password"]]);
  }
  const answer = await wrong();
  const { status, retryAfter = 0 } = await problemOf(answer);
  expect(status).toBe(429);
  expect(retryAfter).toBeGreaterThan(0);
  expect(answer.headers.get("retry-after")).toBe(String(retryAfter));
});

test("a database out of reach is a 503 that says when to come back", async () => {
  const site = await startSite({ SQLD_URL: NOWHERE });
  const token = await sessionOf(county.as("admin"), "api");
  const visitor = newVisitor(site.url);
  const answer = await visitor.json("GET", `${at}/matters`, undefined, bearer(token));
  expect(await problemOf(answer)).toMatchObject({ status: 503, retryAfter: 30 });
  expect(answer.headers.get("retry-after")).toBe("30");
});

test("what goes wrong inside is never told", async () => {
  const rows = await Promise.all(refusals.map(async ([, , , make]) => (await send(await make())).text()));
  for (const text of rows) expect(text).not.toMatch(/\b(Error|SQLITE|sqlite|select|insert|\.ts|at \w+ \()/);
});
