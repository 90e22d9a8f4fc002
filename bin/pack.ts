/**
 * `npm run pack [-- <file.tar.gz>]` (or `.tar`, which takes a third of the time): one archive with the program, all it needs
 * and the built worker, for machines without a network. Of the committed source, for the kind of machine it is made on.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { root } from "./runtime/bundle.ts";

const { platform, arch } = process;
const [file = `.build/lianzhi-${platform}-${arch}.tar.gz`] = process.argv.slice(2);
const target = resolve(process.env.INIT_CWD ?? root, file);

mkdirSync(join(root, ".build"), { recursive: true });
const stage = mkdtempSync(join(root, ".build/pack-"));
try {
  const app = join(stage, "lianzhi");
  mkdirSync(app);
  run(root, "git", "archive", "--output", join(stage, "source.tar"), "HEAD");
  run(app, "tar", "-xf", join(stage, "source.tar"));
  run(app, "npm", "ci", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error");
  run(app, process.execPath, "bin/build-worker.ts");
  // What only building leaves; then for whichever user runs it there, to read and not to change.
  for (const left of [".wrangler", ".build/wrangler.log"]) rmSync(join(app, left), { recursive: true });
  run(stage, "tar", "-caf", target, "--owner=0", "--group=0", "--mode=u=rwX,go=rX", "lianzhi");
  console.log(`${target}\t${(statSync(target).size / 1e6).toFixed(0)} MB`);
} finally {
  rmSync(stage, { recursive: true, force: true });
}

function run(folder: string, program: string, ...args: string[]): void {
  execFileSync(program, args, { cwd: folder, stdio: "inherit" });
}
