import { Hono } from "hono";
import { countyEndpoints } from "./api/county.ts";
import { mount } from "./api/endpoint.ts";
import { openApi } from "./api/openapi.ts";
import { platformEndpoints } from "./api/platform.ts";
import { ruleSetSchema } from "./api/rule-schema.ts";
import { countyNoun } from "./domain/county/rights.ts";
import { tenant } from "./domain/tenants/tenant.ts";
import { problemOf } from "./http/answer.ts";
import { answerOf } from "./http/answers.ts";
import { type AppEnv, type C, isForPrograms } from "./http/app-env.ts";
import { takeBody, takeLargeBody } from "./http/body.ts";
import { challengeFor } from "./http/challenge.ts";
import { ownOriginOnly } from "./http/csrf.ts";
import { beginAnew, unlessSurprised } from "./http/expected.ts";
import { health } from "./http/health.ts";
import { keptWhileSame } from "./http/kept.ts";
import { unmatched } from "./http/methods.ts";
import { readiness } from "./http/readiness.ts";
import { request, secureHeaders } from "./http/request.ts";
import { requestLog, routeOf } from "./http/request-log.ts";
import { securityLog } from "./http/security-log.ts";
import { allow } from "./http/session.ts";
import { hostKnown, inCounty, onPlatform, toldApart } from "./http/tenant.ts";
import { adminPages } from "./pages/admin/pages.tsx";
import { failurePage, signInHref } from "./pages/failure.tsx";
import { memberPages } from "./pages/member/pages.tsx";
import { docsPage } from "./pages/platform/docs.tsx";
import { platformPages } from "./pages/platform/pages.ts";
import { residentPages } from "./pages/resident/pages.ts";

/** The whole product as one Hono application; a county's own hostname is rewritten to `/t/<slug>` before it gets here. */
export function createApp(): Hono<AppEnv> {
  const app = new Hono<AppEnv>({ strict: false });
  app.use(beginAnew(app), request, requestLog, securityLog, secureHeaders, takeBody, hostKnown);
  app.use("/t/:slug/*", inCounty);
  app.use("/t/:slug", inCounty);
  app.use("*", async (c, next) => (c.var.tenant ? next() : onPlatform(c, next)));
  app.use(ownOriginOnly, takeLargeBody);

  mount(app, "/t/:slug/api/v1", countyEndpoints);
  mount(app, "/api/v1", platformEndpoints);
  describe(app);
  app.get("/healthz", allow(tenant.rights.visitPlatform), health);
  app.get("/readyz", allow(tenant.rights.visitPlatform), readiness);

  for (const pages of [residentPages, memberPages, adminPages]) app.route("/t/:slug", pages);
  app.route("/", platformPages);

  app.notFound((c) => unmatched(app, c as C));
  app.onError(async (error, c) => {
    const sure = await unlessSurprised(c as C, error);
    return sure === undefined ? c.body(null) : answerTo(c as C, await toldApart(c as C, sure));
  });
  return app;
}

/** What is read about the product: the API's description, for programs and for people, and the schema of rules. */
function describe(app: Hono<AppEnv>): void {
  const described = (c: C) => openApi(c.env.world.publicUrl || new URL(c.req.url).origin);
  const places = [
    ["", "/openapi.json", tenant.rights.visitPlatform],
    ["/t/:slug", "/t/:slug/api/v1/openapi.json", countyNoun.rights.visit],
  ] as const;
  for (const [base, api, right] of places) {
    app.get(api, allow(right), ...keptWhileSame, (c) => c.json(described(c)));
    app.get(`${base}/rule-set.schema.json`, allow(right), ...keptWhileSame, (c) => c.json(ruleSetSchema()));
    app.get(`${base}/docs`, allow(right), (c) => docsPage(c, described(c)));
  }
}

/** The one place where an error becomes an answer: a problem document for the API, a page for people. */
function answerTo(c: C, error: unknown): Response | Promise<Response> {
  const answer = answerOf(error);
  const { status, retryAfter, fields = {} } = answer;
  const { requestId } = c.var;
  if (status === 500) console.error(JSON.stringify({ requestId, route: routeOf(c), error: stackOf(error) }));
  if (retryAfter) c.header("retry-after", String(retryAfter));
  for (const [name, value] of Object.entries(fields)) c.header(name, value);
  if (isForPrograms(c.req.path)) {
    c.header("www-authenticate", challengeFor(c, answer));
    return c.json(problemOf(answer, requestId), status, { "content-type": "application/problem+json" });
  }
  if (answer.page.way === "signIn" && c.req.method === "GET") return c.redirect(signInHref(c), 303);
  return failurePage(c, answer);
}

const stackOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause ? `${error.stack}\ncaused by ${stackOf(error.cause)}` : String(error.stack);
};
