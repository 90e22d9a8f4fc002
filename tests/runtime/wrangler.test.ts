import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { migrateEverything } from "../../bin/migrate.ts";
import { root } from "../../bin/runtime/bundle.ts";
import { freePort } from "../../bin/runtime/ports.ts";
import { newSecrets } from "../../bin/runtime/secrets.ts";
import { startDatabases } from "../../bin/runtime/stack.ts";
import type { WorkerVars } from "../../bin/runtime/vars.ts";
import { tenants } from "../../db/catalog/schema.ts";
import { newCounty } from "../support/county.ts";
import { isFull } from "../support/sample.ts";
import { catalog } from "../support/stack.ts";
import { buildTemplate } from "../support/template.ts";
import { until, watch } from "./program.ts";

test.runIf(isFull)("wrangler's own way to run the worker serves a county, its cron included", async () => {
  const folder = mkdtempSync(join(tmpdir(), "lianzhi-wrangler-"));
  const secrets = newSecrets();
  const options = { folder: join(folder, "sqld"), log: join(folder, "sqld.log"), secrets };
  const { sqld, vars: databaseVars } = await startDatabases(options);
  onTestFinished(async () => {
    await sqld.kill();
    rmSync(folder, { recursive: true, force: true });
  });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const vars: WorkerVars = { ...databaseVars, MODE: "production", METER: "off", PUBLIC_URL: url };
  await migrateEverything(vars);
  const county = await newCounty({ vars, url, template: await buildTemplate(vars) });

  const given = Object.entries(vars).flatMap(([name, value]) => ["--var", `${name}:${value}`]);
  const wrangler = join(root, "node_modules/wrangler/bin/wrangler.js");
  const place = ["--ip", "127.0.0.1", "--port", String(port), "--persist-to", join(folder, "state")];
  const program = watch(
    process.execPath,
    [wrangler, "dev", ...place, "--inspector-port", String(await freePort()), "--test-scheduled", ...given],
    { PATH: process.env.PATH ?? "", HOME: folder, WRANGLER_SEND_METRICS: "false", CI: "1" },
  );
  await until(async () => (await fetch(`${url}/readyz`).catch(() => undefined))?.status === 200);
  const page = await fetch(`${url}${county.base}`);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining(county.slug)]);
  expect((await fetch(`${url}/static/app.css`)).status).toBe(200);
  expect((await fetch(`${url}/__scheduled?cron=*/10+*+*+*+*`)).status).toBe(200);
  // The queue brought the county its upkeep.
  await until(async () => (await dueAt(vars)).every((due) => due !== ""));
  program.signal("SIGTERM");
  await program.ended;
});

async function dueAt(vars: WorkerVars): Promise<string[]> {
  const { orm, read } = catalog(vars);
  const { rows } = await read({ rows: orm.select({ dueAt: tenants.dueAt }).from(tenants) });
  return rows.map((row) => row.dueAt);
}
