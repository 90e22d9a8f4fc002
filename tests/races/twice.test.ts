import { count, eq, inArray, type SQL } from "drizzle-orm";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { beforeAll, describe, expect, test } from "vitest";
import { hosts, tenants } from "../../db/catalog/schema.ts";
import type { Database } from "../../db/client.ts";
import { accounts, audit, idempotency, invitations } from "../../db/kernel/schema.ts";
import { ruleDrafts, ruleSets } from "../../db/tenant/schema/county.ts";
import { matters } from "../../db/tenant/schema/matters.ts";
import { meetings, resolutions } from "../../db/tenant/schema/meetings.ts";
import { memberUnits, orgUnits } from "../../db/tenant/schema/org.ts";
import { events } from "../../db/tenant/schema/work.ts";
import { invitationToken } from "../../worker/domain/accounts/invitations.ts";
import { invitePerson } from "../../worker/domain/accounts/invite.ts";
import { acceptMatter } from "../../worker/domain/matters/accept.ts";
import { resolveMatter } from "../../worker/domain/matters/resolve.ts";
import { completeResolution } from "../../worker/domain/resolutions/complete.ts";
import { startDraft } from "../../worker/domain/rules/drafts.ts";
import { inviteToOpen } from "../../worker/domain/tenants/invite.ts";
import { type County, newCounty, operatorContext, type Who } from "../support/county.ts";
import { meetingDay } from "../support/days.ts";
import { operator, sessionOf, signedIn } from "../support/sessions.ts";
import { catalog } from "../support/stack.ts";
import { type Fields, newVisitor, type Visitor } from "../support/visitor.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

interface Form {
  who: Who | "visitor" | "operator";
  /** What must grow by one, however often the form comes. */
  table: SQLiteTable;
  /** Which of them, where other tests write into the same table. */
  where?: SQL;
  path: string;
  fields: Fields;
  /** Something else in one of the fields. */
  altered: Fields;
}

const unique = () => `s${crypto.randomUUID().slice(0, 8)}`;

const opening = (slug: string): Fields => ({
  name: "新县",
  slug,
  divisionCode: "411329",
  preset: "xinye",
  adminName: "张甲",
});

const forms: Record<string, () => Promise<Form>> = {
  "reporting a matter": async () => ({
    who: "visitor",
    table: matters,
    path: `${county.base}/matters`,
    fields: {
      orgUnitId: county.org.grid,
      category: "lighting",
      body: "路灯不亮",
      place: "劳动街",
      reporterPhone: "13812345678",
    },
    altered: { body: "路灯又不亮了" },
  }),
  "judging a matter": async () => {
    const { id, receiptCode } = await county.matter();
    await acceptMatter(county.as("gridWorker"), { matterId: id });
    await resolveMatter(county.as("gridWorker"), { matterId: id, outcome: "修好了" });
    const path = `${county.base}/receipts/${receiptCode}/evaluation`;
    return { who: "visitor", table: audit, path, fields: { solved: "yes" }, altered: { solved: "no" } };
  },
  "accepting a matter": async () => {
    const { id } = await county.matter();
    const path = `${county.base}/matters/${id}/acceptance`;
    return { who: "gridWorker", table: events, path, fields: {}, altered: { note: "多了一栏" } };
  },
  "scheduling a meeting": async () => ({
    who: "secretary",
    table: meetings,
    path: `${county.base}/meetings`,
    fields: {
      series: "countyJoint",
      orgUnitId: county.org.root,
      title: "联席会议",
      date: meetingDay,
      time: "09:00",
      place: "会议室",
      members: Object.values(county.units),
    },
    altered: { title: "另一次会议" },
  }),
  "logging a resolution": async () => {
    const { id } = await county.meeting();
    return {
      who: "liaison",
      table: resolutions,
      path: `${county.base}/meetings/${id}/resolutions`,
      fields: { kind: "task", body: "换水管", leadId: county.units.water },
      altered: { body: "换电线" },
    };
  },
  "editing a resolution": async () => {
    const { id } = await county.resolution((await county.meeting()).id);
    return {
      who: "secretary",
      table: events,
      path: `${county.base}/resolutions/${id}`,
      fields: { revision: "1", kind: "decision", body: "同意" },
      altered: { body: "不同意" },
    };
  },
  "reporting progress": async () => {
    const { id } = await county.resolution((await county.meeting()).id);
    const path = `${county.base}/resolutions/${id}/progress`;
    return { who: "liaison", table: events, path, fields: { text: "开工了" }, altered: { text: "停工了" } };
  },
  "accepting a completed task": async () => {
    const { id } = await county.resolution((await county.meeting()).id);
    await completeResolution(county.as("liaison"), { resolutionId: id, text: "换好了" });
    const path = `${county.base}/resolutions/${id}/approval`;
    return { who: "secretary", table: events, path, fields: {}, altered: { note: "多了一栏" } };
  },
  "sending a completed task back": async () => {
    const { id } = await county.resolution((await county.meeting()).id);
    await completeResolution(county.as("liaison"), { resolutionId: id, text: "换好了" });
    const path = `${county.base}/resolutions/${id}/rejection`;
    const altered = { reason: "还差三单元" };
    return { who: "secretary", table: events, path, fields: { reason: "没有换好" }, altered };
  },
  "adding an org unit": async () => ({
    who: "admin",
    table: orgUnits,
    path: `${county.base}/org`,
    fields: { parentId: county.org.street, level: "community", name: unique() },
    altered: { name: unique() },
  }),
  "adding a member unit": async () => ({
    who: "admin",
    table: memberUnits,
    path: `${county.base}/units`,
    fields: { name: unique(), kind: "localUnit", orgUnitId: county.org.root },
    altered: { name: unique() },
  }),
  "inviting a person": async () => ({
    who: "admin",
    table: invitations,
    path: `${county.base}/people/invitations`,
    fields: { name: "张甲", role: "grid_worker", scope: county.org.grid },
    altered: { name: "李乙" },
  }),
  "inviting somebody to reset a password": async () => ({
    who: "admin",
    table: invitations,
    path: `${county.base}/people/${county.people.liaison.actor.accountId}/reset`,
    fields: {},
    altered: {},
  }),
  "using an invitation": async () => {
    const ctx = county.as("admin");
    const { id } = await invitePerson(ctx, { name: "王丙", role: "grid_worker", scope: county.org.grid });
    return {
      who: "visitor",
      table: accounts,
      path: `${county.base}/invitations/${await invitationToken(ctx, id)}`,
      fields: { username: unique(), password: "长满槐树的那条街一直通到河边" },
      altered: { username: unique() },
    };
  },
  "starting a draft of the rules": async () => ({
    who: "admin",
    table: ruleDrafts,
    path: `${county.base}/rules/versions`,
    fields: { from: "version:1" },
    altered: { from: "preset:yulin" },
  }),
  "editing a draft of the rules": async () => {
    const { number } = await startDraft(county.as("admin"), {});
    const path = `${county.base}/rules/${number}/items/handling.overall`;
    const fields = { revision: "1", "limit.unit": "days", "limit.amount": "40" };
    return { who: "admin", table: audit, path, fields, altered: { "limit.amount": "50" } };
  },
  "publishing rules": async () => {
    const { number } = await startDraft(county.as("admin"), {});
    return {
      who: "admin",
      table: ruleSets,
      path: `${county.base}/rules/${number}/publication`,
      fields: { revision: "1", note: "按县里的通知修改" },
      altered: { note: "换个说法" },
    };
  },
  "inviting to open a county": async () => {
    const [name, other] = [unique(), unique()];
    return {
      who: "operator",
      table: invitations,
      where: inArray(invitations.name, [name, other]),
      path: "/operator/invitations",
      fields: { name },
      altered: { name: other },
    };
  },
  "opening a county": async () => {
    const slug = unique();
    return {
      who: "operator",
      table: tenants,
      where: eq(tenants.slug, slug),
      path: "/operator/tenants",
      fields: opening(slug),
      altered: { name: "另一个县" },
    };
  },
  "opening a county by invitation": async () => {
    const ctx = await operatorContext();
    const { id } = await inviteToOpen(ctx, { name: "受邀人" });
    const slug = unique();
    return {
      who: "visitor",
      table: tenants,
      where: eq(tenants.slug, slug),
      path: `/openings/${await invitationToken(ctx, id)}`,
      fields: opening(slug),
      altered: { name: "另一个县" },
    };
  },
  "mapping a hostname": async () => ({
    who: "operator",
    table: hosts,
    where: eq(hosts.slug, county.slug),
    path: `/operator/tenants/${county.slug}/hosts`,
    fields: { host: `${unique()}.example.gov.cn` },
    altered: { host: `${unique()}.example.gov.cn` },
  }),
};

async function browserOf(who: Form["who"]): Promise<Visitor> {
  if (who === "visitor") return newVisitor();
  if (who !== "operator") return signedIn(county, who);
  const browser = newVisitor();
  browser.cookies.set("lz_operator", await sessionOf(await operator(), "browser"));
  return browser;
}

const dbOf = ({ path }: Form): Database => (path.startsWith("/t/") ? county.db : catalog());

async function rowsOf(form: Form): Promise<number> {
  const db = dbOf(form);
  const { rows } = await db.read({
    rows: db.orm.select({ many: count() }).from(form.table).where(form.where),
  });
  return rows[0]?.many ?? 0;
}

/** What a browser ends up with: where it is sent, or the page itself without what differs by chance. */
const gist = async (answer: Response) => ({ status: answer.status, to: answer.headers.get("location") });

describe("the same form sent twice does one thing", () => {
  test.each(Object.keys(forms))("%s: a double click", async (name) => {
    const form = await (forms[name] as () => Promise<Form>)();
    const browser = await browserOf(form.who);
    const db = dbOf(form);
    const key = crypto.randomUUID();
    const before = await rowsOf(form);
    const send = async () => gist(await browser.post(form.path, { ...form.fields, _key: key }));
    const [first, second] = await Promise.all([send(), send()]);
    expect(first.status).toBeLessThan(400);
    expect(second).toEqual(first);
    expect(await rowsOf(form)).toBe(before + 1);
    const kept = db.orm.select({ many: count() }).from(idempotency).where(eq(idempotency.key, key));
    expect(await db.read({ kept })).toEqual({ kept: [{ many: 1 }] });

    const third = await send();
    expect(third).toEqual(first);
    expect(await rowsOf(form)).toBe(before + 1);
  });

  const alterable = Object.keys(forms).filter((name) => !name.includes("reset"));
  test.each(alterable)("%s: another content under the same key is refused", async (name) => {
    const form = await (forms[name] as () => Promise<Form>)();
    const browser = await browserOf(form.who);
    const key = crypto.randomUUID();
    expect((await browser.post(form.path, { ...form.fields, _key: key })).status).toBeLessThan(400);
    const before = await rowsOf(form);
    const answer = await browser.post(form.path, { ...form.fields, ...form.altered, _key: key });
    expect([404, 409, 422]).toContain(answer.status);
    expect(await rowsOf(form)).toBe(before);
  });
});
