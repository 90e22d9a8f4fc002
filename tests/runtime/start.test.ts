import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { isAlive } from "../../bin/runtime/processes.ts";
import { type County, newCounty } from "../support/county.ts";
import { isFull } from "../support/sample.ts";
import { buildTemplate } from "../support/template.ts";
import { newVisitor } from "../support/visitor.ts";
import { readExposition } from "./exposition.ts";
import { children, newPlan, type Plan, run, sweep, until, urlOf, varsOf, watch } from "./program.ts";

test("starts, answers, keeps its folder to itself, and stops everything it started on Ctrl-C", async () => {
  const plan = await newPlan();
  const METRICS_TOKEN = "0123456789abcdefghijklmnopqrstuv";
  place(plan.folder, "log/sqld.log", "of an earlier version\n".repeat(500_000));
  chmodSync(plan.folder, 0o755);
  chmodSync(join(plan.folder, "log/sqld.log"), 0o644);
  const program = run({ ...plan.environment, METRICS_TOKEN });
  await program.started;
  expect(statSync(join(plan.folder, "log/sqld.log")).size).toBeLessThan(10_000);
  expect(statSync(join(plan.folder, "log/sqld.log.1")).size).toBe(11_000_000);
  expect(readableByOthers(plan.folder)).toEqual([]);
  const started = children(plan.folder);
  expect(started).toHaveLength(2);
  expect((await answer(plan)).status).toBeLessThan(500);
  expect(await get(plan, "/static/htmx.min.js")).toMatchObject({ status: 200 });

  const metrics = await fetch(`${urlOf(plan)}/metrics`, {
    headers: { authorization: `Bearer ${METRICS_TOKEN}` },
  });
  const told = readExposition(await metrics.text()).map(({ name, labels, value }) => [name, labels, value]);
  expect(told).toContainEqual(["lianzhi_up", {}, 1]);
  expect(told).toContainEqual(["lianzhi_wrong", { check: "writes" }, 0]);
  expect(told).toContainEqual(["lianzhi_counties", { standing: "current" }, 0]);
  const answered = { method: "GET", route: "/", status: "200" };
  expect(told).toContainEqual(["lianzhi_requests_total", answered, 1]);

  const second = run({ ...plan.environment, PORT: String(plan.port + 1) });
  expect(await second.ended).toBe(1);
  expect(complaints(second.output())).toEqual([
    expect.stringContaining(`正被另一个实例使用（http://127.0.0.1:${plan.port}）`),
  ]);
  expect((await answer(plan)).status).toBeLessThan(500);

  program.signal("SIGINT");
  expect(await program.ended).toBe(0);
  expect(started.filter(isAlive)).toEqual([]);
  await expect(answer(plan)).rejects.toThrow();
});

test.runIf(isFull)("a second Ctrl-C ends it at once, with its children", async () => {
  const plan = await newPlan();
  const program = run(plan.environment);
  await program.started;
  const started = children(plan.folder);
  // A request that never ends is waited for, up to five seconds.
  const slow = connect(plan.port, "127.0.0.1", () => slow.write("POST / HTTP/1.1\r\nHost: a\r\nContent-Le"));
  onTestFinished(() => void slow.destroy());
  slow.on("error", () => {});
  await until(() => slow.bytesWritten > 0);
  program.signal("SIGINT");
  await until(() => program.output().includes("正在停止"));
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(started.filter(isAlive)).toHaveLength(2);
  program.signal("SIGINT");
  expect(await program.ended).toBe(130);
  await until(() => !started.some(isAlive));
});

test.runIf(isFull)("Ctrl-C while it is still starting leaves nothing behind", async () => {
  const plan = await newPlan();
  const program = run(plan.environment);
  await until(() => existsSync(join(plan.folder, "sqld")));
  program.signal("SIGINT");
  expect([0, 1]).toContain(await program.ended);
  const again = run(plan.environment);
  await again.started;
  expect(again.output()).not.toContain("残留");
});

test("a port in use is one clear line and exit code 1", async () => {
  const plan = await newPlan();
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(plan.port, "127.0.0.1", resolve));
  onTestFinished(() => void other.close());
  const program = run(plan.environment);
  expect(await program.ended).toBe(1);
  expect(complaints(program.output())).toEqual([expect.stringContaining(`端口 ${plan.port} 已被占用`)]);
});

const broken: [string, (folder: string) => void, string][] = [
  ["that is a file", (folder) => writeFileSync(folder, "x"), "它不是目录"],
  ["of another program", (folder) => place(folder, "photos/a.jpg", "x"), "不是空目录"],
  ["with an unreadable mark", (folder) => place(folder, "folder.json", "{"), "数据目录已损坏"],
  ["that lost its keys' agreement", (folder) => place(folder, "folder.json", foreignKey), "SECRETS_KEY 与"],
  ["with sample data", (folder) => place(folder, "folder.json", '{"purpose":"demo"}'), "演示数据"],
];
const foreignKey = JSON.stringify({ purpose: "production", key: "0123456789abcdef" });

test.for(broken)("a data folder %s is one clear line and exit code 1", async ([, spoil, said]) => {
  const plan = await newPlan();
  spoil(plan.folder);
  const program = run(plan.environment);
  expect(await program.ended).toBe(1);
  expect(complaints(program.output())).toEqual([expect.stringContaining(said)]);
});

test.runIf(isFull)(
  "a damaged catalog is one clear line and exit code 1, and nothing keeps running",
  async () => {
    const plan = await newPlan();
    const program = run(plan.environment);
    await program.started;
    const before = children(plan.folder);
    program.signal("SIGTERM");
    await program.ended;
    for (const name of ["data", "data-wal", "wallog"]) {
      const file = join(plan.folder, "sqld/dbs/catalog", name);
      writeFileSync(file, Buffer.alloc(statSync(file).size, "not a database. "));
    }

    const again = run(plan.environment);
    expect(await again.ended).toBe(1);
    expect(complaints(again.output())).toEqual([expect.stringContaining("数据可能已损坏")]);
    expect([...before, ...children(plan.folder)].filter(isAlive)).toEqual([]);
  },
);

test("production names each secret it misses, on a line of its own", async () => {
  const plan = await newPlan();
  const program = run({ PORT: String(plan.port), DATA_DIR: plan.folder });
  expect(await program.ended).toBe(1);
  const missing = ["SQLD_SIGNING_KEY", "SQLD_ADMIN_KEY", "SECRETS_KEY", "npm run secrets", "PUBLIC_URL"];
  expect(complaints(program.output())).toEqual(missing.map((name) => expect.stringContaining(name)));
  expect(existsSync(plan.folder)).toBe(false);
});

test("killing everything with SIGKILL and starting again loses no report that was acknowledged", async () => {
  const plan = await newPlan();
  // As many visitors as reports: each on a network of its own, or the rate limit would stop them.
  const environment = { ...plan.environment, TRUST_PROXY: "1" };
  const program = run(environment);
  await program.started;
  const vars = varsOf(plan);
  const county = await newCounty({ vars, url: urlOf(plan), template: await buildTemplate(vars) });
  const reporting = reportUntilItBreaks(plan, county);
  await until(() => reporting.receipts.length >= 60);
  const left = children(plan.folder);
  process.kill(program.pid, "SIGKILL");
  sweep(left);
  await Promise.all([program.ended, ...reporting.broken]);

  const again = run(environment);
  await again.started;
  const reader = newVisitor(urlOf(plan));
  for (const [at, receipt] of reporting.receipts.entries()) {
    const network = { "x-forwarded-for": `10.0.${at % 256}.1` };
    expect((await reader.get(receipt, { headers: network })).status, receipt).toBe(200);
  }
});

test.runIf(isFull)(
  "a worker runtime that dies comes back; what outlives a killed parent is ended by the next start",
  async () => {
    const plan = await newPlan();
    const program = run(plan.environment);
    await program.started;
    const [, workerd] = children(plan.folder);
    if (!workerd) throw new Error("no workerd noted");
    process.kill(workerd.pid, "SIGKILL");
    await until(() => program.output().includes("网站服务意外退出"));
    await until(async () => (await answer(plan)).status < 500);
    await until(() => children(plan.folder)[1]?.pid !== workerd.pid);

    const orphans = children(plan.folder);
    process.kill(program.pid, "SIGKILL");
    await program.ended;
    expect(orphans.some(isAlive)).toBe(true);

    const again = run(plan.environment);
    await again.started;
    expect(again.output()).toContain("残留");
    expect(orphans.filter(isAlive)).toEqual([]);
    expect((await answer(plan)).status).toBeLessThan(500);
  },
);

test("a database server that dies is started again; one that keeps dying ends the program", async () => {
  const plan = await newPlan();
  const program = run(plan.environment);
  await program.started;
  for (let death = 1; death <= 4; death++) {
    const [sqld] = children(plan.folder);
    if (!sqld) throw new Error("no sqld noted");
    process.kill(sqld.pid, "SIGKILL");
    if (death <= 3) await until(() => children(plan.folder)[0]?.pid !== sqld.pid);
  }
  expect(await program.ended).toBe(1);
  expect(program.output().match(/意外退出（SIGKILL），正在重启/g)).toHaveLength(3);
  expect(program.output()).toContain("一分钟内第 4 次意外退出");
});

test.runIf(isFull)("through npm, a signal to npm stops everything", async () => {
  const plan = await newPlan();
  const program = watch("npm", ["run", "--silent", "serve"], { ...plan.environment, PATH: systemPath() });
  await program.started;
  const started = children(plan.folder);
  program.signal("SIGTERM");
  await program.ended;
  await until(() => !started.some(isAlive));
  expect(program.output()).toContain("正在停止");
});

test("through npm, on whatever Node the machine has, the program runs on its own Node", async () => {
  const program = watch("npm", ["start", "--silent", "--", "--nonsense"], { PATH: systemPath() });
  expect(await program.ended).toBe(1);
  expect(complaints(program.output())).toEqual([expect.stringContaining("不认识的参数 --nonsense")]);
});

/** PATH without the folders that npm put in front of it for us. */
function systemPath(): string {
  const folders = (process.env.PATH ?? "").split(":");
  return folders.filter((folder) => !folder.includes("node_modules")).join(":");
}

/** What it said, without the greeting. */
function complaints(output: string): string[] {
  return output.split("\n").filter((line) => line !== "" && line !== "联治 正在启动……");
}

/** Every file and folder there, made by whichever part, that is for more than its owner. */
function readableByOthers(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const inside = entries
    .filter((entry) => !entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name));
  const owners = (path: string) => (statSync(path, { throwIfNoEntry: false })?.mode ?? 0) & 0o077;
  return [folder, ...inside].filter((path) => owners(path) !== 0);
}

function place(folder: string, name: string, contents: string): void {
  mkdirSync(join(folder, name, ".."), { recursive: true });
  writeFileSync(join(folder, name), contents);
}

function answer(plan: Plan): Promise<Response> {
  return get(plan, "/");
}

function get(plan: Plan, path: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${plan.port}${path}`, { signal: AbortSignal.timeout(60_000) });
}

/** Four residents report without pause until nobody answers any more; `receipts` are those acknowledged so far. */
function reportUntilItBreaks(plan: Plan, { base, org }: County) {
  const receipts: string[] = [];
  const resident = async (number: number) => {
    for (let turn = 0; ; turn++) {
      const fields = {
        orgUnitId: org.grid,
        category: "drainage",
        body: `第 ${turn} 处漏水`,
        place: "劳动街",
      };
      const contact = {
        reporterName: "王女士",
        reporterPhone: "13812345678",
        _key: `report-${number}-${turn}`,
      };
      const network = { "x-forwarded-for": `10.${number}.${turn}.1` };
      const visitor = newVisitor(urlOf(plan));
      const answer = await visitor.post(`${base}/matters`, { ...fields, ...contact }, { headers: network });
      if (answer.status !== 303) throw new Error(`refused: ${answer.status}`);
      receipts.push(answer.headers.get("location") ?? "");
    }
  };
  const broken = [1, 2, 3, 4].map((number) => resident(number).catch(() => {}));
  return { receipts, broken };
}
