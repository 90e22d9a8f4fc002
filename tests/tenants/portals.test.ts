import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { tenants } from "../../db/catalog/schema.ts";
import { type County, newCounty } from "../support/county.ts";
import { signedIn } from "../support/sessions.ts";
import { catalog } from "../support/stack.ts";
import { newVisitor, type Visitor } from "../support/visitor.ts";
import { auditOf, operatorVisit, problemBeside, typedIn } from "./operator.ts";

let county: County;
let other: County;
let operator: Visitor;
beforeAll(async () => {
  [county, other, operator] = await Promise.all([newCounty(), newCounty(), operatorVisit()]);
});

const set = (origins: string, of = county) =>
  operator.post(`/operator/tenants/${of.slug}/portals`, { origins });

/** A moment at which nothing that is remembered counts any more. */
let minutes = 0;
const later = () => new Date(Date.now() + ++minutes * 60_000).toISOString();

/** Who may show an address in a frame, as its answer says. */
async function framers(path: string, visitor = newVisitor()): Promise<string | undefined> {
  const answer = await visitor.get(path, { now: later() });
  const policy = answer.headers.get("content-security-policy") ?? "";
  return /; frame-ancestors ([^;]*)$/.exec(policy)?.[1];
}

const kept = async () => {
  const { orm, read } = catalog();
  const { rows } = await read({ rows: orm.select().from(tenants).where(eq(tenants.slug, county.slug)) });
  return rows[0]?.portals;
};

test("nobody shows a county's pages in a frame but the portals that operators name for it", async () => {
  expect(await framers(county.base)).toBe("'none'");
  const answer = await set(
    " HTTPS://Portal.example.gov.cn/ \r\nhttps://zwdd.example.cn:8443\nhttps://portal.example.gov.cn",
  );
  expect(answer.status).toBe(303);
  const named = "https://portal.example.gov.cn https://zwdd.example.cn:8443";
  for (const path of ["", "/receipts", "/session/new", "/nowhere", "/api/v1/communities"])
    expect([path, await framers(county.base + path)]).toEqual([path, named]);
  expect(await framers(`${county.base}/desk`, await signedIn(county, "admin"))).toBe(named);
  for (const elsewhere of ["/", other.base, "/operator/tenants", "/t/no-such-county"])
    expect([elsewhere, await framers(elsewhere, operator)]).toEqual([elsewhere, "'none'"]);
  expect(await auditOf(catalog(), `tenant:${county.slug}`)).toContainEqual({
    action: "tenant.manage",
    actorName: "运维",
    detail: { portals: named.split(" ") },
  });
  const page = await (await operator.get(`/operator/tenants/${county.slug}`)).text();
  expect(page).toContain(named.replace(" ", "\n"));

  expect((await set("")).status).toBe(303);
  expect([await framers(county.base), await kept()]).toEqual(["'none'", []]);
});

test.each([
  "http://portal.example.gov.cn",
  "https://*.gov.cn",
  "*",
  "https:",
  "'self'",
  "https://portal.example.gov.cn/path",
  "https://user@portal.example.gov.cn",
  "https://portal.example.gov.cn;",
  "https://portal.example.gov.cn;script-src,https://x.cn",
  "https://门户.cn",
  "https://portal",
  "https://portal.example.gov.cn:99999999",
  "javascript:alert(1)",
  "data:",
  "portal.example.gov.cn",
])("%s is no portal", async (odd) => {
  const answer = await set(`https://fine.example.cn\n${odd}`);
  const html = await answer.text();
  expect([answer.status, await kept()]).toEqual([422, []]);
  expect(problemBeside(html, "origins")).toContain("不是门户的地址");
  expect(typedIn(html, "origins")).toBe(`https://fine.example.cn\n${odd}`);
});

test("there are a few at most", async () => {
  const many = Array.from({ length: 6 }, (_, index) => `https://p${index}.example.cn`);
  const answer = await set(many.join("\n"));
  expect([answer.status, problemBeside(await answer.text(), "origins")]).toEqual([422, "最多 5 个门户"]);
  expect(await kept()).toEqual([]);
});

test("a county's own admin doesn't name them", async () => {
  const admin = await signedIn(county, "admin");
  const path = `/operator/tenants/${county.slug}/portals`;
  expect((await admin.post(path, { origins: "https://fine.example.cn" })).status).toBe(401);
  expect(await kept()).toEqual([]);
});

test("in a frame the sign-in page leads out of it", async () => {
  const page = async (dest: string) => {
    const headers = { "sec-fetch-dest": dest };
    return (await newVisitor().get(`${county.base}/session/new`, { headers })).text();
  };
  const way = `<a href="${county.base}/session/new" target="_blank" rel="noopener">在新窗口登录</a>`;
  expect([(await page("iframe")).includes(way), (await page("document")).includes(way)]).toEqual([
    true,
    false,
  ]);
});
