import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import type { DemoFile } from "../../bin/demo.ts";
import type { Mark } from "../../bin/runtime/folder.ts";
import { demoCounties } from "../../db/demo/index.ts";
import { isFull } from "../support/sample.ts";
import { newVisitor } from "../support/visitor.ts";
import { children, newPlan, run, sweep, until } from "./program.ts";

test.runIf(isFull)("npm start needs nothing, keeps what it made, and says what --fresh deletes", async () => {
  const { port, folder } = await newPlan();
  const environment = { PORT: String(port), DATA_DIR: folder };
  const url = `http://127.0.0.1:${port}`;
  const signIn = async () => {
    const { tenants } = JSON.parse(readFileSync(join(folder, "demo.json"), "utf8")) as DemoFile;
    const { username = "", password = "" } = tenants.xinye?.admin ?? {};
    return (await newVisitor(url).post("/t/xinye/session", { username, password })).status;
  };

  // Builds its worker itself, as on a fresh clone.
  const first = run({ ...environment, WORKER_BUNDLE: "" }, []);
  await first.started;
  await until(() => first.output().includes("按 Ctrl-C 停止"));
  expect(first.output()).toContain("建立演示数据");
  expect(await signIn()).toBe(303);
  first.signal("SIGINT");
  expect(await first.ended).toBe(0);

  const second = run(environment, []);
  await second.started;
  expect(second.output()).not.toContain("建立演示数据");
  expect(await signIn()).toBe(303);
  second.signal("SIGINT");
  await second.ended;

  const fresh = run(environment, ["--fresh"]);
  await until(() => fresh.output().includes("正在建立演示数据"));
  expect(fresh.output()).toMatch(/删除 .* 中的 6 个县（.*新野县.*）的全部数据和文件，共 [\d.]+ MB/);
  fresh.signal("SIGINT");
  await fresh.ended;

  const resumed = run(environment, []);
  await until(() => resumed.output().includes("上次的演示数据没有建完，重新开始"));
  resumed.signal("SIGINT");
  await resumed.ended;
});

test.runIf(isFull)(
  "a start that is killed while it tells the past goes on with it, and none tells it again",
  { timeout: 1_200_000 },
  async () => {
    const matters = 6;
    const { port, folder } = await newPlan();
    const environment = { PORT: String(port), DATA_DIR: folder, SAMPLE_MATTERS: String(matters) };
    const mark = (): Mark => JSON.parse(readFileSync(join(folder, "folder.json"), "utf8"));

    const first = run(environment, []);
    await first.started;
    await until(() => mark().past?.told.xinye !== undefined);
    const noted = mark().past;
    const left = children(folder);
    process.kill(first.pid, "SIGKILL");
    sweep(left);
    await first.ended;

    const second = run(environment, []);
    await second.started;
    expect(mark().past?.until).toBe(noted?.until);
    await until(() => second.output().includes("已全部补齐"), 600_000);
    expect(mark().past).toBeUndefined();
    second.signal("SIGINT");
    expect(await second.ended).toBe(0);

    for (const { slug, matters: told } of demoCounties) {
      const { numbers, reports } = whatIsIn(folder, slug);
      expect(numbers, slug).toHaveLength(matters + told.length);
      expect(numbers, slug).toEqual([...new Set(numbers)]);
      expect(reports, slug).toBe(numbers.length);
    }

    const third = run(environment, []);
    await third.started;
    await until(() => third.output().includes("按 Ctrl-C 停止"));
    expect(third.output()).not.toContain("补齐");
  },
);

/** The numbers of a county's matters, and how often one was reported, from its file. */
function whatIsIn(folder: string, slug: string) {
  const databases = join(folder, "sqld/dbs");
  const name = readdirSync(databases).find((one) => one.startsWith(`${slug}-`)) ?? "";
  const database = new DatabaseSync(join(databases, name, "data"), { readOnly: true });
  const numbers = database.prepare("SELECT number FROM matters ORDER BY number").all();
  const [reports] = database.prepare("SELECT count(*) n FROM events WHERE kind = 'reported'").all();
  database.close();
  return { numbers: numbers.map(({ number }) => String(number)), reports: Number(reports?.n) };
}
