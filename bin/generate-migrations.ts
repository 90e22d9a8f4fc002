import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

/**
 * `npm run db:generate [-- name]`: compares schema and migrations, writes what is missing as SQL and gathers all SQL
 * in `migrations.ts`, which runs alike in Node and in the worker. With `--check` it only compares the gathering.
 */
const check = process.argv.includes("--check");
const name = process.argv.slice(2).find((word) => !word.startsWith("-"));

for (const wing of ["catalog", "tenant"]) {
  if (!check) {
    const args = ["generate", ...(name ? ["--name", name] : [])];
    execFileSync("drizzle-kit", args, { stdio: "inherit", env: { ...process.env, WING: wing } });
  }
  const path = `db/${wing}/migrations.ts`;
  const gathered = gather(wing);
  if (!check) writeFileSync(path, gathered);
  else if (readFileSync(path, "utf8") !== gathered) {
    console.error(`${path} does not match db/${wing}/migrations/*.sql; run: npm run db:generate`);
    process.exitCode = 1;
  }
}

function gather(wing: string): string {
  const folder = `db/${wing}/migrations`;
  const files = readdirSync(folder).filter((file) => file.endsWith(".sql"));
  const migrations = files.sort().map((file) => ({
    tag: file.replace(/\.sql$/, ""),
    statements: readFileSync(`${folder}/${file}`, "utf8")
      .split("--> statement-breakpoint")
      .map((statement) => statement.trim()),
  }));
  return [
    "// Gathered from migrations/*.sql by `npm run db:generate`; edit neither by hand.",
    'import type { Migration } from "../migrate.ts";',
    "",
    `export const ${wing}Migrations: readonly Migration[] = ${JSON.stringify(migrations, null, 2)};`,
    "",
  ].join("\n");
}
