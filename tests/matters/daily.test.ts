import { like } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { matters } from "../../db/tenant/schema/matters.ts";
import { counters } from "../../db/tenant/schema/work.ts";
import { forgetReports, mostReports } from "../../worker/domain/matters/daily.ts";
import type { Instant } from "../../worker/time/instants.ts";
import { type County, newCounty } from "../support/county.ts";
import { newVisitor } from "../support/visitor.ts";
import { rulesSince2025 } from "./stages.ts";

/** Twenty past three in the afternoon in Shanghai: eight hours and forty minutes to midnight. */
const now = "2026-11-21T07:20:00.000Z";
const nextDay = "2026-11-21T16:00:00.000Z";
const today = "2026-11-21";

let county: County;
beforeEach(async () => {
  county = await newCounty();
  await rulesSince2025(county);
});

const form = (body = "路灯不亮") => ({
  orgUnitId: county.org.grid,
  category: "lighting",
  body,
  place: "路口",
  reporterPhone: "13812345678",
});

const from = (network: string, at: string) => ({ now: at, headers: { "x-test-network": network } });
const report = (network = "10.1.2", at = now) =>
  newVisitor().post(`${county.base}/matters`, form(), from(network, at));

/** So much was reported before. */
const reported = (name: string, value: number) =>
  county.db.write([county.db.orm.insert(counters).values({ name, value })]);

const counts = async () => {
  const { orm } = county.db;
  const rows = orm.select().from(counters).where(like(counters.name, "reports%"));
  return Object.fromEntries((await county.db.read({ rows })).rows.map(({ name, value }) => [name, value]));
};

const filed = async () =>
  (await county.db.read({ rows: county.db.orm.select({ id: matters.id }).from(matters) })).rows.length;

test("a network's reports of a day are counted, and beyond the limit residents are told what to do", async () => {
  await reported(`reports ${today} 10.1.2`, mostReports.network - 1);
  expect((await report()).status).toBe(303);
  const refused = await report();
  const html = await refused.text();
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, String((8 * 60 + 40) * 60)]);
  for (const part of ["今天从您所在的网络提交的事项已经太多", "直接联系所在的社区", "12345", "刷新本页"])
    expect(html).toContain(part);
  expect(html).not.toContain("路灯不亮");
  const api = await newVisitor().json("POST", `${county.base}/api/v1/matters`, form(), from("10.1.2", now));
  expect([api.status, ((await api.json()) as { retryAfter: number }).retryAfter]).toEqual([429, 31_200]);
  expect([await filed(), await counts()]).toEqual([
    1,
    { [`reports ${today}`]: 1, [`reports ${today} 10.1.2`]: mostReports.network },
  ]);
});

test("another network, another county and another day go on", async () => {
  await reported(`reports ${today} 10.1.2`, mostReports.network);
  expect((await report()).status).toBe(429);
  expect((await report("10.1.3")).status).toBe(303);
  expect((await report("10.1.2", nextDay)).status).toBe(303);
  const other = await newCounty();
  await rulesSince2025(other);
  const there = { ...form(), orgUnitId: other.org.grid };
  expect((await newVisitor().post(`${other.base}/matters`, there, from("10.1.2", now))).status).toBe(303);
});

test("a county's reports of a day are counted as well", async () => {
  await reported(`reports ${today}`, mostReports.county);
  const refused = await report();
  expect([refused.status, (await refused.text()).includes("今天全县提交的事项已经太多")]).toEqual([
    429,
    true,
  ]);
  expect(await filed()).toBe(0);
});

test("of many at the same moment as many are taken as are left", async () => {
  await reported(`reports ${today} 10.1.2`, mostReports.network - 5);
  const answers = await Promise.all(Array.from({ length: 12 }, () => report()));
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(5).fill(303), ...Array(7).fill(429)]);
  expect([await filed(), (await counts())[`reports ${today} 10.1.2`]]).toEqual([5, mostReports.network]);
});

test("a repeat of a report, and what is refused, count for nothing", async () => {
  const again = { ...form(), _key: crypto.randomUUID() };
  const visit = from("10.1.2", now);
  for (let sent = 0; sent < 3; sent++)
    expect((await newVisitor().post(`${county.base}/matters`, again, visit)).status).toBe(303);
  expect((await newVisitor().post(`${county.base}/matters`, form(""), visit)).status).toBe(422);
  expect(await counts()).toEqual({ [`reports ${today}`]: 1, [`reports ${today} 10.1.2`]: 1 });
});

test("looking up, evaluating and reading go on where reporting has ended", async () => {
  const { receiptCode } = await county.matter();
  await reported(`reports ${today} 10.1.2`, mostReports.network);
  const visit = from("10.1.2", now);
  expect((await newVisitor().post(`${county.base}/receipts`, { receiptCode }, visit)).status).toBe(303);
  expect((await newVisitor().post(`${county.base}/preferences`, { elder: "on" }, visit)).status).toBe(303);
  expect((await newVisitor().get(`${county.base}/receipts/${receiptCode}`, visit)).status).toBe(200);
});

test("the job forgets what was counted on days that are over, and no other number", async () => {
  await report();
  await report("10.1.2", nextDay);
  const others = async () => {
    const { rows } = await county.db.read({ rows: county.db.orm.select().from(counters) });
    return rows.filter(({ name }) => !name.startsWith("reports"));
  };
  const before = await others();
  await county.db.write([forgetReports(county.db.orm, nextDay as Instant)]);
  expect(await counts()).toEqual({ "reports 2026-11-22": 1, "reports 2026-11-22 10.1.2": 1 });
  expect([before.length > 0, await others()]).toEqual([true, before]);
});
