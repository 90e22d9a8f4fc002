import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { createApp } from "../../worker/app.ts";
import type { Right } from "../../worker/domain/kernel/rights.ts";
import { rights } from "../../worker/domain/nouns.ts";
import type { AppEnv } from "../../worker/http/app-env.ts";
import { allow } from "../../worker/http/session.ts";
import { handlersByAddress, marksOf, routes } from "../support/routes.ts";

const right = (action: string) => rights[action] as Right;

/** What is wrong with the marks of an application, in words; nothing when every address has exactly one, in front. */
function complaintsAbout(app: Hono<AppEnv>): string[] {
  return [...handlersByAddress(app)].flatMap(([name, handlers]) => {
    const marks = marksOf(handlers);
    if (marks.length === 0) return [`${name} has no policy mark`];
    if (marks.length > 1)
      return [`${name} has several policy marks: ${marks.map(({ action }) => action).join(", ")}`];
    return marksOf(handlers.slice(0, 1)).length === 1 ? [] : [`${name} does something before its mark`];
  });
}

test("every route has exactly one policy mark, and nothing runs before it", () => {
  expect(complaintsAbout(createApp())).toEqual([]);
});

describe("a route is refused", () => {
  const answer = () => new Response();
  const cases: [string, (app: Hono<AppEnv>) => unknown, string][] = [
    ["without a mark", (app) => app.get("/open", answer), "GET /open has no policy mark"],
    [
      "with two marks",
      (app) => app.post("/twice", allow(right("county.visit")), allow(right("audit.view")), answer),
      "POST /twice has several policy marks: county.visit, audit.view",
    ],
    [
      "that is marked only after it began",
      (app) => app.put("/late", answer, allow(right("audit.view")), answer),
      "PUT /late does something before its mark",
    ],
    [
      "that is mounted from another application without a mark",
      (app) => app.route("/below", new Hono<AppEnv>().delete("/it", answer)),
      "DELETE /below/it has no policy mark",
    ],
  ];
  test.each(cases)("%s", (_how, add, complaint) => {
    const app = new Hono<AppEnv>();
    add(app);
    expect(complaintsAbout(app)).toEqual([complaint]);
  });
});

test("what answers every method is middleware and stands in front of everything", () => {
  const entries = createApp().routes;
  const first = entries.findIndex(({ method }) => method !== "ALL");
  expect(entries.slice(first).filter(({ method }) => method === "ALL")).toEqual([]);
  expect(new Set(entries.slice(0, first).map(({ path }) => path))).toEqual(
    new Set(["/*", "/t/:slug/*", "/t/:slug"]),
  );
});

/** What only the operator's command line carries. */
const commandLine = ["notice.load"];

test("no action is left that neither a route nor the command line carries", () => {
  const carried = new Set([...routes.map(({ action }) => action), ...commandLine]);
  expect(Object.values(rights).filter(({ who, action }) => who !== "system" && !carried.has(action))).toEqual(
    [],
  );
});

/** Opening an address to everybody means adding it here, by hand. */
const open = [
  "GET /",
  "GET /.well-known/security.txt",
  "GET /docs",
  "GET /favicon.ico",
  "GET /gallery",
  "GET /healthz",
  "GET /invitations/:token",
  "GET /openapi.json",
  "GET /openings/:token",
  "GET /readyz",
  "GET /robots.txt",
  "GET /rule-set.schema.json",
  "GET /session/new",
  "GET /t/:slug",
  "GET /t/:slug/api/v1/commitments",
  "GET /t/:slug/api/v1/communities",
  "GET /t/:slug/api/v1/grids/:orgUnitId",
  "GET /t/:slug/api/v1/identity",
  "GET /t/:slug/api/v1/openapi.json",
  "GET /t/:slug/api/v1/receipts/:receiptCode",
  "GET /t/:slug/api/v1/receipts/:receiptCode/photos/:photoId",
  "GET /t/:slug/commitments",
  "GET /t/:slug/docs",
  "GET /t/:slug/grids",
  "GET /t/:slug/grids/:orgUnitId",
  "GET /t/:slug/invitations/:token",
  "GET /t/:slug/matters/new",
  "GET /t/:slug/near",
  "GET /t/:slug/privacy",
  "GET /t/:slug/receipts",
  "GET /t/:slug/receipts/:receiptCode",
  "GET /t/:slug/receipts/:receiptCode/photos/:photoId",
  "GET /t/:slug/receipts/:receiptCode/withdrawal",
  "GET /t/:slug/rule-set.schema.json",
  "GET /t/:slug/session/new",
  "POST /api/v1/invitations/:invitation/tenants",
  "POST /api/v1/sessions",
  "POST /invitations/:token",
  "POST /openings/:token",
  "POST /preferences",
  "POST /session",
  "POST /t/:slug/api/v1/invitations/:token/acceptance",
  "POST /t/:slug/api/v1/matters",
  "POST /t/:slug/api/v1/receipts/:receiptCode/additions",
  "POST /t/:slug/api/v1/receipts/:receiptCode/evaluation",
  "POST /t/:slug/api/v1/receipts/:receiptCode/review",
  "POST /t/:slug/api/v1/receipts/:receiptCode/withdrawal",
  "POST /t/:slug/api/v1/sessions",
  "POST /t/:slug/invitations/:token",
  "POST /t/:slug/matters",
  "POST /t/:slug/preferences",
  "POST /t/:slug/receipts",
  "POST /t/:slug/receipts/:receiptCode/additions",
  "POST /t/:slug/receipts/:receiptCode/evaluation",
  "POST /t/:slug/receipts/:receiptCode/review",
  "POST /t/:slug/receipts/:receiptCode/withdrawal",
  "POST /t/:slug/session",
];

test("exactly these addresses answer visitors without an account", () => {
  expect(
    routes
      .filter(({ isPublic }) => isPublic)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(open);
});
