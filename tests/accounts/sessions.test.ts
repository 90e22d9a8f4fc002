import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { sessions } from "../../db/kernel/schema.ts";
import { openSession, sessionCalled, signedInFrom } from "../../worker/domain/accounts/sessions.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import { sha256 } from "../../worker/domain/kernel/secrets.ts";
import { instant } from "../../worker/time/instants.ts";
import { type County, newCounty, newOperator } from "../support/county.ts";
import { catalog } from "../support/stack.ts";
import { newVisitor } from "../support/visitor.ts";
import { accountOf, actionsOn, addPerson, bearer, isIn, sessionsOf, signedIn, tokenOf } from "./people.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

/** A request comes with the token. */
async function met(ctx: Context, token: string) {
  const id = await sha256(token);
  const { rows } = await ctx.db.read({ rows: sessionCalled({ id }) });
  return signedInFrom(ctx, { id, rows, network: "203.0.113" });
}

const hour = 60 * 60 * 1000;
const day = 24 * hour;

describe("signing out", () => {
  test("ends this session and no other, drops the cookie, and is on record", async () => {
    const person = await addPerson(county);
    const [here, there] = [await signedIn(county, person), await signedIn(county, person)];
    const token = here.cookies.get("lz_session") ?? "";
    const answer = await here.post(`${county.base}/session/closure`);
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(`${county.base}/session/new`);
    expect(answer.headers.getSetCookie().find((line) => line.startsWith("lz_session="))).toMatch(/Max-Age=0/);
    expect(here.cookies.has("lz_session")).toBe(false);
    here.cookies.set("lz_session", token);
    expect(await isIn(here, county)).toBe(false);
    expect(await isIn(there, county)).toBe(true);
    expect(await sessionsOf(county.db, person.id)).toHaveLength(1);
    expect(await actionsOn(county.db, `account:${person.id}`)).toEqual([
      "session.open",
      "session.open",
      "session.close",
    ]);
  });

  test("everywhere ends all of one's own sessions, API tokens included, and nobody else's", async () => {
    const [person, colleague] = [await addPerson(county), await addPerson(county)];
    const [here, there, other] = await Promise.all([
      signedIn(county, person),
      signedIn(county, person),
      signedIn(county, colleague),
    ]);
    const api = await tokenOf(county, person);
    expect((await here.post(`${county.base}/sessions/closure`)).status).toBe(303);
    expect(await isIn(here, county)).toBe(false);
    expect(await isIn(there, county)).toBe(false);
    expect(
      (await newVisitor().json("GET", `${county.base}/api/v1/account`, undefined, bearer(api))).status,
    ).toBe(401);
    expect(await isIn(other, county)).toBe(true);
    expect(await sessionsOf(county.db, person.id)).toEqual([]);
    expect(await actionsOn(county.db, `account:${person.id}`)).toContain("session.closeAll");
  });

  test("through the API makes the token worthless", async () => {
    const person = await addPerson(county);
    const api = await tokenOf(county, person);
    const path = `${county.base}/api/v1/sessions/current`;
    const answer = await newVisitor().json("DELETE", path, undefined, bearer(api));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({});
    expect((await newVisitor().json("DELETE", path, undefined, bearer(api))).status).toBe(401);
    expect(await sessionsOf(county.db, person.id)).toEqual([]);
  });

  test("needs the own page: a form from elsewhere signs nobody out", async () => {
    const person = await addPerson(county);
    const browser = await signedIn(county, person);
    const foreign = { headers: { origin: "https://evil.example" } };
    expect((await browser.post(`${county.base}/session/closure`, {}, foreign)).status).toBe(403);
    expect(await isIn(browser, county)).toBe(true);
  });
});

describe("a session's end", () => {
  // Idle: three days in a county, two hours on the platform. Absolute: thirty days, twelve hours.
  const ends: [string, "county" | "platform", number, number, boolean][] = [
    ["a county's session used just now", "county", 3 * day, 0, true],
    ["a county's session a minute before its idle end", "county", 60_000, 2 * day, true],
    ["a county's session a second after its idle end", "county", -1000, 3 * day, false],
    [
      "a county's session, well used, a minute before thirty days",
      "county",
      3 * day,
      30 * day - 60_000,
      true,
    ],
    ["a county's session, well used, a second after thirty days", "county", 3 * day, 30 * day + 1000, false],
    ["an operator's session a minute before its idle end", "platform", 60_000, 2 * hour, true],
    ["an operator's session a second after its idle end", "platform", -1000, 2 * hour, false],
    [
      "an operator's session, well used, a minute before twelve hours",
      "platform",
      2 * hour,
      12 * hour - 60_000,
      true,
    ],
    [
      "an operator's session, well used, a second after twelve hours",
      "platform",
      2 * hour,
      12 * hour + 1000,
      false,
    ],
  ];

  test.each(ends)("%s", async (_what, site, left, age, open) => {
    const browser = newVisitor();
    const db = site === "county" ? county.db : catalog();
    const base = site === "county" ? county.base : "";
    const who = site === "county" ? await addPerson(county) : await newOperator();
    const { username, password } = who;
    expect((await browser.post(`${base}/session`, { username, password })).status).toBe(303);
    const account = await accountOf(db, username);
    const [fresh] = await sessionsOf(db, account?.id ?? "");
    const idle = (fresh?.expiresAt ?? 0) - Date.now();
    const whole = site === "county" ? 3 * day : 2 * hour;
    expect(idle).toBeLessThanOrEqual(whole);
    expect(idle).toBeGreaterThan(whole - 60_000);
    const now = Date.now();
    const moved = { expiresAt: now + left, createdAt: new Date(now - age).toISOString() };
    await db.write([
      db.orm
        .update(sessions)
        .set(moved)
        .where(eq(sessions.accountId, account?.id ?? "")),
    ]);
    expect((await browser.get(`${base}/account`)).status).toBe(open ? 200 : 303);
  });

  /** Opens a session, moves its row, and uses it; what the use puts off is then done. */
  async function used(left: number, age: number) {
    const person = await addPerson(county);
    const put: (() => Promise<unknown>)[] = [];
    const ctx = { ...county.as(null), defer: (work: () => Promise<unknown>) => void put.push(work) };
    const token = await openSession(ctx, person.id, { kind: "browser", device: "", network: "" }, []);
    const now = Date.now();
    const moved = { expiresAt: now + left, createdAt: new Date(now - age).toISOString() };
    await county.db.write([
      county.db.orm
        .update(sessions)
        .set(moved)
        .where(eq(sessions.id, await sha256(token))),
    ]);
    const found = await met(ctx, token);
    for (const work of put) await work();
    const [row] = await sessionsOf(county.db, person.id);
    return { found, row, before: now };
  }

  test("moves on with use once half of the idle time is gone", async () => {
    const { found, row, before } = await used(day, 2 * day);
    expect(found).not.toBeNull();
    expect(row?.expiresAt).toBeGreaterThanOrEqual(before + 3 * day);
  });

  test("stays where it is before that, so that most requests write nothing", async () => {
    const { row, before } = await used(2 * day, day);
    expect(row?.expiresAt).toBe(before + 2 * day);
  });

  test("never moves past the absolute limit: the last use before it doesn't help", async () => {
    const { found } = await used(day, 30 * day - 60_000);
    expect(found).not.toBeNull();
    const { found: late } = await used(3 * day, 30 * day + 1000);
    expect(late).toBeNull();
  });

  test("takes its row along when it is met", async () => {
    expect((await used(-1000, 3 * day)).row).toBeUndefined();
    expect((await used(3 * day, 31 * day)).row).toBeUndefined();
  });
});

describe("the use of a session", () => {
  test.each([
    [9, false],
    [11, true],
  ])("after %i minutes is noted, with its network: %s", async (minutes, noted) => {
    const person = await addPerson(county);
    const put: (() => Promise<unknown>)[] = [];
    const opened = county.as(null);
    const from = { kind: "browser", device: "", network: "198.51.100" } as const;
    const token = await openSession(opened, person.id, from, []);
    const now = instant(Date.parse(opened.now) + minutes * 60_000);
    const ctx = { ...opened, now, defer: (work: () => Promise<unknown>) => void put.push(work) };
    await met(ctx, token);
    for (const work of put) await work();
    const [row] = await sessionsOf(county.db, person.id);
    expect(row).toMatchObject(
      noted ? { usedAt: now, network: "203.0.113" } : { usedAt: opened.now, network: "198.51.100" },
    );
  });
});

describe("one's own account", () => {
  test("lists the open sessions with their devices, and none that has ended", async () => {
    const person = await addPerson(county);
    const agent = { headers: { "user-agent": "Mozilla/5.0 (Linux; Android 14) Firefox/140" } };
    await signedIn(county, person, agent);
    const ended = await signedIn(county, person, agent);
    const [, second] = await sessionsOf(county.db, person.id);
    await county.db.write([
      county.db.orm
        .update(sessions)
        .set({ expiresAt: Date.now() - 1 })
        .where(eq(sessions.id, second?.id ?? "")),
    ]);
    expect(ended.cookies.size).toBeGreaterThan(0);
    const api = await tokenOf(county, person);
    const answer = await newVisitor().json("GET", `${county.base}/api/v1/account`, undefined, bearer(api));
    const said = (await answer.json()) as { username: string; sessions: { kind: string; device: string }[] };
    expect(said.username).toBe(person.username);
    expect(said.sessions.map(({ kind }) => kind).sort()).toEqual(["api", "browser"]);
    expect(said.sessions.find(({ kind }) => kind === "browser")?.device).toContain("Firefox");
    expect(JSON.stringify(said)).not.toContain(await sha256(api));
  });

  test("doesn't list a session that is past its absolute limit", async () => {
    const person = await addPerson(county);
    await signedIn(county, person);
    const past = { createdAt: new Date(Date.now() - 31 * day).toISOString() };
    await county.db.write([
      county.db.orm.update(sessions).set(past).where(eq(sessions.accountId, person.id)),
    ]);
    const api = await tokenOf(county, person);
    const answer = await newVisitor().json("GET", `${county.base}/api/v1/account`, undefined, bearer(api));
    expect(((await answer.json()) as { sessions: unknown[] }).sessions).toHaveLength(1);
  });
});
