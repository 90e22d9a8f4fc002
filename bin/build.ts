/**
 * What a bundle needs beside code; wrangler runs it before every one: the files that the worker serves, in
 * .build/static, and the presets, checked and written as JSON, so that no worker ever reads YAML for them.
 */
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { presets } from "../db/presets/index.ts";

const root = join(import.meta.dirname, "..");
const site = join(root, ".build/static");
const sources = join(root, "views/static");

const wanted = new Map<string, string>([
  ["static/htmx.min.js", join(root, "node_modules/htmx.org/dist/htmx.min.js")],
  ...filesIn(sources).map((file): [string, string] => [join("static", file), join(sources, file)]),
]);

const rules = Object.fromEntries(Object.values(presets).map((preset) => [preset.key, preset.rules]));
put(join(root, ".build/presets.txt"), (target) => writeFileSync(target, JSON.stringify(rules)));

for (const [name, source] of wanted) put(join(site, name), (target) => copyFileSync(source, target));
const headers = "/static/*\n  X-Content-Type-Options: nosniff\n";
put(join(site, "_headers"), (target) => writeFileSync(target, headers));
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
function put(target: string, write: (target: string) => void): void {
  const beside = `${target}.${process.pid}`;
  mkdirSync(dirname(target), { recursive: true });
  write(beside);
  renameSync(beside, target);
}
