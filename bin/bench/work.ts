/**
 * Prints what work costs in a county of a thousand matters and in one of a million, on one server in one run: a matter's way
 * by somebody's hand, and the system's run over what is due. How long each takes, one after the other, how many rows the
 * database reads and writes for it. MATTERS is how large the large one is, ROUNDS how often each is done; FOLDER keeps the
 * counties for the next run, which finds fewer matters to act on. It exits with 1 where something was refused.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nextDue } from "../../worker/domain/tenants/due.ts";
import { actOnTime } from "../../worker/domain/time.ts";
import { instant } from "../../worker/time/instants.ts";
import { type Act, acts, mattersFor, overdueNow } from "./filled/acts.ts";
import { type Filled, fillCounties, openCounties } from "./filled/county.ts";
import { large, sized, small } from "./filled/sizes.ts";
import { quantile } from "./processes.ts";

const ROUNDS = Number(process.env.ROUNDS ?? 60);
const MATTERS = Number(process.env.MATTERS ?? large.matters);
const { FOLDER } = process.env;

/** How much slower work may be among a thousand times as much. */
const target = 1.3;
/** How many matters go up by themselves in one run, and how many runs there are at most: the small county has no more. */
const dueAtOnce = 10;
const runs = Math.min(ROUNDS, 30);

interface Cost {
  waits: number[];
  trips: number;
  read: number;
  written: number;
}

const blank = (): Cost => ({ waits: [], trips: 0, read: 0, written: 0 });

const folder = FOLDER ?? mkdtempSync(join(tmpdir(), "lianzhi-work-"));
try {
  mkdirSync(folder, { recursive: true });
  await fillCounties(folder, { small, large: sized(MATTERS) });
  const { counties, stop } = await openCounties(folder);
  try {
    const [few, many] = counties as [Filled, Filled];
    for (const act of acts) await compare(act.name, ROUNDS, await doing(few, act), await doing(many, act));
    await compare(`run over ${dueAtOnce} that are due`, runs, running(few), running(many));
  } finally {
    await stop();
  }
} finally {
  if (!FOLDER) rmSync(folder, { recursive: true, force: true });
}

type Work = (at: number) => Promise<Omit<Cost, "waits"> & { wait: number }>;

/** In turn, so that what slows the machine for a while slows both. Not every round counts: at first statements are prepared. */
async function compare(name: string, rounds: number, few: Work, many: Work): Promise<void> {
  const costs = [blank(), blank()] as const;
  for (let round = 0; round < rounds + 2; round++) {
    for (const [at, work] of [few, many].entries()) {
      const { wait, ...cost } = await work(round);
      const sum = costs[at as 0 | 1];
      if (round >= 2) sum.waits.push(wait);
      Object.assign(sum, cost);
    }
  }
  print(name, ...costs);
}

/** Whoever isn't signed in reports; the county's admin does the rest. */
async function doing(county: Filled, { name, to, path, fields, reads }: Act): Promise<Work> {
  const ids = to ? await mattersFor(county, to, ROUNDS + 2) : [];
  const headers = {
    ...{ origin: new URL(county.base).origin, "content-type": "application/x-www-form-urlencoded" },
    ...(to && { cookie: county.cookies.admin }),
  };
  return async (at) => {
    const sent = reads
      ? { headers }
      : {
          headers,
          method: "POST",
          body: String(new URLSearchParams(fields(county))),
          redirect: "manual" as const,
        };
    const began = performance.now();
    const answer = await fetch(county.base + path(ids[at] ?? ""), sent);
    const text = await answer.text();
    const wait = performance.now() - began;
    if (answer.status !== (reads ? 200 : 303))
      throw new Error(`${name} answered ${answer.status}: ${text.slice(0, 400)}`);
    const said = answer.headers.get("server-timing") ?? "";
    const [, trips, read, written] = /trips=(\d+) read=(\d+) written=(\d+)/.exec(said) ?? [];
    return { wait, trips: Number(trips), read: Number(read), written: Number(written) };
  };
}

/** The system's run, and when it is needed again. */
function running(county: Filled): Work {
  return async () => {
    await overdueNow(county, dueAtOnce);
    const [now, { meter }] = [instant(Date.now()), county.db];
    meter.rows = true;
    const { trips, rowsRead, rowsWritten } = meter;
    const began = performance.now();
    await actOnTime(county.system(now));
    await nextDue(county.db, "county", now, 90);
    const wait = performance.now() - began;
    const [read, written] = [meter.rowsRead - rowsRead, meter.rowsWritten - rowsWritten];
    if (written === 0) throw new Error("nothing was due");
    return { wait, trips: meter.trips - trips, read, written };
  };
}

function print(name: string, few: Cost, many: Cost): void {
  const pair = (of: (cost: Cost) => number, digits = 0) =>
    `${of(few).toFixed(digits)} / ${of(many).toFixed(digits)}`;
  const wait = (share: number) => pair(({ waits }) => quantile(waits, share), 1).padEnd(15);
  const ratio = quantile(many.waits, 0.95) / quantile(few.waits, 0.95);
  console.log(
    `${name.padEnd(30)} p50 ${wait(0.5)} p95 ${wait(0.95)} ${ratio.toFixed(2)} x${ratio < target ? " " : "!"}` +
      ` trips ${pair(({ trips }) => trips)}, rows read ${pair(({ read }) => read)}, written ${pair(({ written }) => written)}`,
  );
}
