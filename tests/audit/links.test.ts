import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { JobMessage } from "../../worker/env.ts";
import { handleJobs } from "../../worker/jobs/jobs.ts";
import type { World } from "../../worker/world.ts";
import { type Client, newClient } from "../api/client.ts";
import { operator, sessionOf } from "../support/sessions.ts";
import { stack, startSite, stopEverything, workerWorld } from "../support/stack.ts";
import { tenantRow } from "../tenants/operator.ts";

const slug = `l-${randomBytes(5).toString("hex")}`;
let operating: Client;
let world: World;
beforeAll(async () => {
  operating = await newClient(await sessionOf(await operator(), "api"));
  world = await workerWorld(stack.vars, await startSite());
  await operating.post("/api/v1/tenants", {
    name: "试点县",
    slug,
    divisionCode: "530724",
    preset: "ninglang",
    adminName: "首位管理员",
  });
});

afterAll(stopEverything);

/** The work that the queue brings for this county alone. */
async function upkeep(): Promise<void> {
  const fates: string[] = [];
  const message = {
    body: { kind: "upkeep", slug, now: new Date().toISOString() },
    ack: () => fates.push("ack"),
    retry: () => fates.push("retry"),
  };
  await handleJobs(world, {
    queue: "lianzhi-jobs",
    messages: [message],
  } as unknown as MessageBatch<JobMessage>);
  expect(fates).toEqual(["ack"]);
}

const shown = async () =>
  (await operating.get<{ adminToken: string | null }>(`/api/v1/tenants/${slug}`)).adminToken;

test("the first admin's link is kept as long as nobody used it, and forgotten once somebody did", async () => {
  const token = await shown();
  expect(token).toMatch(/^[\w-]{43}$/);
  await upkeep();
  expect(await shown()).toBe(token);

  const guest = await newClient();
  await guest.post(`/t/${slug}/api/v1/invitations/${token}/acceptance`, {
    username: "first.admin",
    password: "清晨的菜市场总是最热闹的",
  });
  await upkeep();
  expect(await shown()).toBeNull();
  const row = await tenantRow(slug);
  expect(row).toMatchObject({ adminInvitation: null, state: "ready" });
  await upkeep();
  expect(await tenantRow(slug)).toEqual(row);
});
