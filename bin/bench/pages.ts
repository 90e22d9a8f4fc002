/**
 * Prints what a page costs beside the least that this runtime can do (workerd with one `select 1`), in one run: CPU time of
 * all processes behind it, and how long one visitor after the other waits. It judges nothing: times are the machine's, the
 * ratios are ours. Linux only.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SignIn } from "../demo/people.ts";
import type { DemoFile } from "../demo.ts";
import { freePort } from "../runtime/ports.ts";
import { startFloor } from "./floor.ts";
import { answers, cpuOf, started } from "./processes.ts";

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
const ours = await startOurs();
try {
  const contenders = [
    { name: "floor: workerd, select 1", pids: floor.pids, ask: () => fetch(floor.url) },
    ...(await pagesOf(ours.url, [ours.pid])),
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

async function startOurs() {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...process.env, DATA_DIR: join(folder, "ours"), PORT: String(port) };
  const program = started(process.execPath, ["--disable-warning=ExperimentalWarning", "bin/start.ts"], env);
  await answers(`${url}/healthz`);
  return { ...program, url };
}

/** The first admin's home, list and program. */
async function pagesOf(url: string, pids: readonly number[]): Promise<Contender[]> {
  const { tenants } = JSON.parse(readFileSync(join(folder, "ours", "demo.json"), "utf8")) as DemoFile;
  const admin = tenants.xinye?.admin;
  if (!admin) throw new Error("the sample has no admin");
  const base = `${url}/t/xinye`;
  const cookie = await cookieOf(base, admin);
  const { token } = await json(`${base}/api/v1/sessions`, admin);
  const headers = { authorization: `Bearer ${token}` };
  const { rules } = await json(`${base}/api/v1/rule-sets/current`, undefined, headers);
  const { groups } = await json(`${base}/api/v1/communities`);
  const unit = { kind: rules.organisation.unitKinds[0].key, orgUnitId: groups[0].communities[0].id };
  return [
    { name: "home", pids, ask: () => fetch(base) },
    { name: "matters list", pids, ask: () => fetch(`${base}/matters`, { headers: { cookie } }) },
    {
      name: "API POST",
      pids,
      ask: () => post(`${base}/api/v1/member-units`, { ...unit, name: crypto.randomUUID() }, headers),
    },
  ];
}

// biome-ignore lint/suspicious/noExplicitAny: what the API answers is described in its own document.
async function json(url: string, body?: unknown, headers: Record<string, string> = {}): Promise<any> {
  const answer = await (body === undefined ? fetch(url, { headers }) : post(url, body, headers));
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

function post(url: string, body: unknown, headers: Record<string, string>): Promise<Response> {
  return fetch(url, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function cookieOf(base: string, { username, password }: SignIn): Promise<string> {
  const answer = await fetch(`${base}/session`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: new URL(base).origin, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ username, password }),
  });
  if (answer.status !== 303) throw new Error(`nobody signed in: ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
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

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
