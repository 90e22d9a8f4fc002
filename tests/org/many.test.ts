import { beforeAll, expect, test } from "vitest";
import { accounts, grants } from "../../db/kernel/schema.ts";
import { Conflict } from "../../worker/domain/errors.ts";
import { closeOrgUnit } from "../../worker/domain/org/close.ts";
import { orgPage } from "../../worker/domain/org/read.ts";
import { type County, newCounty } from "../support/county.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
  const { db, org } = county;
  const closedAt = "2026-11-02T01:00:00.000Z";
  await db.write(
    Array.from({ length: 60 }, (_, each) => [
      db.orm.insert(accounts).values({
        ...{ id: `a-${each}`, username: `worker${each}`, name: `网格员${each}` },
        ...{ passwordHash: "-", createdAt: closedAt },
      }),
      db.orm.insert(grants).values({
        ...{ id: `g-${each}`, accountId: `a-${each}`, role: "grid_worker", scopeKind: "org" },
        ...{ scopeId: org.grid, grantedAt: closedAt },
      }),
    ]).flat(),
  );
});

test("people who aren't shown whole stand whole in their list, which their page leads to", async () => {
  const street = await orgPage(county.as("admin"), county.org.street);
  expect([street.people?.length, street.morePeople]).toEqual([1, false]);
  const grid = await orgPage(county.as("admin"), county.org.grid);
  expect([grid.people?.length, grid.morePeople]).toEqual([49, true]);
  const admin = await county.visit("admin");
  const text = await (await admin.get(`${county.base}/org/${county.org.grid}`)).text();
  expect(text).toContain(`/people?within=${county.org.grid}`);
});

test("what stands in the way of closing is named as far as it was read, then its list is led to", async () => {
  const { grid, street } = county.org;
  const all = `/people?within=${grid}`;
  const closing = closeOrgUnit(county.as("admin"), { orgUnitId: grid, reason: "合并" });
  const refused = await closing.catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Conflict);
  const { links = [] } = (refused as Conflict).current;
  expect(links.map(({ href }) => href)).toContain(all);
  expect(links).toHaveLength(6);
  const admin = await county.visit("admin");
  const text = async (id: string) => (await admin.get(`${county.base}/org/${id}`)).text();
  expect(await text(grid)).toContain(`href="${county.base}${all}">查看全部在这里任职的人员`);
  expect(await text(street)).not.toContain("查看全部");
});
