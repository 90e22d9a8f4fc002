/**
 * What a bundle needs beside code; wrangler runs it before every one: the files that the worker serves, in
 * .build/static, and the presets, checked and written as JSON, so that no worker ever reads YAML for them.
 */
import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { presets } from "../db/presets/index.ts";

const root = join(import.meta.dirname, "..");
const site = join(root, ".build/static");
const sources = join(root, "views/static");

const files = new Map<string, string>([
  ["htmx.min.js", join(root, "node_modules/htmx.org/dist/htmx.min.js")],
  ...filesIn(sources).map((file): [string, string] => [file, join(sources, file)]),
]);
const version = versionOf([...files.values()]);
put(join(root, ".build/static-version.txt"), (target) => writeFileSync(target, version));

/** Each under its plain name, and under one that is of this version alone. */
const wanted = new Map(
  [...files].flatMap(([name, source]) => [
    [join("static", name), source] as const,
    [join("static", version, name), source] as const,
  ]),
);

const rules = Object.fromEntries(Object.values(presets).map((preset) => [preset.key, preset.rules]));
put(join(root, ".build/presets.txt"), (target) => writeFileSync(target, JSON.stringify(rules)));

for (const [name, source] of wanted) put(join(site, name), (target) => copyFileSync(source, target));
const headers = `/static/*
  X-Content-Type-Options: nosniff
/static/:version/*
  ! Cache-Control
  Cache-Control: public, max-age=31536000, immutable
`;
put(join(site, "_headers"), (target) => writeFileSync(target, headers));
for (const name of filesIn(site)) {
  if (!wanted.has(name) && name !== "_headers") rmSync(join(site, name));
}

function versionOf(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths) hash.update(readFileSync(path)).update("\0");
  return hash.digest("hex").slice(0, 12);
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
