import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { presets } from "../../../db/presets/index.ts";
import { parseRuleSet } from "../../../worker/rules/document/parse.ts";

/** A copy of a preset with one place changed; undefined removes it. */
function changed(path: (string | number)[], value: unknown): unknown {
  const document = structuredClone(presets.xinye.rules) as unknown;
  const parent = path.slice(0, -1).reduce<unknown>((here, part) => (here as never)[part], document);
  const last = path.at(-1) ?? "";
  if (value === undefined) delete (parent as never)[last];
  else (parent as Record<string | number, unknown>)[last] = value;
  return document;
}

function problemsOf(document: unknown): string[] {
  const result = parseRuleSet(document);
  return result.ok ? [] : result.problems.map(({ where, message }) => `${where.join(" › ")}：${message}`);
}

describe("a rule set with a mistake", () => {
  test.each<[string, (string | number)[], unknown, string]>([
    ["an unknown section", ["extra"], 1, "规则：不认识的项：extra"],
    ["a misspelt key", ["reminders", "att"], "09:00", "提醒：不认识的项：att"],
    ["a missing section", ["handling"], undefined, "办理：缺少此项"],
    ["a wrong type", ["intake", "anonymous"], "yes", "受理 › 允许匿名上报：应为是或否"],
    ["no duration", ["handling", "overall", "limit"], { weeks: 2 }, "办理 › 总期限 › 总期限：时限只填一种"],
    [
      "two units",
      ["handling", "overall", "limit"],
      { days: 1, hours: 2 },
      "办理 › 总期限 › 总期限：时限只填一种",
    ],
    ["zero days", ["handling", "levels", 0, "limit"], { workdays: 0 }, "办理时限 › 工作日：不能少于1"],
    ["a bad clock", ["reminders", "at"], "九点", "提醒 › 提醒时间：请写成 08:30 的样子"],
    ["office hours that overlap", ["officeHours", "periods", 0, "to"], "15:00", "办公时段须按先后排列"],
    ["a share above one", ["meetings", "series", 0, "quorum"], { atLeast: "3/2" }, "比例不能大于1"],
    [
      "an unknown cadence",
      ["meetings", "series", 4, "cadence"],
      { every: "week" },
      "(“三方联动”议事会议) › 频次 › 周期：只能是",
    ],
    [
      "a window outside its period",
      ["meetings", "series", 4, "cadence", "window"],
      { byMonth: 2, byDay: 5 },
      "超出了周期的月数",
    ],
    [
      "a level that is not there",
      ["meetings", "series", 4, "level"],
      "village",
      "召开层级：没有标识为“village”的层级",
    ],
    [
      "a convener that is not there",
      ["meetings", "series", 4, "convener"],
      { of: "post", key: "mayor" },
      "召集人：没有标识为“mayor”的岗位",
    ],
    [
      "a unit kind that is not there",
      ["intake", "categories", 0, "units"],
      ["nasa"],
      "没有标识为“nasa”的成员单位类型",
    ],
    ["the same key twice", ["handling", "levels", 1, "key"], "grid", "标识“grid”重复"],
    ["a category's key twice, tiers apart", ["intake", "categories", 0, "key"], "ebikes", "标识“ebikes”重复"],
    ["going down instead of up", ["handling", "levels", 1, "level"], "building", "办理层级须自下而上"],
    ["the same level twice", ["handling", "levels", 1, "level"], "grid", "办理层级须自下而上"],
    ["an office that never opens", ["officeHours", "periods", 0, "to"], "08:30", "办公时段须按先后排列"],
    ["neither limit nor window", ["handling", "levels", 0, "limit"], undefined, "时限和窗口至少填一项"],
    [
      "going up unaccepted without a time to accept",
      ["handling", "levels", 0, "escalateOn"],
      ["unaccepted"],
      "没有设受理时限，不会因为超过它而上报",
    ],
    ["an empty admission list", ["intake", "admissionList", "enabled"], true, "实行准入清单时至少列一类事项"],
    [
      "no cadence to wait for",
      ["meetings", "series", 0, "cadence"],
      undefined,
      "没有频次的会议，决议须写明时限",
    ],
    ["a code without number", ["organisation", "codePattern"], "{division}", "编码规则须依次含"],
    ["a source without practice", ["organisation", "source"], [{ county: "某县" }], "依据须写明来源地和做法"],
  ])("%s is told where and why", (_, path, value, expected) => {
    const problems = problemsOf(changed(path, value));
    expect(problems.join("\n")).toContain(expected);
  });

  test("keeps the keys that lead to the field, for a program", () => {
    const result = parseRuleSet(changed(["handling", "levels", 0, "limit"], { workdays: 0 }));
    expect(result.ok ? [] : result.problems[0]?.at).toEqual(["handling", "levels", 0, "limit", "workdays"]);
  });
});

test.each<[string, (string | number)[], unknown, string]>([
  ["a missing section", ["handling"], undefined, "missing"],
  ["a missing field", ["handling", "overall", "limit"], undefined, "missing"],
  ["a missing choice", ["organisation", "levels", 0, "kind"], undefined, "missing"],
  ["a level", ["handling", "levels", 0, "level"], "moon", "dangling"],
  ["a post", ["meetings", "series", 0, "convener"], { of: "post", key: "moon" }, "dangling"],
  ["evaluators", ["assessments", "schemes", 0, "indicators", 0, "group"], "moon", "dangling"],
  ["a band", ["assessments", "schemes", 0, "consequences", 0, "bands"], ["moon"], "dangling"],
  ["a wrong type", ["intake", "anonymous"], "yes", "other"],
  ["a figure out of bounds", ["handling", "levels", 0, "limit"], { workdays: 0 }, "other"],
])("%s that is at fault has a kind, for whoever says it in other words", (_, path, value, kind) => {
  const result = parseRuleSet(changed(path, value));
  const there = result.ok ? [] : result.problems.filter(({ at }) => at.join().startsWith(path.join()));
  expect(there.map((problem) => problem.kind)).toEqual([kind]);
});

test("a name in the way to a fault is cleaned and cut like any other text", () => {
  const [first] = presets.xinye.rules.organisation.levels;
  const level = { ...first, kind: "moon", name: `\u202e\u0000${"长".repeat(100_000)}` };
  const [problem = ""] = problemsOf(changed(["organisation", "levels", 0], level));
  expect(problem).toContain(`层级第1项(${"长".repeat(60)}…) › `);
});

test("anything at all is answered, in Chinese, never thrown at", () => {
  const sections = Object.keys(presets.xinye.rules);
  const anything = fc.oneof(
    fc.anything(),
    fc.record({ section: fc.constantFrom(...sections), value: fc.anything() }).map(({ section, value }) => ({
      ...presets.xinye.rules,
      [section]: value,
    })),
  );
  fc.assert(
    fc.property(anything, (document) => {
      const result = parseRuleSet(document);
      if (result.ok) return;
      expect(result.problems.length).toBeGreaterThan(0);
      for (const { message } of result.problems) expect(message).toMatch(/\p{Script=Han}/u);
    }),
  );
});

test("what was parsed once parses again to the same", () => {
  for (const { rules } of Object.values(presets)) {
    const first = parseRuleSet(rules);
    if (!first.ok) throw new Error(JSON.stringify(first.problems));
    expect(parseRuleSet(JSON.parse(JSON.stringify(first.rules)))).toEqual(first);
  }
});

describe("sources as they were written before counties named their own", () => {
  const former = (sources: unknown) => changed(["intake", "sources"], sources);

  test("are read as a county would write them today, in a file beside others", () => {
    const own = { key: "wechat", name: "小程序", channels: ["resident"] };
    const result = parseRuleSet(former(["resident", own, "patrol"]));
    expect(result.ok && result.rules.intake.sources).toEqual([
      { key: "resident", name: "居民上报", channels: ["resident"] },
      own,
      { key: "patrol", name: "网格巡查", channels: ["staff"] },
    ]);
  });

  test.each([
    ["an unknown word", ["resident", "moon"], "受理 › 事项来源第2项：应为一组内容"],
    ["a name of every object", ["resident", "constructor"], "受理 › 事项来源第2项：应为一组内容"],
    ["one twice", ["resident", "resident"], "受理 › 事项来源第2项(居民上报) › 标识：标识“resident”重复"],
    ["no list", "resident", "受理 › 事项来源：应为列表"],
    ["nothing", [], "受理 › 事项来源：不能少于1项"],
  ])("are refused with their place: %s", (_, sources, problem) => {
    expect(problemsOf(former(sources))).toContain(problem);
  });
});
