import { beforeAll, expect, test } from "vitest";
import { accounts, grants } from "../../db/kernel/schema.ts";
import { memberUnits, orgUnits } from "../../db/tenant/schema/org.ts";
import { orgPage } from "../../worker/domain/org/read.ts";
import { unitsPage } from "../../worker/domain/units/units.ts";
import { type County, newCounty } from "../support/county.ts";

let county: County;
beforeAll(async () => {
  county = await newCounty();
  const { db, org } = county;
  const closedAt = "2026-11-02T01:00:00.000Z";
  await db.write(
    Array.from({ length: 60 }, (_, each) => [
      db.orm.insert(memberUnits).values({
        ...{ id: `u-${each}`, name: `停用单位${each}`, kind: "localUnit" },
        ...{ orgUnitId: org.root, orgPath: `/${org.root}/`, closedAt },
      }),
      db.orm.insert(orgUnits).values({
        ...{ id: `o-${each}`, parentId: org.street, level: "community", name: `撤销社区${each}` },
        ...{ path: `/${org.root}/${org.street}/o-${each}/`, closedAt },
      }),
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

test("what isn't shown whole says so", async () => {
  const { closed, counts } = await unitsPage(county.as("admin"));
  expect([closed.length, counts]).toEqual([50, { units: "3", closed: "50+" }]);
  const street = await orgPage(county.as("admin"), county.org.street);
  expect([street.closed.length, street.counts]).toEqual([50, { below: "2", closed: "50+" }]);
  expect([street.people?.length, street.morePeople]).toEqual([1, false]);
  const grid = await orgPage(county.as("admin"), county.org.grid);
  expect([grid.people?.length, grid.morePeople]).toEqual([49, true]);
  const admin = await county.visit("admin");
  const text = await (await admin.get(`${county.base}/org/${county.org.grid}`)).text();
  expect(text).toContain(`/people?within=${county.org.grid}`);
});
