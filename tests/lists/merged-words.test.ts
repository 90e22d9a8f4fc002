import { sql } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import type { Database } from "../../db/client.ts";
import { finds } from "../../db/tenant/schema/work.ts";
import { mergeWords } from "../../worker/domain/lists/merge-words.ts";
import { newCounty } from "../support/county.ts";
import { stack, startSite, stopEverything, workerWorld } from "../support/stack.ts";
import { upkeep } from "../support/upkeep.ts";

afterAll(stopEverything);

/** Of how many parts the index of words consists. */
async function partsOf(db: Database): Promise<number> {
  const parts = db.orm.select({ n: sql<number>`count(distinct segid)` }).from(sql`found_idx`);
  return (await db.read({ parts })).parts[0]?.n ?? 0;
}

async function found(db: Database): Promise<number> {
  const hits = db.orm.select({ n: sql<number>`count(*)` }).from(sql`found where found match '"路灯"'`);
  return (await db.read({ hits })).hits[0]?.n ?? 0;
}

test("the upkeep puts the parts of the index of words together; all is found as before, and a second time nothing is written", async () => {
  const county = await newCounty();
  const { db } = county;
  db.meter.rows = true;
  for (let at = 0; at < 14; at++)
    await db.write([
      db.orm.insert(finds).values({ record: `r-${at}`, words: `路灯 第${at}盏`, scopes: "nobody" }),
    ]);
  const [parts, before] = [await partsOf(db), await found(db)];
  expect(before).toBe(14);
  await upkeep({ world: stack as never, worker: await workerWorld(stack.vars, await startSite()), county });
  const left = await partsOf(db);
  expect([left < parts, await found(db)]).toEqual([true, before]);
  const written = db.meter.rowsWritten;
  expect(written).toBeGreaterThan(14);
  await db.write([mergeWords(db.orm)]);
  // The command itself is an insert.
  expect([db.meter.rowsWritten - written, await partsOf(db)]).toEqual([1, left]);
});
