import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { configuration } from "../../bin/runtime/bundle.ts";
import type { Database } from "../../db/client.ts";
import { several } from "../../worker/domain/kernel/several.ts";
import { makeDue } from "../../worker/domain/tenants/due.ts";
import type { JobMessage } from "../../worker/env.ts";
import { handleJobs } from "../../worker/jobs/jobs.ts";
import { instant } from "../../worker/time/instants.ts";
import type { World } from "../../worker/world.ts";
import { matterIn, rowOf } from "../matters/stages.ts";
import { type County, newCounty } from "../support/county.ts";
import { catalog, startWorld, stopEverything, workerWorld } from "../support/stack.ts";

/** What a Worker may ask for in one invocation (https://developers.cloudflare.com/workers/platform/limits/#subrequests). */
const allowed = 1000;

let worker: World;
let county: County;
let db: Database;
let atOnce: number;
beforeAll(async () => {
  const { vars, url, site } = await startWorld();
  worker = await workerWorld(vars, site);
  county = await newCounty({ vars, url });
  db = catalog(vars);
  const { queues } = await configuration("production");
  atOnce = queues.consumers?.find(({ queue }) => queue === "lianzhi-jobs")?.max_batch_size ?? 0;
});

afterAll(stopEverything);

let subrequests = 0;
beforeEach(() => {
  const fetching = globalThis.fetch;
  vi.spyOn(globalThis, "fetch").mockImplementation((...request) => {
    subrequests += 1;
    return fetching(...request);
  });
});
afterEach(() => void vi.restoreAllMocks());

const now = () => instant(Date.now());

/** What a message costs, where there is something due. */
async function costOf(body: JobMessage): Promise<number> {
  await db.write([makeDue(db.orm, county.slug)]);
  const before = subrequests;
  const message = {
    body,
    ack: () => {},
    retry: () => {
      throw new Error("it failed");
    },
  };
  const batch = { queue: "lianzhi-jobs", messages: [message] };
  await handleJobs(worker, batch as unknown as MessageBatch<JobMessage>);
  return subrequests - before;
}

test("a batch of counties with little to do is far from what a Worker may ask for", async () => {
  const { slug } = county;
  await costOf({ kind: "upkeep", slug, now: now() });
  const idle = await costOf({ kind: "upkeep", slug, now: now() });
  expect(idle).toBeLessThanOrEqual(16);
  expect(await costOf({ kind: "token", slug, now: now() })).toBeLessThanOrEqual(2);
  expect(await costOf({ kind: "pulse", now: now() })).toBe(1);
  expect(atOnce).toBeGreaterThan(0);
  expect(atOnce * idle).toBeLessThan(allowed / 5);
});

test("what falls due in a county costs by the fifty, so that a thousand in each of a batch fit", async () => {
  const matters = await several([...Array(51).keys()], 2, () => matterIn(county, "resolved"));
  const { slug } = county;
  const idle = await costOf({ kind: "upkeep", slug, now: now() });
  const busy = await costOf({ kind: "upkeep", slug, now: instant("2099-01-01T00:00:00.000Z") });
  const [first] = matters;
  expect(await rowOf(county, first?.id ?? "")).toMatchObject({ state: "closed" });
  // Two chunks: each is found, read and written.
  const ofAChunk = (busy - idle) / 2;
  expect(ofAChunk).toBeLessThanOrEqual(4);
  expect(atOnce * (idle + (1000 / 50) * ofAChunk)).toBeLessThanOrEqual(allowed);
});
