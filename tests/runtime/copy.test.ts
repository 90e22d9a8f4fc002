import { cpSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { freePort } from "../../bin/runtime/ports.ts";
import { isAlive } from "../../bin/runtime/processes.ts";
import { runningVars } from "../../bin/runtime/running.ts";
import { isFull } from "../support/sample.ts";
import { children, newPlan, run } from "./program.ts";

test.runIf(isFull)("a restore tried beside a running installation leaves that one alone", async () => {
  const plan = await newPlan();
  const program = run(plan.environment);
  await program.started;
  const original = children(plan.folder);
  expect(original).toHaveLength(2);

  const folder = join(dirname(plan.folder), "copy");
  cpSync(plan.folder, folder, { recursive: true, verbatimSymlinks: true });
  const port = await freePort();
  const environment = { ...plan.environment, DATA_DIR: folder, PORT: String(port) };
  expect(() => runningVars(environment)).toThrow("没有在运行");

  const second = run({ ...environment, PUBLIC_URL: `http://127.0.0.1:${port}` });
  await second.started;
  expect(second.output()).not.toContain("残留");
  expect(original.every(isAlive)).toBe(true);
  expect((await fetch(plan.environment.PUBLIC_URL ?? "")).status).toBe(200);
  const [first, copied] = [plan.environment, environment].map((each) => runningVars(each).SQLD_URL);
  expect(copied).not.toBe(first);

  expect(program.output()).not.toContain("意外退出");
});
