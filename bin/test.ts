/**
 * `npm test`: verifies, then runs every test, says how long the files took, and ends with `N passed, N failed`. With
 * `--full`, matrices are tried whole instead of sampled. Other arguments go to vitest, so `npm test -- tests/rules`
 * runs a part. Each step of `npm run verify` counts as one test.
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";

const root = join(import.meta.dirname, "..");
const report = join(root, ".build/tests.json");
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const tally = { passed: 0, failed: 0 };
const asked = process.argv.slice(2);
const folder = guardedFolder();

for (const step of String(scripts.verify).split(" && ")) {
  count((await run(step)) === 0);
}
mkdirSync(join(root, ".build"), { recursive: true });
rmSync(report, { force: true });
const chosen = asked.filter((word) => word !== "--full").map((word) => `'${word.replaceAll("'", "'\\''")}'`);
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json='${report}'`];
const code = await run(["vitest run", ...reporters, ...chosen].join(" "));
countTests(code);

console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed > 0 ? 1 : 0);

/** Where the run's servers and browsers keep their files; it and they go with the run, even with one that is killed. */
function guardedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "lianzhi-test-run-"));
  const guard = spawn(process.execPath, [join(root, "bin/test-guard.ts"), folder], {
    detached: true,
    stdio: ["pipe", "ignore", "inherit"],
  });
  guard.unref();
  return folder;
}

function count(passed: boolean): void {
  tally[passed ? "passed" : "failed"] += 1;
}

/** A file that could not even be loaded has no tests to fail, and counts as one; so does a run that broke off. */
function countTests(exitCode: number): void {
  const before = tally.failed;
  try {
    const results = JSON.parse(readFileSync(report, "utf8"));
    tally.passed += results.numPassedTests;
    tally.failed += results.numFailedTests;
    for (const file of results.testResults) {
      const ownFailures = file.assertionResults.some((test: { status: string }) => test.status === "failed");
      if (file.status === "failed" && !ownFailures) tally.failed += 1;
    }
    tellTimes(results.testResults);
    const skipped = results.numPendingTests + (results.numTodoTests ?? 0);
    if (skipped > 0) console.log(`${skipped} skipped`);
  } catch {
    console.error("vitest left no report");
  }
  if (exitCode !== 0 && tally.failed === before) tally.failed += 1;
}

/** The files by the time they took, the slowest first; those under a second together. */
function tellTimes(files: readonly { name: string; startTime: number; endTime: number }[]): void {
  const took = files
    .map(({ name, startTime, endTime }) => ({
      name: relative(root, name),
      seconds: (endTime - startTime) / 1000,
    }))
    .sort((one, other) => other.seconds - one.seconds);
  console.log("");
  for (const { name, seconds } of took.filter((file) => file.seconds >= 1)) {
    console.log(`${seconds.toFixed(1).padStart(6)} s  ${name}`);
  }
  const brief = took.filter(({ seconds }) => seconds < 1);
  const together = brief.reduce((sum, { seconds }) => sum + seconds, 0);
  console.log(`${together.toFixed(1).padStart(6)} s  ${brief.length} others`);
}

function run(command: string): Promise<number> {
  console.log(`\n> ${command}`);
  // Node's own SQLite holds the data folder's lock and calls itself experimental.
  const flags = `--disable-warning=ExperimentalWarning --import ${pathToFileURL(join(root, "bin/imports.ts"))}`;
  const NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ""} ${flags}`;
  const child = spawn(command, {
    cwd: root,
    shell: true,
    stdio: "inherit",
    env: {
      ...process.env,
      NODE_OPTIONS,
      PATH: `${join(root, "node_modules/.bin")}:${process.env.PATH}`,
      TMPDIR: folder,
      FULL_MATRIX: asked.includes("--full") ? "1" : "0",
    },
  });
  return new Promise((resolve) => child.once("close", (exit) => resolve(exit ?? 1)));
}
