import { randomBytes } from "node:crypto";
import { parse } from "parse5";
import { beforeAll, describe, expect, test } from "vitest";
import { hostOf } from "../../worker/http/host-name.ts";
import { type County, newCounty } from "../support/county.ts";
import { catalog, NOWHERE, stack, startSite } from "../support/stack.ts";
import type { Visitor } from "../support/visitor.ts";
import { attribute, elements } from "../views/parsed.ts";
import { cookieHeader, under } from "./browsing.ts";
import { auditOf, hostsOf, operatorVisit, problemBeside, typedIn } from "./operator.ts";

let county: County;
let other: County;
let operator: Visitor;
const host = `${randomBytes(5).toString("hex")}.county.example`;

beforeAll(async () => {
  [county, other, operator] = await Promise.all([newCounty(), newCounty(), operatorVisit()]);
  const mapped = await map(county, host);
  expect(mapped.status).toBe(303);
});

const map = (of: County, name: string) => operator.post(`/operator/tenants/${of.slug}/hosts`, { host: name });

/** Every address a page leads to. */
const addresses = (html: string): string[] =>
  elements(parse(html)).flatMap((element) =>
    ["href", "action", "hx-get", "hx-post", "src"].flatMap((name) => attribute(element, name) ?? []),
  );

const signedInUnder = async (name: string, username: string, password: string) =>
  cookieHeader((await under(name, "/session", { form: { username, password } })).cookies);

test("the operator's mapping is kept and on record", async () => {
  expect(await hostsOf(county.slug)).toEqual([host]);
  expect(await auditOf(catalog(), `tenant:${county.slug}`)).toContainEqual({
    action: "tenant.manage",
    actorName: "运维",
    detail: { host },
  });
});

test("under its own hostname a county is at the root and its links lose the prefix", async () => {
  const home = await under(host, "/");
  expect(home.status).toBe(200);
  expect(home.body).toContain(`测试县${county.slug}`);
  const led = addresses(home.body);
  expect(led).toContain("/matters/new");
  expect(led.filter((address) => address.includes("/t/"))).toEqual([]);
  expect((await under(host, "/matters/new")).status).toBe(200);
  expect((await under(host, "/static/app.css")).status).toBe(200);
});

test("under the platform's name the same county keeps the prefix", async () => {
  const html = await (await operator.get(county.base)).text();
  expect(addresses(html)).toContain(`${county.base}/matters/new`);
});

describe("a hostname that nothing here is called by", () => {
  test.each(["stranger.example", "stranger.example:8787", "10.9.8.7", "[2001:db8::1]", "127.0.0.1.example"])(
    "%s is told so, whatever it asks for",
    async (stranger) => {
      for (const path of ["/", `/t/${county.slug}`, "/t/no-such-county", "/session/new", "/robots.txt"]) {
        const answer = await under(stranger, path);
        expect([path, answer.status]).toEqual([path, 421]);
        expect(addresses(answer.body)).toContain(stack.url);
        expect(answer.body).not.toContain(county.slug);
      }
      const answer = await under(stranger, "/api/v1/tenants");
      expect([answer.status, JSON.parse(answer.body)]).toEqual([
        421,
        expect.objectContaining({ type: "urn:lianzhi:problem:misdirected" }),
      ]);
    },
  );

  test("takes no form, though the form's origin is its own", async () => {
    const { username, password } = county.people.gridWorker;
    const answer = await under("stranger.example", `${county.base}/session`, {
      form: { username, password },
    });
    expect([answer.status, answer.cookies]).toEqual([421, []]);
  });
});

test.each(["a@b.example", "a/b.example", "a..example", "甲.example", "a?b.example"])(
  "%j is no hostname",
  async (written) => {
    const { status } = await under(Buffer.from(written).toString("latin1"), "/");
    expect(status).toBe(400);
  },
);

test.each<[string, string | null]>([
  ["zhili.example.gov.cn", "zhili.example.gov.cn"],
  ["ZHILI.example.gov.cn.", "zhili.example.gov.cn"],
  ["zhili.example.gov.cn.:443", "zhili.example.gov.cn"],
  ["zhili.example.gov.cn:8443", "zhili.example.gov.cn:8443"],
  ["[::1]:8787", "[::1]:8787"],
  ["127.1:8787", "127.0.0.1:8787"],
  ["", null],
  ["a b.example", null],
  ["a.example:99999", null],
  ["a.example:", null],
  ["[::1", null],
  ["a.example,b.example", null],
  ["a.example#", null],
])("the host %j is %j", (sent, host) => {
  expect(hostOf(sent, "https://zhili.example.gov.cn")).toBe(host);
});

test("a demo is also opened by an address of its machine, and by no other name", async () => {
  const site = await startSite({ MODE: "demo" });
  const statusUnder = async (name: string) => (await under(name, "/session/new", {}, site.url)).status;
  expect(await statusUnder("192.168.1.20:8787")).toBe(200);
  expect(await statusUnder("[fd00::20]:8787")).toBe(200);
  expect(await statusUnder("stranger.example:8787")).toBe(421);
});

test("signing in under the hostname: cookies for the whole host, and on to its own desk", async () => {
  const { username, password } = county.people.gridWorker;
  const answer = await under(host, "/session", { form: { username, password, next: "/matters?done=1" } });
  expect(answer.status).toBe(303);
  expect(answer.location).toBe("/matters?done=1");
  for (const name of ["lz_session", "lz_device"]) {
    const cookie = answer.cookies.find((line) => line.startsWith(`${name}=`));
    expect(cookie).toMatch(/; Path=\/;/);
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Lax/);
    expect(cookie).not.toMatch(/Domain=/i);
  }
  const cookie = cookieHeader(answer.cookies);
  const desk = await under(host, "/desk", { headers: { cookie } });
  expect(desk.status).toBe(200);
  expect(addresses(desk.body).filter((address) => address.includes("/t/"))).toEqual([]);
});

test("without a session the hostname sends to its own sign-in and back", async () => {
  const answer = await under(host, "/matters?done=1");
  expect(answer.status).toBe(303);
  expect(answer.location).toBe(`/session/new?next=${encodeURIComponent("/matters?done=1")}`);
  const { username, password } = county.people.gridWorker;
  const page = await under(host, answer.location ?? "");
  const next = typedIn(page.body, "next") ?? "";
  const signedIn = await under(host, "/session", { form: { username, password, next } });
  expect(signedIn.location).toBe("/matters?done=1");
});

test("a form sent after the session ended comes back under the hostname's own address", async () => {
  const answer = await under(host, "/matters/some-id/outcome", { form: { outcome: "已更换灯具" } });
  expect(answer.status).toBe(401);
  expect(addresses(answer.body)).toContain("/matters/some-id/outcome");
  expect(typedIn(answer.body, "outcome")).toBe("已更换灯具");
});

test("under the path a county's cookies stay below its path", async () => {
  const { username, password } = county.people.gridWorker;
  const answer = await operator.post(`${county.base}/session`, { username, password });
  const cookies = answer.headers.getSetCookie();
  expect(cookies).toHaveLength(2);
  for (const cookie of cookies) expect(cookie).toContain(`Path=${county.base};`);
});

test("a session of one county is nothing in another, by path or by hostname", async () => {
  const { username, password } = county.people.admin;
  const cookie = await signedInUnder(host, username, password);
  const second = `second-${host}`;
  expect((await map(other, second)).status).toBe(303);
  expect((await under(second, "/desk", { headers: { cookie } })).status).toBe(303);
  expect((await under("127.0.0.1", `${other.base}/desk`, { headers: { cookie } })).status).toBe(303);
  expect((await under(host, "/desk", { headers: { cookie } })).status).toBe(200);
});

test("a county's hostname leads to no other county and to none of the platform's pages", async () => {
  const { username, password } = county.people.admin;
  const cookie = await signedInUnder(host, username, password);
  for (const path of [other.base, `${other.base}/desk`, county.base, "/operator/tenants", "/healthz"]) {
    expect((await under(host, path, { headers: { cookie } })).status, path).toBe(404);
  }
  const dots = await under(host, `/../${other.slug}`, { headers: { cookie } });
  expect(dots.status).toBe(404);
});

test("the API answers under the hostname as well", async () => {
  const answer = await under(host, "/api/v1/communities");
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.body)).toMatchObject({ groups: [{ name: "汉城街道" }] });
});

test("a form from the platform's pages, or from another county's hostname, is refused under a hostname", async () => {
  const { username, password } = county.people.gridWorker;
  for (const origin of ["http://second.example", `http://${host}.evil.example`, "null"]) {
    const answer = await under(host, "/session", { form: { username, password }, headers: { origin } });
    expect(answer.status, origin).toBe(403);
    expect(answer.cookies).toEqual([]);
  }
});

test("how the hostname is written makes no difference", async () => {
  for (const written of [host.toUpperCase(), `${host}.`]) {
    const home = await under(written, "/");
    expect(addresses(home.body), written).toContain("/matters/new");
  }
});

test("a hostname can belong to one county only", async () => {
  const answer = await map(other, host.toUpperCase());
  expect(answer.status).toBe(422);
  expect(problemBeside(await answer.text(), "host")).toContain("已经指向一个县");
  expect(await hostsOf(other.slug)).not.toContain(host);
});

const bad = [
  "",
  "localhost",
  "http://a.example",
  "a.example/x",
  "a b.example",
  "-a.example",
  "a..example",
  "甲.example",
];

test.each(bad)("the hostname %j is refused beside the field", async (written) => {
  const answer = await map(other, written);
  expect(answer.status).toBe(422);
  expect(problemBeside(await answer.text(), "host")).toContain("不像一个域名");
  expect(await hostsOf(other.slug)).not.toContain(written);
});

test("only the operator maps hostnames", async () => {
  const admin = await county.visit("admin");
  const tried = await admin.post(`/operator/tenants/${county.slug}/hosts`, { host: `x-${host}` });
  expect(tried.status).toBe(401);
  expect(await hostsOf(county.slug)).toEqual([host]);
});

describe("while the catalog is away", () => {
  test("a hostname answers 503 as a page, with the words and headers of any other", async () => {
    const site = await startSite({ CATALOG_URL: NOWHERE });
    const answer = await under(host, "/", {}, site.url);
    expect(answer.status).toBe(503);
    expect(answer.body).toContain("<!doctype html>");
    // Nor does the platform show its own pages under a name that may be a county's.
    expect((await under(host, "/session/new", {}, site.url)).status).toBe(503);
    expect(answer.body).toContain("编号");
    expect(answer.headers["retry-after"]).toBe("30");
    expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
  });
});
