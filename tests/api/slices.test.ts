import { randomBytes } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { audit, tenants } from "../../db/catalog/schema.ts";
import { matters } from "../../db/tenant/schema/matters.ts";
import { resolutions } from "../../db/tenant/schema/meetings.ts";
import { type County, newCounty, newOperator } from "../support/county.ts";
import { meetingDay } from "../support/days.ts";
import { catalog } from "../support/stack.ts";
import { type Client, newClient } from "./client.ts";

const password = "清晨的菜市场总是最热闹的";

const newSlug = () => `s-${randomBytes(5).toString("hex")}`;
const opening = (slug: string) => ({
  name: "试点县",
  slug,
  divisionCode: "530724",
  preset: "ninglang",
  adminName: "首位管理员",
});

/** Actions and subjects of a county's audit log, oldest first, as the API tells them. */
async function auditOf(reader: Client, base: string): Promise<string[]> {
  const { entries } = await reader.get<{
    entries: { action: string; subject: string; actorName: string }[];
  }>(`${base}/audit-entries`);
  return entries.map(({ action, subject, actorName }) => `${actorName} ${action} ${subject}`).reverse();
}

async function auditOfCatalog(subject: string): Promise<string[]> {
  const db = catalog();
  const { rows } = await db.read({
    rows: db.orm.select().from(audit).where(eq(audit.subject, subject)).orderBy(asc(audit.seq)),
  });
  return rows.map(({ actorName, action }) => `${actorName} ${action}`);
}

async function tenantRow(slug: string) {
  const db = catalog();
  const { rows } = await db.read({ rows: db.orm.select().from(tenants).where(eq(tenants.slug, slug)) });
  return rows[0];
}

/** The first admin of a new county accepts, signs in and looks around. */
async function firstAdmin(slug: string, adminToken: string): Promise<Client> {
  const base = `/t/${slug}/api/v1`;
  const visitor = await newClient();
  const username = `first-${slug}`;
  const accepted = await visitor.post<{ username: string }>(`${base}/invitations/${adminToken}/acceptance`, {
    username,
    password,
  });
  expect(accepted.username).toBe(username);
  const admin = await visitor.signIn(base, { username, password });
  const { units } = await admin.get<{ units: { name: string }[] }>(`${base}/org-units`);
  expect(units.map(({ name }) => name)).toEqual(["试点县"]);
  const { preset, number } = await admin.get<{ preset: string; number: number }>(`${base}/rule-sets/current`);
  expect([preset, number]).toEqual(["ninglang", 1]);
  return admin;
}

test("an operator opens a county, its first admin moves in", async () => {
  const operator = await (await newClient()).signIn("/api/v1", await newOperator());
  const slug = newSlug();
  const opened = await operator.post<{ state: string }>("/api/v1/tenants", opening(slug));
  expect(opened.state).toBe("ready");
  const { adminToken } = await operator.get<{ adminToken: string }>(`/api/v1/tenants/${slug}`);

  const admin = await firstAdmin(slug, adminToken);
  expect(await tenantRow(slug)).toMatchObject({ state: "ready", name: "试点县", preset: "ninglang" });
  expect(await auditOfCatalog(`tenant:${slug}`)).toEqual(["运维 tenant.open"]);
  expect(await auditOf(admin, `/t/${slug}/api/v1`)).toEqual([
    `运维 tenant.open county:${slug}`,
    expect.stringMatching(/^首位管理员 invitation\.accept account:/),
    expect.stringMatching(/^首位管理员 session\.open account:/),
  ]);

  await admin.delete(`/t/${slug}/api/v1/sessions/current`);
  expect(await admin.send("GET", `/t/${slug}/api/v1/account`)).toMatchObject({ status: 401 });
});

test("whoever is invited opens a county without an account, once", async () => {
  const operator = await (await newClient()).signIn("/api/v1", await newOperator());
  const invitation = await operator.post<{ id: string; token: string }>("/api/v1/invitations", {
    name: "某县筹备组",
  });
  const guest = await newClient();
  const slug = newSlug();
  const path = `/api/v1/invitations/${invitation.token}/tenants`;
  expect(await guest.post(path, opening(slug))).toMatchObject({ slug, state: "ready" });
  const { adminToken } = await operator.get<{ adminToken: string }>(`/api/v1/tenants/${slug}`);
  await firstAdmin(slug, adminToken);
  expect(await auditOfCatalog(`tenant:${slug}`)).toEqual(["首位管理员 tenant.open"]);

  const other = newSlug();
  expect(await guest.send("POST", path, opening(other))).toMatchObject({
    status: 422,
    body: { errors: [{ path: "token", message: expect.stringContaining("已经用过") }] },
  });
  expect(await tenantRow(other)).toBeUndefined();
});

let county: County;
let base: string;
beforeAll(async () => {
  county = await newCounty();
  base = `${county.base}/api/v1`;
});

const signedIn = async (who: Parameters<County["token"]>[0]) => newClient(await county.token(who));

test("a resolution becomes the lead unit's to-do and is carried out, reported and accepted", async () => {
  const [secretary, liaison, admin] = await Promise.all([
    signedIn("secretary"),
    signedIn("liaison"),
    signedIn("admin"),
  ]);
  const meeting = await secretary.post<{ id: string }>(`${base}/meetings`, {
    series: "countyJoint",
    orgUnitId: county.org.root,
    title: "联席会议",
    date: meetingDay,
    time: "09:30",
    place: "第一会议室",
    members: Object.values(county.units),
  });
  const { id } = await secretary.post<{ id: string }>(`${base}/meetings/${meeting.id}/resolutions`, {
    kind: "task",
    body: "更换北关社区老旧水管",
    leadId: county.units.water,
    assistantIds: [county.units.power],
  });
  const todos = () =>
    liaison.get<{ todos: { noun: string; record: string; kind: string; dueAt: string }[] }>(`${base}/todos`);
  const mine = async () =>
    (await todos()).todos.filter(({ noun, record }) => noun === "resolution" && record === id);
  const logged = await liaison.get<{ dueAt: string; revision: number }>(`${base}/resolutions/${id}`);
  expect(await mine()).toEqual([expect.objectContaining({ kind: "lead", dueAt: logged.dueAt })]);

  await secretary.put(`${base}/resolutions/${id}`, {
    revision: logged.revision,
    kind: "task",
    body: "更换北关社区三栋楼的老旧水管",
    leadId: county.units.water,
  });
  await liaison.post(`${base}/resolutions/${id}/progress`, { text: "管材已到" });
  await liaison.post(`${base}/resolutions/${id}/completion`, { text: "三栋楼均已换完" });
  expect(await mine()).toEqual([]);
  await secretary.post(`${base}/resolutions/${id}/rejection`, { reason: "二栋还有渗水" });
  expect(await mine()).toHaveLength(1);
  await liaison.post(`${base}/resolutions/${id}/completion`, { text: "渗水已修" });
  await secretary.post(`${base}/resolutions/${id}/approval`);
  await secretary.post(`${base}/meetings/${meeting.id}/closure`, { present: Object.values(county.units) });

  const { state, events } = await liaison.get<{ state: string; events: { kind: string }[] }>(
    `${base}/resolutions/${id}`,
  );
  expect(state).toBe("accepted");
  expect(events.map(({ kind }) => kind).reverse()).toEqual([
    "logged",
    "edited",
    "progressed",
    "completed",
    "sentBack",
    "completed",
    "approved",
  ]);
  expect(await mine()).toEqual([]);
  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(resolutions).where(eq(resolutions.id, id)),
  });
  expect(rows).toEqual([
    expect.objectContaining({ state: "accepted", body: "更换北关社区三栋楼的老旧水管", revision: 6 }),
  ]);
  const secretaryName = county.people.secretary.actor.name;
  const liaisonName = county.people.liaison.actor.name;
  const trail = (await auditOf(admin, base)).filter((entry) => entry.endsWith(`resolution:${id}`));
  expect(trail).toEqual([
    `${secretaryName} resolution.log resolution:${id}`,
    `${secretaryName} resolution.edit resolution:${id}`,
    `${liaisonName} resolution.progress resolution:${id}`,
    `${liaisonName} resolution.complete resolution:${id}`,
    `${secretaryName} resolution.sendBack resolution:${id}`,
    `${liaisonName} resolution.complete resolution:${id}`,
    `${secretaryName} resolution.approve resolution:${id}`,
  ]);
});

test("a resident reports, follows the receipt, is asked, and asked again after a no", async () => {
  const [resident, worker, officer, admin] = await Promise.all([
    newClient(),
    signedIn("gridWorker"),
    signedIn("communityOfficer"),
    signedIn("admin"),
  ]);
  const { groups } = await resident.get<{ groups: { name: string; communities: { id: string }[] }[] }>(
    `${base}/communities`,
  );
  expect(groups.flatMap(({ communities }) => communities.map(({ id }) => id))).toContain(
    county.org.community,
  );
  const { id, receiptCode } = await resident.post<{ id: string; receiptCode: string }>(`${base}/matters`, {
    orgUnitId: county.org.grid,
    category: "lighting",
    body: "路口的路灯三天不亮了",
    place: "劳动街路口",
    reporterPhone: "138 1234 5678",
  });
  const receipt = () =>
    resident.get<{ state: string; outcome: string | null }>(`${base}/receipts/${receiptCode}`);
  expect(await receipt()).toMatchObject({ state: "reported", outcome: null });

  const { matters: found } = await worker.get<{ matters: { id: string }[] }>(`${base}/matters`);
  expect(found.map((row) => row.id)).toContain(id);
  await worker.post(`${base}/matters/${id}/acceptance`);
  await worker.post(`${base}/matters/${id}/outcome`, { outcome: "已更换灯具" });
  expect(await receipt()).toMatchObject({ state: "resolved", outcome: "已更换灯具" });

  const evaluation = `${base}/receipts/${receiptCode}/evaluation`;
  expect(await resident.post(evaluation, { solved: false, comment: "还是不亮" })).toEqual({
    state: "reopened",
  });
  await officer.post(`${base}/matters/${id}/acceptance`);
  await officer.post(`${base}/matters/${id}/outcome`, { outcome: "已更换线路" });
  expect(await resident.post(evaluation, { solved: true })).toEqual({ state: "closed" });
  expect(await receipt()).toMatchObject({ state: "closed", outcome: "已更换线路" });

  const { rows } = await county.db.read({
    rows: county.db.orm.select().from(matters).where(eq(matters.id, id)),
  });
  expect(rows).toEqual([
    expect.objectContaining({ state: "closed", closure: "solved", reporterPhone: "13812345678" }),
  ]);
  const [workerName, officerName] = [county.people.gridWorker, county.people.communityOfficer].map(
    ({ actor }) => actor.name,
  );
  const trail = (await auditOf(admin, base)).filter((entry) => entry.endsWith(`matter:${id}`));
  expect(trail).toEqual([
    `居民 matter.report matter:${id}`,
    `${workerName} matter.accept matter:${id}`,
    `${workerName} matter.resolve matter:${id}`,
    `居民 matter.evaluate matter:${id}`,
    `${officerName} matter.accept matter:${id}`,
    `${officerName} matter.resolve matter:${id}`,
    `居民 matter.evaluate matter:${id}`,
  ]);
});
