import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { accounts, grants, invitations } from "../../db/kernel/schema.ts";
import { finds, listings } from "../../db/tenant/schema/work.ts";
import { acceptInvitation } from "../../worker/domain/accounts/accept.ts";
import { disableAccount } from "../../worker/domain/accounts/disable.ts";
import { invitationToken } from "../../worker/domain/accounts/invitations.ts";
import { invitePerson, inviteToReset } from "../../worker/domain/accounts/invite.ts";
import { personPage } from "../../worker/domain/accounts/person.ts";
import { renamePerson } from "../../worker/domain/accounts/rename.ts";
import { reopenAccount } from "../../worker/domain/accounts/reopen.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { matterPage } from "../../worker/domain/matters/read.ts";
import { meetingPage } from "../../worker/domain/meetings/read.ts";
import { closeOrgUnit } from "../../worker/domain/org/close.ts";
import { correctOrgUnit } from "../../worker/domain/org/correct.ts";
import { addOrgUnit } from "../../worker/domain/org/org.ts";
import { orgPage } from "../../worker/domain/org/read.ts";
import { reopenOrgUnit } from "../../worker/domain/org/reopen.ts";
import { resolutionPage } from "../../worker/domain/resolutions/read.ts";
import { correctMemberUnit } from "../../worker/domain/units/correct.ts";
import { timelineOf } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import { meanwhile } from "../support/meanwhile.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

const password = "清晨的菜市场总是最热闹的";
const scopeNamesOf = async (scopeId: string) => {
  const { orm } = county.db;
  const { held, sent } = await county.db.read({
    held: orm.select({ name: grants.scopeName }).from(grants).where(eq(grants.scopeId, scopeId)),
    sent: orm
      .select({ name: invitations.scopeName, usedAt: invitations.usedAt })
      .from(invitations)
      .where(eq(invitations.scopeId, scopeId)),
  });
  return {
    held: [...new Set(held.map(({ name }) => name))],
    open: sent.filter(({ usedAt }) => !usedAt).map(({ name }) => name),
    used: sent.filter(({ usedAt }) => usedAt).map(({ name }) => name),
  };
};

async function rename(orgUnitId: string, name: string) {
  const { revision } = (await orgPage(county.as("admin"), orgUnitId)).unit;
  await correctOrgUnit(county.as("admin"), { orgUnitId, revision, name });
}

const invite = async (scope: string, role = "street_officer") => {
  const { id } = await invitePerson(county.as("admin"), { name: "赵六", role, scope });
  return { id, token: await invitationToken(county.as("admin"), id) };
};
const accept = (token: string, ctx = county.as(null)) =>
  acceptInvitation(ctx, { token, username: `u${crypto.randomUUID().slice(0, 12)}`, password });

describe("a unit's new name", () => {
  test("stands with everybody's role there and in open links; a link that was used says what it said", async () => {
    const { street } = county.org;
    const used = await invite(street);
    await accept(used.token);
    const open = await invite(street);
    await rename(street, "汉城新街道");
    expect(await scopeNamesOf(street)).toEqual({
      held: ["汉城新街道"],
      open: ["汉城新街道"],
      used: ["汉城街道"],
    });
    const { accountId } = await accept(open.token);
    expect((await personPage(county.as("admin"), accountId)).posts).toMatchObject([
      { scopeName: "汉城新街道" },
    ]);
    // Whoever is signed in reads it at once, where their role stands.
    const officer = await county.visit("streetOfficer");
    expect(await (await officer.get(`${county.base}/desk`)).text()).toContain("汉城新街道 街道干部");
    await rename(street, "汉城老街道");
    expect(await (await officer.get(`${county.base}/desk`)).text()).toContain("汉城老街道 街道干部");
  });

  test("is the one that a role has whose link was used at the same moment", async () => {
    const { street } = county.org;
    const { token } = await invite(street);
    const during = meanwhile(county.as(null), () => rename(street, "同时改名街道"));
    const { accountId } = await accept(token, during);
    expect((await personPage(county.as("admin"), accountId)).posts).toMatchObject([
      { scopeName: "同时改名街道" },
    ]);
  });

  test("is read wherever the unit is looked up; what was told of it stays as it was told", async () => {
    const { grid } = county.org;
    const { id } = await county.matter();
    const before = (await orgPage(county.as("admin"), grid)).unit.name;
    await rename(grid, "改过的网格");
    const { due, timeline } = await matterPage(county.as("gridWorker"), id);
    expect(due.map(({ owner }) => owner)).toContain("改过的网格");
    expect(timeline.at(-1)?.title).toContain(before);
    expect((await timelineOf(county, `matter:${id}`))[0]?.detail).toMatchObject({ to: before });
  });

  test("of a member stands in its meetings and tasks", async () => {
    const { id } = await county.meeting();
    const { id: resolutionId } = await county.resolution(id);
    await invite(county.units.water, "unit_liaison");
    await correctMemberUnit(county.as("secretary"), {
      unitId: county.units.water,
      revision: 1,
      name: "县水务集团",
      kind: "localUnit",
      orgUnitId: county.org.root,
    });
    const { members, resolutions } = await meetingPage(county.as("secretary"), id);
    expect(members.map(({ name }) => name)).toContain("县水务集团");
    expect(resolutions.map(({ leadName }) => leadName)).toEqual(["县水务集团"]);
    expect((await resolutionPage(county.as("secretary"), resolutionId)).leadName).toBe("县水务集团");
    expect(await scopeNamesOf(county.units.water)).toEqual({
      held: ["县水务集团"],
      open: ["县水务集团"],
      used: [],
    });
  });
});

describe("a person's name", () => {
  const accountOf = async (accountId: string) => {
    const { rows } = await county.db.read({
      rows: county.db.orm.select().from(accounts).where(eq(accounts.id, accountId)),
    });
    return rows[0];
  };

  test("is mended by the admin; it follows to matters in hand and open links, and not into what was done", async () => {
    const accountId = county.people.gridWorker.actor.accountId ?? "";
    const old = (await accountOf(accountId))?.name ?? "";
    const { id } = await county.matter();
    await acceptMatter(county.as("gridWorker"), { matterId: id });
    const { id: resetting } = await inviteToReset(county.as("admin"), { accountId });
    await renamePerson(county.as("admin"), { accountId, revision: 1, name: "李小明" });
    expect(await accountOf(accountId)).toMatchObject({ name: "李小明", username: "gridworker", revision: 2 });
    expect((await matterPage(county.as("gridWorker"), id)).handlerName).toBe("李小明");
    const admin = await county.visit("admin");
    expect(await (await admin.get(`${county.base}/matters`)).text()).toContain("李小明");
    const { rows } = await county.db.read({
      rows: county.db.orm.select().from(invitations).where(eq(invitations.id, resetting)),
    });
    expect(rows).toMatchObject([{ name: "李小明", revision: 2 }]);
    expect((await timelineOf(county, `matter:${id}`)).at(-1)).toMatchObject({ actorName: old });
    const { timeline } = await personPage(county.as("inspector"), accountId);
    expect(timeline.map(({ title }) => title)).toEqual([`由“${old}”改名为“李小明”`, "加入"]);
    const worker = await county.visit("gridWorker");
    expect(await (await worker.get(`${county.base}/desk`)).text()).toContain("李小明");
  });

  test("stands on the links that they sent", async () => {
    const { id } = await invite(county.org.root, "inspector");
    const accountId = county.people.admin.actor.accountId ?? "";
    await renamePerson(county.as("admin"), { accountId, revision: 1, name: "王主任" });
    const { rows } = await county.db.read({
      rows: county.db.orm.select().from(invitations).where(eq(invitations.id, id)),
    });
    expect(rows[0]?.invitedBy).toBe("王主任");
  });

  test("made on an older one is refused with what stands, on the person's page", async () => {
    const accountId = county.people.otherLiaison.actor.accountId ?? "";
    const admin = await county.visit("admin");
    const page = `${county.base}/people/${accountId}`;
    expect((await admin.post(`${page}/name`, { revision: "1", name: "周一" })).status).toBe(303);
    const late = await admin.post(`${page}/name`, { revision: "1", name: "周二" });
    expect(late.status).toBe(409);
    const html = await late.text();
    expect(html).toContain("这条内容刚被别人修改过");
    expect(html).toContain('name="revision" value="2"');
    expect((await admin.post(`${page}/name`, { revision: "2", name: "周二" })).status).toBe(303);
  });
});

describe("lists find by the new name, and hold what is open", () => {
  const listedOf = async (record: string) => {
    const { orm } = county.db;
    const { rows, words } = await county.db.read({
      rows: orm
        .select({ active: listings.active, state: listings.state })
        .from(listings)
        .where(eq(listings.record, record)),
      words: orm.select({ words: finds.words }).from(finds).where(eq(finds.record, record)),
    });
    return { states: [...new Set(rows.map(({ state }) => state))], words: words[0]?.words ?? "" };
  };
  const postOf = async (accountId: string) => {
    const { rows } = await county.db.read({
      rows: county.db.orm.select().from(grants).where(eq(grants.accountId, accountId)),
    });
    return rows[0]?.id ?? "";
  };

  test("a unit, whoever works there, and a person", async () => {
    const admin = () => county.as("admin");
    const street = { parentId: county.org.root, level: "street", name: "旧名街道" };
    const { id: orgUnitId } = await addOrgUnit(admin(), street);
    const { accountId } = await accept((await invite(orgUnitId)).token);
    const post = await postOf(accountId);
    await rename(orgUnitId, "新名街道");
    expect((await listedOf(orgUnitId)).words).toContain("新名");
    expect((await listedOf(post)).words).toContain("新名");
    await renamePerson(admin(), { accountId, revision: 1, name: "吴十" });
    expect((await listedOf(post)).words).toContain("吴十");
    await disableAccount(admin(), { accountId });
    expect((await listedOf(post)).states).toEqual(["disabled"]);
    await closeOrgUnit(admin(), { orgUnitId, reason: "撤并" });
    expect((await listedOf(orgUnitId)).states).toEqual(["closed"]);
    await reopenOrgUnit(admin(), { orgUnitId });
    expect((await listedOf(orgUnitId)).states).toEqual(["open"]);
    await reopenAccount(admin(), { accountId });
    expect((await listedOf(post)).states).toEqual(["active"]);
  });
});
