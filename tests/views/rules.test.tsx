import { describe, expect, test } from "vitest";
import { presets } from "../../db/presets/index.ts";
import { RulesPage } from "../../views/rules/rules.tsx";
import { cadenceWords, signedWords } from "../../views/rules/words.ts";
import { standings } from "../../worker/rules/document/acting.ts";
import { monthlyWindowWords } from "../../worker/rules/document/limits.ts";
import { quorumWords, resolutionDueWords } from "../../worker/rules/document/phrases.ts";
import { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { page, text } from "./parsed.ts";
import { fullRules } from "./rule-example.ts";
import { doubledIds, frame } from "./samples.ts";
import { shown } from "./shown-rules.tsx";

describe.each(Object.values(presets))("$name", ({ rules }) => {
  const document = RuleSet.parse(rules);
  const parsed = page(
    <RulesPage
      mark={{ standings }}
      frame={frame}
      version={{ number: 1, state: "running", rules: document }}
    />,
  );

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
  [
    cadenceWords({ every: "year", window: { fromMonth: 1, fromDay: 1, byMonth: 3, byDay: 28 } }, false),
    "每年一次，1月1日至3月28日召开",
  ],
  [
    cadenceWords({ every: "halfYear", window: { fromMonth: 2, fromDay: 1, byMonth: 2, byDay: 28 } }, false),
    "每半年一次，第 2 个月 1 日至 28 日召开",
  ],
  [signedWords([{ of: "role", name: "书记" }], fullRules.organisation), "书记签字后"],
  [
    signedWords(
      ["书记", "主任"].map((name) => ({ of: "role" as const, name })),
      fullRules.organisation,
    ),
    "书记、主任全部签字后",
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

describe("with everything in use", () => {
  const said = text(shown(fullRules));

  test.each([
    "每次最长 6 个工作日，至多 3 次，由上一级批准",
    "自原到期时间起每次最长延长 9 个工作日，至多 1 次，由经办人自行决定，记录理由总期限一并顺延",
    "每季度一次，第 1 个月 1 日至 15 日集中征集最后一天休息的提前到前一个工作日向公众公布，隐去提出人姓名",
    "爱心商家认领，公布后 10 个工作日内认领，到期无人认领的提交会议",
    "积分自得分次月起 24 个月内有效积分在社区爱心超市兑换",
    "评价主体的权重：履职数据 60.5%、群众评议 39.5%，合计 100%",
    "指标（2 项，满分合计 100 分）",
    "良好（绿色）：85 分以上（含）至 100 分一般：60 分（含）至 85 分（不含）较差（红色）：60 分以下（不含）",
    "虚报走访数字：定为最低等次。须有的证据：核查记录。自告知起 5 个工作日内可以申诉",
    "良好：通报表扬",
    "各等次：结果报送组织部门",
    "值班，每天 1 至 2 人值班时间：18:00 至次日 08:00须签到打卡",
    "每月一次最后一天休息的提前到前一个工作日凭据：须有文字说明不要求签到打卡，须记录行走轨迹",
    "次月 5 日前向县委组织部报备，当日休息的顺延到下一个工作日，没有报到的单位予以通报",
    "期满次月 20 日前向公众公布等次和排名，当日休息的顺延到下一个工作日",
    "过半数成员到会方可召开；委托他人参会的，计入到会人数",
    "2026年8月6日至2026年8月8日放假，2026年8月15日上班",
  ])("says: %s", (sentence) => {
    expect(said).toContain(sentence);
  });
});
