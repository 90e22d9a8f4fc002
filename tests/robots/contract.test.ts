import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { outcomeOf } from "../../worker/domain/robots/answer.ts";
import { freeAt } from "../../worker/domain/robots/pace.ts";
import { awakeAt } from "../../worker/domain/robots/quiet.ts";
import { signatureFor } from "../../worker/domain/robots/sign.ts";
import { instant } from "../../worker/time/instants.ts";

describe("signatures", () => {
  // Worked out by Python's hmac, as the platforms' documents show it.
  test("DingTalk's stand in the address: the secret signs time and secret, in milliseconds", async () => {
    expect(await signatureFor("dingtalk", "this is secret", 1_577_808_000_000)).toEqual({
      parameters: {
        timestamp: "1577808000000",
        sign: "ijHEivi6YiCNPZOq4hZstmvZ3sPfbioAiMhP30ae7W0=",
      },
      fields: {},
    });
  });

  test("Feishu's stand in the body: time and secret sign nothing, in seconds", async () => {
    expect(await signatureFor("feishu", "demo", 1_599_360_473_999)).toEqual({
      parameters: {},
      fields: { timestamp: "1599360473", sign: "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=" },
    });
  });

  test("are the same as another implementation makes", async () => {
    for (const [secret, now] of [
      ["SEC密钥", 1_764_472_000_123],
      ["x".repeat(200), 1],
    ] as const) {
      const signed = createHmac("sha256", secret).update(`${now}\n${secret}`).digest("base64");
      expect((await signatureFor("dingtalk", secret, now)).parameters.sign).toBe(signed);
      const key = `${Math.floor(now / 1000)}\n${secret}`;
      const empty = createHmac("sha256", key).update("").digest("base64");
      expect((await signatureFor("feishu", secret, now)).fields.sign).toBe(empty);
    }
  });

  test("are left out where there is no secret, and by WeCom", async () => {
    const none = { parameters: {}, fields: {} };
    expect(await signatureFor("dingtalk", null, 1)).toEqual(none);
    expect(await signatureFor("feishu", null, 1)).toEqual(none);
    expect(await signatureFor("wecom", "SEC", 1)).toEqual(none);
  });
});

describe("the night", () => {
  test.each([
    ["08:00 is day", "2026-11-30T00:00:00.000Z", "2026-11-30T00:00:00.000Z"],
    ["20:59 is day", "2026-11-30T12:59:59.999Z", "2026-11-30T12:59:59.999Z"],
    ["21:00 waits until tomorrow", "2026-11-30T13:00:00.000Z", "2026-12-01T00:00:00.000Z"],
    ["midnight waits until today", "2026-11-30T16:00:00.000Z", "2026-12-01T00:00:00.000Z"],
    ["07:59 waits a moment", "2026-11-29T23:59:59.999Z", "2026-11-30T00:00:00.000Z"],
    ["the year's last evening", "2026-12-31T14:00:00.000Z", "2027-01-01T00:00:00.000Z"],
  ])("%s", (_what, at, awake) => {
    expect(awakeAt(instant(at))).toBe(awake);
  });
});

describe("the pace", () => {
  const now = 1_000_000;
  const times = (many: number, ago: number) => Array.from({ length: many }, () => now - ago);

  test("is 20 a minute for WeCom and DingTalk", () => {
    for (const kind of ["wecom", "dingtalk"] as const) {
      expect(freeAt(kind, times(19, 0), now)).toBe(now);
      expect(freeAt(kind, times(20, 10_000), now)).toBe(now + 50_000);
      expect(freeAt(kind, times(20, 60_000), now)).toBe(now);
      expect(freeAt(kind, [...times(5, 30_000), ...times(19, 100)], now)).toBe(now + 30_000);
    }
  });

  test("is 5 a second and 100 a minute for Feishu", () => {
    expect(freeAt("feishu", times(4, 0), now)).toBe(now);
    expect(freeAt("feishu", times(5, 400), now)).toBe(now + 600);
    expect(freeAt("feishu", times(99, 2_000), now)).toBe(now);
    expect(freeAt("feishu", times(100, 2_000), now)).toBe(now + 58_000);
    expect(freeAt("feishu", [], now)).toBe(now);
  });
});

describe("answers", () => {
  const of = (kind: "wecom" | "dingtalk" | "feishu", body: unknown, status = 200) =>
    outcomeOf(kind, { status, body }, ["top-secret-key"]);

  test("of 0 mean that it was received", () => {
    expect(of("wecom", { errcode: 0, errmsg: "ok" })).toEqual({ kind: "received" });
    expect(of("dingtalk", { errcode: 0, errmsg: "ok" })).toEqual({ kind: "received" });
    expect(of("feishu", { StatusCode: 0, code: 0, msg: "success" })).toEqual({ kind: "received" });
  });

  test.each([
    ["wecom", 93000, "已被移出群"],
    ["wecom", 93004, "停用"],
    ["dingtalk", 310000, "加签"],
    ["dingtalk", 300001, "地址无效"],
    ["feishu", 19001, "地址无效"],
    ["feishu", 19021, "加签密钥不对"],
    ["feishu", 19022, "IP"],
    ["feishu", 19024, "关键词"],
  ] as const)("of %s with %s are refusals that say what to do", (kind, code, said) => {
    const body = { errcode: code, code, errmsg: "x", msg: "x" };
    expect(of(kind, body)).toMatchObject({ kind: "refused", words: expect.stringContaining(said) });
    expect(of(kind, body)).toMatchObject({ words: expect.stringContaining(String(code)) });
  });

  test.each([
    ["wecom", 45009],
    ["dingtalk", 130101],
    ["dingtalk", 410100],
    ["feishu", 11232],
  ] as const)("of %s with %s mean that too many were sent", (kind, code) => {
    expect(of(kind, { errcode: code, code })).toEqual({ kind: "limited" });
  });

  test("of HTTP 429 mean the same", () => {
    expect(of("feishu", { code: 99991400 }, 429)).toEqual({ kind: "limited" });
  });

  test.each([
    ["an unknown code", { errcode: 7, errmsg: "busy" }, 200, "busy（7）"],
    ["no JSON", null, 200, "没有按约定回答（HTTP 200）"],
    ["a list", [0], 200, "没有按约定回答"],
    ["a word for a code", { errcode: "0" }, 200, "没有按约定回答"],
    ["a gateway", null, 502, "HTTP 502"],
    ["success within a failure", { errcode: 0 }, 500, "HTTP 500"],
  ])("with %s are failures, to be tried again", (_what, body, status, said) => {
    expect(of("wecom", body, status)).toMatchObject({ kind: "failed", words: expect.stringContaining(said) });
  });

  test("that lead elsewhere are refusals", () => {
    expect(of("wecom", null, 302)).toMatchObject({ kind: "refused" });
  });

  test("never repeat what is secret, nor more than a line", () => {
    const errmsg = `bad key top-secret-key\n${"x".repeat(500)}`;
    const { words } = of("wecom", { errcode: 7, errmsg }) as { words: string };
    expect(words).not.toContain("top-secret-key");
    expect(words).not.toContain("\n");
    expect(words.length).toBeLessThan(160);
  });
});
