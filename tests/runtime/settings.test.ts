import { expect, test } from "vitest";
import { backupKeyFrom } from "../../bin/backups/seal.ts";
import { Refusal } from "../../bin/runtime/refusal.ts";
import { mintToken, newSecrets } from "../../bin/runtime/secrets.ts";
import { readSettings } from "../../bin/runtime/settings.ts";
import { command } from "./program.ts";

const secrets = { ...newSecrets() };
const production = { ...secrets, PUBLIC_URL: "https://zhili.example.gov.cn" };

test("a demo needs nothing", () => {
  expect(readSettings([], {})).toMatchObject({
    purpose: "demo",
    host: "127.0.0.1",
    port: 8787,
    publicUrl: "http://127.0.0.1:8787",
    folder: `${process.cwd()}/.data`,
    trustProxy: false,
    fresh: false,
  });
});

test("whom to tell of a weakness is nobody unless it is said", () => {
  expect(readSettings([], {}).securityContact).toBe("");
  const SECURITY_CONTACT = "mailto:anquan@zhili.example.gov.cn";
  expect(readSettings([], { SECURITY_CONTACT }).securityContact).toBe(SECURITY_CONTACT);
});

test("group robots are at their documented addresses unless private ones are named", () => {
  expect(readSettings([], {}).robotPlaces).toBe("");
  const ROBOT_PLACES = "wecom=https://wx.example.gov.cn dingtalk=https://ding.example.gov.cn:8443";
  expect(readSettings([], { ROBOT_PLACES }).robotPlaces).toBe(ROBOT_PLACES);
});

test("events are sent nowhere unless places are named", () => {
  expect(readSettings([], {}).webhookPlaces).toBe("");
  const WEBHOOK_PLACES = "https://hub.example.gov.cn:8443 https://*.xinye.gov.cn";
  expect(readSettings([], { WEBHOOK_PLACES }).webhookPlaces).toBe(WEBHOOK_PLACES);
});

test("--fresh is understood after `--` and without it", () => {
  expect(readSettings(["--fresh"], {}).fresh).toBe(true);
  expect(readSettings([], { npm_config_fresh: "true" }).fresh).toBe(true);
});

test("what opens /metrics is nothing unless it is said", () => {
  const METRICS_TOKEN = "0123456789abcdefghijklmnopqrstuv";
  expect([{}, { METRICS_TOKEN }].map((given) => readSettings([], given).metricsToken)).toEqual([
    "",
    METRICS_TOKEN,
  ]);
});

test("what `npm run secrets` prints is all that production needs besides its address, and a key for backups", async () => {
  const { code, out } = await command("bin/secrets.ts", [], {});
  const printed = Object.fromEntries(
    [...out.matchAll(/^(\w+)=(.+)$/gm)].map(([, name, value]) => [name, value]),
  );
  expect(code).toBe(0);
  expect(() =>
    readSettings(["--production"], { ...printed, PUBLIC_URL: production.PUBLIC_URL }),
  ).not.toThrow();
  expect(backupKeyFrom(printed)).toBe(printed.BACKUP_KEY);
});

test("production takes its keys from the environment", () => {
  expect(readSettings(["--production"], production)).toMatchObject({
    secrets,
    publicUrl: production.PUBLIC_URL,
  });
});

test.each([
  ["a port that is none", [], { PORT: "abc" }, "不是端口号"],
  ["a port out of range", [], { PORT: "70000" }, "不是端口号"],
  ["no number of database servers", [], { SQLD_SERVERS: "two" }, "SQLD_SERVERS=two"],
  ["more database servers than there may be", [], { SQLD_SERVERS: "9" }, "1 到 8"],
  ["a short token", [], { METRICS_TOKEN: "0123456789" }, "METRICS_TOKEN 须为"],
  ["an unknown argument", ["--frsh"], {}, "不认识的参数 --frsh"],
  ["--fresh in production", ["--production", "--fresh"], production, "不接受 --fresh"],
  [
    "plain http in production",
    ["--production"],
    { ...production, PUBLIC_URL: "http://a.example" },
    "https://",
  ],
  [
    "an address with a path",
    ["--production"],
    { ...production, PUBLIC_URL: "https://a.example/b" },
    "不是网址",
  ],
  [
    "a contact without a scheme",
    [],
    { SECURITY_CONTACT: "a@b.example" },
    "SECURITY_CONTACT=a@b.example 不是",
  ],
  ["a robot's place in plain http", [], { ROBOT_PLACES: "wecom=http://wx.example" }, "ROBOT_PLACES=wecom="],
  ["a platform that nobody knows", [], { ROBOT_PLACES: "slack=https://a.example" }, "ROBOT_PLACES=slack="],
  ["a place with a path", [], { ROBOT_PLACES: "wecom=https://a.example/b" }, "ROBOT_PLACES=wecom="],
  ["a place of webhooks in plain http", [], { WEBHOOK_PLACES: "http://a.example" }, "WEBHOOK_PLACES=http:"],
  ["a proxy that is neither there nor not", [], { TRUST_PROXY: "true" }, "TRUST_PROXY=true"],
  ["a port of the database server that is none", [], { SQLD_PORT: "x" }, "SQLD_PORT=x"],
  ["no number of databases", [], { SQLD_OPEN_AT_ONCE: "4k" }, "SQLD_OPEN_AT_ONCE=4k"],
  ["no number of sample matters", [], { SAMPLE_MATTERS: "many" }, "SAMPLE_MATTERS=many"],
  ["too many sample matters", [], { SAMPLE_MATTERS: "2001" }, "0 到 2000"],
  ["a short secret", ["--production"], { ...production, SECRETS_KEY: btoa("short") }, "SECRETS_KEY"],
  [
    "a key that is none",
    ["--production"],
    { ...production, SQLD_SIGNING_KEY: "A".repeat(64) },
    "SQLD_SIGNING_KEY",
  ],
])("refuses %s", (_what, args, environment, said) => {
  expect(() => readSettings(args, environment)).toThrow(Refusal);
  expect(() => readSettings(args, environment)).toThrow(said);
});

test("everything wrong is said at once, a line each", () => {
  try {
    readSettings(["--production"], { PORT: "x" });
    expect.unreachable();
  } catch (error) {
    expect((error as Error).message.split("\n")).toHaveLength(6);
  }
});

test("a token names one namespace and ends when told to", () => {
  const [, claims = ""] = mintToken(secrets, "xinye", { lifetime: 60 }).split(".");
  const { id, a, exp } = JSON.parse(Buffer.from(claims, "base64url").toString());
  expect({ id, a }).toEqual({ id: "xinye", a: "rw" });
  expect(exp - Date.now() / 1000).toBeLessThanOrEqual(60);
});
