import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { nodePasswords } from "../../bin/passwords.ts";
import { accounts, grants } from "../../db/kernel/schema.ts";
import { signIn } from "../../worker/domain/accounts/sign-in.ts";
import { Invalid } from "../../worker/domain/errors.ts";
import { sha256 } from "../../worker/domain/kernel/secrets.ts";
import { type County, newCounty } from "../support/county.ts";
import { costOf, knownMoment, newVisitor } from "../support/visitor.ts";
import {
  actionsOn,
  addPerson,
  bearer,
  everythingIn,
  goodPassword,
  isIn,
  newestAudit,
  sessionsOf,
  signedIn,
  tokenOf,
  tryToSignIn,
} from "./people.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

test("the right password opens a session and leads to the desk", async () => {
  const person = await addPerson(county);
  const browser = newVisitor();
  const answer = await tryToSignIn(browser, county, person);
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toBe(`${county.base}/desk`);
  expect((await browser.follow(answer)).status).toBe(200);
  expect(await sessionsOf(county.db, person.id)).toMatchObject([{ kind: "browser" }]);
  expect(await actionsOn(county.db, `account:${person.id}`)).toEqual(["session.open"]);
});

test("a name is the same in capitals and in full-width letters", async () => {
  const person = await addPerson(county);
  const wide = person.username.replace(/[a-z]/g, (letter) =>
    String.fromCharCode(letter.charCodeAt(0) + 0xfee0),
  );
  for (const username of [person.username.toUpperCase(), wide, ` ${person.username} `]) {
    expect((await tryToSignIn(newVisitor(), county, { ...person, username })).status).toBe(303);
  }
});

/** What a refusal looks like, without what differs from page to page. */
const words = (html: string, username: string) =>
  html.replaceAll(username, "NAME").replace(/name="_key" value="[^"]+"/g, "KEY");

async function refusal(username: string, password: string) {
  const now = await knownMoment(county);
  const answer = await tryToSignIn(newVisitor(), county, { username, password }, { now });
  const html = words(await answer.text(), username);
  return { status: answer.status, trips: costOf(answer).trips, html, cookies: answer.headers.getSetCookie() };
}

test("a wrong password, an unknown name and a disabled account get the same answer at the same cost", async () => {
  const [person, disabled] = [await addPerson(county), await addPerson(county)];
  const set = { disabledAt: new Date().toISOString() };
  await county.db.write([county.db.orm.update(accounts).set(set).where(eq(accounts.id, disabled.id))]);

  const wrong = await refusal(person.username, "not the password");
  const unknown = await refusal("nobody-of-this-name", "not the password");
  const closed = await refusal(disabled.username, disabled.password);
  expect(wrong).toMatchObject({ status: 422, trips: 2, cookies: [] });
  expect(wrong.html).toContain("用户名或密码不对");
  expect(wrong.html).not.toContain("not the password");
  expect(unknown).toEqual(wrong);
  expect(closed).toEqual(wrong);
  const right = await tryToSignIn(newVisitor(), county, person, { now: await knownMoment(county) });
  expect(costOf(right).trips).toBe(2);
});

test("an unknown name and a disabled account cost one full hash too", async () => {
  const disabled = await addPerson(county);
  const set = {
    disabledAt: new Date().toISOString(),
    passwordHash: await nodePasswords.hash(disabled.password),
  };
  await county.db.write([county.db.orm.update(accounts).set(set).where(eq(accounts.id, disabled.id))]);
  for (const username of [disabled.username, "nobody-of-this-name"]) {
    const checked: string[] = [];
    const passwords = {
      ...nodePasswords,
      verify: (hash: string, password: string) => {
        checked.push(hash);
        return nodePasswords.verify(hash, password);
      },
    };
    const origin = {
      network: "n",
      device: "",
      kind: "browser",
      deviceCookie: null,
      oldSession: null,
    } as const;
    const attempt = signIn(
      { ...county.as(null), passwords },
      { username, password: "not the password" },
      origin,
    );
    await expect(attempt).rejects.toBeInstanceOf(Invalid);
    expect(checked).toHaveLength(1);
    expect(checked[0]).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{20,}\$[\w+/]{43}$/);
  }
});

test("a refusal is on record without the name that was tried: it may be a password typed in the wrong field", async () => {
  const typed = "my-secret-typed-as-a-name";
  await refusal(typed, "whatever it was");
  expect(await newestAudit(county.db)).toMatchObject({
    action: "session.refuse",
    actorId: null,
    subject: "account:unknown",
    detail: {},
  });
});

test("the API refuses in the same words, too", async () => {
  const person = await addPerson(county);
  const now = await knownMoment(county);
  const ask = (username: string) => {
    const credentials = { username, password: "not the password" };
    return newVisitor().json("POST", `${county.base}/api/v1/sessions`, credentials, { now });
  };
  const [wrong, unknown] = [await ask(person.username), await ask("nobody-of-this-name")];
  expect([wrong.status, unknown.status]).toEqual([422, 422]);
  expect([costOf(wrong).trips, costOf(unknown).trips]).toEqual([2, 2]);
  const { requestId: _one, ...said } = (await wrong.json()) as Record<string, unknown>;
  const { requestId: _other, ...again } = (await unknown.json()) as Record<string, unknown>;
  expect(said).toEqual(again);
  expect(said.errors).toEqual([{ path: "password", message: "用户名或密码不对" }]);
});

const incomplete: [string, Record<string, string>, string][] = [
  ["no name", { username: "", password: "x" }, "username"],
  ["a name with a space", { username: "a b", password: "x" }, "username"],
  ["no password", { username: "somebody", password: "" }, "password"],
  ["a password of 129 characters", { username: "somebody", password: "x".repeat(129) }, "password"],
];

test.each(incomplete)("%s is refused without a look at the database", async (_what, fields, field) => {
  const now = await knownMoment(county);
  const answer = await newVisitor().json("POST", `${county.base}/api/v1/sessions`, fields, { now });
  expect(answer.status).toBe(422);
  expect(costOf(answer).trips).toBe(0);
  expect(await answer.json()).toMatchObject({ errors: [{ path: field }] });
});

describe("the token", () => {
  test("stands in no table: only its SHA-256 does, as the session's id", async () => {
    const person = await addPerson(county);
    const browser = await signedIn(county, person);
    const token = browser.cookies.get("lz_session") ?? "";
    const api = await tokenOf(county, person);
    const all = await everythingIn(county.db);
    for (const secret of [token, api, browser.cookies.get("lz_device") ?? ""]) {
      expect(secret.length).toBeGreaterThanOrEqual(43);
      expect(all).not.toContain(secret);
    }
    const ids = (await sessionsOf(county.db, person.id)).map(({ id }) => id).sort();
    expect(ids).toEqual([await sha256(token), await sha256(api)].sort());
  });

  test("is another one each time", async () => {
    const person = await addPerson(county);
    const tokens = await Promise.all(
      [1, 2, 3].map(async () => (await signedIn(county, person)).cookies.get("lz_session")),
    );
    expect(new Set(tokens).size).toBe(3);
  });

  test("is new at sign-in, and the session before it ends", async () => {
    const person = await addPerson(county);
    const browser = await signedIn(county, person);
    const before = browser.cookies.get("lz_session") ?? "";
    expect((await tryToSignIn(browser, county, person)).status).toBe(303);
    expect(browser.cookies.get("lz_session")).not.toBe(before);
    const old = newVisitor();
    old.cookies.set("lz_session", before);
    expect(await isIn(old, county)).toBe(false);
    expect(await sessionsOf(county.db, person.id)).toHaveLength(1);
  });

  test("that somebody planted in the browser is not taken over", async () => {
    const person = await addPerson(county);
    const planted = newVisitor();
    planted.cookies.set("lz_session", "a".repeat(43));
    await tryToSignIn(planted, county, person);
    expect(planted.cookies.get("lz_session")).not.toBe("a".repeat(43));
    const attacker = newVisitor();
    attacker.cookies.set("lz_session", "a".repeat(43));
    expect(await isIn(attacker, county)).toBe(false);
  });

  test("of a browser is no API token, and the other way round", async () => {
    const person = await addPerson(county);
    const browser = await signedIn(county, person);
    const token = browser.cookies.get("lz_session") ?? "";
    const api = await tokenOf(county, person);
    const asBearer = await newVisitor().json(
      "GET",
      `${county.base}/api/v1/account`,
      undefined,
      bearer(token),
    );
    expect(asBearer.status).toBe(401);
    expect(asBearer.headers.get("www-authenticate")).toBe(
      `Bearer realm="${county.slug}", error="invalid_token"`,
    );
    const asCookie = newVisitor();
    asCookie.cookies.set("lz_session", api);
    expect(await isIn(asCookie, county)).toBe(false);
    const withCookie = await browser.json("GET", `${county.base}/api/v1/account`);
    expect(withCookie.status).toBe(401);
    const own = await newVisitor().json("GET", `${county.base}/api/v1/account`, undefined, bearer(api));
    expect(own.status).toBe(200);
  });

  test("of one county opens nothing in another, nor on the platform", async () => {
    const other = await newCounty();
    const person = await addPerson(county);
    const api = await tokenOf(county, person);
    const browser = await signedIn(county, person);
    expect(await isIn(browser, other)).toBe(false);
    expect(
      (await newVisitor().json("GET", `${other.base}/api/v1/account`, undefined, bearer(api))).status,
    ).toBe(401);
    expect((await newVisitor().json("GET", "/api/v1/tenants", undefined, bearer(api))).status).toBe(401);
    const operator = newVisitor();
    operator.cookies.set("lz_operator", browser.cookies.get("lz_session") ?? "");
    expect((await operator.get("/operator/tenants")).status).toBe(303);
  });
});

describe("what a person may do", () => {
  test("ends at once when the account is disabled, in the browser and in the API", async () => {
    const person = await addPerson(county);
    const browser = await signedIn(county, person);
    const api = await tokenOf(county, person);
    const set = { disabledAt: new Date().toISOString() };
    await county.db.write([county.db.orm.update(accounts).set(set).where(eq(accounts.id, person.id))]);
    expect(await isIn(browser, county)).toBe(false);
    expect(
      (await newVisitor().json("GET", `${county.base}/api/v1/account`, undefined, bearer(api))).status,
    ).toBe(401);
    expect((await tryToSignIn(newVisitor(), county, person)).status).toBe(422);
  });

  test("ends at once when the role is taken back", async () => {
    const person = await addPerson(county);
    const browser = await signedIn(county, person);
    expect((await browser.get(`${county.base}/matters`)).status).toBe(200);
    const set = { revokedAt: new Date().toISOString() };
    await county.db.write([county.db.orm.update(grants).set(set).where(eq(grants.accountId, person.id))]);
    expect((await browser.get(`${county.base}/matters`)).status).toBe(403);
    expect(await isIn(browser, county)).toBe(true);
  });
});

test.each([
  ["//evil.example/desk"],
  ["https://evil.example/desk"],
  ["/\\evil.example"],
  ["javascript:alert(1)"],
  ["/operator/tenants"],
  ["/t/another-county/desk"],
  ["not a path"],
])("after signing in, %j leads to the own desk", async (next) => {
  const person = await addPerson(county);
  const answer = await newVisitor().post(`${county.base}/session`, {
    ...{ username: person.username, password: goodPassword },
    next,
  });
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toBe(`${county.base}/desk`);
});
