/**
 * `npm run tenants:status` lists the counties with the version of their schema; exit code 1 when one is behind.
 * `npm run tenants:migrate` brings all of them up to date. `npm run tenants:move -- <county> <server>` moves one to another
 * database server of this machine, while everything runs.
 */
import { resolve } from "node:path";
import { ne } from "drizzle-orm";
import { tenants } from "../db/catalog/schema.ts";
import { tenantMigrations } from "../db/tenant/migrations.ts";
import { isBehind } from "../worker/domain/tenants/migrate.ts";
import { serverOf } from "../worker/domain/tenants/places.ts";
import { catalogOf } from "./keys.ts";
import { migrateEverything } from "./migrate.ts";
import { moveCounty } from "./moves/move.ts";
import { Refusal } from "./runtime/refusal.ts";
import { asCommand, runningVars } from "./runtime/running.ts";
import { nth } from "./runtime/servers.ts";

const [, , what, slug, server] = process.argv;

await asCommand(async () => {
  if (what === "move") return move();
  return what === "migrate" ? migrate() : status();
});

async function status(): Promise<void> {
  const vars = runningVars();
  const catalog = catalogOf(vars);
  const isOne = !vars.SQLD_URL.includes(",");
  const { rows } = await catalog.read({
    rows: catalog.orm.select().from(tenants).where(ne(tenants.state, "removed")).orderBy(tenants.slug),
  });
  const wanted = tenantMigrations.length;
  for (const tenant of rows) {
    const { slug, name, state, schemaVersion, migrationError, databaseUrl } = tenant;
    if (state !== "ready" || isBehind(tenant)) process.exitCode = 1;
    const place = isOne ? [] : [nth(serverOf(databaseUrl))];
    const said = [slug, name, state, `${schemaVersion}/${wanted}`, ...place, migrationError ?? ""];
    console.log(said.join("\t"));
  }
  console.log(`${rows.length} 个县，当前版本 ${wanted}`);
}

async function move(): Promise<void> {
  const number = Number(server);
  if (!slug || !Number.isInteger(number) || process.argv.length > 5)
    throw new Refusal("用法：npm run tenants:move -- <县> <数据库服务的编号>，例如 xinye 2");
  const folder = resolve(process.env.DATA_DIR || ".data");
  const say = (line: string) => console.log(line);
  await moveCounty({ vars: runningVars(), folder, slug, server: number, say });
  console.log("完成。");
}

async function migrate(): Promise<void> {
  const { outcomes, failed, told } = await migrateEverything(runningVars());
  for (const line of told) console.log(line);
  for (const { slug, schemaVersion, reason } of outcomes)
    console.log([slug, schemaVersion, reason ?? "ok"].join("\t"));
  console.log(`${outcomes.length - failed.length} 个县已升级，${failed.length} 个失败，其余已是最新`);
  if (failed.length > 0) process.exitCode = 1;
}
