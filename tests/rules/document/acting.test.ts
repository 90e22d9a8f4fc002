import { describe, expect, test } from "vitest";
import * as z from "zod";
import { marks, standings } from "../../../worker/rules/document/acting.ts";
import { notYet } from "../../../worker/rules/schema/acts.ts";
import { fieldOf } from "../../../worker/rules/schema/fields.ts";

describe("what nothing follows yet", () => {
  test.each<[string, boolean, string[]]>([
    ["handling.pauses", false, []],
    ["handling.overall", false, []],
    ["handling.levels.grid", false, []],
    ["handling.levels", false, []],
    ["handling.windows", false, []],
    ["handling.extensions", false, []],
    ["handling.dispatch", false, []],
    ["handling.exclusions", false, []],
    ["handling.reviews", false, []],
    ["handling.whistles.+", false, []],
    ["intake.categories", false, []],
    ["meetings.series.joint", false, ["形式", "召集人", "可临时召开", "议题来源", "纪要"]],
    ["lists.lists.wishes", true, []],
    ["reminders", false, []],
    ["intake", false, []],
    // Sources are no rules: an item that has nothing else isn't called idle.
    ["handling", false, []],
    ["lists", false, []],
    ["moon.phases", false, []],
  ])("of %s: all of it %j, else %j", (path, idle, parts) => {
    expect(standings.item(path)).toEqual({ idle, parts });
  });

  test("of sections, alone and together", () => {
    expect(standings.sections(["points"])).toEqual({ idle: true, parts: [] });
    expect(standings.sections(["officeHours"])).toEqual({ idle: false, parts: [] });
    expect(standings.sections(["officeHours", "points"])).toEqual({ idle: false, parts: ["积分"] });
    expect(standings.sections([])).toEqual({ idle: false, parts: [] });
  });
});

describe("the marks", () => {
  test("are one for each value of the schema but the sources, under a title of its own", () => {
    const paths = marks().map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths).toContain("assessments.schemes.indicators.curve.points.share");
    expect(paths.filter((path) => path.endsWith(".source"))).toEqual([]);
    const titles = marks().map(({ section, title }) => `${section} ${title}`);
    expect(new Set(titles).size).toBe(titles.length);
  });

  test("say of sixty values and more that they act", () => {
    expect(marks().filter(({ acts }) => acts.length > 0).length).toBeGreaterThanOrEqual(60);
  });
});

describe("a schema", () => {
  const said = z.string().meta({ title: "甲", acts: ["org.add"] });
  const silent = z.string().meta({ title: "乙" });

  test("must say of each value what it acts on", () => {
    expect(() => fieldOf(z.strictObject({ said, silent }))).toThrow("乙");
    expect(() => fieldOf(z.strictObject({ rows: z.array(silent).max(3) }))).toThrow(RangeError);
  });

  test("may say once of all that is in something that nothing follows it, whatever is said inside", () => {
    const all = fieldOf(z.strictObject({ said, silent }).meta({ acts: notYet }));
    expect(all.acts).toEqual([]);
    expect(fieldOf(z.strictObject({ said })).acts).toEqual(["org.add"]);
  });

  test("says of what holds several values all that any of them acts on", () => {
    const other = z.string().meta({ title: "丙", acts: ["unit.add", "org.add"] });
    expect(fieldOf(z.strictObject({ said, in: z.strictObject({ other }) })).acts).toEqual([
      "org.add",
      "unit.add",
    ]);
  });
});
