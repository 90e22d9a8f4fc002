import { describe, expect, test } from "vitest";
import type { Indicator } from "../../../../worker/rules/schema/rule-set.ts";
import { assessed, found, held, type Scheme, scheme } from "./examples.ts";

describe("meetings at one level", () => {
  test.each<[Parameters<typeof held>, number]>([
    [["month", "month"], 0],
    [["month", "month", "year"], 1],
    [["month", "quarter", "quarter", "quarter"], 0],
    [["month", "quarter", "quarter", "quarter", "halfYear"], 1],
    [["month", "month", "asNeeded", "asNeeded"], 0],
  ])("%j", (every, count) => {
    expect(found(held(...every))).toHaveLength(count);
  });

  test("are named with their number, and the figure is said to be ours", () => {
    const [finding] = found(held("month", "month", "quarter"));
    expect(finding).toMatchObject({ rule: "meetings", at: "meetings.series.series0", name: "社区" });
    expect(finding?.message).toContain("平均每月要开 2.3 次例会（会议0、会议1、会议2）");
    expect(finding?.message).toContain("超过 2 次（本系统的参考数）");
    expect(finding?.citation).toContain("《整治形式主义为基层减负若干规定》");
  });

  test("lead to the series that is held most often", () => {
    const [finding] = found(held("year", "month", "quarter", "month", "halfYear"));
    expect(finding?.at).toBe("meetings.series.series1");
    expect(finding?.message).toContain("（会议0、会议1、会议2、会议3、会议4）");
  });

  test("of several levels don't add up", () => {
    const { meetings } = held("month", "month", "month");
    const series = (meetings?.series ?? []).map((entry, index) => ({
      ...entry,
      level: ["county", "street", "community"][index] ?? "",
    }));
    expect(found({ meetings: { series } })).toEqual([]);
  });
});

describe("what has to be filled in or marked by hand", () => {
  const many = (count: number, change: Partial<Indicator> = {}) =>
    Array.from({ length: count }, (_, index) => ({ name: `第${index}项`, ...change }));
  const metric: Partial<Indicator> = { by: "metric", metric: "resolvedRate", criteria: undefined };

  test.each<[string, Scheme[], number]>([
    ["ten a month", [scheme({ every: "month" }, ...many(10))], 0],
    ["eleven a month", [scheme({ every: "month" }, ...many(11))], 1],
    ["thirty a quarter", [scheme({ every: "quarter" }, ...many(30))], 0],
    ["a hundred a year", [scheme({ every: "year" }, ...many(100))], 0],
    ["fifty that the product counts", [scheme({ every: "month" }, ...many(50, metric))], 0],
    [
      "six of the community and six of its secretary, each month",
      [
        scheme({ every: "month" }, ...many(6)),
        scheme(
          { key: "secretary", every: "month", subjects: [{ of: "post", key: "communitySecretary" }] },
          ...many(6),
        ),
      ],
      2,
    ],
    [
      "eleven of two levels at once",
      [
        scheme(
          {
            every: "month",
            subjects: [
              { of: "level", key: "street" },
              { of: "level", key: "community" },
            ],
          },
          ...many(11),
        ),
      ],
      2,
    ],
    [
      "six each of two levels",
      [
        scheme({ every: "month" }, ...many(6)),
        scheme({ key: "street", every: "month", subjects: [{ of: "level", key: "street" }] }, ...many(6)),
      ],
      0,
    ],
  ])("%s", (_, schemes, count) => {
    expect(found(assessed(...schemes)).map(({ rule }) => rule)).toEqual(Array(count).fill("scored-items"));
  });

  test("leads to the scheme that asks most in a year", () => {
    const [finding] = found(
      assessed(
        scheme({ key: "yearly", name: "年度考核", every: "year" }, ...many(50)),
        scheme({ key: "monthly", name: "月度考核", every: "month" }, ...many(8)),
      ),
    );
    expect(finding?.at).toBe("assessments.schemes.monthly");
    expect(finding?.message).toContain("（年度考核、月度考核）");
  });

  test("is said with its number", () => {
    const [finding] = found(assessed(scheme({ every: "month" }, ...many(11))));
    expect(finding).toMatchObject({ at: "assessments.schemes.community", name: "社区" });
    expect(finding?.message).toContain(
      "对社区平均每月要填报、评分 11 项（社区考核），超过 10 项（本系统的参考数）",
    );
  });
});
