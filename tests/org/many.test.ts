import { beforeAll, expect, test } from "vitest";
import { accounts, grants } from "../../db/kernel/schema.ts";
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
