import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { type County, newCounty } from "../support/county.ts";
import { raw } from "../support/raw.ts";
import { signedIn } from "../support/sessions.ts";
import { stack } from "../support/stack.ts";
import { newVisitor } from "../support/visitor.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

/** The line of a request by its number; the worker's log is written a moment after the answer. */
async function lineOf(id: string | null): Promise<Record<string, unknown>> {
  if (!id) throw new Error("the answer names no request");
  const line = () =>
    readFileSync(stack.log, "utf8")
      .split("\n")
      .find((each) => each.includes(id));
  return await expect
    .poll(line)
    .toBeDefined()
    .then(() => JSON.parse(line()?.replace(/^\w+ /, "") ?? ""));
}

test("each request is one line: whose, what, how it ended, what it cost", async () => {
  const visitor = await signedIn(county, "gridWorker");
  const { id } = await county.matter();
  const answer = await visitor.get(`${county.base}/matters/${id}?next=secret-word`);
  const number = answer.headers.get("x-request-id");
  expect(await lineOf(number)).toEqual({
    kind: "request",
    id: number,
    county: county.slug,
    method: "GET",
    route: "/t/:slug/matters/:matterId",
    status: 200,
    ms: expect.any(Number),
    trips: expect.any(Number),
  });
});

test("neither codes nor questions nor names of people stand in it", async () => {
  const { receiptCode } = await county.matter();
  await newVisitor().get(`${county.base}/receipts/${receiptCode}?q=secret-word`);
  await newVisitor().post(`${county.base}/session`, { username: "secret-name", password: "secret-word" });
  const last = await newVisitor().get(`${county.base}/invitations/secret-token`);
  await lineOf(last.headers.get("x-request-id"));
  const lines = readFileSync(stack.log, "utf8").split("\n");
  const log = lines.filter((line) => line.includes('"kind":"request"')).join("\n");
  for (const secret of [receiptCode, "secret-word", "secret-name", "secret-token"]) {
    expect(log).not.toContain(secret);
  }
});

test.each<[string, number, string | null, Parameters<typeof raw>]>([
  ["an address that isn't there", 404, null, ["/nothing/here"]],
  ["a file that isn't there", 404, null, ["/static/nothing.js"]],
  ["another method", 405, null, ["/healthz", { method: "PATCH", headers: { origin: stack.url } }]],
  ["a refusal", 401, "/api/v1/tenants", ["/api/v1/tenants"]],
  ["another's hostname", 421, "/", ["/", { headers: { host: "stranger.example" } }]],
  ["a redirect", 308, "/favicon.ico", ["/favicon.ico"]],
  ["the question after methods", 204, null, ["/", { method: "OPTIONS" }]],
])("%s has its number and its line", async (_what, status, route, request) => {
  const answer = await raw(...request);
  const number = String(answer.headers["x-request-id"]);
  expect([answer.status, number]).toEqual([status, expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  expect(await lineOf(number)).toMatchObject({ kind: "request", county: null, status, route });
});
