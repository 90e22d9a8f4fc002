import { describe, expect, test } from "vitest";
import type { Indicator, RuleSet } from "../../../../worker/rules/schema/rule-set.ts";
import { assessed, found, located, plain, reported, type Scheme, scheme } from "./examples.ts";

describe("the same figure", () => {
  const other = (subjects: Scheme["subjects"], figure: string) =>
    scheme({ key: "other", name: "专项考核", subjects }, reported(figure));

  test.each<[string, Scheme[], string[]]>([
    ["once", [scheme({}, reported("新建充电桩（个）"))], []],
    ["twice in one scheme", [scheme({}, reported("新建充电桩"), reported("新建充电桩"))], ["新建充电桩"]],
    [
      "in two schemes, written otherwise",
      [
        scheme({}, reported("新建充电桩（个）")),
        other([{ of: "level", key: "community" }], "新建 充电桩(台)"),
      ],
      ["新建充电桩"],
    ],
    [
      "of a level and of the post held at it",
      [scheme({}, reported("新建充电桩")), other([{ of: "post", key: "communitySecretary" }], "新建充电桩")],
      ["新建充电桩"],
    ],
    [
      "of two levels",
      [scheme({}, reported("新建充电桩")), other([{ of: "level", key: "street" }], "新建充电桩")],
      [],
    ],
  ])("%s", (_, schemes, names) => {
    const at = "assessments.schemes.community";
    expect(located(assessed(...schemes))).toEqual(names.map((name) => ["asked-twice", at, name]));
  });

  test("is only asked where units fill it in", () => {
    const marked: Partial<Indicator> = { by: "hand", figure: "居民满意率" };
    expect(found(assessed(scheme({}, marked, marked)))).toEqual([]);
  });

  test("is said with every place where it is asked", () => {
    const [finding] = found(
      assessed(scheme({}, reported("新建充电桩")), other([{ of: "level", key: "community" }], "新建充电桩")),
    );
    expect(finding?.message).toContain("要填报 2 次：专项考核的“指标0”、社区考核的“指标0”");
  });

  test("is looked for without trying every figure against every other", () => {
    let looks = 0;
    const postKinds = Array.from({ length: 60 }, (_, index) => ({
      ...(plain.organisation.postKinds[0] as RuleSet["organisation"]["postKinds"][number]),
      key: `post${index}`,
      get levels() {
        looks += 1;
        return ["community"];
      },
    }));
    const schemes = Array.from({ length: 20 }, (_, index) =>
      scheme(
        {
          key: `s${index}`,
          subjects: [
            { of: "role", name: `${index}` },
            { of: "post", key: `post${index}` },
          ],
        },
        ...Array.from({ length: 100 }, () => reported("新建充电桩")),
      ),
    );
    const organisation = { ...plain.organisation, postKinds };
    expect(found({ organisation, ...assessed(...schemes) }).map(({ rule }) => rule)).toEqual(["asked-twice"]);
    // A few times for each scheme and post, never for each pair of 2,000 indicators.
    expect(looks).toBeLessThan(10_000);
  });

  test.each([
    ["事项按时响应率（%）", "事项按时响应率"],
    ["问题解决率", "事项解决率"],
    ["居民满意度", "居民满意率"],
    ["按期办结率", "事项按时办结率"],
    ["重办率", "事项重办率"],
    ["会议召开次数", "会议按期召开率"],
    ["参会率", "会议到会率"],
    ["议定事项落实率", "决议按期完成率"],
    ["吹哨报到率", "吹哨按时报到率"],
    ["认领项目办成数", "认领办成数"],
    ["微心愿完成数", "微心愿办成数"],
    ["入户走访率", "走访覆盖率"],
  ])("%s is counted by the product", (figure, metric) => {
    const [finding, ...more] = found(assessed(scheme({}, reported(figure))));
    expect(finding).toMatchObject({
      rule: "counted-anyway",
      at: "assessments.schemes.community",
      name: "指标0",
    });
    expect(finding?.message).toContain(metric);
    expect(more).toEqual([]);
  });

  test.each(["新增就业人数", "企业满意度", "双报到率", "办结工程款（万元）", "心愿墙数量"])(
    "%s is not",
    (figure) => {
      expect(found(assessed(scheme({}, reported(figure))))).toEqual([]);
    },
  );
});
