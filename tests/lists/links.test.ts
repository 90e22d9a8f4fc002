import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { listings } from "../../db/tenant/schema/work.ts";
import { acceptInvitation } from "../../worker/domain/accounts/accept.ts";
import { invitationToken } from "../../worker/domain/accounts/invitations.ts";
import { invitePerson, inviteToReset } from "../../worker/domain/accounts/invite.ts";
import { linksPage } from "../../worker/domain/accounts/link-list.ts";
import { personPage } from "../../worker/domain/accounts/person.ts";
import { endPost } from "../../worker/domain/accounts/posts.ts";
import { renamePerson } from "../../worker/domain/accounts/rename.ts";
import { revokeInvitation } from "../../worker/domain/accounts/revoke.ts";
import type { Asked } from "../../worker/domain/lists/asked.ts";
import { listMissing } from "../../worker/domain/lists/missing.ts";
import { correctMemberUnit } from "../../worker/domain/units/correct.ts";
import { addUnit } from "../../worker/domain/units/units.ts";
import { type County, newCounty } from "../support/county.ts";
import { costOf } from "../support/visitor.ts";

/** Thirty links into a grid, a minute apart: the first used, the second taken back. Nine days before, one that nobody used. */
let county: County;
let stale = "";
const made: string[] = [];
/** An hour ago. */
const start = Date.now() - 60 * 60_000;
const now = new Date(start + 60 * 60_000).toISOString();
const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
beforeAll(async () => {
  county = await newCounty();
  stale = await invited({ name: "孙过期" }, at(-9 * 24 * 60));
  for (let each = 0; each < 30; each++) made.push(await invited({ name: `新同事${each}` }, at(each)));
  const token = await invitationToken(county.as("admin"), made[0] ?? "");
  await acceptInvitation(county.as(null, at(31)), { token, username: "lianjie.one", password });
  await revokeInvitation(county.as("admin", at(32)), { invitationId: made[1] });
});

const password = "清晨的菜市场总是最热闹的";
const invited = async (more: object, when: string) => {
  const wanted = { name: "李四", role: "grid_worker", scope: county.org.grid, ...more };
  return (await invitePerson(county.as("admin", when), wanted)).id;
};
const shown = (asked: Asked = {}, when = now) => linksPage(county.as("admin", when), asked);
const ids = async (asked: Asked = {}, when = now) =>
  (await shown(asked, when)).invitations.map(({ id }) => id);

describe("links", () => {
  test("that can be used are listed, the last first, page by page, forwards and back", async () => {
    const first = await shown();
    const second = await shown({ after: first.next ?? "" });
    const back = await shown({ before: second.previous ?? "" });
    const all = [...first.invitations, ...second.invitations].map(({ id }) => id);
    expect(all).toEqual(made.slice(2).reverse());
    expect([first.invitations.length, second.next, first.counts.all]).toEqual([20, null, "28"]);
    expect(back.invitations).toEqual(first.invitations);
    expect((await ids({ order: "urgent" }))[0]).toBe(made[2]);
  });

  test("that expired are so by themselves, to the millisecond", async () => {
    const kind = "grid_worker";
    expect(await ids({ state: "expired", kind })).toEqual([stale]);
    const end = start + 29 * 60_000 + 7 * 24 * 60 * 60_000;
    const [before, after] = [new Date(end - 1).toISOString(), new Date(end).toISOString()];
    expect(await ids({}, before)).toEqual([made[29]]);
    expect(await ids({}, after)).toEqual([]);
    const { counts } = await shown({ state: "expired", kind }, after);
    expect([counts.all, counts.facets.state]).toEqual([
      "29",
      [
        { value: "open", n: "0" },
        { value: "expired", n: "29" },
      ],
    ]);
    // However long a link lives: all that was made this moment can be used.
    expect(await ids({}, at(0.5))).toContain(made[29]);
  });

  test("that were used or taken back stand apart", async () => {
    expect((await ids({ done: true })).sort()).toEqual(made.slice(0, 2).sort());
    expect([await ids({ state: "used" }), await ids({ state: "revoked" })]).toEqual([[made[0]], [made[1]]]);
    expect(await ids({ done: true, state: "open" })).toHaveLength(2);
  });

  test("are found by name and by pinyin, whatever became of them, and by place and role", async () => {
    for (const search of ["过期", "sgq"]) expect(await ids({ search })).toEqual([stale]);
    expect(await ids({ search: "新同事0" })).toEqual([made[0]]);
    expect(await ids({ search: "新同事0", state: "open" })).toEqual([]);
    expect(await ids({ within: county.org.otherCommunity })).toEqual([]);
    expect(await ids({ within: county.org.community, size: 50 })).toHaveLength(28);
    expect(await ids({ kind: "inspector" })).toEqual([]);
    const { id } = await inviteToReset(county.as("admin", now), {
      accountId: county.people.inspector.actor.accountId,
    });
    expect(await ids({ kind: "reset" })).toEqual([id]);
    await revokeInvitation(county.as("admin"), { invitationId: id });
  });

  test("never say what makes them links", async () => {
    const secrets = await Promise.all(made.map((id) => invitationToken(county.as("admin"), id)));
    const admin = await county.visit("admin");
    const token = await county.token("admin");
    const headers = { headers: { authorization: `Bearer ${token}` } };
    const texts = [
      JSON.stringify(await shown({ size: 100 })),
      await (await admin.get(`${county.base}/people/invitations?size=100`)).text(),
      await (await admin.get(`${county.base}/people/invitations.csv`)).text(),
      await (await admin.json("GET", `${county.base}/api/v1/invitations`, undefined, headers)).text(),
    ];
    for (const text of texts) {
      expect(text).not.toMatch(/tokenHash|[0-9a-f]{64}/);
      for (const secret of secrets) expect(text).not.toContain(secret);
    }
  });

  test("are another county's nobody's, and seen by those alone who look after people", async () => {
    const other = await newCounty();
    expect((await linksPage(other.as("admin"), { within: county.org.grid })).invitations).toEqual([]);
    expect((await linksPage(other.as("admin"), { search: "新同事" })).invitations).toEqual([]);
    for (const who of ["streetOfficer", "liaison"] as const) {
      const visitor = await county.visit(who);
      expect((await visitor.get(`${county.base}/people/invitations`)).status).toBe(403);
      expect((await visitor.get(`${county.base}/people/invitations.csv`)).status).toBe(403);
    }
  });
});

test("a list of links reads what it shows and what it counts, in one round trip", async () => {
  const admin = await county.visit("admin");
  const path = `${county.base}/people/invitations`;
  await admin.get(path);
  const { trips, rowsRead } = costOf(await admin.get(path));
  expect(trips).toBe(1);
  // What can be used and what has expired is counted one by one: thirty of each bucket.
  expect(rowsRead).toBeLessThanOrEqual(10 * 20 + 60 + 4 * 30);
});

test("several are taken back at once, and each says how that went", async () => {
  const admin = await county.visit("admin");
  await admin.get(`${county.base}/people/invitations`);
  const selected = [made[27], made[28], made[0]] as string[];
  const answer = await admin.post(`${county.base}/people/invitations/revocations`, { selected });
  const text = await answer.text();
  expect(text).toContain("2 项办好了，1 项没有办成");
  expect(text).toContain("这个邀请已经被使用，不能再撤回");
  expect(await ids({ state: "revoked" })).toEqual(expect.arrayContaining(selected.slice(0, 2)));
  expect(await ids({ size: 50 })).not.toContain(made[27]);
});

describe("whoever issued them", () => {
  const admin = async () => {
    const wanted = { name: "周二", role: "county_admin", scope: county.org.root };
    const { id } = await invitePerson(county.as("admin"), wanted);
    const token = await invitationToken(county.as("admin"), id);
    const username = `second.${crypto.randomUUID().slice(0, 8)}`;
    const { accountId } = await acceptInvitation(county.as(null), { token, username, password });
    const grant = { role: "county_admin" as const, scopeKind: "org" as const, scopeId: county.org.root };
    const actor = {
      kind: "person" as const,
      accountId,
      name: "周二",
      grants: [{ ...grant, scopeName: null }],
    };
    return { accountId, ctx: () => ({ ...county.as("admin"), actor }) };
  };

  test("takes theirs along when they may issue none any more", async () => {
    const { accountId, ctx } = await admin();
    const { id } = await invitePerson(ctx(), { name: "被邀人", role: "inspector", scope: county.org.root });
    const listed = async () => (await linksPage(county.as("admin"), { search: "被邀人" })).invitations;
    expect(await listed()).toMatchObject([{ id, standing: "open" }]);
    const { posts } = await personPage(county.as("admin"), accountId);
    await endPost(county.as("admin"), { accountId, postId: posts[0]?.id });
    expect(await listed()).toMatchObject([{ id, standing: "revoked" }]);
    const states = await county.db.read({
      rows: county.db.orm.select({ state: listings.state }).from(listings).where(eq(listings.record, id)),
    });
    expect(states.rows).toEqual([{ state: "revoked" }]);
  });
});

describe("what they say of people and units", () => {
  test("follows whom a link is for, and the unit it leads into, to its new seat", async () => {
    const { id: unitId } = await addUnit(county.as("admin"), {
      name: "旧名单位",
      kind: "localUnit",
      orgUnitId: county.org.otherCommunity,
    });
    const wanted = { name: "吴三", role: "unit_liaison", scope: unitId };
    const { id } = await invitePerson(county.as("admin", now), wanted);
    expect(await ids({ search: "旧名" })).toEqual([id]);
    const facts = { name: "新名单位", kind: "localUnit", orgUnitId: county.org.community };
    await correctMemberUnit(county.as("admin"), { unitId, revision: 1, ...facts });
    expect([await ids({ search: "旧名" }), await ids({ search: "新名" })]).toEqual([[], [id]]);
    expect(await ids({ within: county.org.otherCommunity })).toEqual([]);
    expect(await ids({ within: unitId })).toEqual([id]);
    const accountId = county.people.inspector.actor.accountId ?? "";
    const reset = await inviteToReset(county.as("admin", now), { accountId });
    await renamePerson(county.as("admin"), { accountId, revision: 1, name: "诸葛更名" });
    expect(await ids({ search: "zggm" })).toEqual([reset.id]);
  });

  test("is the same when they are listed anew", async () => {
    const read = () =>
      county.db.read({
        rows: county.db.orm
          .select()
          .from(listings)
          .where(eq(listings.noun, "invitation"))
          .orderBy(listings.record, listings.scope),
      });
    const before = await read();
    await county.db.script([
      "DELETE FROM finds WHERE record IN (SELECT record FROM listings WHERE noun = 'invitation')",
      "DELETE FROM listings WHERE noun = 'invitation'",
    ]);
    expect(await listMissing(county.db)).toBe(new Set(before.rows.map(({ record }) => record)).size);
    expect(await read()).toEqual(before);
  });
});
