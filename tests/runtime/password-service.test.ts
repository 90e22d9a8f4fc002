import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { passwordService } from "../../bin/runtime/password-service.ts";
import type { PasswordQuestion } from "../../worker/env.ts";

const service = passwordService({ Response: Response as never });
const ask = (question: PasswordQuestion) =>
  service(new Request("http://passwords", { method: "POST", body: JSON.stringify(question) }));

test("hashes and checks, and goes on after what it can't check", async () => {
  const hash = await (await ask({ password: "长江边的密码", cost: { memory: 32, passes: 1 } })).json();
  const check = async (password: string) => (await ask({ password, hash: String(hash) })).json();
  expect([await check("长江边的密码"), await check("长江边的密")]).toEqual([true, false]);
  expect((await ask({ password: "x", hash: "$argon2id$v=19$m=1,t=0,p=1$AA$AA" })).status).toBe(503);
  expect(await check("长江边的密码")).toBe(true);
});

test.runIf(process.platform === "linux")("its threads go behind all others, and no others do", async () => {
  await ask({ password: "x", cost: { memory: 32, passes: 1 } });
  const nice = readdirSync("/proc/self/task").map((task) => {
    const stat = readFileSync(`/proc/self/task/${task}/stat`, "utf8");
    return { name: /\((.*)\)/.exec(stat)?.[1], nice: stat.slice(stat.lastIndexOf(")") + 2).split(" ")[16] };
  });
  expect(nice.filter((one) => one.nice === "10").length).toBeGreaterThan(0);
  expect(nice.find(({ name }) => name === "node" || name === "MainThread")?.nice).toBe("0");
});
