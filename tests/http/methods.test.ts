import { beforeAll, describe, expect, test } from "vitest";
import { type County, newCounty } from "../support/county.ts";
import { raw } from "../support/raw.ts";
import { absentIds, requestTo } from "../support/requests.ts";
import { routes } from "../support/routes.ts";
import { newVisitor } from "../support/visitor.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

/** Every address with a path of its own and the methods that the routes have for it. */
const addresses = Map.groupBy(routes, ({ path }) => path);

test("every address says what it takes, to whoever asks and to whoever sends something else", async () => {
  const target = {
    slug: county.slug,
    ids: absentIds("absent"),
    org: county.org,
    units: county.units,
    text: "",
    username: "",
    password: "",
  };
  const wrong: string[] = [];
  for (const [path, [route]] of addresses) {
    if (!route) continue;
    const { path: filled } = requestTo({ ...route, method: "GET", name: "" }, target);
    // A parameter's pattern is not in this list, so another address that looks alike may be none.
    const alike = [...addresses].flatMap(([other, at]) =>
      new RegExp(`^${other.replace(/:\w+/g, "[^/]+")}$`).test(filled) ? at.map(({ method }) => method) : [],
    );
    const own = addresses.get(path)?.map(({ method }) => method) ?? [];
    const asked = await raw(filled, { method: "OPTIONS" });
    const sent = await raw(filled, { method: "PATCH", headers: { origin: "http://127.0.0.1" } });
    const told = String(asked.headers.allow).split(", ");
    const { length: extra } = told.filter((method) => ![...alike, "HEAD", "OPTIONS"].includes(method));
    const whole = [...own, "OPTIONS"].every((method) => told.includes(method)) && extra === 0;
    const heads = told.includes("HEAD") === told.includes("GET");
    if (asked.status !== 204 || !whole || !heads) wrong.push(`OPTIONS ${path}: ${asked.status} ${told}`);
    if (route.isApi && (sent.status !== 405 || sent.headers.allow !== asked.headers.allow)) {
      wrong.push(`PATCH ${path}: ${sent.status} ${sent.headers.allow}`);
    }
  }
  expect(wrong).toEqual([]);
});

describe("another method", () => {
  test("on a page is said with what people can do instead", async () => {
    const answer = await newVisitor().get(`${county.base}/matters/some/acceptance`);
    expect([answer.status, answer.headers.get("allow")]).toEqual([405, "OPTIONS, POST"]);
    expect(await answer.text()).toContain("这个网址不能直接打开");
  });

  test("on an address that isn't there is still 404", async () => {
    for (const method of ["OPTIONS", "PATCH", "DELETE"]) {
      expect((await newVisitor().json(method, `${county.base}/api/v1/nowhere`)).status).toBe(404);
    }
    expect((await raw("/t/no-such-county/api/v1/matters", { method: "OPTIONS" })).status).toBe(404);
  });
});
