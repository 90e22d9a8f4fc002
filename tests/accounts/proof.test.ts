import { desc } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { audit } from "../../db/kernel/schema.ts";
import { rights } from "../../worker/domain/nouns.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { type Request, requests } from "../budgets/requests.ts";
import { type County, newCounty } from "../support/county.ts";
import { formTo } from "../support/requests.ts";
import { type Route, routes } from "../support/routes.ts";
import { operator, sessionOf } from "../support/sessions.ts";
import { catalog, stack } from "../support/stack.ts";
import { type Fields, newVisitor, type Visitor } from "../support/visitor.ts";
import { bearer } from "./people.ts";

let county: County;
let operating: Awaited<ReturnType<typeof operator>>;
beforeAll(async () => {
  [county, operating] = await Promise.all([newCounty(), operator()]);
});

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString() as Instant;

test("what asks for the password anew can't be undone, or lets others in", () => {
  const asking = Object.values(rights).filter(({ proven }) => proven);
  expect(asking.map(({ action }) => action).sort()).toEqual([
    "person.disable",
    "person.endPost",
    "person.givePost",
    "person.invite",
    "person.movePost",
    "person.reopen",
    "person.reset",
    "rules.publish",
    "tenant.admit",
    "tenant.remove",
  ]);
});

/** Would take the sample counties of other tests away. */
const elsewhere = "POST /operator/sample-removal";
const guarded = routes.filter(
  ({ method, action, name }) => method !== "GET" && rights[action]?.proven && name !== elsewhere,
);

interface Sent {
  path: string;
  body: Record<string, unknown>;
  /** Of a session that was opened so many minutes ago. */
  token(age: number): Promise<string>;
}

async function prepared(route: Route): Promise<Sent> {
  const made = (await requests[route.name]?.(county)) as Request;
  const { who, params = {}, body = {} } = made;
  const filled = { slug: county.slug, ...params } as Record<string, string>;
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => filled[name] ?? name);
  const ctx = who === "operator" ? operating : county.as(who as "admin");
  const kind = route.isApi ? "api" : "browser";
  return { path, body, token: (age) => sessionOf({ ...ctx, now: minutesAgo(age) }, kind) };
}

async function newest(route: Route): Promise<number> {
  const db = route.realm === "county" ? county.db : catalog();
  const { rows } = await db.read({
    rows: db.orm.select({ seq: audit.seq }).from(audit).orderBy(desc(audit.seq)).limit(1),
  });
  return rows[0]?.seq ?? 0;
}

/** The hidden fields of the form that leads to this path, as a browser would send them. */
function fieldsOf(html: string, path: string): Record<string, string> {
  const form = html.split("<form").find((part) => part.includes(`action="${path}"`)) ?? "";
  const inputs = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return Object.fromEntries(inputs.map(([, name = "", value = ""]) => [name, value]));
}

describe("a session that was opened twenty minutes ago", () => {
  const pages = guarded.filter(({ isApi }) => !isApi);
  test.for(pages)("$name asks for the password, and goes on", async (route) => {
    const sent = await prepared(route);
    const browser = newVisitor();
    browser.cookies.set(route.realm === "county" ? "lz_session" : "lz_operator", await sent.token(20));
    const fields = { ...sent.body, _key: crypto.randomUUID() } as Fields;
    const before = await newest(route);
    const asked = await browser.post(sent.path, formTo(route, fields));
    expect(asked.status).toBe(401);
    const html = await asked.text();
    expect(html).toContain('name="_password"');
    if (route.realm === "county") expect(await newest(route)).toBe(before);

    const kept = fieldsOf(html, sent.path);
    expect(kept).toMatchObject(
      Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)])),
    );
    const done = await browser.post(sent.path, { ...kept, _password: stack.template.password });
    expect(done.status).toBe(303);
    if (route.name.includes("/people") || route.name.includes("/rules"))
      expect(await newest(route)).toBeGreaterThan(before);
  });

  test.for(guarded.filter(({ isApi }) => isApi))("$name tells a program to sign in anew", async (route) => {
    const sent = await prepared(route);
    const ask = async (age: number) =>
      newVisitor().json(route.method, sent.path, sent.body, bearer(await sent.token(age)));
    const refused = await ask(20);
    expect(refused.status).toBe(401);
    expect(refused.headers.get("www-authenticate")).toContain('error="insufficient_user_authentication"');
    expect(await refused.json()).toMatchObject({ type: "urn:lianzhi:problem:unproven" });
    expect((await ask(14)).status).toBeLessThan(300);
  });

  test("does everything else as before", async () => {
    const browser = newVisitor();
    browser.cookies.set("lz_session", await sessionOf(county.as("admin", minutesAgo(20)), "browser"));
    const fields = { parentId: county.org.street, level: "community", name: "新社区" };
    expect((await browser.post(`${county.base}/org`, fields)).status).toBe(303);
    expect((await browser.get(`${county.base}/people`)).status).toBe(200);
  });
});

describe("the password that is asked for", () => {
  const invitation = () => ({ name: "李四<b>", role: "inspector", scope: county.org.root });

  async function admin(age: number): Promise<Visitor> {
    const browser = newVisitor();
    browser.cookies.set("lz_session", await sessionOf(county.as("admin", minutesAgo(age)), "browser"));
    return browser;
  }

  const invite = (browser: Visitor, more: Record<string, string> = {}, now?: string) =>
    browser.post(
      `${county.base}/people/invitations`,
      { ...invitation(), ...more },
      now === undefined ? {} : { now },
    );

  test("stands for a quarter of an hour, from when it was given last", async () => {
    const browser = await admin(60);
    const at = (minutes: number, seconds = 0) =>
      new Date(Date.parse("2031-03-01T01:00:00.000Z") + minutes * 60_000 + seconds * 1000).toISOString();
    const { password } = county.people.admin;
    expect((await invite(browser, {}, at(0))).status).toBe(401);
    expect((await invite(browser, { _password: password }, at(0))).status).toBe(303);
    expect((await invite(browser, {}, at(14, 59))).status).toBe(303);
    expect((await invite(browser, {}, at(15))).status).toBe(401);
  });

  test("isn't asked for right after signing in", async () => {
    expect((await invite(await county.visit("admin"))).status).toBe(303);
  });

  test("is asked for again when it is wrong, five times; nothing typed is lost, and no password shown", async () => {
    const browser = await admin(20);
    for (let time = 0; time < 5; time++) {
      const answer = await invite(browser, { _password: "a wrong guess" });
      expect(answer.status).toBe(401);
      const html = await answer.text();
      expect(html).toContain("现在的密码不对");
      expect(html).toContain("李四&lt;b&gt;");
      expect(html).not.toContain("a wrong guess");
    }
    expect((await invite(browser, { _password: county.people.admin.password })).status).toBe(429);
  });

  test("is asked for in a page of which htmx takes the form too", async () => {
    const browser = await admin(20);
    const answer = await browser.htmx("POST", `${county.base}/people/invitations`, invitation());
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain('id="main"');
  });

  test("given where none is asked for changes nothing", async () => {
    const browser = await county.visit("admin");
    expect((await invite(browser, { _password: "a wrong guess" })).status).toBe(303);
  });
});
