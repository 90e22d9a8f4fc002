import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { makeCounties, slugOf } from "../../bin/bench/many.ts";
import { tenantMigrations } from "../../db/tenant/migrations.ts";
import { several } from "../../worker/domain/kernel/several.ts";
import { isFull } from "../support/sample.ts";
import { newPlan, run, urlOf } from "./program.ts";

const count = 600;

test.runIf(isFull)(
  "six times as many counties as are kept open are served; a broken one is named",
  async () => {
    const plan = await newPlan();
    await makeCounties(plan.folder, plan.secrets, count);
    const [broken, behind] = [slugOf(7), slugOf(8)];
    const catalog = new DatabaseSync(join(plan.folder, "sqld/dbs/catalog/data"));
    const older = catalog.prepare("UPDATE tenants SET schema_version = ? WHERE slug IN (?, ?)");
    older.run(tenantMigrations.length - 1, broken, behind);
    catalog.prepare("UPDATE tenants SET token_cipher = 'nonsense' WHERE slug = ?").run(broken);
    catalog.close();

    const program = run({ ...plan.environment, SQLD_OPEN_AT_ONCE: "100" });
    await program.started;
    const named = [...program.output().matchAll(/^(\S+) 的数据库没有升级成功/gm)].map(([, slug]) => slug);
    expect(named).toEqual([broken]);
    const slugs = Array.from({ length: count }, (_, at) => slugOf(at + 1));
    const unserved = async () => {
      const statuses = await several(
        slugs,
        8,
        async (slug) => (await fetch(`${urlOf(plan)}/t/${slug}`)).status,
      );
      return slugs.filter((_, at) => statuses[at] !== 200);
    };
    expect(await unserved()).toEqual([broken]);
    expect(await unserved()).toEqual([broken]);
    program.signal("SIGTERM");
    expect(await program.ended).toBe(0);
  },
);
