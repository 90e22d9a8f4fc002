import { cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { makeCounties, slugOf } from "../../bin/bench/many.ts";
import { block } from "../../bin/moves/fence.ts";
import { freePort } from "../../bin/runtime/ports.ts";
import { tenants } from "../../db/catalog/schema.ts";
import { several } from "../../worker/domain/kernel/several.ts";
import type { TenantRow } from "../../worker/domain/tenants/directory.ts";
import { type County, newCounty } from "../support/county.ts";
import { flags } from "../support/flags.ts";
import { isFull } from "../support/sample.ts";
import { catalog } from "../support/stack.ts";
import { buildTemplate } from "../support/template.ts";
import { newVisitor } from "../support/visitor.ts";
import { children, command, newPlan, type Plan, run, until, urlOf, varsOf, watch } from "./program.ts";

/** An installation on two servers, the second on another disk, as a link to it says. */
async function newPair(): Promise<Plan> {
  const plan = await newPlan();
  mkdirSync(`${plan.folder}-disk`, { mode: 0o755 });
  mkdirSync(plan.folder);
  symlinkSync(`${plan.folder}-disk`, join(plan.folder, "sqld-2"));
  // Each visitor says which network they come from.
  return { ...plan, environment: { ...plan.environment, SQLD_SERVERS: "2", TRUST_PROXY: "1" } };
}

/** A county on each server. */
async function newCounties(plan: Plan): Promise<{ near: County; far: County }> {
  const vars = varsOf(plan);
  const options = { vars, url: urlOf(plan), template: await buildTemplate(vars) };
  return { near: await newCounty(options), far: await newCounty({ ...options, place: "sqld:2" }) };
}

const statusOf = async (plan: Plan, { base }: Pick<County, "base">): Promise<number> => {
  const answer = await newVisitor(urlOf(plan)).get(base);
  await answer.arrayBuffer();
  return answer.status;
};

async function rowOf(plan: Plan, { slug }: Pick<County, "slug">): Promise<TenantRow> {
  const db = catalog(varsOf(plan));
  const { rows } = await db.read({ rows: db.orm.select().from(tenants).where(eq(tenants.slug, slug)) });
  if (!rows[0]) throw new Error(`there is no ${slug}`);
  return rows[0];
}

/** Looks at the county's page again and again, until it is stopped; answers what it saw, each once. */
function watchPage(plan: Plan, county: County) {
  const seen = new Set<number>();
  let going = true;
  const running = (async () => {
    for (; going; await pause(20)) seen.add(await statusOf(plan, county));
  })();
  const stop = async () => {
    going = false;
    await running;
    return [...seen].sort();
  };
  onTestFinished(() => void stop().catch(() => {}));
  return { stop };
}

const moved = (plan: Plan, slug: string, server: number) =>
  command("bin/tenants.ts", ["move", slug, String(server)], plan.environment);

test.runIf(isFull)(
  "a database server that is killed takes its own counties with it, no others, and comes back",
  async () => {
    const plan = await newPair();
    const program = run(plan.environment);
    await program.started;
    expect(statSync(`${plan.folder}-disk`).mode & 0o077).toBe(0);
    const { near, far } = await newCounties(plan);
    const watched = watchPage(plan, near);
    const before = children(plan.folder);
    expect(before).toHaveLength(3);
    for (let death = 1; death <= 2; death++) {
      const [, second] = children(plan.folder);
      process.kill(second?.pid ?? 0, "SIGKILL");
      await until(async () => children(plan.folder)[1]?.pid !== second?.pid);
      await until(async () => (await statusOf(plan, far)) === 200);
    }
    expect(await watched.stop()).toEqual([200]);
    expect(children(plan.folder)[0]).toEqual(before[0]);
    expect(program.output().match(/第 2 个数据库服务意外退出（SIGKILL），正在重启/g)).toHaveLength(2);

    const listed = await command("bin/tenants.ts", ["status"], plan.environment);
    expect(listed.out).toMatch(new RegExp(`^${far.slug}\t.*\t第 2 个数据库服务\t`, "m"));
    await block(varsOf(plan), await rowOf(plan, far));
    const looked = await command("bin/doctor.ts", [], plan.environment);
    expect(looked.out).toContain(`${far.slug} 不能写入：上次转移没有做完`);
    expect(await moved(plan, far.slug, 2)).toMatchObject({ code: 0 });
    const again = await command("bin/doctor.ts", [], plan.environment);
    expect(again.out).not.toContain("不能写入");
    expect(again.out).toContain("各县数据库\t3 个都能读");
  },
);

test.runIf(isFull)("what lies on a further server is never taken for lost, nor opened twice", async () => {
  const plan = await newPair();
  const program = run(plan.environment);
  await program.started;
  const { near, far } = await newCounties(plan);
  const pages = async () => [await statusOf(plan, near), await statusOf(plan, far)];
  const ended = async (running = program) => {
    running.signal("SIGTERM");
    expect(await running.ended).toBe(0);
  };

  // A copy of the folder leads to the same disk.
  const copy = { ...plan.environment, DATA_DIR: `${plan.folder}-copy`, PORT: String(await freePort()) };
  cpSync(plan.folder, copy.DATA_DIR, { recursive: true, verbatimSymlinks: true });
  const second = run({ ...copy, PUBLIC_URL: `http://127.0.0.1:${copy.PORT}` });
  await second.started;
  expect(second.output()).toContain("正被另一个实例使用");
  expect(children(copy.DATA_DIR)).toHaveLength(2);
  expect(await pages()).toEqual([200, 200]);
  await ended(second);
  await ended();

  // Fewer are wanted than there are.
  const fewer = run({ ...plan.environment, SQLD_SERVERS: "1" });
  await fewer.started;
  expect(children(plan.folder)).toHaveLength(3);
  expect(await pages()).toEqual([200, 200]);
  await ended(fewer);

  // The disk isn't mounted: the place of its folder is empty, or leads nowhere.
  renameSync(`${plan.folder}-disk`, `${plan.folder}-aside`);
  for (const isThere of [true, false]) {
    rmSync(`${plan.folder}-disk`, { recursive: true, force: true });
    if (isThere) mkdirSync(`${plan.folder}-disk`);
    const resting = await command("bin/doctor.ts", [], plan.environment);
    expect(resting.out).toContain("可能是磁盘没有挂载");
    const without = run(plan.environment);
    await without.started;
    expect(without.output()).toContain("可能是磁盘没有挂载");
    expect(await pages()).toEqual([200, 503]);
    const readiness = await (await fetch(`${urlOf(plan)}/readyz`)).json();
    expect(readiness).toMatchObject({ status: "degraded", wrong: ["servers"], counties: { lost: 0 } });
    const looked = await command("bin/doctor.ts", [], plan.environment);
    expect(looked.out).toContain("第 2 个数据库服务\t没有运行或写不进去");
    expect(await moved(plan, near.slug, 2)).toMatchObject({ code: 1 });
    expect(await pages()).toEqual([200, 503]);
    await ended(without);
    expect(existsSync(join(plan.folder, "sqld-2/dbs"))).toBe(false);
  }
  rmSync(`${plan.folder}-disk`, { recursive: true, force: true });
  renameSync(`${plan.folder}-aside`, `${plan.folder}-disk`);
  const mounted = run(plan.environment);
  await mounted.started;
  expect(await pages()).toEqual([200, 200]);
  await ended(mounted);
});

/** Four residents who report one matter after the other, each try from another network; refusals are tried again. */
function keepReporting(plan: Plan, { base, org }: County) {
  const receipts = new Map<string, string>();
  const statuses = new Set<number>();
  let going = true;
  let tries = 0;
  const network = () => {
    tries += 1;
    return { "x-forwarded-for": `10.${Math.floor(tries / 250)}.${tries % 250}.1` };
  };
  const resident = async (number: number) => {
    for (let turn = 0; going; turn++) {
      const place = `劳动街 ${number}-${turn}`;
      const fields = { orgUnitId: org.grid, category: "drainage", body: "漏水", place };
      const contact = { reporterName: "王女士", reporterPhone: "13812345678", _key: `r-${number}-${turn}` };
      const visitor = newVisitor(urlOf(plan));
      for (;;) {
        const answer = await visitor.post(
          `${base}/matters`,
          { ...fields, ...contact },
          { headers: network() },
        );
        await answer.arrayBuffer();
        statuses.add(answer.status);
        if (answer.status === 303) receipts.set(place, answer.headers.get("location") ?? "");
        await pause(50);
        if (answer.status === 303 || !going) break;
      }
    }
  };
  const running = Promise.all([1, 2, 3, 4].map(resident));
  const stop = async () => {
    going = false;
    await running;
  };
  onTestFinished(() => void stop().catch(() => {}));
  return { receipts, statuses, stop };
}

/** The places of all matters in the file that a server keeps the county in; null where it has none. */
async function placesIn(plan: Plan, county: County, server: number): Promise<string[] | null> {
  const { databaseName } = await rowOf(plan, county);
  const file = join(plan.folder, server === 1 ? "sqld" : `sqld-${server}`, "dbs", databaseName, "data");
  if (!existsSync(file)) return null;
  const database = new DatabaseSync(file, { readOnly: true });
  onTestFinished(() => database.close());
  return database
    .prepare("SELECT place FROM matters")
    .all()
    .map(({ place }) => String(place));
}

test.runIf(isFull)(
  "a move under continuous writes, also one that is killed at any step, loses nothing that was acknowledged",
  async () => {
    const plan = await newPair();
    const program = run(plan.environment);
    await program.started;
    const { near: county, far } = await newCounties(plan);
    const others = watchPage(plan, far);
    const pages = watchPage(plan, county);
    const reporting = keepReporting(plan, county);
    const some = async (more: number) => {
      const enough = reporting.receipts.size + more;
      await until(() => reporting.receipts.size >= enough);
    };
    const whole = async (server: number) => {
      expect((await rowOf(plan, county)).databaseUrl).toBe(`sqld:${server}`);
      expect(await placesIn(plan, county, 3 - server)).toBeNull();
      const acknowledged = [...reporting.receipts.keys()];
      const there = new Set(await placesIn(plan, county, server));
      expect(acknowledged.filter((place) => !there.has(place))).toEqual([]);
      const audited = await command("bin/audit.ts", ["verify", county.slug], plan.environment);
      expect(audited.complaints + audited.out).not.toContain("有问题");
    };

    await some(20);
    expect(await moved(plan, county.slug, 2)).toMatchObject({ code: 0 });
    await some(20);
    await whole(2);
    // Killed when it says each of these, then done again.
    for (const [at, said] of ["暂停写入", "已复制到", "秒后删除"].entries()) {
      const server = at % 2 === 0 ? 1 : 2;
      const args = [...flags, "bin/tenants.ts", "move", county.slug];
      const moving = watch(process.execPath, [...args, String(server)], {
        PATH: process.env.PATH ?? "",
        ...plan.environment,
      });
      await until(() => moving.output().includes(said));
      process.kill(moving.pid, "SIGKILL");
      expect(await moving.ended).toBe("SIGKILL");
      expect(await moved(plan, county.slug, server)).toMatchObject({ code: 0 });
      await some(10);
      await whole(server);
    }
    await reporting.stop();
    expect([...reporting.statuses].sort()).toEqual([303, 503]);
    expect(await others.stop()).toEqual([200]);
    expect(await pages.stop()).toEqual([200]);
    for (const [at, receipt] of [...reporting.receipts.values()].entries()) {
      if (at % 10 > 0) continue;
      const headers = { "x-forwarded-for": `10.99.${Math.floor(at / 10) % 250}.1` };
      expect((await newVisitor(urlOf(plan)).get(receipt, { headers })).status, receipt).toBe(200);
    }
  },
  // Five moves that each wait until nobody can know the old place any more, and three that are killed.
  600_000,
);

const count = 240;

test.runIf(isFull)("240 counties on two servers, a third of them open at once, are all served", async () => {
  const plan = await newPlan();
  await makeCounties(plan.folder, plan.secrets, count, 2);
  const program = run({ ...plan.environment, SQLD_OPEN_AT_ONCE: "40" });
  await program.started;
  expect(children(plan.folder)).toHaveLength(3);
  const slugs = Array.from({ length: count }, (_, at) => slugOf(at + 1));
  const unserved = async () => {
    const page = async (slug: string) => (await fetch(`${urlOf(plan)}/t/${slug}`)).status;
    const statuses = await several(slugs, 8, page);
    return slugs.filter((_, at) => statuses[at] !== 200);
  };
  expect(await unserved()).toEqual([]);
  expect(await unserved()).toEqual([]);
  const status = await command("bin/tenants.ts", ["status"], plan.environment);
  expect(status.out.match(/\t第 1 个数据库服务\t/g)).toHaveLength(count / 2);
  expect(status.out.match(/\t第 2 个数据库服务\t/g)).toHaveLength(count / 2);
  program.signal("SIGTERM");
  expect(await program.ended).toBe(0);
});
