import { describe, expect, test } from "vitest";
import { ruleBasis } from "../../worker/domain/matters/rule-basis.ts";
import { rulesOf } from "../rules/examples.ts";

const clock = { noun: "matter", ruleVersion: 2, setBy: "rules", reason: null } as const;
const step = (level: string) => ({ ...clock, kind: "step", inputs: { level } });
const overall = { ...clock, kind: "overall", inputs: {} };
const evaluation = { ...clock, kind: "evaluation", inputs: {} };

describe("why a matter's clock shows what it shows", () => {
  test("a limit counts from the day its level got the matter", () => {
    const own = { version: 2, rules: rulesOf("xinye") };
    expect(ruleBasis(own, step("street"))).toBe("按规则第 2 版：转到本级起 10 个工作日内");
    expect(ruleBasis(own, overall)).toBe("按规则第 2 版：自上报起 30 个工作日，转办、重办不重新起算");
  });

  test("a limit that is counted by a service names it", () => {
    const rules = structuredClone(rulesOf("xinye"));
    rules.serviceHours = { services: [{ key: "water", name: "供水抢修", rests: "never" }] };
    for (const level of rules.handling.levels) level.service = "water";
    expect(ruleBasis({ version: 2, rules }, step("street"))).toBe(
      "按规则第 2 版：转到本级起 10 个工作日内（按“供水抢修”的服务时间）",
    );
  });

  test("the time for the resident's verdict counts from the notice that it is resolved", () => {
    const own = { version: 2, rules: rulesOf("xinye") };
    expect(ruleBasis(own, evaluation)).toBe("按规则第 2 版：自办结告知起 7 天");
  });

  test("a window names its day", () => {
    const own = { version: 2, rules: rulesOf("ninglang") };
    expect(ruleBasis(own, step("gridMeeting"))).toBe("按规则第 2 版：每月 15 日前（网格联席会议）");
  });

  test("with both, the earlier counts", () => {
    const rules = structuredClone(rulesOf("ninglang"));
    for (const level of rules.handling.levels) if (level.key === "street") level.limit = { workdays: 5 };
    expect(ruleBasis({ version: 2, rules }, step("street"))).toBe(
      "按规则第 2 版：转到本级起 5 个工作日内，每月 25 日前（街道处理），以先到的为准",
    );
  });

  test("a clock that a later version moved says by which", () => {
    const own = { version: 2, rules: rulesOf("xinye") };
    expect(ruleBasis(own, { ...step("grid"), ruleVersion: 5 })).toBe("按规则第 5 版重新计算");
  });

  test("a clock that a person set says why they did", () => {
    const own = { version: 2, rules: rulesOf("xinye") };
    const set = { ...step("grid"), setBy: "person", reason: "等待鉴定结论" } as const;
    for (const ruleVersion of [2, 5]) expect(ruleBasis(own, { ...set, ruleVersion })).toBe("等待鉴定结论");
  });
});
