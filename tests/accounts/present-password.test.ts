import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { invitations } from "../../db/kernel/schema.ts";
import { changePassword } from "../../worker/domain/accounts/accounts.ts";
import { inviteToReset } from "../../worker/domain/accounts/invite.ts";
import { Invalid } from "../../worker/domain/errors.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import { type County, newCounty } from "../support/county.ts";
import { newVisitor, type Visitor } from "../support/visitor.ts";
import { addPerson, goodPassword, isIn, type Newcomer, sessionsOf, signedIn, tryToSignIn } from "./people.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

const start = "2026-11-21T01:00:00.000Z";
const later = (minutes: number) => new Date(Date.parse(start) + minutes * 60_000).toISOString();
const chosen = "另一句自己记得住的话 staple battery";

const change = (browser: Visitor, current: string, now = start, password = chosen) =>
  browser.post(`${county.base}/account/password`, { current, password }, { now });

async function guess(browser: Visitor, times: number, now = start): Promise<number[]> {
  const statuses: number[] = [];
  for (let index = 0; index < times; index++)
    statuses.push((await change(browser, "a wrong guess", now)).status);
  return statuses;
}

describe("the present password, asked for within a session", () => {
  test("may be wrong five times in a quarter of an hour; then the right one is refused too", async () => {
    const person = await addPerson(county);
    const browser = await signedIn(county, person);
    expect(await guess(browser, 5)).toEqual([422, 422, 422, 422, 422]);
    const answer = await change(browser, goodPassword, later(4));
    expect(answer.status).toBe(429);
    expect(answer.headers.get("retry-after")).toBe(String(11 * 60));
    expect((await change(browser, goodPassword, later(15))).status).toBe(303);
  });

  test("is counted for that session alone: whoever found one open keeps the owner from nothing", async () => {
    const person = await addPerson(county);
    const [found, own] = [await signedIn(county, person), await signedIn(county, person)];
    await guess(found, 6);
    expect((await tryToSignIn(newVisitor(), county, person)).status).toBe(303);
    expect((await change(own, goodPassword)).status).toBe(303);
    expect(await isIn(found, county)).toBe(false);
  });

  test("of twenty guesses sent at once, five are looked at", async () => {
    const person = await addPerson(county);
    const browser = await signedIn(county, person);
    const answers = await Promise.all(Array.from({ length: 20 }, () => change(browser, "a wrong guess")));
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
  });

  test("is forgotten to have been wrong once it was right", async () => {
    const person = await addPerson(county);
    const browser = await signedIn(county, person);
    expect(await guess(browser, 4)).toEqual([422, 422, 422, 422]);
    expect((await change(browser, goodPassword)).status).toBe(303);
    expect(await guess(browser, 5)).toEqual([422, 422, 422, 422, 422]);
  });
});

describe("nothing is hashed anew", () => {
  /** Somebody's own context, counting what is hashed. */
  async function counting(person: Newcomer) {
    await signedIn(county, person);
    const ctx = county.as("gridWorker");
    const hashed: string[] = [];
    const passwords: Context["passwords"] = {
      verify: ctx.passwords.verify,
      hash: (password) => {
        hashed.push(password);
        return ctx.passwords.hash(password);
      },
    };
    const actor = { kind: "person", accountId: person.id, name: "张三", grants: [] } as const;
    const [session] = await sessionsOf(county.db, person.id);
    const set = (current: string, password: string) =>
      changePassword({ ...ctx, actor, passwords }, { current, password }, session?.id ?? "");
    return { hashed, set };
  }

  test.each([
    ["for a wrong present password", () => ["a wrong guess", chosen] as const],
    ["for the user name with little besides", ({ username }: Newcomer) => [goodPassword, `${username}123`]],
  ])("%s", async (_what, typed) => {
    const person = await addPerson(county);
    const { hashed, set } = await counting(person);
    const [current = "", password = ""] = typed(person);
    await expect(set(current, password)).rejects.toBeInstanceOf(Invalid);
    expect(hashed).toEqual([]);
    await set(goodPassword, chosen);
    expect(hashed).toEqual([chosen]);
  });
});

describe("a new password ends the links that would set another", () => {
  const linkTo = async ({ id }: Newcomer) =>
    (await inviteToReset({ ...county.as("admin"), idempotencyKey: null }, { accountId: id })).id;

  const revokedAt = async (id: string) => {
    const { rows } = await county.db.read({
      rows: county.db.orm.select().from(invitations).where(eq(invitations.id, id)),
    });
    return rows[0]?.revokedAt;
  };

  test("when somebody changes it", async () => {
    const [person, colleague] = [await addPerson(county), await addPerson(county)];
    const [own, other, theirs] = [await linkTo(person), await linkTo(person), await linkTo(colleague)];
    await change(await signedIn(county, person), goodPassword);
    expect(await revokedAt(own)).not.toBeNull();
    expect(await revokedAt(other)).not.toBeNull();
    expect(await revokedAt(theirs)).toBeNull();
  });

  test("when one of them is used", async () => {
    const person = await addPerson(county);
    const [first, second] = [await linkTo(person), await linkTo(person)];
    const admin = await county.visit("admin");
    const page = await (await admin.get(`${county.base}/people/invitations/${second}`)).text();
    const path = new RegExp(`${county.base}/invitations/[\\w-]{43}`).exec(page)?.[0] ?? "";
    const answer = await newVisitor().post(path, { username: person.username, password: chosen });
    expect(answer.status).toBe(303);
    expect(await revokedAt(first)).not.toBeNull();
    expect(await revokedAt(second)).toBeNull();
  });
});
