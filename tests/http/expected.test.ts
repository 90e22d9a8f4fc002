import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { accounts, grants, sessions, signInFailures } from "../../db/kernel/schema.ts";
import { memberUnits } from "../../db/tenant/schema/org.ts";
import { newId, sha256 } from "../../worker/domain/kernel/secrets.ts";
import { accountOf, addPerson, bearer, everythingIn } from "../accounts/people.ts";
import { type County, newCounty } from "../support/county.ts";
import { absentIds, each, requestTo, send, type Target } from "../support/requests.ts";
import { type Route, routes } from "../support/routes.ts";
import { sampled } from "../support/sample.ts";
import { sessionOf } from "../support/sessions.ts";
import { costOf, knownMoment, newVisitor } from "../support/visitor.ts";

/** Sessions that the worker has seen, and that are then changed behind its back, as another isolate would. */
let county: County;
beforeAll(async () => {
  county = await newCounty();
});

const change = (statements: Parameters<County["db"]["write"]>[0]) => county.db.write(statements);

/** Somebody of their own with a session of a kind. */
async function somebody(kind: "browser" | "api" = "api") {
  const { id, username } = await addPerson(county, "county_admin");
  const account = await accountOf(county.db, username);
  const { orm } = county.db;
  const whole = { scopeKind: "org", scopeId: county.org.root, scopeName: "全县" } as const;
  await change([orm.update(grants).set(whole).where(eq(grants.accountId, id))]);
  const actor = { kind: "person", accountId: id, name: account?.name ?? "", grants: [] } as const;
  return { id, token: await sessionOf({ ...county.as(null), actor }, kind) };
}

const api = (token: string, method: string, path: string, body?: unknown) =>
  newVisitor().json(method, `${county.base}/api/v1${path}`, body, bearer(token));

const end = async (token: string) =>
  change([county.db.orm.delete(sessions).where(eq(sessions.id, await sha256(token)))]);

/** Lets the worker see a session. */
async function seen(token: string): Promise<void> {
  expect((await api(token, "GET", "/account")).status).toBe(200);
}

const unit = () => ({ kind: "localUnit", name: `供水所${newId(Date.now())}`, orgUnitId: county.org.root });

async function countUnits(): Promise<number> {
  const { rows } = await county.db.read({ rows: county.db.orm.select().from(memberUnits) });
  return rows.length;
}

describe("a session that is as it was", () => {
  test("costs no trip of its own: a page takes one, a write two", async () => {
    const { token } = await somebody();
    const now = await knownMoment(county);
    const ask = (method: string, path: string, body?: unknown) =>
      newVisitor().json(method, `${county.base}/api/v1${path}`, body, { ...bearer(token), now });
    const trips = async (answer: Promise<Response>) => costOf(await answer).trips;
    expect(await trips(ask("GET", "/matters"))).toBe(2);
    expect(await trips(ask("GET", "/matters"))).toBe(1);
    expect(await trips(ask("POST", "/member-units", unit()))).toBe(2);
    expect(await trips(ask("POST", "/member-units", {}))).toBe(1);
  });
});

describe("a session that has changed", () => {
  const ended: [string, (who: { id: string; token: string }) => Promise<void>][] = [
    ["was ended elsewhere", ({ token }) => end(token)],
    [
      "has run out",
      ({ id }) =>
        change([county.db.orm.update(sessions).set({ expiresAt: 1 }).where(eq(sessions.accountId, id))]),
    ],
    [
      "belongs to somebody who was disabled",
      ({ id }) =>
        change([
          county.db.orm
            .update(accounts)
            .set({ disabledAt: new Date().toISOString() as never })
            .where(eq(accounts.id, id)),
        ]),
    ],
  ];

  test.each(ended)("one that %s writes nothing and is asked to sign in", async (_how, end) => {
    const who = await somebody();
    await seen(who.token);
    const before = await countUnits();
    await end(who);
    expect((await api(who.token, "POST", "/member-units", unit())).status).toBe(401);
    expect((await api(who.token, "GET", "/matters")).status).toBe(401);
    expect(await countUnits()).toBe(before);
  });

  test("loses the rights that were taken, at once", async () => {
    const { id, token } = await somebody();
    await seen(token);
    const before = await countUnits();
    const { orm } = county.db;
    await change([orm.update(grants).set({ role: "inspector" }).where(eq(grants.accountId, id))]);
    expect((await api(token, "POST", "/member-units", unit())).status).toBe(403);
    expect(await countUnits()).toBe(before);
    expect((await api(token, "GET", "/matters")).status).toBe(200);
  });

  test("has the rights that were given, at once, and what was sent is done once", async () => {
    const { id, token } = await somebody();
    const { orm } = county.db;
    await change([orm.update(grants).set({ role: "inspector" }).where(eq(grants.accountId, id))]);
    await seen(token);
    expect((await api(token, "POST", "/member-units", unit())).status).toBe(403);
    const before = await countUnits();
    await change([orm.update(grants).set({ role: "county_admin" }).where(eq(grants.accountId, id))]);
    expect((await api(token, "POST", "/member-units", unit())).status).toBe(201);
    expect(await countUnits()).toBe(before + 1);
  });

  test("is called by its new name, on a page whose form arrives whole", async () => {
    const { id, token } = await somebody("browser");
    const visitor = newVisitor();
    visitor.cookies.set("lz_session", token);
    const page = () => visitor.get(`${county.base}/account`).then((answer) => answer.text());
    await page();
    await change([county.db.orm.update(accounts).set({ name: "李改名" }).where(eq(accounts.id, id))]);
    const name = `改名之后${newId(Date.now())}`;
    const answer = await visitor.post(`${county.base}/units`, { ...unit(), name });
    expect(answer.status).toBe(303);
    expect(await page()).toContain("李改名");
    const { rows } = await county.db.read({
      rows: county.db.orm.select().from(memberUnits).where(eq(memberUnits.name, name)),
    });
    expect(rows.length).toBe(1);
  });

  test("costs what looking at it and beginning anew cost, and says so", async () => {
    const { id, token } = await somebody();
    const now = await knownMoment(county);
    const trips = async (method: string, path: string, body?: unknown) =>
      costOf(await newVisitor().json(method, `${county.base}/api/v1${path}`, body, { ...bearer(token), now }))
        .trips;
    await trips("GET", "/matters");
    const rename = (name: string) =>
      change([county.db.orm.update(accounts).set({ name }).where(eq(accounts.id, id))]);
    await rename("李改名");
    expect(await trips("GET", "/matters")).toBe(3);
    await rename("李又改名");
    expect(await trips("POST", "/member-units", unit())).toBe(4);
  });

  test("counts no try of a password where it has ended, and one where it has changed", async () => {
    const { id, token } = await somebody("browser");
    const visitor = newVisitor();
    visitor.cookies.set("lz_session", token);
    await visitor.get(`${county.base}/account`);
    const counted = async () => {
      const bucket = `session:${await sha256(token)}`;
      const { rows } = await county.db.read({
        rows: county.db.orm.select().from(signInFailures).where(eq(signInFailures.bucket, bucket)),
      });
      return rows.map(({ failures }) => failures);
    };
    const guess = { current: "不是这个", password: "长满槐树的那条街一直通到河边" };
    await change([county.db.orm.update(accounts).set({ name: "李改名" }).where(eq(accounts.id, id))]);
    expect((await visitor.post(`${county.base}/account/password`, guess)).status).toBe(422);
    expect(await counted()).toEqual([1]);
    await end(token);
    expect((await visitor.post(`${county.base}/account/password`, guess)).status).toBe(401);
    expect(await counted()).toEqual([1]);
  });

  test("wherever it ended, nobody reads or writes anything there with it", async () => {
    const target: Target = {
      slug: county.slug,
      ids: absentIds(newId(Date.now())),
      ...{ org: county.org, units: county.units, text: "改一改" },
      ...{ username: "nobody.here", password: "长满槐树的那条街一直通到河边" },
    };
    const closed = routes.filter(({ isPublic, realm }) => !isPublic && realm === "county");
    const wrong: string[] = [];
    const tokens = new Map<Route, string>();
    await each(sampled(closed, 0, 4), async (route) => {
      const { token } = await somebody(route.isApi ? "api" : "browser");
      const account = `GET /t/:slug${route.isApi ? "/api/v1" : ""}/account`;
      const own = routes.find(({ name }) => name === account);
      expect(own && (await send(own, requestTo(own, target), token)).status).toBe(200);
      await end(token);
      tokens.set(route, token);
    });
    const before = await everythingIn(county.db);
    await each([...tokens], async ([route, token]) => {
      const answer = await send(route, requestTo(route, target), token);
      const away = answer.headers.get("location")?.includes("/session/new?next=") ?? false;
      if (!(answer.status === 401 || (!route.isApi && away))) wrong.push(`${route.name}: ${answer.status}`);
    });
    expect(tokens.size).toBeGreaterThan(20);
    expect(await everythingIn(county.db)).toBe(before);
    expect(wrong).toEqual([]);
  });
});
