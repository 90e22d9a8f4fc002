/**
 * Drives many writers at one county for minutes, while other counties are read and written, and says whether anything was
 * lost, refused or held up. WRITERS, SECONDS; BUSY is how many busy loops run beside it. It exits with 1 if an
 * acknowledged write is missing, if another county was refused anything, or if the county doesn't write within a second right
 * after.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { namesOf, registrar, startOurs } from "./ours.ts";
import { quantile, type Started, started } from "./processes.ts";

const WRITERS = Number(process.env.WRITERS ?? 300);
const SECONDS = Number(process.env.SECONDS ?? 180);
const BUSY = Number(process.env.BUSY ?? 0);

const folder = mkdtempSync(join(tmpdir(), "lianzhi-writers-"));
const ours = await startOurs(folder);
const loops: Started[] = [];
try {
  const crowded = await registrar(ours, "xinye");
  const other = await registrar(ours, "huaping");
  const idle = await visits(other, Date.now() + 15_000);
  for (let loop = 0; loop < BUSY; loop++) loops.push(busyLoop());
  const alone = BUSY > 0 ? await visits(other, Date.now() + 15_000) : idle;

  const end = Date.now() + SECONDS * 1000;
  const outcomes: Outcome[] = [];
  const [meanwhile] = await Promise.all([
    visits(other, end),
    ...Array.from({ length: WRITERS }, (_, writer) => write(crowded, writer, end, outcomes)),
  ]);
  const after = await timed(() => crowded.register(`after ${crypto.randomUUID()}`));
  const lost = missing("xinye", outcomes);
  report(outcomes, { idle, alone, meanwhile, after, lost });
} finally {
  await ours.stop();
  for (const loop of loops) await loop.stop();
  if (!process.env.KEEP) rmSync(folder, { recursive: true, force: true });
}

interface Outcome {
  name: string;
  status: number;
  ms: number;
}

type Registrar = Awaited<ReturnType<typeof registrar>>;

async function timed(ask: () => Promise<Response>): Promise<{ status: number; ms: number }> {
  const began = performance.now();
  const answer = await ask().catch(() => undefined);
  await answer?.arrayBuffer();
  return { status: answer?.status ?? 0, ms: performance.now() - began };
}

async function write(county: Registrar, writer: number, end: number, outcomes: Outcome[]): Promise<void> {
  for (let at = 0; Date.now() < end; at++) {
    const name = `w ${writer} ${at}`;
    // Each from an address of its own: one address alone may not ask so much.
    const address = `10.0.${writer >> 8}.${writer & 255}`;
    outcomes.push({ name, ...(await timed(() => county.register(name, address))) });
  }
}

/** Reads and writes of another county, ten times a second. */
async function visits(county: Registrar, end: number): Promise<{ status: number; ms: number }[]> {
  const made = [];
  for (let at = 0; Date.now() < end; at++) {
    const odd = at % 2 === 1;
    made.push(await timed(() => (odd ? county.register(crypto.randomUUID()) : fetch(county.base))));
    await pause(100);
  }
  return made;
}

/** How many names that were acknowledged aren't there. */
function missing(slug: string, outcomes: readonly Outcome[]): number {
  const there = new Set(namesOf(ours.folder, slug));
  return outcomes.filter(({ name, status }) => status === 201 && !there.has(name)).length;
}

function busyLoop(): Started {
  return started(process.execPath, ["-e", "for (;;);"]);
}

function report(
  outcomes: readonly Outcome[],
  {
    idle,
    alone,
    meanwhile,
    after,
    lost,
  }: Record<"idle" | "alone" | "meanwhile", Awaited<ReturnType<typeof visits>>> & {
    after: Awaited<ReturnType<typeof timed>>;
    lost: number;
  },
): void {
  const byStatus = Object.groupBy(outcomes, ({ status }) => String(status));
  for (const [status, some] of Object.entries(byStatus)) {
    const waits = (some ?? []).map(({ ms }) => ms);
    console.log(
      `${status}: ${waits.length}, p50 ${quantile(waits, 0.5).toFixed(0)} ms, p99 ${quantile(waits, 0.99).toFixed(0)} ms`,
    );
  }
  const p95 = (visits: typeof idle) =>
    quantile(
      visits.map(({ ms }) => ms),
      0.95,
    );
  console.log(`acknowledged and missing: ${lost}`);
  const [still, without, beside] = [p95(idle), p95(alone), p95(meanwhile)];
  console.log(
    `another county: p95 ${still.toFixed(0)} ms idle, ${without.toFixed(0)} ms without the writers, ` +
      `${beside.toFixed(0)} ms beside them (${(beside / still).toFixed(1)} x, ${(beside / without).toFixed(1)} x), ` +
      `refused ${meanwhile.filter(({ status }) => status >= 400 || status === 0).length}`,
  );
  console.log(`a write right after: ${after.status} in ${after.ms.toFixed(0)} ms`);
  const refused = meanwhile.some(({ status }) => status >= 400 || status === 0);
  process.exitCode = lost > 0 || refused || after.status !== 201 || after.ms > 1000 ? 1 : 0;
}
