import { describe, expect, test } from "vitest";
import { basisOf } from "../../worker/domain/matters/basis.ts";
import { rulesOf } from "../rules/examples.ts";

const step = { kind: "matter.step", ruleVersion: 2 };
const overall = { kind: "matter.overall", ruleVersion: 2 };

describe("why a matter's clock shows what it shows", () => {
  test("a limit counts from the day its level got the matter", () => {
    const own = { version: 2, rules: rulesOf("xinye") };
    expect(basisOf(own, "street", step)).toBe("按规则第 2 版：转到本级起 10 个工作日内");
    expect(basisOf(own, "street", overall)).toBe("按规则第 2 版：自上报起 30 个工作日，转办、重办不重新起算");
  });

  test("a window names its day", () => {
    const own = { version: 2, rules: rulesOf("ninglang") };
    expect(basisOf(own, "gridMeeting", step)).toBe("按规则第 2 版：每月 15 日前（网格联席会议）");
  });

  test("with both, the earlier counts", () => {
    const rules = structuredClone(rulesOf("ninglang"));
    for (const level of rules.handling.levels) if (level.key === "street") level.limit = { workdays: 5 };
    expect(basisOf({ version: 2, rules }, "street", step)).toBe(
      "按规则第 2 版：转到本级起 5 个工作日内，每月 25 日前（街道处理），以先到的为准",
    );
  });

  test("a clock that a later version moved says by which", () => {
    const own = { version: 2, rules: rulesOf("xinye") };
    expect(basisOf(own, "grid", { ...step, ruleVersion: 5 })).toBe("按规则第 5 版重新计算");
  });
});
