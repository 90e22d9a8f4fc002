/**
 * `npm test`: verifies, then runs every test, and ends with `N passed, N failed`. Arguments go to vitest, so
 * `npm test -- tests/rules` runs a part. Each step of `npm run verify` counts as one test.
 */
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const report = join(root, ".build/tests.json");
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const tally = { passed: 0, failed: 0 };

for (const step of String(scripts.verify).split(" && ")) {
  count((await run(step)) === 0);
}
mkdirSync(join(root, ".build"), { recursive: true });
rmSync(report, { force: true });
const chosen = process.argv.slice(2).map((word) => `'${word.replaceAll("'", "'\\''")}'`);
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json='${report}'`];
const code = await run(["vitest run", ...reporters, ...chosen].join(" "));
countTests(code);

console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed > 0 ? 1 : 0);

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
    const skipped = results.numPendingTests + (results.numTodoTests ?? 0);
    if (skipped > 0) console.log(`${skipped} skipped`);
  } catch {
    console.error("vitest left no report");
  }
  if (exitCode !== 0 && tally.failed === before) tally.failed += 1;
}

function run(command: string): Promise<number> {
  console.log(`\n> ${command}`);
  // Node's own SQLite holds the data folder's lock and calls itself experimental.
  const NODE_OPTIONS = `${process.env.NODE_OPTIONS ?? ""} --disable-warning=ExperimentalWarning`;
  const child = spawn(command, {
    cwd: root,
    shell: true,
    stdio: "inherit",
    env: { ...process.env, NODE_OPTIONS, PATH: `${join(root, "node_modules/.bin")}:${process.env.PATH}` },
  });
  return new Promise((resolve) => child.once("close", (exit) => resolve(exit ?? 1)));
}
