import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type PresetKey, presets } from "../../db/presets/index.ts";
import { parseRuleSet } from "../../worker/rules/parse.ts";
import { rulesOf } from "./examples.ts";

const keys = Object.keys(presets) as PresetKey[];

describe.each(keys)("%s", (key) => {
  const preset = presets[key];

  test("is a valid rule set", () => {
    const result = parseRuleSet(preset.rules);
    expect(result.ok ? [] : result.problems).toEqual([]);
  });

  test("is introduced in two sentences, with its division code", () => {
    expect(preset.key).toBe(key);
    expect(preset.name).toMatch(/做法$/);
    expect(preset.divisionCode).toMatch(/^\d{6}$/);
    expect(preset.summary.match(/。/g)).toHaveLength(2);
  });

  test("says of every rule where it comes from", () => {
    const { organisation, intake, handling, meetings, officeHours, reminders } = rulesOf(key);
    const rules = [
      ...organisation.levels,
      ...organisation.gridKinds,
      ...organisation.postKinds,
      organisation.branchThreshold,
      intake,
      intake.admissionList,
      ...handling.levels,
      ...handling.windows,
      ...handling.whistles,
      handling.overall,
      handling.evaluation,
      ...meetings.series,
      officeHours,
      reminders,
    ];
    expect(rules.filter((rule) => !rule?.source?.length)).toEqual([]);
  });
});

describe("what each place is known for", () => {
  const cadences = (key: PresetKey) =>
    Object.fromEntries(rulesOf(key).meetings.series.map((s) => [s.key, s.cadence?.every ?? "asNeeded"]));

  test("Xinye: tiers of joint meetings, a monthly three-party meeting, visits and debriefs", () => {
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

  test("Huaping: the town secretary convenes each quarter, communities each month", () => {
    expect(cadences("huaping")).toMatchObject({ townJoint: "quarter", cobuilding: "month" });
    expect(rulesOf("huaping").meetings.series[0]?.convener).toEqual({ of: "post", key: "townSecretary" });
  });

  test("Yulong: grids only get what is on the list", () => {
    expect(rulesOf("yulong").intake.admissionList).toMatchObject({ enabled: true });
  });

  test("Ninglang: by the 10th, the 15th, the 25th", () => {
    const { handling } = rulesOf("ninglang");
    expect(handling.windows.map(({ byDay }) => byDay)).toEqual([10, 15, 25]);
    expect(handling.levels.at(-1)?.level).toBe("county");
  });

  test("Jiyang: a cluster stands where others have a street or town", () => {
    const kinds = rulesOf("jiyang").organisation.levels.map(({ kind }) => kind);
    expect(kinds).not.toContain("street");
    expect(kinds.slice(0, 3)).toEqual(["county", "cluster", "community"]);
    expect(rulesOf("jiyang").meetings.series[0]).toMatchObject({
      cadence: { every: "quarter" },
      asNeeded: true,
    });
  });

  test("Yulin: sized and bounded grids, branches from three members, whistles filed each month", () => {
    const { organisation, handling } = rulesOf("yulin");
    expect(organisation.levels[0]?.kind).toBe("prefecture");
    expect(organisation.gridKinds[0]?.sizing[0]?.households).toEqual({ min: 300, max: 500 });
    expect(organisation.gridKinds[0]?.boundaryRequired).toBe(true);
    expect(organisation.branchThreshold?.fullMembers).toBe(3);
    expect(handling.whistles[0]?.filing?.nameAbsent).toBe(true);
  });
});

test("no rule function names a county", () => {
  const folder = `${import.meta.dirname}/../../worker/rules`;
  const code = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(`${folder}/${file}`, "utf8"))
    .join("\n");
  const names = keys.flatMap((key) => [key, presets[key].county.slice(0, 2)]);
  expect(names.filter((name) => code.includes(name))).toEqual([]);
});
