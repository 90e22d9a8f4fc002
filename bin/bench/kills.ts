/**
 * Kills one part of an installation after the other with SIGKILL while a county is being written, and says whether anything
 * that was acknowledged is missing and for how long nobody could write. ROUNDS. A program that ends is started again, as a
 * service manager does. It exits with 1 if a write is missing or a database isn't whole. Linux only.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { sqldMark } from "../runtime/sqld.ts";
import { workerdMark } from "../runtime/workerd.ts";
import { brokenIn, namesOf, registrar, startOurs } from "./ours.ts";
import { again, pidOf, quantile, type Started } from "./processes.ts";

const ROUNDS = Number(process.env.ROUNDS ?? 30);
const WRITERS = 4;

const folder = mkdtempSync(join(tmpdir(), "lianzhi-kills-"));
let program: Started | undefined;
const ours = await startOurs(folder, (...command) => {
  program = again(...command);
  return program;
});
const parts = [
  { part: "database server", pid: () => pidOf(sqldMark(join(ours.folder, "sqld"))) },
  { part: "worker", pid: () => pidOf(workerdMark(join(ours.folder, "workerd"))) },
  { part: "program", pid: () => program?.pid },
];
const { register } = await registrar(ours, "xinye");
const acknowledged: string[] = [];
let done = false;
try {
  const writing = Array.from({ length: WRITERS }, (_, writer) => writeOn(writer));
  const waits: number[] = [];
  for (let round = 1; round <= ROUNDS; round++) waits.push(await kill(round));
  done = true;
  await Promise.all(writing);
  report(waits);
} finally {
  done = true;
  await program?.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** One name after the other; after a failure a moment later, as a program would. */
async function writeOn(writer: number): Promise<void> {
  for (let at = 0; !done; at++) if (!(await isTaken(`w ${writer} ${at}`))) await pause(100);
}

async function isTaken(name: string): Promise<boolean> {
  const answer = await register(name).catch(() => undefined);
  await answer?.arrayBuffer().catch(() => {});
  if (answer?.status === 201) acknowledged.push(name);
  return answer?.status === 201;
}

/** Kills a part at random; answers for how many seconds nobody could write. */
async function kill(round: number): Promise<number> {
  await pause(500 + Math.random() * 1500);
  const { part = "", pid } = parts[Math.floor(Math.random() * parts.length)] ?? {};
  const found = pid?.();
  if (!found) throw new Error(`${part} isn't running`);
  const since = performance.now();
  process.kill(found, "SIGKILL");
  for (let at = 0; !(await isTaken(`back ${round} ${at}`)); at++) await pause(50);
  const seconds = (performance.now() - since) / 1000;
  console.log(`${round}. ${part}: ${seconds.toFixed(1)} s`);
  return seconds;
}

function report(waits: readonly number[]): void {
  const there = new Set(namesOf(ours.folder, "xinye"));
  const lost = acknowledged.filter((name) => !there.has(name));
  const broken = brokenIn(ours.folder);
  console.log(
    `acknowledged ${acknowledged.length}, missing ${lost.length}, broken databases ${broken.length}`,
  );
  console.log(`back after ${quantile(waits, 0.5).toFixed(1)} s, ${Math.max(...waits).toFixed(1)} s at most`);
  process.exitCode = lost.length > 0 || broken.length > 0 ? 1 : 0;
}
