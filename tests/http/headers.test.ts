import { beforeAll, describe, expect, test } from "vitest";
import { type County, newCounty, newOperator } from "../support/county.ts";
import { ownForm, ownJson, raw } from "../support/raw.ts";
import { absentIds, each, eachRoute, requestTo, send, type Target } from "../support/requests.ts";
import { routes } from "../support/routes.ts";
import { sampled } from "../support/sample.ts";
import { keptSessions, sessionOf, signedIn } from "../support/sessions.ts";
import { NOWHERE, stack, startSite } from "../support/stack.ts";
import { newVisitor } from "../support/visitor.ts";

let county: County;
let target: Target;
beforeAll(async () => {
  county = await newCounty();
  target = {
    slug: county.slug,
    ids: absentIds("2222-2222-2222-2222"),
    org: county.org,
    units: county.units,
    text: "",
    username: "nobody.here",
    password: "长满槐树的那条街一直通到河边",
  };
});

const expected = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "cache-control": "no-store",
};

/** What only a release changes may be kept, by whoever asks each time whether it is still the same. */
const revalidated = { ...expected, "cache-control": "no-cache" };

/** The headers an answer should have had, and those it should not. */
function wrongIn(
  headers: Headers | Record<string, string | string[] | undefined>,
  wanted: typeof expected = expected,
): string[] {
  const found = new Headers(
    headers instanceof Headers ? headers : (Object.entries(headers) as [string, string][]),
  );
  const wrong = Object.entries(wanted).flatMap(([name, value]) =>
    found.get(name) === value ? [] : [`${name}: ${found.get(name)}`],
  );
  const telling = ["server", "x-powered-by", "via", "strict-transport-security"];
  return [...wrong, ...telling.flatMap((name) => (found.has(name) ? [`${name}: ${found.get(name)}`] : []))];
}

describe("the security headers are on every answer", () => {
  test.each([
    ["a visitor", null, 0],
    ["an admin", "admin", 1],
  ] as const)("of every route to %s", async (_who, who, column) => {
    const wrong: string[] = [];
    const sessions = keptSessions();
    await eachRoute(sampled(routes, column, 2), async (route) => {
      const token = who && (await sessions(route, county.as(who)));
      const answer = await send(route, requestTo(route, target), token);
      const wanted = /\/(openapi|rule-set\.schema)\.json$/.test(route.path) ? revalidated : expected;
      wrong.push(
        ...wrongIn(answer.headers, wanted).map((each) => `${route.name} (${answer.status}) ${each}`),
      );
    });
    expect(wrong).toEqual([]);
  });

  test.each<[string, number, Parameters<typeof raw>]>([
    ["an unknown address", 404, ["/nothing/here"]],
    ["a missing file", 404, ["/static/nothing.js"]],
    ["an unknown county", 404, ["/t/no-such-county"]],
    ["half an escape", 404, ["/t/%E0%A4%A"]],
    ["another method", 405, ["/", { method: "PATCH", headers: ownForm() }]],
    [
      "a foreign origin",
      403,
      ["/session", { method: "POST", headers: { ...ownForm(), origin: "https://a.example" } }],
    ],
    [
      "no form",
      415,
      ["/session", { method: "POST", headers: { ...ownForm(), "content-type": "text/plain" }, body: "a" }],
    ],
    ["no JSON", 415, ["/api/v1/sessions", { method: "POST", headers: ownForm(), body: "a=b" }]],
    ["too much", 413, ["/session", { method: "POST", headers: ownForm(), body: "a".repeat(200_000) }]],
    ["broken JSON", 422, ["/api/v1/sessions", { method: "POST", headers: ownJson, body: "{" }]],
    ["no session", 401, ["/api/v1/tenants"]],
    ["HEAD", 200, ["/", { method: "HEAD" }]],
  ])("to %s", async (_what, status, request) => {
    const answer = await raw(...request);
    expect([answer.status, ...wrongIn(answer.headers)]).toEqual([status]);
  });

  test("when the database is gone", async () => {
    const site = await startSite({ CATALOG_URL: NOWHERE, SQLD_URL: NOWHERE });
    for (const path of ["/", county.base, "/api/v1/tenants", `${county.base}/api/v1/matters`]) {
      const answer = await fetch(site.url + path, { headers: { authorization: `Bearer ${"x".repeat(43)}` } });
      expect([path, answer.status, ...wrongIn(answer.headers)]).toEqual([path, 503]);
    }
  });
});

test("files may be kept, but not taken for something else", async () => {
  for (const name of ["app.css", "app.js", "htmx.min.js", "favicon.svg"]) {
    const answer = await fetch(`${stack.url}/static/${name}`);
    expect([name, answer.status, answer.headers.get("x-content-type-options")]).toEqual([
      name,
      200,
      "nosniff",
    ]);
  }
});

/** Name and attributes of each cookie that an answer sets, without the value. */
const cookiesOf = (answer: Response): Record<string, string[]> =>
  Object.fromEntries(
    answer.headers.getSetCookie().map((line) => {
      const [pair = "", ...attributes] = line.split("; ");
      return [pair.split("=")[0], attributes.sort()];
    }),
  );

const year = "Max-Age=31536000";
const month = "Max-Age=2592000";

describe("cookies", () => {
  test("of a county stay in its part of the site, away from scripts and other sites", async () => {
    const visitor = newVisitor();
    const { username, password } = county.people.admin;
    const path = `Path=${county.base}`;
    const signIn = await visitor.post(`${county.base}/session`, { username, password });
    expect(cookiesOf(signIn)).toEqual({
      lz_session: ["HttpOnly", month, path, "SameSite=Lax"],
      lz_device: ["HttpOnly", year, path, "SameSite=Lax"],
    });
    const large = await visitor.post(`${county.base}/preferences`, { elder: "on" });
    expect(cookiesOf(large)).toEqual({ lz_elder: ["HttpOnly", year, path, "SameSite=Lax"] });
    const out = await visitor.post(`${county.base}/session/closure`);
    expect(cookiesOf(out)).toEqual({
      lz_session: ["HttpOnly", "Max-Age=0", path, "SameSite=Lax"],
      lz_word: ["HttpOnly", "Max-Age=60", path, "SameSite=Lax"],
    });
  });

  test("of the platform have a name of their own", async () => {
    const answer = await newVisitor().post("/session", await newOperator());
    expect(cookiesOf(answer)).toEqual({
      lz_operator: ["HttpOnly", month, "Path=/", "SameSite=Lax"],
      lz_device: ["HttpOnly", year, "Path=/", "SameSite=Lax"],
    });
  });

  test("are for https only where the site is, and browsers are told to stay with it", async () => {
    const site = await startSite({ PUBLIC_URL: "https://lianzhi.example.gov.cn" });
    const { username, password } = county.people.admin;
    const answer = await newVisitor(site.url).post(`${county.base}/session`, { username, password });
    for (const attributes of Object.values(cookiesOf(answer))) expect(attributes).toContain("Secure");
    expect(answer.headers.get("strict-transport-security")).toBe("max-age=31536000");
  });

  test("what a form left to be said is said once, in this county", async () => {
    const [visitor, other] = [await signedIn(county, "admin"), await newCounty()];
    await visitor.post(`${county.base}/session/closure`);
    const word = visitor.cookies.get("lz_word") ?? "";
    const said = async (base: string) => (await (await visitor.get(base)).text()).includes("已退出登录");
    expect(await said(other.base)).toBe(false);
    visitor.cookies.set("lz_word", word);
    expect([await said(county.base), await said(county.base)]).toEqual([true, false]);
  });

  test.each([
    ["a sentence", "请到别处登录"],
    ["markup", "<script>alert(1)</script>"],
    ["a made-up seal", `${"x".repeat(43)} 请到别处登录`],
    ["no sentence", `${"x".repeat(43)} `],
  ])("nobody has a sentence of their own on a page: %s", async (_what, word) => {
    const visitor = newVisitor();
    visitor.cookies.set("lz_word", encodeURIComponent(word));
    const html = await (await visitor.get(county.base)).text();
    expect(html).not.toMatch(/请到别处登录|alert\(1\)/);
    expect(html).not.toContain("notice-success");
    expect(visitor.cookies.has("lz_word")).toBe(false);
  });

  test("no other answer sets any", async () => {
    const setters =
      /^(POST (\/t\/:slug)?\/(session|session\/closure|sessions\/closure|preferences)|GET (\/t\/:slug)?\/session\/new|(GET|POST) (\/t\/:slug)?\/invitations\/:token)$/;
    const wrong: string[] = [];
    await each(routes, async (route) => {
      const token = await sessionOf(county.as("admin"), route.isApi ? "api" : "browser");
      const answer = await send(route, requestTo(route, target), token);
      const set = Object.keys(cookiesOf(answer)).filter((name) => name !== "lz_word");
      if (!setters.test(route.name) && set.length > 0) wrong.push(`${route.name} sets ${set}`);
    });
    expect(wrong).toEqual([]);
  });
});
