/** Checks that every change of the schema has its migration, and every migration its place in migrations.ts. */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const work = join(root, ".build");
mkdirSync(work, { recursive: true });
const scratch = mkdtempSync(join(work, "migrations-"));
try {
  const stale = [
    { wing: "catalog", schema: "db/catalog/schema.ts" },
    { wing: "tenant", schema: "db/tenant/schema/index.ts" },
  ].filter(({ wing, schema }) => wouldGenerate(wing, schema));
  for (const { wing } of stale) console.error(`db/${wing}: the schema has changed; run: npm run db:generate`);
  const gathered = spawnSync(process.execPath, ["bin/generate-migrations.ts", "--check"], {
    cwd: root,
    stdio: "inherit",
  });
  process.exitCode = stale.length > 0 || gathered.status !== 0 ? 1 : 0;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Lets drizzle-kit generate into a copy, and looks whether anything new came of it. */
function wouldGenerate(wing: string, schema: string): boolean {
  const out = join(scratch, wing);
  cpSync(join(root, `db/${wing}/migrations`), out, { recursive: true });
  const before = readdirSync(out).length;
  const where = ["--dialect", "sqlite", "--schema", schema, "--out", `.${out.slice(root.length)}`];
  execFileSync(join(root, "node_modules/.bin/drizzle-kit"), ["generate", ...where], {
    cwd: root,
    stdio: "pipe",
  });
  return readdirSync(out).length !== before;
}
