import { randomBytes, randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { accounts, audit, grants, invitations } from "../../db/kernel/schema.ts";
import { invitationToken } from "../../worker/domain/accounts/invitations.ts";
import { invitePerson, inviteToReset } from "../../worker/domain/accounts/invite.ts";
import { revokeInvitation } from "../../worker/domain/accounts/revoke.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "../../worker/domain/errors.ts";
import { type County, newCounty, type Who } from "../support/county.ts";
import { newVisitor } from "../support/visitor.ts";
import { problemBeside } from "../tenants/operator.ts";
import {
  accountOf,
  actionsOn,
  addPerson,
  bearer,
  everythingIn,
  goodPassword,
  isIn,
  sessionsOf,
  signedIn,
  tokenOf,
  tryToSignIn,
} from "./people.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

const day = 24 * 60 * 60 * 1000;
const newName = () => `i-${randomBytes(5).toString("hex")}`;

interface Link {
  id: string;
  token: string;
  path: string;
}

async function linkOf(of: County, id: string): Promise<Link> {
  const token = await invitationToken(of.as("admin"), id);
  return { id, token, path: `${of.base}/invitations/${token}` };
}

async function invite(changes: Partial<{ role: string; scope: string }> = {}, at?: string): Promise<Link> {
  const { id } = await invitePerson(county.as("admin", at), {
    name: "李四",
    role: "grid_worker",
    scope: county.org.grid,
    ...changes,
  });
  return linkOf(county, id);
}

async function inviteReset(accountId: string): Promise<Link> {
  const { id } = await inviteToReset(county.as("admin"), { accountId });
  return linkOf(county, id);
}

const accept = (link: Link, username: string, more: Record<string, string> = {}) =>
  newVisitor().post(link.path, { username, password: goodPassword, ...more });

async function rowOf({ id }: Link) {
  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(invitations).where(eq(invitations.id, id)),
  });
  return rows[0];
}

async function grantsOf(accountId = "") {
  const { rows } = await county.db.read({
    rows: county.db.orm
      .select()
      .from(grants)
      .where(and(eq(grants.accountId, accountId), isNull(grants.revokedAt))),
  });
  return rows;
}

describe("an invitation", () => {
  test("makes the account with the role and scope it was made for, signs in, and is on record", async () => {
    const link = await invite();
    const username = newName();
    const browser = newVisitor();
    const page = await (await browser.get(link.path)).text();
    expect(page).toContain("李四");
    expect(page).toContain("第一网格");
    const answer = await browser.post(link.path, { username, password: goodPassword, _key: randomUUID() });
    expect(answer.status).toBe(303);
    expect(await isIn(browser, county)).toBe(true);
    const account = await accountOf(county.db, username);
    expect(account).toMatchObject({ name: "李四", disabledAt: null });
    expect(await grantsOf(account?.id)).toMatchObject([
      { role: "grid_worker", scopeKind: "org", scopeId: county.org.grid, scopeName: "第一网格" },
    ]);
    expect((await rowOf(link))?.usedAt).not.toBeNull();
    expect(await actionsOn(county.db, `invitation:${link.id}`)).toEqual(["person.invite"]);
    expect(await actionsOn(county.db, `account:${account?.id}`)).toEqual([
      "invitation.accept",
      "session.open",
    ]);
    const { rows } = await county.db.read({
      rows: county.db.orm.select().from(audit).where(eq(audit.action, "invitation.accept")),
    });
    expect(rows.find(({ actorId }) => actorId === account?.id)?.actorName).toBe("李四");
  });

  test("shows its page as often as one likes", async () => {
    const link = await invite();
    for (let look = 0; look < 3; look++) expect((await newVisitor().get(link.path)).status).toBe(200);
    expect((await rowOf(link))?.usedAt).toBeNull();
  });

  test("works once, however many try at the same time", async () => {
    const link = await invite();
    const names = Array.from({ length: 20 }, newName);
    const answers = await Promise.all(names.map((name) => accept(link, name)));
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 303)) {
      expect(answer.status).toBe(422);
      expect(await answer.text()).toContain("这个链接已经用过");
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    const made = await Promise.all(names.map((name) => accountOf(county.db, name)));
    expect(made.filter(Boolean)).toHaveLength(1);
  });

  test("sent twice by an impatient finger makes one account and lets in both times", async () => {
    const link = await invite();
    const username = newName();
    const _key = randomUUID();
    const answers = await Promise.all([accept(link, username, { _key }), accept(link, username, { _key })]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    const { made } = await county.db.read({
      made: county.db.orm.select().from(accounts).where(eq(accounts.username, username)),
    });
    expect(made).toHaveLength(1);
    expect(await grantsOf(made[0]?.id)).toHaveLength(1);
  });

  test("sent again from a browser's memory lets nobody in after the password was changed", async () => {
    const link = await invite();
    const username = newName();
    const _key = randomUUID();
    expect((await accept(link, username, { _key })).status).toBe(303);
    const owner = newVisitor();
    await tryToSignIn(owner, county, { username, password: goodPassword });
    const fields = { current: goodPassword, password: "另一句自己记得住的话 staple battery" };
    expect((await owner.post(`${county.base}/account/password`, fields)).status).toBe(303);
    const again = await accept(link, username, { _key });
    expect(again.status).toBe(422);
    expect(again.headers.getSetCookie()).toEqual([]);
  });

  test("used says so, and leads to the sign-in", async () => {
    const link = await invite();
    await accept(link, newName());
    const answer = await newVisitor().get(link.path);
    expect(answer.status).toBe(200);
    const html = await answer.text();
    expect(html).toContain("这个链接已经用过");
    expect(html).toContain(`href="${county.base}/session/new"`);
  });

  test("ends after seven days, to the millisecond", async () => {
    const made = "2026-11-01T00:00:00.000Z";
    const link = await invite({}, made);
    const end = Date.parse(made) + 7 * day;
    const visitor = newVisitor();
    const before = new Date(end - 1).toISOString();
    expect(await (await visitor.get(link.path, { now: before })).text()).toContain("加入");
    const now = new Date(end).toISOString();
    expect(await (await visitor.get(link.path, { now })).text()).toContain("这个链接已经过期");
    const username = newName();
    const late = await visitor.post(link.path, { username, password: goodPassword }, { now });
    expect(late.status).toBe(422);
    expect(await accountOf(county.db, username)).toBeUndefined();
    const inTime = await visitor.post(link.path, { username, password: goodPassword }, { now: before });
    expect(inTime.status).toBe(303);
  });

  test("taken back works no more and says so; one that was used can't be taken back", async () => {
    const link = await invite();
    await revokeInvitation(county.as("admin"), { invitationId: link.id });
    expect(await (await newVisitor().get(link.path)).text()).toContain("这个链接已被撤回");
    const username = newName();
    expect((await accept(link, username)).status).toBe(422);
    expect(await accountOf(county.db, username)).toBeUndefined();

    const used = await invite();
    await accept(used, newName());
    const tooLate = revokeInvitation(county.as("admin"), { invitationId: used.id });
    await expect(tooLate).rejects.toBeInstanceOf(Conflict);
  });

  test("taken back and used at the same time is one of the two, never both", async () => {
    for (let round = 0; round < 5; round++) {
      const link = await invite();
      const username = newName();
      const [used, revoked] = await Promise.allSettled([
        accept(link, username),
        revokeInvitation(county.as("admin"), { invitationId: link.id }),
      ]);
      const row = await rowOf(link);
      const accepted = used.status === "fulfilled" && used.value.status === 303;
      expect(accepted).toBe(row?.usedAt !== null);
      expect(revoked.status === "fulfilled").toBe(row?.revokedAt !== null);
      expect([row?.usedAt, row?.revokedAt].filter((at) => at !== null)).toHaveLength(1);
      expect((await accountOf(county.db, username)) !== undefined).toBe(accepted);
    }
  });

  test("of one county leads nowhere in another", async () => {
    const other = await newCounty();
    const link = await invite();
    const path = `${other.base}/invitations/${link.token}`;
    expect((await newVisitor().get(path)).status).toBe(404);
    const username = newName();
    expect((await newVisitor().post(path, { username, password: goodPassword })).status).toBe(404);
    expect(await accountOf(other.db, username)).toBeUndefined();
  });

  test("can't be read from the database", async () => {
    const link = await invite();
    expect(link.token).toMatch(/^[\w-]{43}$/);
    expect(await everythingIn(county.db)).not.toContain(link.token);
  });

  test.each(["x", "x".repeat(43), "..%2F..", "x".repeat(200)])(
    "made up (%s) leads nowhere",
    async (token) => {
      expect((await newVisitor().get(`${county.base}/invitations/${token}`)).status).toBe(404);
    },
  );
});

describe("what is sent along with an invitation", () => {
  const smuggled: [string, Record<string, string>][] = [
    ["a role", { role: "county_admin" }],
    ["a scope", { scopeId: "root", scopeKind: "org" }],
    ["a name", { name: "县长" }],
    ["an account", { accountId: "somebody" }],
    ["a purpose", { purpose: "reset" }],
  ];

  test.each(smuggled)("can't change it: %s", async (_what, fields) => {
    const link = await invite();
    const username = newName();
    const page = await accept(link, username, fields);
    expect(page.status).toBe(422);
    const body = { username, password: goodPassword, ...fields };
    const path = `${county.base}/api/v1/invitations/${link.token}/acceptance`;
    expect((await newVisitor().json("POST", path, body)).status).toBe(422);
    expect(await accountOf(county.db, username)).toBeUndefined();
    expect((await rowOf(link))?.usedAt).toBeNull();
  });

  test("can't lead to another invitation: the one in the address counts", async () => {
    const [link, better] = [await invite(), await invite({ role: "county_admin", scope: county.org.root })];
    const [one, other] = [newName(), newName()];
    expect((await accept(link, one, { token: better.token })).status).toBe(303);
    const path = `${county.base}/api/v1/invitations/${(await invite()).token}/acceptance`;
    const body = { username: other, password: goodPassword, token: better.token, tokenHash: "x" };
    expect((await newVisitor().json("POST", path, body)).status).toBeGreaterThanOrEqual(201);
    for (const username of [one, other]) {
      const held = await grantsOf((await accountOf(county.db, username))?.id);
      expect(held.map(({ role }) => role)).not.toContain("county_admin");
    }
    expect((await rowOf(better))?.usedAt).toBeNull();
  });
});

test("the API uses an invitation, too, without opening a session", async () => {
  const link = await invite();
  const username = newName();
  const path = `${county.base}/api/v1/invitations/${link.token}/acceptance`;
  const answer = await newVisitor().json("POST", path, { username, password: goodPassword });
  expect(answer.status).toBe(201);
  expect(answer.headers.getSetCookie()).toEqual([]);
  const account = await accountOf(county.db, username);
  expect(await answer.json()).toEqual({ accountId: account?.id, username });
  expect(await sessionsOf(county.db, account?.id ?? "")).toEqual([]);
});

describe("usernames", () => {
  const same: [string, (name: string) => string][] = [
    ["the same", (name) => name],
    ["in capitals", (name) => name.toUpperCase()],
    [
      "in full-width letters",
      (name) => name.replace(/[a-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
    ],
    ["with spaces around", (name) => `  ${name} `],
  ];

  test.each(same)("are taken by one person only: %s", async (_how, written) => {
    const username = newName();
    expect((await accept(await invite(), username)).status).toBe(303);
    const link = await invite();
    const second = await accept(link, written(username));
    expect(second.status).toBe(422);
    expect(problemBeside(await second.text(), "username")).toContain("已有人使用");
    expect((await rowOf(link))?.usedAt).toBeNull();
    expect((await accept(link, newName())).status).toBe(303);
  });

  test("wanted by two at once go to one, and the other keeps the link", async () => {
    const username = newName();
    const links = await Promise.all([invite(), invite(), invite()]);
    const answers = await Promise.all(links.map((link) => accept(link, username)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422]);
    const rows = await Promise.all(links.map(rowOf));
    expect(rows.filter((row) => row?.usedAt !== null)).toHaveLength(1);
  });

  test.each(["王小明", "wang.xiao-ming_2", "ñandú", "古丽·买买提", "ئابدۇرېھىم"])(
    "may be %s",
    async (name) => {
      const username = `${name}${randomBytes(4).toString("hex")}`;
      expect((await accept(await invite(), username)).status).toBe(303);
      expect((await tryToSignIn(newVisitor(), county, { username, password: goodPassword })).status).toBe(
        303,
      );
    },
  );

  test.each(["x", "a b", "a@b", "<b>", "甲".repeat(41), "", "a/b", "王‮明"])(
    "may not be %j",
    async (username) => {
      const link = await invite();
      const answer = await accept(link, username);
      expect(answer.status).toBe(422);
      expect(problemBeside(await answer.text(), "username")).toContain("用户名");
      expect((await rowOf(link))?.usedAt).toBeNull();
    },
  );
});

describe("a link to set a new password", () => {
  test("sets it, ends all sessions, and changes nothing else", async () => {
    const person = await addPerson(county);
    const [browser, api] = [await signedIn(county, person), await tokenOf(county, person)];
    const before = await grantsOf(person.id);
    const link = await inviteReset(person.id);
    const chosen = "另一句自己记得住的话 staple battery";
    const fresh = newVisitor();
    const answer = await fresh.post(link.path, { username: person.username, password: chosen });
    expect(answer.status).toBe(303);
    expect(await isIn(fresh, county)).toBe(true);
    expect(await isIn(browser, county)).toBe(false);
    expect(
      (await newVisitor().json("GET", `${county.base}/api/v1/account`, undefined, bearer(api))).status,
    ).toBe(401);
    expect(await sessionsOf(county.db, person.id)).toHaveLength(1);
    expect((await tryToSignIn(newVisitor(), county, person)).status).toBe(422);
    expect((await tryToSignIn(newVisitor(), county, { ...person, password: chosen })).status).toBe(303);
    expect(await grantsOf(person.id)).toEqual(before);
    expect(await accountOf(county.db, person.username)).toMatchObject({ id: person.id, name: "张三" });
    expect(await (await newVisitor().get(link.path)).text()).toContain("这个链接已经用过");
  });

  test("wants the account's own username, whose change it can't be", async () => {
    const [person, colleague] = [await addPerson(county), await addPerson(county)];
    const link = await inviteReset(person.id);
    for (const username of [colleague.username, newName()]) {
      const answer = await accept(link, username);
      expect(answer.status).toBe(422);
      expect(problemBeside(await answer.text(), "username")).toContain("另一个用户名");
    }
    expect((await rowOf(link))?.usedAt).toBeNull();
    expect((await tryToSignIn(newVisitor(), county, colleague)).status).toBe(303);
  });

  test("works once among several at the same time", async () => {
    const person = await addPerson(county);
    const link = await inviteReset(person.id);
    const chosen = ["一二三四五六 apple tree", "七八九十百千 river bank", "春夏秋冬风雨 mountain"];
    const answers = await Promise.all(
      chosen.map((password) => newVisitor().post(link.path, { username: person.username, password })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422]);
    const winner = chosen[answers.findIndex(({ status }) => status === 303)] ?? "";
    expect((await tryToSignIn(newVisitor(), county, { ...person, password: winner })).status).toBe(303);
  });

  test("doesn't bring a disabled account back", async () => {
    const person = await addPerson(county);
    const link = await inviteReset(person.id);
    const set = { disabledAt: new Date().toISOString() };
    await county.db.write([county.db.orm.update(accounts).set(set).where(eq(accounts.id, person.id))]);
    const browser = newVisitor();
    await browser.post(link.path, { username: person.username, password: "另一句自己记得住的话 staple" });
    expect(await isIn(browser, county)).toBe(false);
    expect(await accountOf(county.db, person.username)).toMatchObject({ disabledAt: set.disabledAt });
  });
});

describe("who may invite", () => {
  const others: Who[] = [
    "streetOfficer",
    "communityOfficer",
    "gridWorker",
    "liaison",
    "secretary",
    "inspector",
  ];

  test.each(others)("not %s, by page, API or domain", async (who) => {
    const wanted = { name: "李四", role: "grid_worker", scope: county.org.grid };
    const browser = await county.visit(who);
    expect((await browser.post(`${county.base}/people/invitations`, wanted)).status).toBe(403);
    const token = await county.token(who);
    const path = `${county.base}/api/v1/invitations`;
    expect((await newVisitor().json("POST", path, wanted, bearer(token))).status).toBe(403);
    const failure = await invitePerson(county.as(who), wanted).catch((error: unknown) => error);
    expect(failure instanceof Forbidden || failure instanceof NotFound).toBe(true);
  });

  const misfits: [string, () => { role: string; scope: string }][] = [
    ["a liaison of an org unit", () => ({ role: "unit_liaison", scope: county.org.street })],
    ["an officer of a member unit", () => ({ role: "street_officer", scope: county.units.water })],
    ["an operator", () => ({ role: "operator", scope: county.org.root })],
    ["a role that doesn't exist", () => ({ role: "emperor", scope: county.org.root })],
    ["a scope that doesn't exist", () => ({ role: "grid_worker", scope: "nowhere" })],
  ];

  test.each(misfits)("nobody is invited as %s", async (_what, wanted) => {
    const failure = await invitePerson(county.as("admin"), { name: "李四", ...wanted() }).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(Invalid);
  });

  test("the admin gets the link on a page of its own, and only while it is open", async () => {
    const admin = await county.visit("admin");
    const wanted = { name: "李四", role: "grid_worker", scope: county.org.grid, _key: randomUUID() };
    const answer = await admin.post(`${county.base}/people/invitations`, wanted);
    expect(answer.status).toBe(303);
    const html = await (await admin.follow(answer)).text();
    const path = new RegExp(`${county.base}/invitations/[\\w-]{43}`).exec(html)?.[0] ?? "";
    expect((await newVisitor().post(path, { username: newName(), password: goodPassword })).status).toBe(303);
    expect((await admin.follow(answer)).status).toBe(404);
  });
});
