/**
 * Prints what a page costs beside the least that this runtime can do (workerd with one `select 1`), and beside the same
 * pages over the same rows as Express and Django serve them, in one run: CPU time of all processes behind it, how long one
 * visitor after the other waits, and how large the answer is. Then how long a page takes while people sign in. It judges
 * nothing: times are the machine's, the ratios are ours. Linux only.
 *
 * All of them write to SQLite with a log ahead and wait until it is on the disk (WAL, synchronous FULL). The others have it
 * within their process, without a server between, for one county, and seal no audit log.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copyCounty } from "./copy.ts";
import { startDjango } from "./django.ts";
import { startExpress } from "./express.ts";
import { startFloor } from "./floor.ts";
import { cookieOf, post, registrar, startOurs } from "./ours.ts";
import { cpuOf, quantile, type Started } from "./processes.ts";
import { besideSignIns } from "./sign-ins.ts";

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const REQUESTS = 200;
const SLUG = "xinye";

interface Contender {
  name: string;
  pids: readonly number[];
  ask(): Promise<Response>;
}

interface Figures {
  cpu: number[];
  waits: number[];
  bytes: number;
}

const folder = mkdtempSync(join(tmpdir(), "lianzhi-bench-"));
const running: Started[] = [];
try {
  const floor = kept(await startFloor(folder));
  const ours = kept(await startOurs(folder));
  const { base, headers, unit } = await registrar(ours, SLUG);
  const admin = ours.signIns[SLUG]?.admin;
  if (!admin) throw new Error("the sample has no admin");
  const asked = { headers, unit, cookie: await cookieOf(base, admin) };
  const served = [pagesOf("ours", base, [ours.pid], asked)];
  for (const [index, start] of [startExpress, startDjango].entries()) {
    const copy = join(folder, `copy-${index}.db`);
    copyCounty(ours.folder, SLUG, copy);
    const other = await start(folder, copy);
    if (other) served.push(pagesOf(other.name, kept(other).url, [other.pid], asked));
  }
  const least = { name: "floor: workerd, select 1", pids: floor.pids, ask: () => fetch(floor.url) };
  print(await measured([least, ...byPage(served)]));
  await besideSignIns(ours, SLUG, ROUNDS);
} finally {
  for (const one of running.reverse()) await one.stop();
  rmSync(folder, { recursive: true, force: true });
}

function kept<T extends Started>(one: T): T {
  running.push(one);
  return one;
}

interface Asked {
  headers: Record<string, string>;
  unit: Record<string, string>;
  cookie: string;
}

function pagesOf(name: string, base: string, pids: readonly number[], { headers, unit, cookie }: Asked) {
  const units = `${base}/api/v1/member-units`;
  const from = { ...headers, "x-forwarded-for": "10.1.1.1" };
  return [
    { name: `home: ${name}`, pids, ask: () => fetch(base) },
    { name: `matters list: ${name}`, pids, ask: () => fetch(`${base}/matters`, { headers: { cookie } }) },
    { name: `API POST: ${name}`, pids, ask: () => post(units, { ...unit, name: crypto.randomUUID() }, from) },
  ] satisfies Contender[];
}

/** Whoever serves the same page stands together. */
function byPage([first = [], ...rest]: Contender[][]): Contender[] {
  return first.flatMap((one, page) => [one, ...rest.flatMap((other) => other[page] ?? [])]);
}

/** All of them once around in each round: what slows the machine for a while slows them alike. */
async function measured(contenders: readonly Contender[]): Promise<Map<string, Figures>> {
  const figures = new Map<string, Figures>();
  for (const contender of contenders) {
    const { bytes } = await measure(contender, 50);
    figures.set(contender.name, { cpu: [], waits: [], bytes });
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const contender of contenders) {
      const { cpu, waits } = await measure(contender, REQUESTS);
      figures.get(contender.name)?.cpu.push(cpu);
      figures.get(contender.name)?.waits.push(...waits);
    }
  }
  return figures;
}

/** One request after the other; what each costs in CPU time, how long each took, in milliseconds, and the last one's size. */
async function measure({ name, pids, ask }: Contender, requests: number) {
  const waits: number[] = [];
  let bytes = 0;
  const before = cpuOf(pids);
  for (let at = 0; at < requests; at++) {
    const began = performance.now();
    const answer = await ask();
    bytes = (await answer.arrayBuffer()).byteLength;
    waits.push(performance.now() - began);
    if (!answer.ok) throw new Error(`${name} answered ${answer.status}`);
  }
  return { cpu: (cpuOf(pids) - before) / requests, waits, bytes };
}

function print(figures: Map<string, Figures>): void {
  const rows = [...figures].map(([name, { cpu, waits, bytes }]) => ({
    name,
    cpu: quantile(cpu, 0.5),
    p50: quantile(waits, 0.5),
    p99: quantile(waits, 0.99),
    bytes,
  }));
  const [least] = rows;
  if (!least) return;
  const width = Math.max(...rows.map(({ name }) => name.length));
  for (const { name, cpu, p50, p99, bytes } of rows) {
    console.log(
      `${name.padEnd(width)} CPU ${cpu.toFixed(2)} ms (${(cpu / least.cpu).toFixed(1)} x)` +
        `  p50 ${p50.toFixed(2)} ms (${(p50 / least.p50).toFixed(1)} x)  p99 ${p99.toFixed(1)} ms  ${bytes} bytes`,
    );
  }
}
