import { describe, expect, test } from "vitest";
import { presets } from "../../../db/presets/index.ts";
import { promisedBy } from "../../../worker/rules/document/promised.ts";
import { RuleSet } from "../../../worker/rules/schema/rule-set.ts";
import { durationWords } from "../../../worker/time/duration.ts";
import { example } from "../acting/example.ts";

const partsOf = (change: (rules: RuleSet) => void) => {
  const rules = structuredClone(example);
  change(rules);
  return promisedBy(RuleSet.parse(rules)).limits;
};
const titles = (change: (rules: RuleSet) => void = () => {}) => partsOf(change).map(({ title }) => title);
const linesOf = (title: string, change: (rules: RuleSet) => void = () => {}) =>
  partsOf(change).find((part) => part.title === title)?.lines ?? [];

test("levels come from the bottom up, then routes, the whole, and what may change a time", () => {
  expect(titles()).toEqual([
    "网格",
    "社区",
    "街道",
    "护栏",
    "路灯",
    "全部办完",
    "可以延期的",
    "可以暂停计时的（挂起）",
    "评价",
    "复查、复核",
  ]);
});

test("what the rules don't have is promised by no line", () => {
  const bare = titles(({ handling }) => {
    delete handling.extensions;
    delete handling.pauses;
    delete handling.reviews;
    delete handling.routes;
  });
  expect(bare).toEqual(["网格", "社区", "街道", "全部办完", "评价"]);
});

test("a route for what others report isn't told, one that residents' reports take is", () => {
  expect(titles()).not.toContain("直达");
  expect(
    titles(({ handling }) => {
      for (const route of handling.routes ?? []) route.sources = ["resident", "patrol"];
    }),
  ).toContain("直达");
});

test("a level says what becomes of a matter it isn't done with, as the rules send it up; the last says nothing", () => {
  const onward = (escalateOn: RuleSet["handling"]["levels"][number]["escalateOn"]) =>
    linesOf("网格", ({ handling: { levels } }) => {
      if (levels[0]) levels[0].escalateOn = escalateOn;
    }).filter((line) => line.includes("上一级"));
  expect(onward(["request"])).toEqual(["本级办不了的，可以上报上一级"]);
  expect(onward(["unaccepted", "overdue", "windowEnd"])).toEqual([
    "过了受理时限没有受理的，自动转到上一级",
    "过了时限没有办完的，自动转到上一级",
    "过了截止日没有办完的，自动转到上一级",
  ]);
  expect(onward([])).toEqual([]);
  expect(linesOf("街道").filter((line) => line.includes("转到上一级"))).toEqual([]);
});

test("limits begin with what they begin with, and those of classes stand beside the plain one", () => {
  expect(linesOf("街道")).toEqual([
    "转到本级起 24 个工作小时内受理",
    "本级受理起 70 个工作小时内办理（按“供水抢修”的服务时间）",
    "“急办”事项：3 个工作小时内",
    "“路灯”事项：5 个工作小时内",
    "“道路”的“一般”事项：7 个工作小时内",
    "同一事项符合几条的，按最具体的一条：类别和紧急程度都写明的优先，其次写明类别的（下级类别优先），再次写明紧急程度的",
  ]);
});

test("the admission list is told where there is one, with a category for all below it", () => {
  expect(promisedBy(example).admission).toEqual({ categories: ["意见建议"], elsewhere: "请到街道窗口办理" });
  const without = { ...example.intake.admissionList, enabled: false };
  expect(
    promisedBy({ ...example, intake: { ...example.intake, admissionList: without } }).admission,
  ).toBeNull();
});

describe("of each preset", () => {
  test.each(Object.entries(presets))(
    "%s: every level, every limit, every commitment once",
    (_name, { rules }) => {
      const { commitments, limits, opening } = promisedBy(rules);
      expect(commitments.map(({ key }) => key).sort()).toEqual(
        (rules.intake.commitments ?? []).map(({ key }) => key).sort(),
      );
      for (const [index, { name, limit }] of rules.handling.levels.entries()) {
        expect(limits[index]?.title.startsWith(name)).toBe(true);
        if (limit) expect(limits[index]?.lines.join("")).toContain(durationWords(limit));
      }
      const whole = limits.find(({ title }) => title === "全部办完")?.lines.join("");
      expect(whole).toContain(durationWords(rules.handling.overall.limit));
      expect(opening.length).toBeGreaterThan(0);
    },
  );
});
