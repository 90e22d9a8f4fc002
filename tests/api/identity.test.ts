import { beforeAll, describe, expect, test } from "vitest";
import { type County, newCounty } from "../support/county.ts";
import { absentIds, each, requestTo, type Target } from "../support/requests.ts";
import { type Route, routes } from "../support/routes.ts";
import { bearer, operator, sessionOf } from "../support/sessions.ts";
import { newVisitor } from "../support/visitor.ts";

let county: County;
let target: Target;
let operating: Awaited<ReturnType<typeof operator>>;
beforeAll(async () => {
  [county, operating] = await Promise.all([newCounty(), operator()]);
  target = {
    slug: county.slug,
    ids: absentIds("absent"),
    org: county.org,
    units: county.units,
    text: "改一改",
    username: "nobody.here",
    password: "长满槐树的那条街一直通到河边",
  };
});

const closed = routes.filter(({ isPublic }) => !isPublic);
const api = closed.filter(({ isApi }) => isApi);
const pages = closed.filter(({ isApi }) => !isApi);

const cookieOf = ({ realm }: Route) => (realm === "county" ? "lz_session" : "lz_operator");
const tokenFor = ({ realm }: Route, kind: "browser" | "api") =>
  sessionOf(realm === "county" ? county.as("admin") : operating, kind);

describe("the API takes a bearer token of its own and nothing else", () => {
  const wrong: [string, (route: Route) => Promise<{ cookie?: string; authorization?: string }>][] = [
    [
      "a browser's cookie",
      async (route) => ({ cookie: `${cookieOf(route)}=${await tokenFor(route, "browser")}` }),
    ],
    [
      "an API token in the browser's cookie",
      async (route) => ({ cookie: `${cookieOf(route)}=${await tokenFor(route, "api")}` }),
    ],
    [
      "a browser session's token as bearer",
      async (route) => ({ authorization: `Bearer ${await tokenFor(route, "browser")}` }),
    ],
  ];
  test.for(wrong)("%s is refused everywhere", async ([, headersFor]) => {
    const letIn: string[] = [];
    await each(api, async (route) => {
      const { path, fields } = requestTo(route, target);
      const headers = await headersFor(route);
      const answer = await newVisitor().json(route.method, path, fields ?? undefined, { headers });
      if (answer.status !== 401) letIn.push(`${route.name}: ${answer.status}`);
    });
    expect(letIn).toEqual([]);
  });

  test("the scheme's name may be written in any case", async () => {
    const token = await sessionOf(county.as("admin"), "api");
    const headers = { authorization: `bearer ${token}` };
    const answer = await newVisitor().json("GET", `${county.base}/api/v1/account`, undefined, { headers });
    expect(answer.status).toBe(200);
  });
});

describe("pages take a browser's cookie and nothing else", () => {
  const wrong: [string, (route: Route) => Promise<{ cookie?: string; authorization?: string }>][] = [
    [
      "an API token as bearer",
      async (route) => ({ authorization: `Bearer ${await tokenFor(route, "api")}` }),
    ],
    [
      "an API token in the browser's cookie",
      async (route) => ({ cookie: `${cookieOf(route)}=${await tokenFor(route, "api")}` }),
    ],
    [
      "a browser session's token as bearer",
      async (route) => ({ authorization: `Bearer ${await tokenFor(route, "browser")}` }),
    ],
  ];
  test.for(wrong)("%s is refused everywhere", async ([, headersFor]) => {
    const letIn: string[] = [];
    await each(pages, async (route) => {
      const { path, fields } = requestTo(route, target);
      const headers = await headersFor(route);
      const visitor = newVisitor();
      const answer = await (fields === null
        ? visitor.get(path, { headers })
        : visitor.post(path, fields, { headers }));
      const away = answer.headers.get("location")?.includes("/session/new") ?? false;
      if (answer.status !== 401 && !away) letIn.push(`${route.name}: ${answer.status}`);
    });
    expect(letIn).toEqual([]);
  });
});

test("the API neither sets cookies nor lets pages of other origins read it", async () => {
  const { username, password } = county.people.inspector;
  const visitor = newVisitor();
  const headers = { origin: "https://elsewhere.example" };
  const opened = await visitor.json(
    "POST",
    `${county.base}/api/v1/sessions`,
    { username, password },
    { headers },
  );
  expect(opened.status).toBe(201);
  const { token } = (await opened.json()) as { token: string };
  const read = await visitor.json("GET", `${county.base}/api/v1/account`, undefined, bearer(token));
  for (const answer of [opened, read]) {
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
  }
});

test("a token ends with signing out, in the county that gave it", async () => {
  const token = await sessionOf(county.as("liaison"), "api");
  const other = await newCounty();
  const get = (base: string) => newVisitor().json("GET", `${base}/api/v1/account`, undefined, bearer(token));
  expect((await get(other.base)).status).toBe(401);
  expect((await get("")).status).toBe(401);
  expect((await get(county.base)).status).toBe(200);
  const closing = await newVisitor().json(
    "DELETE",
    `${county.base}/api/v1/sessions/current`,
    undefined,
    bearer(token),
  );
  expect(closing.status).toBe(200);
  expect((await get(county.base)).status).toBe(401);
});
