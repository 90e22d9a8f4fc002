import { expect, test } from "vitest";
import { matters } from "../../db/tenant/schema/matters.ts";
import { newCounty } from "../support/county.ts";
import { startWorld } from "../support/stack.ts";
import { newVisitor } from "../support/visitor.ts";

test("while the database is away a form's content is kept in the page, and sending it again later works once", async () => {
  const world = await startWorld();
  const county = await newCounty({ vars: world.vars, url: world.url });
  const resident = newVisitor(world.url);
  const officer = await county.visit("secretary");
  await resident.get(county.base);
  await world.sqld.kill();

  const report = {
    orgUnitId: county.org.grid,
    category: "lighting",
    body: "停电时写下的诉求，一个字也不能丢",
    place: "劳动街口",
    reporterPhone: "13812345678",
    _key: "outage-0123456789",
  };
  const refused = await resident.post(`${county.base}/matters`, report);
  const page = await refused.text();
  expect(refused.status).toBe(503);
  expect(refused.headers.get("retry-after")).toMatch(/^\d+$/);
  expect(page).toContain("停电时写下的诉求，一个字也不能丢");
  expect(page).toContain('name="_key" value="outage-0123456789"');
  expect(page).not.toMatch(/sqlite|libsql|fetch failed|at .*\.ts/i);

  const sitting = await officer.post(`${county.base}/meetings`, {
    title: "停电时安排的会议",
    date: "2030-01-01",
  });
  expect(sitting.status).toBe(503);
  expect(await sitting.text()).toContain("停电时安排的会议");

  const { _key, ...body } = report;
  const api = await resident.json("POST", `${county.base}/api/v1/matters`, body);
  expect(api.status).toBe(503);
  expect(api.headers.get("content-type")).toContain("application/problem+json");

  await world.sqld.restart();
  const first = await resident.post(`${county.base}/matters`, report);
  const again = await resident.post(`${county.base}/matters`, report);
  expect([first.status, again.status]).toEqual([303, 303]);
  expect(again.headers.get("location")).toBe(first.headers.get("location"));
  const { rows } = await county.db.read({ rows: county.db.orm.select().from(matters) });
  expect(rows.map(({ body }) => body)).toEqual([report.body]);
});
