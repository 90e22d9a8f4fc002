import { beforeAll, describe, expect, test } from "vitest";
import { type Request, requests } from "../budgets/requests.ts";
import { type County, newCounty } from "../support/county.ts";
import { each } from "../support/requests.ts";
import { type Route, routes } from "../support/routes.ts";
import { sampled } from "../support/sample.ts";
import { operator, sessionOf } from "../support/sessions.ts";
import { stack } from "../support/stack.ts";
import { newVisitor } from "../support/visitor.ts";
import { contract } from "./contract.ts";

let county: County;
let operating: Awaited<ReturnType<typeof operator>>;
beforeAll(async () => {
  [county, operating] = await Promise.all([newCounty(), operator()]);
});

/** Values that a program may send where a word, a number or a list is expected. */
const values: unknown[] = [
  null,
  true,
  -1,
  0.5,
  1e308,
  "",
  " \u3000\u200b\u3164",
  "0000-01-01",
  "half a pair \ud800",
  "\u0000\u0007\u001b[31m",
  "'; drop table matters; --",
  "%00../../../etc/passwd",
  "{{7*7}}<script>alert(1)</script>",
  "九".repeat(5000),
  [],
  ["a", { b: "c" }],
  Array(500).fill("x"),
  {},
  { $gt: "" },
  JSON.parse('{"__proto__":{"state":"closed"},"constructor":{"prototype":{}}}'),
];

const tokenOf = (who: Request["who"]) =>
  who === "visitor" ? null : sessionOf(who === "operator" ? operating : county.as(who), "api");

const pathOf = (route: Route, params: Record<string, string>) =>
  route.path.replace(/:(\w+)/g, (_, name: string) => ({ slug: county.slug, ...params })[name] ?? name);

const api = routes.filter(({ isApi, name }) => isApi && name in requests);
/** Opening a county with a strange name is slow and its own test's matter. */
const writing = api.filter(({ method, path }) => method !== "GET" && !path.endsWith("/tenants"));

interface Sent {
  status: number;
  said: string;
}

async function send(route: Route, path: string, body: unknown, token: string | null): Promise<Sent> {
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const answer = await newVisitor().json(route.method, path, body, { headers });
  return { status: answer.status, said: await answer.text() };
}

/** A refusal may be of any kind but one: the product never breaks. */
const broken = ({ status, said }: Sent) =>
  status >= 500 || (status >= 400 && !said.includes("urn:lianzhi:problem:"));

describe("whatever stands in a field, the answer is a result or a refusal", () => {
  test.for(writing)("$name", async (route) => {
    const { who, params = {}, body = {} } = (await requests[route.name]?.(county)) ?? { who: "visitor" };
    const token = await tokenOf(who);
    const wrong: string[] = [];
    const tries = [...Object.keys(body), "extra"].flatMap((field) =>
      values.map((value) => ({ field, value })),
    );
    await each(sampled(tries, api.indexOf(route), 6), async ({ field, value }) => {
      const answer = await send(route, pathOf(route, params), { ...body, [field]: value }, token);
      if (broken(answer))
        wrong.push(
          `${field}=${JSON.stringify(value).slice(0, 60)}: ${answer.status} ${answer.said.slice(0, 200)}`,
        );
    });
    expect(wrong).toEqual([]);
  });
});

describe("whatever stands in a form, where one is taken, the answer is a result or a refusal", () => {
  const odd = values.map((value) => (typeof value === "string" ? value : JSON.stringify(value)));
  const files = [new File([], ""), new File([], "a"), new File(["<svg/>"], "../a\u202e.jpg\0")];
  const part = 'Content-Disposition: form-data; name="photos"; filename="a"';
  const bodies = ["", "--x", "--x--", "--x\r\n\r\n--x--", `--x\r\n${part}\r\n`, `--x\r\n${part}\r\n\r\n`];

  test("in a field", async () => {
    const wrong: string[] = [];
    for (const { route, path, body, headers } of await formRoutes()) {
      const tries = [...Object.keys(body), "photos", "extra", "_key", "__proto__"].flatMap((field) =>
        [...odd, ...files].map((value) => ({ field, value })),
      );
      await each(sampled(tries, 5, 40), async ({ field, value }) => {
        const form = new FormData();
        for (const [name, text] of Object.entries(body)) form.set(name, String(text));
        if (typeof value === "string") form.set(field, value);
        else form.set(field, value);
        const answer = await newVisitor().post(path, form, { headers: headers() });
        const heard = { status: answer.status, said: await answer.text() };
        if (broken(heard))
          wrong.push(`${route.name} ${field}=${String(value).slice(0, 60)}: ${heard.status}`);
      });
    }
    expect(wrong).toEqual([]);
  });

  test("in its parts", async () => {
    const types = [
      "multipart/form-data",
      "multipart/form-data; boundary=",
      'multipart/form-data; boundary="x"',
    ];
    for (const { path, headers } of await formRoutes())
      for (const [type, body] of types.flatMap((type) => bodies.map((body) => [type, body] as const))) {
        const sent = { method: "POST", headers: { ...headers(), "content-type": type }, body };
        const answer = await fetch(new URL(path, stack.url), sent);
        expect([type, body, [400, 415, 422].includes(answer.status)]).toEqual([type, body, true]);
        expect(await answer.text()).toContain("urn:lianzhi:problem:");
      }
  });

  async function formRoutes() {
    const { document } = await contract();
    const taking = writing.filter(({ method, path }) => {
      const at = document.paths[path.replace(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()];
      return at?.requestBody?.content["multipart/form-data"];
    });
    expect(taking.length).toBeGreaterThan(1);
    return Promise.all(
      taking.map(async (route) => {
        const { who, params = {}, body = {} } = (await requests[route.name]?.(county)) ?? { who: "visitor" };
        const token = await tokenOf(who);
        const headers = (): Record<string, string> =>
          token
            ? { authorization: `Bearer ${token}` }
            : { "idempotency-key": crypto.randomUUID(), "x-test-network": crypto.randomUUID() };
        return { route, path: pathOf(route, params), body, headers };
      }),
    );
  }
});

const addresses = [
  "%00",
  "%ED%A0%80",
  "%E0%A4%A",
  "..%2F..%2Fmatters",
  "'%20or%20'1'='1",
  "%F0%9F%98%80",
  "x".repeat(3000),
  "__proto__",
  "null",
];

describe("whatever stands in an address, the answer is a result or a refusal", () => {
  const withParameter = api.filter(({ path }) => /:(?!slug)\w+/.test(path));
  test.for(withParameter)("$name", async (route) => {
    const { who, params = {}, body } = (await requests[route.name]?.(county)) ?? { who: "visitor" };
    const token = await tokenOf(who);
    const wrong: string[] = [];
    for (const value of sampled(addresses, api.indexOf(route), 3)) {
      const hostile = Object.fromEntries(Object.keys(params).map((name) => [name, value]));
      const sent = route.method === "GET" ? undefined : (body ?? {});
      const answer = await send(route, pathOf(route, hostile), sent, token);
      if (broken(answer) || answer.status < 400) wrong.push(`${value.slice(0, 40)}: ${answer.status}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe("whatever is asked, the answer is a result or a refusal", () => {
  const questions = [
    ...addresses.map((value) => `before=${value}`),
    ...addresses.map((value) => `parentId=${value}`),
    "done=maybe",
    "done=1&done=0",
    "before[]=1",
    "before=9007199254740993",
    "before=-1",
    "before=1e3",
    "%E0%A4%A=1",
    "=",
    "__proto__=1",
    "&&&",
  ];
  test.for(api.filter(({ method }) => method === "GET"))("$name", async (route) => {
    const { who, params = {} } = (await requests[route.name]?.(county)) ?? { who: "visitor" };
    const token = await tokenOf(who);
    const wrong: string[] = [];
    for (const question of sampled(questions, api.indexOf(route), 5)) {
      const answer = await send(route, `${pathOf(route, params)}?${question}`, undefined, token);
      if (broken(answer))
        wrong.push(`${question.slice(0, 40)}: ${answer.status} ${answer.said.slice(0, 200)}`);
    }
    expect(wrong).toEqual([]);
  });
});
