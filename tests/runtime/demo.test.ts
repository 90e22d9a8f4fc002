import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { DemoFile } from "../../bin/demo.ts";
import { isFull } from "../support/sample.ts";
import { newVisitor } from "../support/visitor.ts";
import { newPlan, run, until } from "./program.ts";

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
