/**
 * `npm run tenants:status` lists the counties with the version of their schema; exit code 1 when one is behind.
 * `npm run tenants:migrate` brings all of them up to date.
 */
import { ne } from "drizzle-orm";
import { tenants } from "../db/catalog/schema.ts";
import { tenantMigrations } from "../db/tenant/migrations.ts";
import { isBehind } from "../worker/domain/tenants/migrate.ts";
import { catalogOf } from "./keys.ts";
import { migrateEverything } from "./migrate.ts";
import { asCommand, runningVars } from "./runtime/running.ts";

await asCommand(process.argv[2] === "migrate" ? migrate : status);

async function status(): Promise<void> {
  const catalog = catalogOf(runningVars());
  const { rows } = await catalog.read({
    rows: catalog.orm.select().from(tenants).where(ne(tenants.state, "removed")).orderBy(tenants.slug),
  });
  const wanted = tenantMigrations.length;
  for (const tenant of rows) {
    const { slug, name, state, schemaVersion, migrationError } = tenant;
    if (state !== "ready" || isBehind(tenant)) process.exitCode = 1;
    console.log([slug, name, state, `${schemaVersion}/${wanted}`, migrationError ?? ""].join("\t"));
  }
  console.log(`${rows.length} 个县，当前版本 ${wanted}`);
}

async function migrate(): Promise<void> {
  const { outcomes, failed, told } = await migrateEverything(runningVars());
  for (const line of told) console.log(line);
  for (const { slug, schemaVersion, reason } of outcomes)
    console.log([slug, schemaVersion, reason ?? "ok"].join("\t"));
  console.log(`${outcomes.length - failed.length} 个县已升级，${failed.length} 个失败，其余已是最新`);
  if (failed.length > 0) process.exitCode = 1;
}
