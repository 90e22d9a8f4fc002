/** Gathers what the worker serves as plain files into .build/static; wrangler runs it before every bundle. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const root = join(import.meta.dirname, "..");
const site = join(root, ".build/static");
const sources = join(root, "views/static");

const wanted = new Map<string, string>([
  ["static/htmx.min.js", join(root, "node_modules/htmx.org/dist/htmx.min.js")],
  ...filesIn(sources).map((file): [string, string] => [join("static", file), join(sources, file)]),
]);

for (const [name, source] of wanted) place(name, (target) => copyFileSync(source, target));
place("_headers", (target) => writeFileSync(target, "/static/*\n  X-Content-Type-Options: nosniff\n"));
for (const name of filesIn(site)) {
  if (!wanted.has(name) && name !== "_headers") rmSync(join(site, name));
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

/** Writes beside and renames: a running worker reads these files while the next one is being built. */
function place(name: string, write: (target: string) => void): void {
  const target = join(site, name);
  const beside = `${target}.${process.pid}`;
  mkdirSync(dirname(target), { recursive: true });
  write(beside);
  renameSync(beside, target);
}
