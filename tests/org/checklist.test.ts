import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { accounts, grants } from "../../db/kernel/schema.ts";
import { orgUnits } from "../../db/tenant/schema/org.ts";
import { openingState } from "../../worker/domain/county/checklist.ts";
import { Conflict } from "../../worker/domain/errors.ts";
import { addOrgUnit } from "../../worker/domain/org/org.ts";
import { reviewRules } from "../../worker/domain/rules/review.ts";
import { checklistOf } from "../../worker/pages/admin/checklist.ts";
import { auditTail, publishRules } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
});

const step = async (key: string, of: County = county) => {
  const found = checklistOf(await openingState(of.as("admin"))).find((item) => item.key === key);
  return [found?.done, found?.hint ?? ""] as const;
};

test("rules are looked at once an admin says so, and again when the county published others", async () => {
  expect((await step("rules"))[0]).toBe(false);
  const admin = await county.visit("admin");
  const html = await (await admin.get(`${county.base}/checklist`)).text();
  expect(html).toContain(`action="${county.base}/rules/1/review"`);
  expect((await admin.post(`${county.base}/rules/1/review`)).status).toBe(303);
  expect((await step("rules"))[0]).toBe(true);
  expect(await auditTail(county, 1)).toMatchObject([{ action: "rules.review", subject: "rules:1" }]);
  const own = await newCounty();
  await publishRules(own, () => {});
  expect((await step("rules", own))[0]).toBe(true);
  await expect(reviewRules(own.as("admin"), { number: 1 })).rejects.toThrow(Conflict);
});

test("the county stands once every level that can't be skipped has a unit", async () => {
  const own = await newCounty();
  expect(await step("org", own)).toMatchObject([true, expect.any(String)]);
  const closed = { closedAt: "2026-01-01T00:00:00.000Z" };
  await own.db.write([own.db.orm.update(orgUnits).set(closed).where(eq(orgUnits.level, "community"))]);
  expect(await step("org", own)).toMatchObject([false, expect.stringContaining("还没有：社区")]);
});

test("grids are there by their kind, whether or not their households were counted", async () => {
  const own = await newCounty();
  const { orm } = own.db;
  await own.db.write([orm.update(orgUnits).set({ kind: null, households: 300 })]);
  expect((await step("grids", own))[0]).toBe(false);
  const grid = { parentId: own.org.community, level: "grid", name: "第九网格", kind: "basic" };
  await addOrgUnit(own.as("admin"), grid);
  expect((await step("grids", own))[0]).toBe(true);
});

test("people are there once each level that deals with matters has somebody who may sign in", async () => {
  expect((await step("people"))[0]).toBe(true);
  const own = await newCounty();
  const { orm } = own.db;
  const { accountId } = own.people.streetOfficer.actor;
  await own.db.write([
    orm
      .update(accounts)
      .set({ disabledAt: "2026-01-01T00:00:00.000Z" })
      .where(eq(accounts.id, accountId ?? "")),
  ]);
  expect(await step("people", own)).toMatchObject([false, expect.stringMatching(/还没有人：街道$/)]);
  await own.db.write([orm.update(grants).set({ revokedAt: "2026-01-01T00:00:00.000Z" })]);
  expect((await step("people", own))[1]).toContain("县、街道、社区、网格");
});
