import { Hono } from "hono";
import { countyEndpoints } from "./api/county.ts";
import { mount } from "./api/endpoint.ts";
import { openApi } from "./api/openapi.ts";
import { platformEndpoints } from "./api/platform.ts";
import { ruleSetSchema } from "./api/rule-schema.ts";
import { countyNoun } from "./domain/county/rights.ts";
import { NotFound } from "./domain/errors.ts";
import { tenant } from "./domain/tenants/tenant.ts";
import { problemOf } from "./http/answer.ts";
import { answerOf } from "./http/answers.ts";
import { type AppEnv, type C, isApi } from "./http/app-env.ts";
import { limitBody, takeBody } from "./http/body.ts";
import { ownOriginOnly } from "./http/csrf.ts";
import { health } from "./http/health.ts";
import { keptWhileSame } from "./http/kept.ts";
import { readiness } from "./http/readiness.ts";
import { request, secureHeaders } from "./http/request.ts";
import { securityLog } from "./http/security-log.ts";
import { allow } from "./http/session.ts";
import { hostKnown, inCounty, onPlatform } from "./http/tenant.ts";
import { adminPages } from "./pages/admin/pages.tsx";
import { failurePage, signInHref } from "./pages/failure.tsx";
import { memberPages } from "./pages/member/pages.tsx";
import { platformPages } from "./pages/platform/pages.ts";
import { residentPages } from "./pages/resident/pages.ts";

/** The whole product as one Hono application; a county's own hostname is rewritten to `/t/<slug>` before it gets here. */
export function createApp(): Hono<AppEnv> {
  const app = new Hono<AppEnv>({ strict: false });
  app.use(request, securityLog, secureHeaders, takeBody, hostKnown);
  app.use("/t/:slug/*", inCounty);
  app.use("/t/:slug", inCounty);
  app.use("*", async (c, next) => (c.var.tenant ? next() : onPlatform(c, next)));
  app.use(limitBody, ownOriginOnly);

  mount(app, "/t/:slug/api/v1", countyEndpoints);
  mount(app, "/api/v1", platformEndpoints);
  describe(app);
  app.get("/healthz", allow(tenant.rights.visitPlatform), health);
  app.get("/readyz", allow(tenant.rights.visitPlatform), readiness);

  for (const pages of [residentPages, memberPages, adminPages]) app.route("/t/:slug", pages);
  app.route("/", platformPages);

  app.notFound((c) => answerTo(c as C, new NotFound(c.req.path)));
  app.onError((error, c) => answerTo(c as C, error));
  return app;
}

/** What other programs read about the product: the API's description and the schema of rules. */
function describe(app: Hono<AppEnv>): void {
  const api = (c: C) => c.json(openApi(c.env.world.publicUrl || new URL(c.req.url).origin));
  const schema = (c: C) => c.json(ruleSetSchema());
  const addresses = [
    ["/openapi.json", tenant.rights.visitPlatform, api],
    ["/t/:slug/api/v1/openapi.json", countyNoun.rights.visit, api],
    ["/rule-set.schema.json", tenant.rights.visitPlatform, schema],
    ["/t/:slug/rule-set.schema.json", countyNoun.rights.visit, schema],
  ] as const;
  for (const [path, right, document] of addresses) {
    app.get(path, allow(right), ...keptWhileSame, document);
  }
}

/** The one place where an error becomes an answer: a problem document for the API, a page for people. */
function answerTo(c: C, error: unknown): Response | Promise<Response> {
  const answer = answerOf(error);
  const { status, retryAfter } = answer;
  const { requestId } = c.var;
  if (status === 500) console.error(JSON.stringify({ requestId, path: c.req.path, error: stackOf(error) }));
  if (retryAfter) c.header("retry-after", String(retryAfter));
  if (isApi(c) || /^\/(healthz|readyz)$/.test(c.req.path)) {
    if (status === 401) c.header("www-authenticate", challenges[answer.type] ?? "Bearer");
    return c.json(problemOf(answer, requestId), status, { "content-type": "application/problem+json" });
  }
  if (answer.page.way === "signIn" && c.req.method === "GET") return c.redirect(signInHref(c), 303);
  return failurePage(c, answer);
}

/** What a program must do about a token that is good, but not for this: RFC 9470. */
const challenges: Readonly<Record<string, string>> = {
  unproven: 'Bearer error="insufficient_user_authentication", max_age=900',
};

const stackOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause ? `${error.stack}\ncaused by ${stackOf(error.cause)}` : String(error.stack);
};
