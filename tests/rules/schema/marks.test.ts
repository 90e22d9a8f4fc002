import { expect, test } from "vitest";
import { broken, refusals } from "../broken.ts";

const scheme = ["assessments", "schemes", 0] as const;

test("marks given by hand need somebody who gives them, and the indicator says so", () => {
  // The figures are counted by the product, so that group names nobody.
  expect(refusals(broken([...scheme, "indicators", 2, "group"], "figures"))).toContain(
    "assessments.schemes.0.indicators.2.group: 人工评分的指标须由有评价人的主体评",
  );
  expect(refusals(broken([...scheme, "groups", 1, "evaluators"], []))).toEqual([
    "assessments.schemes.0.indicators.2.group: 人工评分的指标须由有评价人的主体评",
  ]);
});

test("a group that is not there is told as that, not as one without evaluators", () => {
  const problems = refusals(broken([...scheme, "indicators", 2, "group"], "moon"));
  expect(problems.filter((problem) => problem.includes("indicators.2.group"))).toEqual([
    "assessments.schemes.0.indicators.2.group: 没有标识为“moon”的评价主体",
  ]);
});
