/**
 * Prints what a page costs beside the least that this runtime can do (workerd with one `select 1`), in one run: CPU time of
 * all processes behind it, and how long one visitor after the other waits. It judges nothing: times are the machine's, the
 * ratios are ours. Linux only.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFloor } from "./floor.ts";
import { cookieOf, registrar, startOurs } from "./ours.ts";
import { cpuOf, quantile } from "./processes.ts";

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const REQUESTS = 200;

interface Contender {
  name: string;
  pids: readonly number[];
  ask(): Promise<Response>;
}

interface Figures {
  cpu: number[];
  waits: number[];
}

const folder = mkdtempSync(join(tmpdir(), "lianzhi-bench-"));
const floor = await startFloor(folder);
const ours = await startOurs(folder);
try {
  const contenders = [
    { name: "floor: workerd, select 1", pids: floor.pids, ask: () => fetch(floor.url) },
    ...(await pagesOf([ours.pid])),
  ];
  const figures = new Map<string, Figures>(contenders.map(({ name }) => [name, { cpu: [], waits: [] }]));
  for (const contender of contenders) await measure(contender, 50);
  for (let round = 0; round < ROUNDS; round++) {
    for (const contender of contenders) {
      const { cpu, waits } = await measure(contender, REQUESTS);
      figures.get(contender.name)?.cpu.push(cpu);
      figures.get(contender.name)?.waits.push(...waits);
    }
  }
  print(figures);
} finally {
  await ours.stop();
  await floor.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function pagesOf(pids: readonly number[]): Promise<Contender[]> {
  const { base, register } = await registrar(ours, "xinye");
  const admin = ours.admins.xinye;
  if (!admin) throw new Error("the sample has no admin");
  const cookie = await cookieOf(base, admin);
  return [
    { name: "home", pids, ask: () => fetch(base) },
    { name: "matters list", pids, ask: () => fetch(`${base}/matters`, { headers: { cookie } }) },
    { name: "API POST", pids, ask: () => register(crypto.randomUUID()) },
  ];
}

/** One request after the other; what each costs in CPU time, and how long each took, in milliseconds. */
async function measure({ name, pids, ask }: Contender, requests: number) {
  const waits: number[] = [];
  const before = cpuOf(pids);
  for (let at = 0; at < requests; at++) {
    const began = performance.now();
    const answer = await ask();
    await answer.arrayBuffer();
    waits.push(performance.now() - began);
    if (!answer.ok) throw new Error(`${name} answered ${answer.status}`);
  }
  return { cpu: (cpuOf(pids) - before) / requests, waits };
}

function print(figures: Map<string, Figures>): void {
  const rows = [...figures].map(([name, { cpu, waits }]) => ({
    name,
    cpu: quantile(cpu, 0.5),
    p50: quantile(waits, 0.5),
    p99: quantile(waits, 0.99),
  }));
  const [least] = rows;
  if (!least) return;
  for (const { name, cpu, p50, p99 } of rows) {
    console.log(
      `${name.padEnd(28)} CPU ${cpu.toFixed(2)} ms (${(cpu / least.cpu).toFixed(1)} x)` +
        `  p50 ${p50.toFixed(2)} ms (${(p50 / least.p50).toFixed(1)} x)  p99 ${p99.toFixed(1)} ms`,
    );
  }
}
