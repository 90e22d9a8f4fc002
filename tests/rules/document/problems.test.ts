import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PresetKey, presets } from "../../../db/presets/index.ts";
import { toForm } from "../../../worker/rules/document/forms/to-form.ts";
import { type Item, itemAt, withItem } from "../../../worker/rules/document/items.ts";
import { parseRuleSet } from "../../../worker/rules/document/parse.ts";
import { problemField } from "../../../worker/rules/document/problems.ts";
import type { Entry, RuleDocument } from "../../../worker/rules/schema/document.ts";
import { itemsIn } from "../every-item.ts";
import { rulesOf } from "../examples.ts";

const keys = Object.keys(presets) as PresetKey[];

const nameOf = (item: Item, path: string) => problemField(item, path)?.name;

const at = (document: RuleDocument, path: string): Item => {
  const item = itemAt(document, path);
  if (!item) throw new Error(`nothing at ${path}`);
  return item;
};

/** Every path inside a value, itself included. */
function pathsInto(value: unknown, path: readonly (string | number)[]): (readonly (string | number)[])[] {
  const inner = Array.isArray(value)
    ? value.flatMap((each, index) => pathsInto(each, [...path, index]))
    : typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([name, each]) => pathsInto(each, [...path, name]))
      : [];
  return [path, ...inner];
}

/** The fields of a form by their names, without what stands behind: `limit.amount` is a part of `limit`. */
function fieldsOf(item: Item): Set<string> {
  const names = Object.keys(toForm(item.field, item.value));
  const parts = names.map((name) => name.replace(/\.(unit|amount|kind|share|from|what|_rows|_on|_was)$/, ""));
  const groups = [...names, ...parts].flatMap((name) =>
    name.split(".").map((_, index, all) => all.slice(0, index + 1).join(".")),
  );
  return new Set(["", ...names, ...groups]);
}

describe("a problem anywhere in an item", () => {
  test.each(keys)("of %s is told beside a field that its form has", (key) => {
    const rules = rulesOf(key);
    for (const item of itemsIn(rules).filter(({ value, kind }) => value !== undefined && kind !== "own")) {
      const fields = fieldsOf(item);
      for (const path of pathsInto(item.value, item.at)) {
        const told = nameOf(item, path.join("."));
        expect(told, path.join(".")).toBeDefined();
        expect([path.join("."), fields.has(told ?? "?")]).toEqual([path.join("."), true]);
        const depth = (told ?? "").split(".").filter(Boolean).length;
        expect(
          path
            .slice(item.at.length)
            .join(".")
            .startsWith(told ?? "?"),
          path.join("."),
        ).toBe(true);
        expect(depth).toBeLessThanOrEqual(path.length - item.at.length);
      }
    }
  });

  test("is nobody else's", () => {
    const rules = rulesOf("ninglang");
    fc.assert(
      fc.property(
        fc.constantFrom(...itemsIn(rules).filter(({ kind, value }) => kind !== "own" && value)),
        fc.constantFrom(...itemsIn(rules).filter(({ kind, value }) => kind !== "own" && value)),
        (one, other) => {
          fc.pre(one.path !== other.path);
          expect(nameOf(one, [...other.at, "name"].join("."))).toBeUndefined();
        },
      ),
    );
  });
});

/** One fault of each kind of field, by what it makes of the item and the field that has to say so. */
const faults: [kind: string, path: string, change: (value: Entry) => Entry, field: string][] = [
  ["a text", "handling.levels.grid", (value) => ({ ...value, name: "" }), "name"],
  ["a span", "handling.overall", (value) => ({ ...value, limit: { workdays: "三" } }), "limit"],
  ["a span that is missing", "handling.overall", ({ limit: _limit, ...rest }) => rest, "limit"],
  [
    "a span in words",
    "meetings.series.countyJoint",
    (v) => ({ ...v, resolutionDue: "someday" }),
    "resolutionDue",
  ],
  ["a number", "handling.evaluation", (value) => ({ ...value, raise: 9 }), "raise"],
  ["a choice", "organisation.levels.grid", (value) => ({ ...value, kind: "moon" }), "kind"],
  [
    "some choices",
    "intake.sources.patrol",
    (value) => ({ ...value, channels: ["staff", "moon"] }),
    "channels",
  ],
  ["a key", "handling.levels.grid", (value) => ({ ...value, level: "moon" }), "level"],
  [
    "some keys",
    "organisation.postKinds.gridLead",
    (value) => ({ ...value, levels: ["grid", "moon"] }),
    "levels",
  ],
  [
    "a person",
    "meetings.series.countyJoint",
    (v) => ({ ...v, convener: { of: "post", key: "moon" } }),
    "convener",
  ],
  [
    "some people",
    "meetings.series.countyJoint",
    (v) => ({ ...v, members: [{ of: "unit", key: "moon" }] }),
    "members",
  ],
  [
    "people by name",
    "meetings.series.countyJoint",
    (v) => ({ ...v, members: [{ of: "role", name: "" }] }),
    "members",
  ],
  [
    "a quorum",
    "meetings.series.countyJoint",
    (value) => ({ ...value, quorum: { moreThan: "3/2" } }),
    "quorum",
  ],
  ["sources", "handling.overall", (value) => ({ ...value, source: [{ ours: true, why: "" }] }), "source"],
  [
    "lines of words",
    "handling.pauses",
    (value) => ({ ...value, reasons: ["鉴定", "长".repeat(61)] }),
    "reasons",
  ],
  ["lines of numbers", "reminders", (value) => ({ ...value, workdaysBefore: [1, "两"] }), "workdaysBefore"],
  ["a clock", "reminders", (value) => ({ ...value, at: "九点" }), "at"],
  [
    "a group",
    "meetings.series.residentsDeliberation",
    (v) => ({ ...v, cadence: { every: "month", window: { fromDay: 9, byDay: 2 } } }),
    "cadence.window",
  ],
  [
    "a field of a group",
    "meetings.series.countyJoint",
    (v) => ({ ...v, minutes: { ...(v.minutes as Entry), signOff: [] } }),
    "minutes.signOff",
  ],
  ["a list", "officeHours", (value) => ({ ...value, periods: [] }), "periods"],
  [
    "a row",
    "officeHours",
    (v) => ({ ...v, seasons: [{ name: "夏季", from: "06-01", to: "13-01", periods: v.periods }] }),
    "seasons.0.to",
  ],
];

describe("each kind of field says its own fault", () => {
  test.each(faults)("%s", (_kind, path, change, field) => {
    const rules = rulesOf("xinye");
    const item = at(rules, path);
    const result = parseRuleSet(withItem(rules, item, change(structuredClone(item.value) as Entry)));
    expect(result.ok).toBe(false);
    const paths = result.ok ? [] : result.problems.map((problem) => nameOf(item, problem.at.join(".")));
    expect(paths).toContain(field);
  });

  test("a value of the section's own that an item of it hasn't is told at its top", () => {
    const rules = rulesOf("xinye");
    expect(nameOf(at(rules, "handling"), "handling.levels.0.limit")).toBe("");
    expect(nameOf(at(rules, "handling.overall"), "handling.overall")).toBe("");
    expect(nameOf(at(rules, "handling.overall"), "handling.overallOther")).toBeUndefined();
    expect(nameOf(at(rules, "handling.overall"), "")).toBeUndefined();
  });
});
