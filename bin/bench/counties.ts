/**
 * Makes an installation of many counties and prints what so many cost: from start to a page, migrating when there is
 * nothing to migrate, one county that is broken among all that are behind, the job over all of them and over none, memory.
 * COUNTIES; SQLD_SERVERS; SECONDS is how long it then idles. Linux only. It exits with 1 if a county that isn't broken isn't served.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { count, eq } from "drizzle-orm";
import { tenants } from "../../db/catalog/schema.ts";
import { tenantMigrations } from "../../db/tenant/migrations.ts";
import { several } from "../../worker/domain/kernel/several.ts";
import { dueAtOnce, turnOf } from "../../worker/domain/tenants/due.ts";
import { DAY, instant } from "../../worker/time/instants.ts";
import { catalogOf } from "../keys.ts";
import { migrateEverything } from "../migrate.ts";
import { freePort } from "../runtime/ports.ts";
import { runningVars } from "../runtime/running.ts";
import { newSecrets } from "../runtime/secrets.ts";
import { wantedServers } from "../runtime/servers.ts";
import { makeCounties, slugOf } from "./many.ts";
import { answers, cpuOf, memoryOf, quantile, started } from "./processes.ts";

const COUNTIES = Number(process.env.COUNTIES ?? 2843);
const SECONDS = Number(process.env.SECONDS ?? 600);

const folder = mkdtempSync(join(tmpdir(), "lianzhi-counties-"));
const secrets = newSecrets();
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const env = {
  ...process.env,
  ...secrets,
  DATA_DIR: join(folder, "data"),
  PORT: String(port),
  PUBLIC_URL: url,
};

const say = (what: string, said: string) => console.log(`${what.padEnd(44)} ${said}`);
const megabytes = (pid: number) => `${(memoryOf([pid]) / 1e6).toFixed(0)} MB`;
const catalog = () => catalogOf(runningVars(env));
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;

async function timed<T>(work: () => Promise<T>): Promise<[number, T]> {
  const began = performance.now();
  const done = await work();
  return [performance.now() - began, done];
}

try {
  const [made] = await timed(() => makeCounties(env.DATA_DIR, secrets, COUNTIES, wantedServers(env)));
  say("made", `${COUNTIES} counties in ${seconds(made)}`);
  await running(async (pid) => {
    say("memory after the start", megabytes(pid));
    const [idle] = await timed(() => migrateEverything(runningVars(env)));
    say("migrating when nothing is to migrate", seconds(idle));
    await nobodyDue(pid, SECONDS, "none open");
    await oneBroken();
    const { orm, write } = catalog();
    await write([orm.update(tenants).set(dueAtOnce)]);
  });
  // A cron that was missed is fired at the start.
  writeFileSync(
    join(env.DATA_DIR, "cron.json"),
    JSON.stringify({ "*/10 * * * *": new Date(Date.now() - 3.6e6) }),
  );
  await running(async (pid) => {
    await everyoneDue(pid);
    await nobodyDue(pid, SECONDS / 10, "the last still open");
    await everyPage();
    say("memory with every county open", megabytes(pid));
  });
} finally {
  if (!process.env.KEEP) rmSync(folder, { recursive: true, force: true });
}

async function running(work: (pid: number) => Promise<void>): Promise<void> {
  const began = performance.now();
  const args = [
    "--disable-warning=ExperimentalWarning",
    "--import=./bin/imports.ts",
    "bin/start.ts",
    "--production",
  ];
  const program = started(process.execPath, args, env);
  try {
    await answers(`${url}/t/${slugOf(COUNTIES)}`);
    say("from start to a county's page", seconds(performance.now() - began));
    await work(program.pid);
  } finally {
    await program.stop();
  }
}

/** All are behind by the catalog's word, so each is asked; one of them can't be opened. */
async function oneBroken(): Promise<void> {
  const { orm, write } = catalog();
  const broken = slugOf(2);
  const one = eq(tenants.slug, broken);
  await write([
    orm.update(tenants).set({ schemaVersion: tenantMigrations.length - 1 }),
    orm.update(tenants).set({ tokenCipher: "nonsense" }).where(one),
  ]);
  const [took, { outcomes, failed }] = await timed(() => migrateEverything(runningVars(env)));
  const named = failed.map(({ slug }) => slug).join(", ");
  const done = outcomes.length - failed.length;
  say("migrating when all are behind, one broken", `${seconds(took)}: ${done} done, not: ${named}`);
  if (named !== broken) process.exitCode = 1;
  await write([orm.delete(tenants).where(one)]);
}

/** How many counties nobody has taken up yet; the last ones take a moment longer. */
async function waiting(): Promise<number> {
  const { orm, read } = catalog();
  const undone = eq(tenants.dueAt, "");
  const { left } = await read({ left: orm.select({ count: count() }).from(tenants).where(undone) });
  return left[0]?.count ?? 0;
}

/** As after an upgrade, or once a holiday notice is loaded. */
async function everyoneDue(pid: number): Promise<void> {
  const [before, all] = [cpuOf([pid]), await waiting()];
  const [took] = await timed(async () => {
    while ((await waiting()) > 0) await pause(200);
  });
  say("the job over all", `${seconds(took)}, CPU ${seconds(cpuOf([pid]) - before)} for ${all} counties`);
}

/** As the upkeep leaves them, each with its turn on some day of many. */
async function nobodyDue(pid: number, period: number, open: string): Promise<void> {
  const { orm, read, write } = catalog();
  const { all } = await read({ all: orm.select({ slug: tenants.slug }).from(tenants) });
  const turns = all.map(({ slug }, at) => {
    const dueAt = turnOf(slug, instant(Date.now() + (at % 90) * DAY));
    return orm.update(tenants).set({ dueAt }).where(eq(tenants.slug, slug));
  });
  for (let start = 0; start < turns.length; start += 100) await write(turns.slice(start, start + 100));
  const before = cpuOf([pid]);
  await pause(period * 1000);
  const cpu = cpuOf([pid]) - before;
  say(`all idle for ${period} s, ${open}`, `CPU ${seconds(cpu)}`);
}

async function everyPage(): Promise<void> {
  const slugs = Array.from({ length: COUNTIES }, (_, at) => slugOf(at + 1)).filter(
    (slug) => slug !== slugOf(2),
  );
  const pages = await several(slugs, 4, (slug) =>
    timed(async () => (await fetch(`${url}/t/${slug}`)).status),
  );
  const waits = pages.map(([ms]) => ms);
  const not = pages.filter(([, status]) => status !== 200).length;
  say(
    "the first page of each, 4 at once",
    `p50 ${quantile(waits, 0.5).toFixed(0)} ms, p99 ${quantile(waits, 0.99).toFixed(0)} ms, ${not} not 200`,
  );
  if (not > 0) process.exitCode = 1;
}
