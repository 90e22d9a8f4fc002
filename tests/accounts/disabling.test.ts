import { randomBytes } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { grants, invitations } from "../../db/kernel/schema.ts";
import { disableAccount } from "../../worker/domain/accounts/disable.ts";
import { invitationToken, issuers } from "../../worker/domain/accounts/invitations.ts";
import { invitePerson, inviteToReset } from "../../worker/domain/accounts/invite.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import type { Grant } from "../../worker/domain/kernel/roles.ts";
import { rights } from "../../worker/domain/nouns.ts";
import { type County, newCounty } from "../support/county.ts";
import { newVisitor } from "../support/visitor.ts";
import { accountOf, addPerson, bearer, goodPassword, type Newcomer } from "./people.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

/** Another admin of the county, and a context in which they act. */
async function secondAdmin(): Promise<{ person: Newcomer; ctx: Context }> {
  const person = await addPerson(county, "county_admin");
  const { orm } = county.db;
  await county.db.write([
    orm.update(grants).set({ scopeId: county.org.root }).where(eq(grants.accountId, person.id)),
  ]);
  const held: Grant = {
    role: "county_admin",
    scopeKind: "org",
    scopeId: county.org.root,
    scopeName: null,
  };
  const admin = county.as("admin");
  const actor = { kind: "person", accountId: person.id, name: "张三", grants: [held] } as const;
  return { person, ctx: { ...admin, actor } };
}

const invite = (ctx: Context) =>
  invitePerson(
    { ...ctx, idempotencyKey: null },
    { name: "李四", role: "county_admin", scope: county.org.root },
  );

/** Takes the link with this id as a stranger would. */
async function take(id: string, username = `i-${randomBytes(5).toString("hex")}`) {
  const token = await invitationToken(county.as("admin"), id);
  const fields = { username, password: goodPassword };
  const answer = await newVisitor().post(`${county.base}/invitations/${token}`, fields);
  return { username, status: answer.status, html: await answer.text() };
}

const rowOf = async (id: string) =>
  (await county.db.read({ rows: county.db.orm.select().from(invitations).where(eq(invitations.id, id)) }))
    .rows[0];

const disable = async (accountId: string) =>
  (await county.visit("admin")).post(`${county.base}/people/${accountId}/closure`);

test("a disabled account is signed out at once and can't sign in again; nobody disables themselves", async () => {
  const admin = await county.visit("admin");
  const worker = await county.visit("gridWorker");
  const closure = (who: "admin" | "gridWorker") =>
    admin.post(`${county.base}/people/${county.people[who].actor.accountId}/closure`);

  expect((await worker.get(`${county.base}/desk`)).status).toBe(200);
  expect((await closure("gridWorker")).status).toBe(303);
  expect((await worker.get(`${county.base}/desk`)).status).toBe(303);
  await expect(county.visit("gridWorker")).rejects.toThrow("422");

  expect((await closure("gridWorker")).status).toBe(409);
  expect((await closure("admin")).status).toBe(409);
  expect((await admin.get(`${county.base}/people`)).status).toBe(200);
});

describe("whoever is disabled comes back by no link", () => {
  test("neither by one they issued, nor by one to their account, of any age; others' links stay", async () => {
    const { person, ctx } = await secondAdmin();
    const colleague = await addPerson(county);
    const issued = await invite(ctx);
    const reset = await inviteToReset({ ...ctx, idempotencyKey: null }, { accountId: colleague.id });
    const own = await inviteToReset(county.as("admin"), { accountId: person.id });
    const unrelated = await invite(county.as("admin"));
    const used = await invite(ctx);
    expect((await take(used.id)).status).toBe(303);

    expect((await disable(person.id)).status).toBe(303);

    for (const { id } of [issued, reset, own]) expect((await rowOf(id))?.revokedAt).not.toBeNull();
    expect(await take(issued.id)).toMatchObject({
      status: 422,
      html: expect.stringContaining("这个链接已被撤回"),
    });
    expect((await take(reset.id, colleague.username)).status).toBe(422);
    expect((await take(own.id, person.username)).status).toBe(422);
    expect((await rowOf(used.id))?.revokedAt).toBeNull();
    expect((await take(unrelated.id)).status).toBe(303);
  });

  test("nor by one issued at the very moment they were disabled", async () => {
    const { person, ctx } = await secondAdmin();
    await disable(person.id);
    // What was let in before the account was disabled is committed after it, and taken back as it is.
    const late = await invite(ctx);
    expect((await rowOf(late.id))?.revokedAt).not.toBeNull();
    const { username, status } = await take(late.id);
    expect(status).toBe(422);
    expect(await accountOf(county.db, username)).toBeUndefined();
    const list = await (await (await county.visit("admin")).get(`${county.base}/people/invitations`)).text();
    expect(list).not.toContain(late.id);
  });

  test("of using a link and disabling its issuer at the same time, one is first", async () => {
    for (let round = 0; round < 5; round++) {
      const { person, ctx } = await secondAdmin();
      const { id } = await invite(ctx);
      const [taken] = await Promise.all([
        take(id),
        disableAccount(county.as("admin"), { accountId: person.id }),
      ]);
      const row = await rowOf(id);
      expect(row?.usedAt === null).toBe(taken.status !== 303);
      expect(row?.usedAt === null).toBe(row?.revokedAt !== null);
    }
  });

  const losses: [string, (person: Newcomer) => Promise<void>][] = [
    [
      "their post is taken",
      ({ id }) => {
        const revoked = { revokedAt: new Date().toISOString() };
        return county.db.write([county.db.orm.update(grants).set(revoked).where(eq(grants.accountId, id))]);
      },
    ],
    [
      "they are given another post",
      ({ id }) =>
        county.db.write([
          county.db.orm
            .update(grants)
            .set({ role: "inspector" })
            .where(and(eq(grants.accountId, id), eq(grants.role, "county_admin"))),
        ]),
    ],
  ];
  test.each(losses)("a link ends too when %s", async (_what, lose) => {
    const { person, ctx } = await secondAdmin();
    const { id } = await invite(ctx);
    await lose(person);
    expect((await take(id)).status).toBe(422);
  });

  test("and no new link is made for a disabled account", async () => {
    const person = await addPerson(county);
    await disable(person.id);
    const answer = await (await county.visit("admin")).post(`${county.base}/people/${person.id}/reset`);
    expect(answer.status).toBe(409);
  });

  test("a link of nobody in this database stands: the command line's, an operator's", async () => {
    const { id } = await invite(county.as("admin"));
    const { orm } = county.db;
    await county.db.write([orm.update(invitations).set({ invitedById: null }).where(eq(invitations.id, id))]);
    expect((await take(id)).status).toBe(303);
  });

  test("whoever may invite is known as an issuer of links", () => {
    const may = ["person.invite", "tenant.invite"].flatMap((action) => rights[action]?.who ?? []);
    expect([...issuers].sort()).toEqual(may.sort());
  });
});

describe("every open link is listed", () => {
  test("a page at a time, each to be taken back, and nothing that can't be used", async () => {
    const place = await newCounty();
    const made: string[] = [];
    for (let number = 0; number < 25; number++) {
      const input = { name: `某${number}`, role: "inspector", scope: place.org.root };
      made.push((await invitePerson(place.as("admin"), input)).id);
    }
    const admin = await place.visit("admin");
    const gone = made.pop() ?? "";
    const path = `${place.base}/people/invitations`;
    expect((await admin.post(`${path}/${gone}/revocation`)).headers.get("location")).toBe(path);

    const seen: string[] = [];
    for (let next: string | undefined = path; next; ) {
      const html: string = await (await admin.get(next)).text();
      seen.push(
        ...Array.from(html.matchAll(/name="selected" value="([0-9a-f-]{36})"/g), ([, id]) => id ?? ""),
      );
      next = /href="([^"]+\?after=[^"]+)"/.exec(html)?.[1]?.replaceAll("&amp;", "&");
    }
    expect(seen).toHaveLength(made.length);
    expect(seen.sort()).toEqual(made.sort());

    const headers = bearer(await place.token("admin"));
    const api: string[] = [];
    for (let before: string | null = ""; before !== null; ) {
      const query: string = before && `?before=${encodeURIComponent(before)}`;
      const address = `${place.base}/api/v1/invitations${query}`;
      const answer = await newVisitor().json("GET", address, undefined, headers);
      const { invitations: some, next } = (await answer.json()) as {
        invitations: { id: string }[];
        next: string | null;
      };
      api.push(...some.map(({ id }) => id));
      before = next;
    }
    expect(api.sort()).toEqual(made.sort());
  });
});
