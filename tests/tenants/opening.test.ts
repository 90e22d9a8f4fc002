import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { invitations } from "../../db/catalog/schema.ts";
import { accounts, audit, grants } from "../../db/kernel/schema.ts";
import { tenantMigrations } from "../../db/tenant/migrations.ts";
import { county, ruleSets } from "../../db/tenant/schema/county.ts";
import { orgUnits } from "../../db/tenant/schema/org.ts";
import { invitationToken } from "../../worker/domain/accounts/invitations.ts";
import { inviteToOpen } from "../../worker/domain/tenants/invite.ts";
import { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { operatorContext } from "../support/county.ts";
import { catalog } from "../support/stack.ts";
import { newVisitor } from "../support/visitor.ts";
import {
  adminLinkIn,
  auditOf,
  databaseOf,
  entry,
  operatorBearer,
  operatorVisit,
  problemBeside,
  tenantRow,
  typedIn,
} from "./operator.ts";

const newPassword = "一句自己记得住的话 correct horse";

/** An operator invites somebody to open a county; gives the token of the link. */
async function openingInvitation(name = "李主任") {
  const ctx = await operatorContext();
  const { id } = await inviteToOpen(ctx, { name });
  return { id, token: await invitationToken(ctx, id) };
}

async function expectFounded(slug: string, by: string) {
  const row = await tenantRow(slug);
  expect(row).toMatchObject({ state: "ready", schemaVersion: tenantMigrations.length, migrationError: null });
  const db = await databaseOf(slug);
  const found = await db.read({
    county: db.orm.select().from(county),
    rules: db.orm.select().from(ruleSets),
    units: db.orm.select().from(orgUnits),
  });
  expect(found.county).toMatchObject([{ slug, name: "测试县", divisionCode: "411329", sample: false }]);
  expect(found.rules).toMatchObject([{ version: 1, preset: "xinye" }]);
  expect(() => RuleSet.parse(found.rules[0]?.document)).not.toThrow();
  expect(found.units).toMatchObject([
    { name: "测试县", level: "county", parentId: null, code: "411329000000" },
  ]);
  expect(await auditOf(db, `county:${slug}`)).toMatchObject([{ action: "tenant.open", actorName: by }]);
  expect(await auditOf(catalog(), `tenant:${slug}`)).toMatchObject([
    { action: "tenant.open", actorName: by, detail: { name: "测试县", preset: "xinye", sample: false } },
  ]);
}

test("an operator opens a county: it answers residents, and its admin gets in by the link", async () => {
  const operator = await operatorVisit();
  const form = entry();
  const opened = await operator.post("/operator/tenants", { ...form, _key: randomUUID() });
  expect(opened.status).toBe(303);
  expect(opened.headers.get("location")).toBe(`/operator/tenants/${form.slug}`);
  await expectFounded(form.slug, "运维");

  const resident = newVisitor();
  expect((await resident.get(`/t/${form.slug}`)).status).toBe(200);
  const link = adminLinkIn(await (await operator.follow(opened)).text());
  expect(link).toMatch(new RegExp(`^/t/${form.slug}/invitations/[\\w-]{43}$`));

  const admin = newVisitor();
  expect(await (await admin.get(link)).text()).toContain("王管理");
  const joined = await admin.post(link, { username: "Wang", password: newPassword });
  expect(joined.status).toBe(303);
  expect(joined.headers.get("location")).toBe(`/t/${form.slug}/welcome`);
  expect((await admin.follow(joined)).headers.get("location")).toBe(`/t/${form.slug}/checklist`);
  expect(await (await admin.get(`/t/${form.slug}/checklist`)).text()).toContain("建立组织");

  const db = await databaseOf(form.slug);
  const { held } = await db.read({
    held: db.orm.select().from(grants).innerJoin(accounts, eq(accounts.id, grants.accountId)),
  });
  expect(held).toMatchObject([
    { accounts: { username: "wang", name: "王管理" }, grants: { role: "county_admin", scopeName: "测试县" } },
  ]);
});

test("an invited visitor opens a county by the link and is given the admin's link", async () => {
  const { id, token } = await openingInvitation();
  const visitor = newVisitor();
  const page = await visitor.get(`/openings/${token}`);
  expect(page.status).toBe(200);
  expect(typedIn(await page.text(), "adminName")).toBe("李主任");

  const form = entry();
  const opened = await visitor.post(`/openings/${token}`, { ...form, _key: randomUUID() });
  expect(opened.status).toBe(200);
  const admin = newVisitor();
  expect((await admin.get(adminLinkIn(await opened.text()))).status).toBe(200);
  expect((await admin.get(`/t/${form.slug}`)).status).toBe(200);
  await expectFounded(form.slug, form.adminName);

  const db = catalog();
  const { used } = await db.read({ used: db.orm.select().from(invitations).where(eq(invitations.id, id)) });
  expect(used[0]?.usedAt).not.toBeNull();
  expect(await (await newVisitor().get(`/openings/${token}`)).text()).toContain("这个链接已经用过");
});

test("the API opens a county and shows its admin's token to the operator", async () => {
  const headers = await operatorBearer();
  const api = newVisitor();
  const form = entry();
  const opened = await api.json("POST", "/api/v1/tenants", form, { headers });
  expect(opened.status).toBe(201);
  expect(await opened.json()).toMatchObject({ slug: form.slug, state: "ready" });
  await expectFounded(form.slug, "运维");
  const shown = await api.json("GET", `/api/v1/tenants/${form.slug}`, undefined, { headers });
  const { adminToken } = (await shown.json()) as { adminToken: string };
  expect((await newVisitor().get(`/t/${form.slug}/invitations/${adminToken}`)).status).toBe(200);
});

test("the API opens a county by an invitation, without a session", async () => {
  const { token } = await openingInvitation();
  const form = entry();
  const opened = await newVisitor().json("POST", `/api/v1/invitations/${token}/tenants`, form);
  expect(opened.status).toBe(201);
  expect(await opened.json()).toMatchObject({ slug: form.slug, state: "ready" });
  await expectFounded(form.slug, form.adminName);
});

test("the same form sent again, and sent twice at once, opens one county", async () => {
  const operator = await operatorVisit();
  const form = { ...entry(), _key: randomUUID() };
  const answers = await Promise.all([1, 2, 3].map(() => operator.post("/operator/tenants", form)));
  answers.push(await operator.post("/operator/tenants", form));
  for (const answer of answers) {
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(`/operator/tenants/${form.slug}`);
  }
  const db = await databaseOf(form.slug);
  const found = await db.read({
    units: db.orm.select().from(orgUnits),
    links: db.orm.select().from(invitations),
    founded: db.orm.select().from(audit).where(eq(audit.action, "tenant.open")),
  });
  expect(found.units).toHaveLength(1);
  expect(found.links).toHaveLength(1);
  expect(found.founded).toHaveLength(1);
  expect((await tenantRow(form.slug))?.adminInvitation).toBe(found.links[0]?.id);
  expect(await auditOf(catalog(), `tenant:${form.slug}`)).toHaveLength(1);
});

test("the same key with another county is refused and opens nothing", async () => {
  const operator = await operatorVisit();
  const _key = randomUUID();
  const [one, other] = [entry(), entry()];
  expect((await operator.post("/operator/tenants", { ...one, _key })).status).toBe(303);
  const again = await operator.post("/operator/tenants", { ...other, _key });
  expect(again.status).toBe(422);
  expect(await again.text()).toContain("这份表单已经提交过");
  expect(await tenantRow(other.slug)).toBeUndefined();
});

test("one opening link opens one county, however many try at once", async () => {
  const { token } = await openingInvitation();
  const forms = Array.from({ length: 6 }, () => entry());
  const answers = await Promise.all(
    forms.map((form) => newVisitor().json("POST", `/api/v1/invitations/${token}/tenants`, form)),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422, 422, 422]);
  const rows = await Promise.all(forms.map(({ slug }) => tenantRow(slug)));
  expect(rows.filter(Boolean)).toHaveLength(1);
});

test("a visitor without an invitation, or with one for something else, opens nothing", async () => {
  const form = entry();
  const visitor = newVisitor();
  const made = "x".repeat(43);
  expect((await visitor.post(`/openings/${made}`, form)).status).toBe(403);
  expect((await visitor.json("POST", `/api/v1/invitations/${made}/tenants`, form)).status).toBe(403);
  expect((await visitor.json("POST", "/api/v1/tenants", form)).status).toBe(401);
  expect((await visitor.post("/operator/tenants", form)).status).toBe(401);
  expect(await tenantRow(form.slug)).toBeUndefined();
});

const refusals: [string, string, string, RegExp][] = [
  ["a capital in the address", "slug", "Xinye", /小写字母开头/],
  ["an address that begins with a digit", "slug", "1xinye", /小写字母开头/],
  ["a path for an address", "slug", "../etc", /小写字母开头/],
  ["an address of one letter", "slug", "x", /小写字母开头/],
  ["an address of 32 letters", "slug", "x".repeat(32), /小写字母开头/],
  ["no address", "slug", "", /小写字母开头|请填写/],
  ...["platform", "catalog", "operator", "static", "api", "admin", "www"].map(
    (word): [string, string, string, RegExp] => [
      `the reserved address ${word}`,
      "slug",
      word,
      /留作系统使用/,
    ],
  ),
  ["five digits of a division", "divisionCode", "41132", /6 位数字/],
  ["letters in a division", "divisionCode", "41132x", /6 位数字/],
  ["an unknown preset", "preset", "atlantis", /请选择做法模板/],
  ["a preset named after Object's own", "preset", "constructor", /请选择做法模板/],
  ["no name", "name", " ", /请填写县/],
  ["a name of 31 characters", "name", "县".repeat(31), /最多 30 个字/],
  ["no admin", "adminName", "", /请填写管理员姓名/],
];

test.each(refusals)("%s is refused beside the field", async (_what, field, value, words) => {
  const operator = await operatorVisit();
  const form = { ...entry(), [field]: value, _key: randomUUID() };
  const answer = await operator.post("/operator/tenants", form);
  const html = await answer.text();
  expect(answer.status).toBe(422);
  if (field === "preset") expect(html).toMatch(words);
  else {
    expect(problemBeside(html, field)).toMatch(words);
    expect(typedIn(html, "_key")).toBe(form._key);
  }
  if (field !== "name") expect(typedIn(html, "name")).toBe("测试县");
  expect(await tenantRow(form.slug)).toBeUndefined();
});

test("an address already taken is refused beside the field, to operators and visitors alike", async () => {
  const operator = await operatorVisit();
  const taken = entry();
  expect((await operator.post("/operator/tenants", taken)).status).toBe(303);
  const again = await operator.post("/operator/tenants", {
    ...entry({ slug: taken.slug }),
    _key: randomUUID(),
  });
  expect(again.status).toBe(422);
  expect(problemBeside(await again.text(), "slug")).toMatch(/已被使用/);

  const { token } = await openingInvitation();
  const visitor = newVisitor();
  const tried = await visitor.post(`/openings/${token}`, {
    ...entry({ slug: taken.slug }),
    _key: randomUUID(),
  });
  expect(tried.status).toBe(422);
  expect(problemBeside(await tried.text(), "slug")).toMatch(/已被使用/);
  // The link is still good for another address.
  expect((await visitor.post(`/openings/${token}`, { ...entry(), _key: randomUUID() })).status).toBe(200);
});

test("two people who want the same address at once: one gets it, the other is told", async () => {
  const operator = await operatorVisit();
  const slug = entry().slug;
  const tries = [1, 2, 3, 4].map(() =>
    operator.post("/operator/tenants", { ...entry({ slug }), _key: randomUUID() }),
  );
  const answers = await Promise.all(tries);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422, 422]);
  for (const answer of answers.filter(({ status }) => status === 422)) {
    expect(problemBeside(await answer.text(), "slug")).toMatch(/已被使用/);
  }
  expect(await tenantRow(slug)).toMatchObject({ state: "ready" });
});

test("every preset opens a county that works", async () => {
  const operator = await operatorVisit();
  for (const preset of ["xinye", "huaping", "yulong", "ninglang", "jiyang", "yulin"]) {
    const form = entry({ preset });
    expect((await operator.post("/operator/tenants", form)).status).toBe(303);
    expect((await newVisitor().get(`/t/${form.slug}`)).status).toBe(200);
  }
});
