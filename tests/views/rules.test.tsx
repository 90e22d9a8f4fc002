import { describe, expect, test } from "vitest";
import { presets } from "../../db/presets/index.ts";
import { RulesPage } from "../../views/rules/rules.tsx";
import {
  cadenceWords,
  monthlyWindowWords,
  quorumWords,
  resolutionDueWords,
} from "../../views/rules/words.ts";
import { RuleSet } from "../../worker/rules/schema.ts";
import { page, text } from "./parsed.ts";
import { doubledIds, frame, now } from "./samples.ts";

describe.each(Object.values(presets))("$name", ({ key, name, rules }) => {
  const document = RuleSet.parse(rules);
  const current = {
    version: 1,
    rules: document,
    preset: key,
    note: "",
    effectiveFrom: now,
    publishedBy: "运维",
  };
  const parsed = page(<RulesPage frame={frame} page={current} presetName={name} />);

  test("names every level, step and series, and what the series rest on", () => {
    const shown = text(parsed);
    const { organisation, handling, meetings } = document;
    for (const { name } of [...organisation.levels, ...handling.levels, ...meetings.series]) {
      expect(shown).toContain(name);
    }
    for (const source of meetings.series.flatMap(({ source }) => source ?? [])) {
      expect(shown).toContain("ours" in source ? source.why : source.practice);
    }
  });

  test("leaves no key, no undefined and no doubled id behind", () => {
    expect(text(parsed)).not.toMatch(/undefined|null|\[object|beforeNextMeeting|windowEnd|\{sequence/);
    expect(doubledIds(parsed)).toEqual([]);
  });
});

test.each([
  [cadenceWords(undefined, true), "按需召开"],
  [cadenceWords({ every: "quarter" }, false), "每季度一次"],
  [
    cadenceWords({ every: "month", window: { fromMonth: 1, fromDay: 15, byMonth: 1, byDay: 25 } }, false),
    "每月一次，15 日至 25 日召开",
  ],
  [
    cadenceWords({ every: "quarter", window: { fromMonth: 1, fromDay: 1, byMonth: 2, byDay: 10 } }, true),
    "每季度一次，第 1 个月 1 日至第 2 个月 10 日召开，有需要可以加开",
  ],
  [quorumWords({ moreThan: "1/2" }), "过半数成员到会"],
  [quorumWords({ atLeast: "2/3" }), "不少于 2/3 的成员到会"],
  [resolutionDueWords("beforeNextMeeting"), "下次会议之前"],
  [resolutionDueWords({ workdays: 15 }), "15 个工作日内"],
  [
    monthlyWindowWords({ key: "street", name: "街道处理", fromDay: 1, byDay: 25, dayOff: "before" }),
    "每月 25 日前（街道处理），截止日休息的提前到前一个工作日",
  ],
])("%s", (words, expected) => {
  expect(words).toBe(expected);
});
