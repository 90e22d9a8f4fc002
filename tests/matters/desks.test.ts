import { describe, expect, test } from "vitest";
import { firstDesk } from "../../worker/domain/matters/desks.ts";
import type { OrgUnit } from "../../worker/domain/org/org.ts";
import { lineage } from "../rules/acting/records.ts";
import { rulesOf } from "../rules/examples.ts";

const xinye = rulesOf("xinye");
const { levels } = xinye.handling;
const key = (at: number) => levels.at(at)?.key ?? "";
const routed = (level: string) =>
  rulesOf("xinye", {
    handling: {
      ...xinye.handling,
      routes: [{ key: "straight", name: "直达", sources: ["hotline"], level }],
    },
  });
const matter = { category: "drainage", source: "hotline" };

test("a matter starts at the lowest level, or where a route says", () => {
  expect(firstDesk(xinye, lineage, matter)?.step.key).toBe(key(0));
  expect(firstDesk(routed(key(-1)), lineage, matter)?.step.key).toBe(key(-1));
  expect(firstDesk(routed(key(-1)), lineage, { ...matter, source: "resident" })?.step.key).toBe(key(0));
});

test("where a place has no such level, at the next above", () => {
  const gridless = lineage.filter(({ level }) => level !== levels[0]?.level && level !== levels[1]?.level);
  expect(firstDesk(routed(key(0)), gridless, matter)?.step.key).toBe(key(2));
  expect(firstDesk(routed(key(1)), gridless, matter)?.step.key).toBe(key(2));
  expect(firstDesk(routed(key(1)), lineage, matter)?.step.key).toBe(key(1));
});

describe("an admission list", () => {
  const yulong = rulesOf("yulong");
  const [grid, above] = yulong.handling.levels;
  const place = yulong.organisation.levels.map((level, index) => ({
    ...(lineage[0] as OrgUnit),
    id: `u${index}`,
    level: level.key,
    path: `/${yulong.organisation.levels
      .slice(0, index + 1)
      .map((_, at) => `u${at}`)
      .join("/")}/`,
  }));
  const first = (category: string) => firstDesk(yulong, place, { category, source: "resident" });

  test("keeps from grids what it doesn't name, and what the rules don't know", () => {
    expect(first("garbage")).toMatchObject({ step: { key: grid?.key }, isOutside: false });
    for (const category of ["drainage", "other"])
      expect(first(category), category).toMatchObject({ step: { key: above?.key }, isOutside: true });
  });

  test("that is none keeps nothing", () => {
    const open = rulesOf("yulong", {
      intake: { ...yulong.intake, admissionList: { ...yulong.intake.admissionList, enabled: false } },
    });
    expect(firstDesk(open, place, { category: "drainage", source: "resident" })).toMatchObject({
      step: { key: grid?.key },
      isOutside: false,
    });
  });
});
