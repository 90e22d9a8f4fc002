/**
 * Outlives a test run, however it ends, and leaves nothing of it behind: once the pipe to the run is cut, kills what
 * still works in the run's folder and takes the folder away. Servers are in groups of their own, so that no signal to
 * the run reaches them.
 */
import { rmSync } from "node:fs";
import { killAllOf } from "./runtime/processes.ts";

const [folder = ""] = process.argv.slice(2);
for await (const _ of process.stdin);
await killAllOf(folder);
rmSync(folder, { recursive: true, force: true });
