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
import { fullRules } from "./rule-example.ts";
import { doubledIds, frame, now } from "./samples.ts";
import { shown } from "./shown-rules.tsx";

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
    const said = text(shown(fullRules));

  test.each([
    "每次最长 6 个工作日，至多 3 次，由上一级批准",
    "自原到期时间起每次最长延长 9 个工作日，至多 1 次，由经办人自行决定，记录理由总期限一并顺延",
    "每季度一次，第 1 个月 1 日至 15 日集中征集向公众公布，隐去提出人姓名",
    "爱心商家认领，公布后 10 个工作日内认领，到期无人认领的提交会议",
    "积分自得分当月起 24 个月内有效积分在社区爱心超市兑换",
    "评价主体的权重：履职数据 60.5%、群众评议 39.5%，合计 100%",
    "指标（2 项，满分合计 100 分）",
    "良好（绿色）：85 分以上（含）至 100 分一般：60 分（含）至 85 分（不含）较差（红色）：60 分以下（不含）",
    "虚报走访数字：定为最低等次。须有的证据：核查记录。自告知起 5 个工作日内可以申诉",
    "良好：通报表扬",
    "各等次：结果报送组织部门",
    "值班，每天 1 至 2 人值班时间：18:00 至次日 08:00须签到打卡",
    "每月一次凭据：须有文字说明不要求签到打卡，须记录行走轨迹",
    "2026年8月6日至2026年8月8日放假，2026年8月15日上班",
  ])("says: %s", (sentence) => {
    expect(said).toContain(sentence);
  });
});
