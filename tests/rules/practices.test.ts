import { describe, expect, test } from "vitest";
import type { PresetKey } from "../../db/presets/index.ts";
import { rulesOf } from "./examples.ts";

describe("what Xinye is known for", () => {
  test("tiers of joint meetings, a monthly three-party meeting, visits and debriefs", () => {
    expect(cadences("xinye")).toMatchObject({
      countyJoint: "quarter",
      streetJoint: "quarter",
      communityJoint: "quarter",
      monthlyStudy: "month",
      threeParty: "month",
      visits: "quarter",
      debrief: "halfYear",
    });
    const posts = rulesOf("xinye").organisation.postKinds;
    expect(posts.find(({ key }) => key === "gridWorker")?.monthlyAllowance).toBe(1500);
  });

  test("one or two on duty each working day, and four promises at the counter", () => {
    const { duty, intake } = rulesOf("xinye");
    expect(duty?.rosters).toMatchObject([{ level: "community", days: "workdays", atLeast: 1, atMost: 2 }]);
    expect(intake.commitments?.map(({ kind }) => kind)).toEqual([
      "firstAsked",
      "agency",
      "oneWindow",
      "promise",
    ]);
  });

  test("residents order, the community dispatches, members take; 11 kinds of service in a guide", () => {
    expect(listKinds("xinye")).toMatchObject({
      needs: "need",
      resources: "resource",
      wishes: "wish",
      guide: "guide",
    });
    expect(listOf("xinye", "guide")?.name).toContain("11大类60余项");
    expect(listOf("xinye", "wishes")?.claim?.by).toContainEqual({ of: "role", name: "在职党员" });
    expect(rulesOf("xinye").points?.schemes).toMatchObject([{ holders: "partyMembers" }]);
    expect(partnershipOf("xinye", "registration")).toMatchObject({ level: "community", partners: "both" });
  });

  test("streets, communities and local units assessed each year, communities in four colours", () => {
    const { assessments } = rulesOf("xinye");
    expect(assessments?.schemes.map(({ every, subjects }) => [every, subjects])).toEqual([
      ["year", [{ of: "level", key: "street" }]],
      ["year", [{ of: "level", key: "community" }]],
      ["year", [{ of: "unit", key: "localUnit" }]],
    ]);
    const community = schemeOf("xinye", "community");
    expect(community?.bands.map(({ colour }) => colour)).toEqual(["green", "blue", "yellow", "red"]);
    expect(community?.vetoes.filter(({ effect }) => effect === "lowestBand").map(({ key }) => key)).toEqual([
      "accident",
      "petition",
      "merchant",
      "discipline",
    ]);
    expect(community?.consequences.find(({ key }) => key === "rectify")).toMatchObject({ bands: ["red"] });
    expect(community?.consequences.some(({ name }) => name.includes("“五星”支部"))).toBe(true);
    for (const { vetoes, consequences } of assessments?.schemes ?? []) {
      expect(vetoes.some(({ effect }) => effect === "noAward")).toBe(true);
      expect(consequences.some(({ name }) => name === "给予通报批评")).toBe(true);
    }
  });
});

describe("what Huaping is known for", () => {
  test("the town secretary convenes each quarter, communities each month", () => {
    expect(cadences("huaping")).toMatchObject({ townJoint: "quarter", cobuilding: "month" });
    expect(rulesOf("huaping").meetings.series[0]?.convener).toEqual({ of: "post", key: "townSecretary" });
  });

  test("units claim problems, idle resources are put to use, six joints and six commons", () => {
    expect(listKinds("huaping")).toMatchObject({
      problems: "problem",
      projects: "project",
      practical: "practical",
      idleResources: "resource",
    });
    expect(listOf("huaping", "problems")?.claim?.by).toContainEqual({ of: "unit", key: "registeredUnit" });
    const { charter = "" } = partnershipOf("huaping", "sixJoint") ?? {};
    const [joints = "", commons = ""] = charter.split("六共：");
    expect(joints.match(/联[做防建办抓兴]/g)).toHaveLength(6);
    expect(commons.match(/共[商管享创解办]/g)).toHaveLength(6);
    expect(partnershipOf("huaping", "registration")?.name).toBe("双报到、双报告、双服务");
  });
});

describe("what Yulong is known for", () => {
  test("grids only get what is on the list, streets do what is on theirs", () => {
    expect(rulesOf("yulong").intake.admissionList).toMatchObject({ enabled: true });
    expect(listOf("yulong", "powers")).toMatchObject({ kind: "powers", level: "street", audience: "public" });
  });

  test("ten households watch over each other; homes of the mass organisations sit with the community", () => {
    const { organisation, duty } = rulesOf("yulong");
    expect(duty?.rounds.find(({ key }) => key === "tenHouseholds")).toMatchObject({
      kind: "patrol",
      level: "micro",
    });
    const units = organisation.unitKinds.map(({ name }) => name);
    expect(units).toEqual(expect.arrayContaining(["群团组织", "青年之家", "职工之家", "儿童之家"]));
    expect(partnershipOf("yulong", "streetParty")?.charter?.split("、")).toHaveLength(5);
  });
});

describe("what Ninglang is known for", () => {
  test("by the 10th, the 15th, the 25th", () => {
    const { handling } = rulesOf("ninglang");
    expect(handling.windows.map(({ byDay }) => byDay)).toEqual([10, 15, 25]);
    expect(handling.levels.at(-1)?.level).toBe("county");
  });

  test("patrols by the 10th, points for the kindness shop, small powers on a public list", () => {
    const { duty, points } = rulesOf("ninglang");
    expect(duty?.rounds[0]).toMatchObject({
      kind: "patrol",
      cadence: { every: "month", window: { byDay: 10 } },
    });
    expect(points?.schemes).toMatchObject([{ holders: "residents", redeemAt: "社区“爱心超市”" }]);
    expect(points?.schemes[0]?.redemption.length).toBeGreaterThan(0);
    expect(listOf("ninglang", "powers")).toMatchObject({ kind: "powers", audience: "public" });
    expect(cadences("ninglang")).toMatchObject({ courtyard: "asNeeded" });
  });
});

describe("what Jiyang is known for", () => {
  test("a cluster stands where others have a street or town", () => {
    const kinds = rulesOf("jiyang").organisation.levels.map(({ kind }) => kind);
    expect(kinds).not.toContain("street");
    expect(kinds.slice(0, 3)).toEqual(["county", "cluster", "community"]);
    expect(rulesOf("jiyang").meetings.series[0]).toMatchObject({
      cadence: { every: "quarter" },
      asNeeded: true,
    });
  });

  test("a charter, an agreement and one liaison each; three lists claimed from both sides", () => {
    expect(partnershipOf("jiyang", "alliance")).toMatchObject({ level: "cluster", agreement: true });
    expect(partnershipOf("jiyang", "alliance")?.charter).toContain("议事规则");
    const cobuilder = rulesOf("jiyang").organisation.unitKinds.find(({ key }) => key === "cobuilder");
    expect(cobuilder?.liaisons).toBe(1);
    expect(listKinds("jiyang")).toMatchObject({ needs: "need", resources: "resource", projects: "project" });
    expect(listOf("jiyang", "needs")?.claim?.by).toContainEqual({ of: "unit", key: "cobuilder" });
    expect(listOf("jiyang", "resources")?.claim?.by).toContainEqual({ of: "level", key: "community" });
    expect(listOf("jiyang", "monthlyActivities")?.collection).toMatchObject({
      every: "month",
      window: { byDay: 5 },
    });
    expect(listOf("jiyang", "yearlyActivities")?.collection?.every).toBe("year");
  });
});

describe("what Yulin is known for", () => {
  test("sized and bounded grids, branches from three members, whistles filed each month", () => {
    const { organisation, handling } = rulesOf("yulin");
    expect(organisation.levels[0]?.kind).toBe("prefecture");
    expect(organisation.gridKinds[0]?.sizing[0]?.households).toEqual({ min: 300, max: 500 });
    expect(organisation.gridKinds[0]?.boundaryRequired).toBe(true);
    expect(organisation.branchThreshold?.fullMembers).toBe(3);
    expect(handling.whistles[0]?.filing?.nameAbsent).toBe(true);
  });

  test("who blows the whistle and for what; members and teams earn points for coming", () => {
    const { handling, points } = rulesOf("yulin");
    const [street, grid] = handling.whistles;
    expect(street).toMatchObject({ from: "street", blownBy: [{ of: "post", key: "streetSecretary" }] });
    expect(street?.occasions).toEqual(expect.arrayContaining(["行政执法", "公共安全", "生态环境"]));
    expect(grid).toMatchObject({ from: "grid", responders: "members" });
    expect(grid?.occasions).toHaveLength(5);
    expect(points?.schemes.map(({ holders }) => holders)).toEqual(["partyMembers", "teams"]);
  });

  test("needs and resources filed with one office, which accepts what comes of them", () => {
    for (const key of ["needs", "resources"]) {
      expect(listOf("yulin", key)).toMatchObject({ level: "street", claim: { acceptedBy: "office" } });
      expect(listOf("yulin", key)?.collection?.every).toBe("quarter");
    }
    expect(rulesOf("yulin").duty?.rounds[0]).toMatchObject({ kind: "visit", level: "grid" });
  });

  test("four evaluations, and partners that evaluate each other every quarter", () => {
    const names = (key: string) => schemeOf("yulin", key)?.groups.map(({ name }) => name);
    expect(names("department")).toEqual(["县(市、区)委综合评价"]);
    expect(names("community")).toEqual(["街道总体评价", "居民精细评价", "部门专项评价"]);
    const unit = { of: "unit", key: "registeredUnit" };
    const community = { of: "level", key: "community" };
    expect(schemeOf("yulin", "registeredUnits")).toMatchObject({
      every: "quarter",
      subjects: [unit],
      groups: [{ evaluators: [community] }],
    });
    expect(schemeOf("yulin", "registeredCommunities")).toMatchObject({
      every: "quarter",
      subjects: [community],
      groups: [{ evaluators: [unit] }],
    });
  });
});

function cadences(key: PresetKey) {
  return Object.fromEntries(rulesOf(key).meetings.series.map((s) => [s.key, s.cadence?.every ?? "asNeeded"]));
}

function listKinds(key: PresetKey) {
  return Object.fromEntries(rulesOf(key).lists?.lists.map((list) => [list.key, list.kind]) ?? []);
}

function listOf(key: PresetKey, list: string) {
  return rulesOf(key).lists?.lists.find((entry) => entry.key === list);
}

function schemeOf(key: PresetKey, scheme: string) {
  return rulesOf(key).assessments?.schemes.find((entry) => entry.key === scheme);
}

function partnershipOf(key: PresetKey, partnership: string) {
  return rulesOf(key).organisation.partnerships?.find((entry) => entry.key === partnership);
}
