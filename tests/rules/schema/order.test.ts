import { describe, expect, test } from "vitest";
import { broken, refusals } from "../broken.ts";

const level = (key: string, kind: string, name = key) => ({ key, kind, name });

/** What is said of the order of levels; references to levels that went are left out. */
const told = (...levels: ReturnType<typeof level>[]) =>
  refusals(broken(["organisation", "levels"], levels)).filter((problem) =>
    /^organisation\.levels\.\d+\.kind/.test(problem),
  );

describe("levels from the top down", () => {
  test("may be graded within a kind", () => {
    const graded = [
      level("county", "county"),
      level("community", "community"),
      level("firstGrid", "grid", "一级网格"),
      level("secondGrid", "grid", "二级网格"),
      level("building", "micro"),
    ];
    expect(told(...graded)).toEqual([]);
  });

  test("may not stand on their heads, graded or not", () => {
    const turned = [
      level("county", "county"),
      level("firstGrid", "grid", "一级网格"),
      level("secondGrid", "grid", "二级网格"),
      level("community", "community", "社区"),
    ];
    expect(told(...turned)).toEqual([
      "organisation.levels.3.kind: 层级须自上而下：“社区”不能排在“二级网格”之下",
    ]);
  });

  test.each([
    ["county", "县（市、区）"],
    ["prefecture", "市（地级）"],
  ])("have one %s alone, where whoever administers it is invited", (kind, word) => {
    expect(told(level("one", kind), level("other", kind), level("grid", "grid"))).toEqual([
      `organisation.levels.1.kind: “${word}”只能有一级`,
    ]);
  });
});

describe("the clocks of a whistle", () => {
  const clocks = (sign?: object, contact?: object, reportIn?: object, done?: object) =>
    refusals(broken(["handling", "whistles", 0, "clocks"], { sign, contact, reportIn, done }));
  const at = (stage: string) => `handling.whistles.0.clocks.${stage}: 不能短于前面各步的时限`;

  test.each<[string, Parameters<typeof clocks>, string[]]>([
    ["some left out", [{ hours: 2 }, undefined, undefined, { hours: 2 }], []],
    ["turned round over one that is left out", [{ hours: 2 }, undefined, { hours: 1 }], [at("reportIn")]],
    ["none at all", [], ["handling.whistles.0.clocks: 至少要有一步"]],
    ["one after another", [{ hours: 1 }, { hours: 2 }, { hours: 24 }, { workdays: 5 }], []],
    ["at the same time", [{ hours: 2 }, { hours: 2 }, { hours: 2 }, { hours: 2 }], []],
    ["turned round", [{ hours: 2 }, { hours: 1 }, { hours: 3 }, { hours: 4 }], [at("contact")]],
    ["done too early", [{ hours: 2 }, { hours: 4 }, { hours: 24 }, { hours: 3 }], [at("done")]],
    [
      "turned round across another unit",
      [{ hours: 2 }, { workdays: 1 }, { hours: 1 }, { days: 9 }],
      [at("reportIn")],
    ],
    [
      "twice below the longest",
      [{ days: 9 }, { days: 3 }, { days: 4 }, { days: 9 }],
      [at("contact"), at("reportIn")],
    ],
    [
      "in units that can't be held against each other",
      [{ workdays: 9 }, { hours: 1 }, { days: 1 }, { workingHours: 1 }],
      [],
    ],
  ])("%s", (_, given, expected) => {
    expect(clocks(...given)).toEqual(expected);
  });
});
