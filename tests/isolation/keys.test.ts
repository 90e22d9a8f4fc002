import { and, count, eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { tenants } from "../../db/catalog/schema.ts";
import { DatabaseUnavailable, openDatabase } from "../../db/client.ts";
import { accounts, idempotency, invitations, sessions } from "../../db/kernel/schema.ts";
import { county as counties } from "../../db/tenant/schema/county.ts";
import { matters } from "../../db/tenant/schema/matters.ts";
import { invitationToken } from "../../worker/domain/accounts/invitations.ts";
import { invitePerson } from "../../worker/domain/accounts/invite.ts";
import { secretsFrom } from "../../worker/domain/kernel/secrets.ts";
import { addressOf } from "../../worker/domain/tenants/access.ts";
import { inviteToOpen } from "../../worker/domain/tenants/invite.ts";
import { type County, newCounty, operatorContext, provisionerOf } from "../support/county.ts";
import { bearer, sessionOf, signedIn } from "../support/sessions.ts";
import { catalog, stack } from "../support/stack.ts";
import { newVisitor } from "../support/visitor.ts";

let ours: County;
let theirs: County;

beforeAll(async () => {
  [ours, theirs] = await Promise.all([newCounty(), newCounty()]);
});

const report = (county: County, key: string) => ({
  orgUnitId: county.org.grid,
  category: "lighting",
  body: "路灯不亮",
  place: "劳动街",
  reporterPhone: "13812345678",
  _key: key,
});

/** Where a county's database is, and the token that opens it. */
async function addressOfCounty({ slug }: County) {
  const db = catalog();
  const { found } = await db.read({ found: db.orm.select().from(tenants).where(eq(tenants.slug, slug)) });
  if (!found[0]) throw new Error(`no county ${slug}`);
  const secrets = await secretsFrom(stack.vars.SECRETS_KEY);
  return addressOf({ secrets, provisioner: provisionerOf(stack.vars) }, found[0]);
}

const nameIn = async (address: Parameters<typeof openDatabase>[0]) => {
  const db = openDatabase(address);
  return db.read({ rows: db.orm.select({ slug: counties.slug }).from(counties) });
};

test("a database token opens its own county and no other, nor the catalog", async () => {
  const [own, other] = [await addressOfCounty(ours), await addressOfCounty(theirs)];
  expect(await nameIn(own)).toEqual({ rows: [{ slug: ours.slug }] });
  for (const namespace of [other.namespace, stack.vars.CATALOG_NAMESPACE]) {
    await expect(nameIn({ ...own, namespace })).rejects.toThrow(DatabaseUnavailable);
  }
});

test("no token, a broken one and one without a namespace open no database", async () => {
  const own = await addressOfCounty(ours);
  const [head = "", claims = "", signature = ""] = own.token?.split(".") ?? [];
  const unsigned = Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url");
  const forged = Buffer.from(JSON.stringify({ a: "rw", exp: 4102444800 })).toString("base64url");
  const wrong = [
    undefined,
    "",
    "nonsense",
    `${head}.${claims}.${signature.split("").reverse().join("")}`,
    `${unsigned}.${claims}.`,
    `${head}.${forged}.${signature}`,
  ];
  for (const token of wrong) await expect(nameIn({ ...own, token })).rejects.toThrow("the database refused");
});

test("the sealed token of one county can't be opened as another's", async () => {
  const db = catalog();
  const { found } = await db.read({
    found: db.orm.select().from(tenants).where(eq(tenants.slug, ours.slug)),
  });
  const secrets = await secretsFrom(stack.vars.SECRETS_KEY);
  const cipher = found[0]?.tokenCipher ?? "";
  await expect(secrets.open(cipher, `token ${ours.slug}`)).resolves.toContain(".");
  await expect(secrets.open(cipher, `token ${theirs.slug}`)).rejects.toThrow();
  expect(cipher).not.toContain((await addressOfCounty(ours)).token);
});

test("a receipt code leads nowhere in another county, on pages and by the API", async () => {
  const { receiptCode, id } = await ours.matter();
  const visitor = newVisitor();
  for (const [county, status] of [[ours, 200] as const, [theirs, 404] as const]) {
    const { base } = county;
    expect((await visitor.get(`${base}/receipts/${receiptCode}`)).status).toBe(status);
    expect((await visitor.json("GET", `${base}/api/v1/receipts/${receiptCode}`)).status).toBe(status);
  }
  const looked = await visitor.post(`${theirs.base}/receipts`, { receiptCode });
  expect(looked.status).toBe(422);
  const judged = await visitor.post(`${theirs.base}/receipts/${receiptCode}/evaluation`, { solved: "no" });
  expect(judged.status).toBe(404);
  const { rows } = await ours.db.read({ rows: ours.db.orm.select().from(matters).where(eq(matters.id, id)) });
  expect(rows[0]).toMatchObject({ state: "reported", revision: 1 });
});

test("an invitation's link works in its own county only, and not on the platform", async () => {
  const ctx = ours.as("admin");
  const { id } = await invitePerson(ctx, { name: "张甲", role: "grid_worker", scope: ours.org.grid });
  const token = await invitationToken(ctx, id);
  const visitor = newVisitor();
  const credentials = { username: "zhangjia", password: "长满槐树的那条街一直通到河边" };
  expect((await visitor.get(`${ours.base}/invitations/${token}`)).status).toBe(200);
  expect((await visitor.get(`${theirs.base}/invitations/${token}`)).status).toBe(404);
  expect((await visitor.get(`/openings/${token}`)).status).toBe(404);
  expect((await visitor.post(`${theirs.base}/invitations/${token}`, credentials)).status).toBe(404);
  const byApi = `${theirs.base}/api/v1/invitations/${token}/acceptance`;
  expect((await visitor.json("POST", byApi, credentials)).status).toBe(404);

  const made = theirs.db.orm.select().from(accounts).where(eq(accounts.username, credentials.username));
  expect(await theirs.db.read({ made })).toEqual({ made: [] });
  const left = ours.db.orm.select().from(invitations).where(eq(invitations.id, id));
  expect((await ours.db.read({ left })).left[0]).toMatchObject({ usedAt: null, revision: 1 });
});

test("a link to open a county gives nobody a seat in a county that exists", async () => {
  const ctx = await operatorContext();
  const { id } = await inviteToOpen(ctx, { name: "李乙" });
  const token = await invitationToken(ctx, id);
  expect((await newVisitor().get(`/openings/${token}`)).status).toBe(200);
  expect((await newVisitor().get(`${ours.base}/invitations/${token}`)).status).toBe(404);
});

test("one idempotency key used in two counties makes a thing in each", async () => {
  const key = crypto.randomUUID();
  const visitor = newVisitor();
  const [here, there] = [
    await visitor.post(`${ours.base}/matters`, report(ours, key)),
    await visitor.post(`${theirs.base}/matters`, report(theirs, key)),
  ];
  expect([here.status, there.status]).toEqual([303, 303]);
  const codes = [here, there].map((answer) => answer.headers.get("location")?.split("/").at(-1));
  expect(new Set(codes).size).toBe(2);
  for (const { db } of [ours, theirs]) {
    const kept = db.orm.select({ kept: count() }).from(idempotency).where(eq(idempotency.key, key));
    expect(await db.read({ kept })).toEqual({ kept: [{ kept: 1 }] });
  }
});

test("one person's idempotency key is not another's", async () => {
  const key = crypto.randomUUID();
  const note = { text: "已联系施工队" };
  const meeting = await ours.meeting();
  const resolution = await ours.resolution(meeting.id);
  const path = `${ours.base}/api/v1/resolutions/${resolution.id}/progress`;
  for (const who of ["liaison", "admin"] as const) {
    const token = await sessionOf(ours.as(who), "api");
    const headers = { ...bearer(token).headers, "idempotency-key": key };
    expect((await newVisitor().json("POST", path, note, { headers })).status).toBe(200);
  }
  const same = and(eq(idempotency.key, key), eq(idempotency.action, "resolution.progress"));
  const kept = ours.db.orm.select({ actor: idempotency.actor }).from(idempotency).where(same);
  expect((await ours.db.read({ kept })).kept).toHaveLength(2);
});

test("a device known in one county is a stranger in another", async () => {
  const { username, password } = ours.people.inspector;
  const known = newVisitor();
  await known.post(`${ours.base}/session`, { username, password });
  const device = known.cookies.get("lz_device") ?? "";
  expect(device).not.toBe("");

  const from = { headers: { "x-test-network": `net-${crypto.randomUUID()}` } };
  const knocking = (county: County, cookie: string | null, typed: string) => {
    const visitor = newVisitor();
    if (cookie) visitor.cookies.set("lz_device", cookie);
    return visitor.post(`${county.base}/session`, { username, password: typed }, from);
  };
  for (const county of [ours, theirs]) {
    for (let failure = 0; failure < 5; failure++) {
      expect((await knocking(county, null, "不是这个密码吧")).status).toBe(422);
    }
    expect((await knocking(county, null, password)).status).toBe(429);
  }
  expect((await knocking(theirs, device, password)).status).toBe(429);
  expect((await knocking(ours, device, password)).status).toBe(303);
});

test("a page's session is no API token and an API token is no page's session", async () => {
  const [page, api] = [
    await sessionOf(ours.as("admin"), "browser"),
    await sessionOf(ours.as("admin"), "api"),
  ];
  const visitor = newVisitor();
  const matterList = `${ours.base}/api/v1/matters`;
  expect((await visitor.json("GET", matterList, undefined, bearer(api))).status).toBe(200);
  expect((await visitor.json("GET", matterList, undefined, bearer(page))).status).toBe(401);
  visitor.cookies.set("lz_session", api);
  expect((await visitor.get(`${ours.base}/matters`)).status).toBe(303);
  visitor.cookies.set("lz_session", page);
  expect((await visitor.get(`${ours.base}/matters`)).status).toBe(200);
  expect((await visitor.json("GET", matterList)).status).toBe(401);
});

test("what the database keeps of a session is not what opens it", async () => {
  const browser = await signedIn(ours, "admin");
  const token = browser.cookies.get("lz_session") ?? "";
  const { rows } = await ours.db.read({ rows: ours.db.orm.select().from(sessions) });
  expect(rows.length).toBeGreaterThan(0);
  expect(JSON.stringify(rows)).not.toContain(token);
  for (const { id } of rows) {
    browser.cookies.set("lz_session", id);
    expect((await browser.get(`${ours.base}/desk`)).status).toBe(303);
  }
});
