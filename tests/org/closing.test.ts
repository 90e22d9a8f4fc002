import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { invitations } from "../../db/kernel/schema.ts";
import { acceptInvitation } from "../../worker/domain/accounts/accept.ts";
import { disableAccount } from "../../worker/domain/accounts/disable.ts";
import { invitationToken } from "../../worker/domain/accounts/invitations.ts";
import { invitePerson } from "../../worker/domain/accounts/invite.ts";
import { personPage } from "../../worker/domain/accounts/person.ts";
import { givePost, movePost } from "../../worker/domain/accounts/posts.ts";
import { reopenAccount } from "../../worker/domain/accounts/reopen.ts";
import { Conflict, Invalid, NotFound } from "../../worker/domain/errors.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import { declineMatter } from "../../worker/domain/matters/decline.ts";
import { cancelMeeting } from "../../worker/domain/meetings/cancel.ts";
import { closeMeeting } from "../../worker/domain/meetings/close.ts";
import { scheduleMeeting } from "../../worker/domain/meetings/schedule.ts";
import { closeOrgUnit } from "../../worker/domain/org/close.ts";
import { orgUnitsPage } from "../../worker/domain/org/list.ts";
import { addOrgUnit } from "../../worker/domain/org/org.ts";
import { orgPage } from "../../worker/domain/org/read.ts";
import { reopenOrgUnit } from "../../worker/domain/org/reopen.ts";
import { approveResolution } from "../../worker/domain/resolutions/approve.ts";
import { completeResolution } from "../../worker/domain/resolutions/complete.ts";
import { editResolution } from "../../worker/domain/resolutions/edit.ts";
import { logResolution } from "../../worker/domain/resolutions/log.ts";
import { closeMemberUnit } from "../../worker/domain/units/close.ts";
import { unitsPage } from "../../worker/domain/units/list.ts";
import { unitForm, unitPage } from "../../worker/domain/units/read.ts";
import { reopenMemberUnit } from "../../worker/domain/units/reopen.ts";
import { addUnit } from "../../worker/domain/units/units.ts";
import { type County, newCounty } from "../support/county.ts";
import { meetingDay } from "../support/days.ts";
import { meanwhile } from "../support/meanwhile.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

const reason = "区划调整";
const password = "清晨的菜市场总是最热闹的";
const name = () => `某${crypto.randomUUID().slice(0, 8)}`;
const admin = () => county.as("admin");
const secretary = () => county.as("secretary");

const street = async () =>
  (await addOrgUnit(admin(), { parentId: county.org.root, level: "street", name: name() })).id;
const below = async (parentId: string, level: string) =>
  (await addOrgUnit(admin(), { parentId, level, name: name() })).id;
const unit = async (orgUnitId = county.org.root) =>
  (await addUnit(secretary(), { name: name(), kind: "localUnit", orgUnitId })).id;

const closeOrg = (orgUnitId: string, ctx: Context = admin()) => closeOrgUnit(ctx, { orgUnitId, reason });
const closeUnit = (unitId: string, ctx: Context = secretary()) => closeMemberUnit(ctx, { unitId, reason });

async function joined(scope: string, role: string): Promise<string> {
  const { id } = await invitePerson(admin(), { name: "钱七", role, scope });
  const token = await invitationToken(admin(), id);
  const username = `u${crypto.randomUUID().slice(0, 12)}`;
  return (await acceptInvitation(county.as(null), { token, username, password })).accountId;
}

const inspector = () => joined(county.org.root, "inspector");
const officerOf = (scope: string) => ({ role: "street_officer" as const, scope });

const meetingOf = async (members: readonly string[], host = county.org.root) =>
  (
    await scheduleMeeting(secretary(), {
      series: "countyJoint",
      orgUnitId: host,
      title: "碰头会",
      date: meetingDay,
      time: "09:30",
      place: "会议室",
      members: [...members],
    })
  ).id;

/** What a refusal names, by the address it leads to. */
async function standing(work: Promise<unknown>): Promise<string[]> {
  const refused = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(Conflict);
  return (refused as Conflict).current.links?.map(({ href }) => href) ?? [];
}

describe("an org unit", () => {
  test("is closed once nothing is left in it: units, people, matters, each named with a link", async () => {
    const id = await street();
    const community = await below(id, "community");
    const seated = await unit(id);
    expect(await standing(closeOrg(id))).toEqual([`/org/${community}`, `/units/${seated}`]);
    await closeOrg(community);
    await closeUnit(seated);
    const officer = await joined(id, "street_officer");
    expect(await standing(closeOrg(id))).toEqual([`/people/${officer}`]);
    await disableAccount(admin(), { accountId: officer });
    await closeOrg(id);
    const { unit: closed, timeline } = await orgPage(admin(), id);
    expect(closed.closedAt).not.toBeNull();
    expect(timeline[0]).toMatchObject({ title: "撤销", note: reason });
    const listed = async (done: boolean) =>
      (await orgUnitsPage(admin(), { done, size: 100 })).units.map((each) => each.id);
    expect(await listed(false)).not.toContain(id);
    expect(await listed(true)).toContain(id);
  });

  test("waits for matters that lie in it, whoever has them now", async () => {
    const own = await newCounty();
    const grid = await addOrgUnit(own.as("admin"), {
      parentId: own.org.community,
      level: "grid",
      name: "第九网格",
      kind: "basic",
    });
    const { id } = await own.matter({ orgUnitId: grid.id });
    const close = () => closeOrgUnit(own.as("admin"), { orgUnitId: grid.id, reason });
    expect(await standing(close())).toEqual([`/matters/${id}`]);
    await declineMatter(own.as("communityOfficer"), { matterId: id, reason: "不在清单内" });
    await close();
    await expect(own.matter({ orgUnitId: grid.id })).rejects.toThrow(Invalid);
  });

  test("is closed as the county's root by nobody", async () => {
    await expect(closeOrg(county.org.root)).rejects.toThrow("不能撤销");
  });

  test("is reopened once what is above it is", async () => {
    const id = await street();
    const community = await below(id, "community");
    await closeOrg(community);
    await closeOrg(id);
    expect(await standing(reopenOrgUnit(admin(), { orgUnitId: community }))).toEqual([`/org/${id}`]);
    await reopenOrgUnit(admin(), { orgUnitId: id });
    await reopenOrgUnit(admin(), { orgUnitId: community });
    await expect(reopenOrgUnit(admin(), { orgUnitId: community })).rejects.toThrow("没有撤销");
    expect((await orgPage(admin(), community)).timeline.map(({ title }) => title)).toEqual([
      "恢复",
      "撤销",
      "设立",
    ]);
  });

  test("says on its page what stands in the way, and offers the form when nothing does", async () => {
    const id = await street();
    const community = await below(id, "community");
    const browser = await county.visit("admin");
    const page = async () => (await browser.get(`${county.base}/org/${id}`)).text();
    expect(await page()).toContain("现在还不能撤销组织");
    expect(await page()).not.toContain(`/org/${id}/closure`);
    await closeOrg(community);
    expect(await page()).toContain(`/org/${id}/closure`);
    const officer = await joined(id, "street_officer");
    const late = await browser.post(`${county.base}/org/${id}/closure`, { reason });
    expect(late.status).toBe(409);
    const html = await late.text();
    expect(html).toContain(`<a href="${county.base}/people/${officer}">钱七</a>`);
    expect(html).toContain("区划调整");
  });
});

describe("whatever comes to a unit while it is closed", () => {
  const comes: [string, (id: string) => Promise<unknown>][] = [
    ["a unit below", (id) => below(id, "community")],
    ["a member unit", (id) => unit(id)],
    ["a person", (id) => joined(id, "street_officer")],
    ["another role", async (id) => givePost(admin(), { accountId: await inspector(), ...officerOf(id) })],
    ["a meeting", (id) => meetingOf([id, county.units.water])],
  ];

  test.each(comes)("%s is there and keeps it open, or isn't", async (_what, come) => {
    const id = await street();
    await expect(
      closeOrg(
        id,
        meanwhile(admin(), () => come(id)),
      ),
    ).rejects.toThrow(Conflict);
    expect((await orgPage(admin(), id)).unit.closedAt).toBeNull();
  });

  test("finds it closed as a role that is given or changed, too", async () => {
    const accountId = await inspector();
    const { posts } = await personPage(admin(), accountId);
    const [one, two] = [await street(), await street()];
    const during = (id: string) => meanwhile(admin(), () => closeOrg(id));
    await expect(givePost(during(one), { accountId, ...officerOf(one) })).rejects.toThrow(Invalid);
    const moved = { accountId, postId: posts[0]?.id ?? "", ...officerOf(two) };
    await expect(movePost(during(two), moved)).rejects.toThrow(Invalid);
    expect((await personPage(admin(), accountId)).posts).toEqual(posts);
  });

  test("finds it closed, where that was faster", async () => {
    const own = await newCounty();
    const add = async () =>
      (await addOrgUnit(own.as("admin"), { parentId: own.org.root, level: "street", name: name() })).id;
    const closing = (orgUnitId: string) => () => closeOrgUnit(own.as("admin"), { orgUnitId, reason });
    const one = await add();
    const community = { parentId: one, level: "community", name: name() };
    await expect(addOrgUnit(meanwhile(own.as("admin"), closing(one)), community)).rejects.toThrow(NotFound);
    const two = await add();
    const invited = { name: "孙八", role: "street_officer", scope: two };
    await expect(invitePerson(meanwhile(own.as("admin"), closing(two)), invited)).rejects.toThrow(Invalid);
    const three = await add();
    const registered = { name: name(), kind: "localUnit", orgUnitId: three };
    await expect(addUnit(meanwhile(own.as("admin"), closing(three)), registered)).rejects.toThrow(NotFound);
  });

  test("is not let in by a link that was sent before", async () => {
    const id = await street();
    const { id: invitationId } = await invitePerson(admin(), {
      name: "孙八",
      role: "street_officer",
      scope: id,
    });
    const token = await invitationToken(admin(), invitationId);
    await closeOrg(id);
    const used = acceptInvitation(county.as(null), { token, username: "sunba", password });
    await expect(used).rejects.toThrow("已被撤回");
    const { rows } = await county.db.read({
      rows: county.db.orm.select().from(invitations).where(eq(invitations.id, invitationId)),
    });
    expect(rows).toMatchObject([{ usedAt: null, revokedAt: expect.any(String) }]);
  });
});

describe("a member unit", () => {
  test("is closed once it has no task, no meeting to come and nobody, each named with a link", async () => {
    const [id, helper] = [await unit(), await unit()];
    const meetingId = await meetingOf([id, helper, county.units.water]);
    const task = { kind: "task", body: "修剪行道树", leadId: id, assistantIds: [helper] };
    const { id: resolutionId } = await logResolution(secretary(), { meetingId, ...task });
    const liaison = await joined(id, "unit_liaison");
    const { left } = await unitPage(secretary(), id);
    expect(left.map(({ what, links }) => [what, links.map(({ text }) => text)])).toEqual([
      ["在这里任职的人员", ["钱七"]],
      ["没有完成和验收的任务", ["修剪行道树"]],
      ["没有结束的会议", ["碰头会"]],
    ]);
    expect(await standing(closeUnit(id, admin()))).toEqual([
      `/people/${liaison}`,
      `/resolutions/${resolutionId}`,
      `/meetings/${meetingId}`,
    ]);
    await closeMeeting(secretary(), {
      meetingId,
      present: [id, helper, county.units.water],
      absent: [],
    });
    await completeResolution(admin(), { resolutionId, text: "剪完了" });
    // It may still be sent back.
    expect(await standing(closeUnit(id))).toContain(`/resolutions/${resolutionId}`);
    await closeUnit(helper);
    await disableAccount(admin(), { accountId: liaison });
    await approveResolution(secretary(), { resolutionId });
    await closeUnit(id);
    const [open, closed] = [
      await unitsPage(admin(), { size: 100 }),
      await unitsPage(admin(), { done: true }),
    ];
    expect([open, closed].map(({ units }) => units.some((each) => each.id === id))).toEqual([false, true]);
    await reopenMemberUnit(secretary(), { unitId: id });
    expect((await unitPage(admin(), id)).timeline.map(({ title }) => title)).toEqual([
      "恢复",
      "停用",
      "登记",
    ]);
  });

  test("that was closed gets no task, and takes part in no new meeting", async () => {
    const [id, other] = [await unit(), await unit()];
    const meetingId = await meetingOf([id, other]);
    const task = { kind: "task", body: "清淤", leadId: other };
    const { id: resolutionId } = await logResolution(secretary(), { meetingId, ...task });
    await closeMeeting(secretary(), { meetingId, present: [id, other], absent: [] });
    await closeUnit(id);
    const edit = editResolution(secretary(), { resolutionId, revision: 1, ...task, leadId: id });
    await expect(edit).rejects.toMatchObject({ problems: [{ path: "leadId" }] });
    await expect(meetingOf([id, other])).rejects.toThrow(Invalid);
  });

  test("isn't reopened where its place is closed", async () => {
    const place = await street();
    const id = await unit(place);
    await closeUnit(id, admin());
    await closeOrg(place);
    expect(await standing(reopenMemberUnit(admin(), { unitId: id }))).toEqual([`/org/${place}`]);
    expect((await unitForm(admin(), id)).seats.map((seat) => seat.id)).not.toContain(place);
  });

  test("keeps a meeting that was called off no longer open", async () => {
    const id = await unit();
    const meetingId = await meetingOf([id, county.units.water]);
    await expect(closeUnit(id)).rejects.toThrow(Conflict);
    await cancelMeeting(secretary(), { meetingId, reason: "改期" });
    await closeUnit(id);
  });
});

test("an account comes back with its roles, but not into a unit that is closed", async () => {
  const id = await street();
  const accountId = await joined(id, "street_officer");
  await disableAccount(admin(), { accountId });
  await closeOrg(id);
  expect(await standing(reopenAccount(admin(), { accountId }))).toEqual([`/org/${id}`]);
  await reopenOrgUnit(admin(), { orgUnitId: id });
  await reopenAccount(admin(), { accountId });
  await expect(reopenAccount(admin(), { accountId })).rejects.toThrow("没有停用");
  expect((await orgPage(admin(), id)).people?.map((person) => person.id)).toEqual([accountId]);
});
