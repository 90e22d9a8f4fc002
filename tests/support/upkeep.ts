import { makeDue } from "../../worker/domain/tenants/due.ts";
import type { JobMessage } from "../../worker/env.ts";
import { handleJobs } from "../../worker/jobs/jobs.ts";
import { instant } from "../../worker/time/instants.ts";
import type { World as WorkerWorld } from "../../worker/world.ts";
import type { County } from "./county.ts";
import { catalog, type World } from "./stack.ts";

interface Where {
  world: World;
  worker: WorkerWorld;
  county: County;
}

/** The county's upkeep at a moment, by a clock of what is sent outside that says the same. */
export async function upkeep(
  { world, worker, county }: Where,
  at: number = Date.now(),
  changes: Partial<WorkerWorld["robots"]> = {},
): Promise<void> {
  const db = catalog(world.vars);
  await db.write([makeDue(db.orm, county.slug)]);
  const robots = { ...worker.robots, clock: () => at, ...changes };
  const message = {
    body: { kind: "upkeep", slug: county.slug, now: instant(at) },
    attempts: 1,
    ack: () => {},
    retry: () => {
      throw new Error("the job failed");
    },
  };
  const batch = { queue: "lianzhi-jobs", messages: [message] } as unknown as MessageBatch<JobMessage>;
  await handleJobs({ ...worker, robots }, batch);
}
