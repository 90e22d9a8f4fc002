import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PresetKey, presets } from "../../../db/presets/index.ts";
import { fieldOfItem, sections } from "../../../worker/rules/document/items.ts";
import { namesIn } from "../../../worker/rules/document/names.ts";
import { inWords } from "../../../worker/rules/document/wording.ts";
import { choicesOf } from "../../../worker/rules/schema/choices.ts";
import type { Entry } from "../../../worker/rules/schema/document.ts";
import { type Field, fieldIn, fieldOf } from "../../../worker/rules/schema/fields.ts";
import { visitReferences } from "../../../worker/rules/schema/references.ts";
import { RuleSet } from "../../../worker/rules/schema/rule-set.ts";
import type { Collection } from "../../../worker/rules/schema/terms.ts";
import { anythingFor } from "../arbitrary.ts";
import { itemsIn } from "../every-item.ts";
import { rulesOf } from "../examples.ts";

const keys = Object.keys(presets) as PresetKey[];
const whole = fieldOf(RuleSet);

/** Every field of the schema with the names that lead to it; the rows of a list as one. */
function everyField(field: Field, path: readonly string[] = []): [path: string, field: Field][] {
  const below =
    field.as === "group"
      ? field.fields.flatMap(([name, inner]) => everyField(inner, [...path, name]))
      : field.as === "list" || field.as === "lines"
        ? everyField(field.of, [...path, "*"])
        : [];
  return [[path.join("."), field], ...below];
}

const fields = everyField(whole).filter(([path]) => path !== "" && !path.endsWith("*"));
const single = fields.filter(([, { as }]) => as !== "group" && as !== "list");

describe("every field of the schema", () => {
  test("has a title in Chinese, and Chinese alone is said of it", () => {
    expect(fields.length).toBeGreaterThan(150);
    for (const [path, { title, hint, unit }] of fields) {
      expect([path, title]).toEqual([path, expect.stringMatching(/\p{Script=Han}/u)]);
      if (hint !== undefined) expect([path, hint]).toEqual([path, expect.stringMatching(/\p{Script=Han}/u)]);
      if (unit !== undefined)
        expect([path, unit]).toEqual([path, expect.stringMatching(/[\p{Script=Han}%]/u)]);
    }
  });

  test("that is a choice has a Chinese word for each value", () => {
    const choices = single.flatMap(([path, field]) =>
      field.as === "choice" ? [[path, field.words] as const] : [],
    );
    expect(choices.length).toBeGreaterThan(20);
    for (const [path, words] of choices) {
      for (const [value, word] of Object.entries(words)) {
        expect([path, value, word]).toEqual([path, value, expect.stringMatching(/\p{Script=Han}/u)]);
      }
    }
  });

  test("is found by the names and rows that lead to it, and only then", () => {
    const at = (path: string) =>
      path.split(".").reduce<Field | undefined>((field, part) => field && fieldIn(field, part), whole);
    expect(at("handling.levels.3.limit")).toMatchObject({ as: "duration", title: "办理时限" });
    for (const path of ["handling.nothing", "handling.levels.first", "reminders.at.hour", "constructor"])
      expect([path, at(path)]).toEqual([path, undefined]);
  });

  test("stands in exactly the form of its item", () => {
    for (const [name, section] of sections) {
      expect(fieldOfItem(name)?.title).toBe(section.title);
      for (const [part, field] of section.fields) {
        if (field.as !== "list" || !field.keyed) continue;
        expect(fieldOfItem(`${name}.${part}.+`)).toBe(field.of);
      }
    }
  });
});

describe("in words", () => {
  const name = (collection: Collection, key: string) => `${collection}:${key}`;

  test.each(single.map(([path, field]) => [path, field] as const))(
    "%s reads as text, whatever it holds",
    (_path, field) => {
      fc.assert(
        fc.property(anythingFor({ ...field, optional: true } as Field), (value) => {
          const words = inWords(field, value, name);
          expect(words).toEqual(expect.any(String));
          expect(words).not.toBe("");
          expect(words).not.toMatch(/undefined|\[object/);
        }),
        { numRuns: 20 },
      );
      for (const nothing of [undefined, null, ""]) expect(inWords(field, nothing, name)).toBeNull();
    },
  );

  const field = (path: string) => single.find(([each]) => each === path)?.[1] as Field;
  test.each<[string, unknown, string | null]>([
    ["handling.overall.limit", { workdays: 3 }, "3 个工作日"],
    ["handling.overall.limit", { workingHours: 0.5 }, "0.5 个工作小时"],
    ["handling.overall.limit", { days: 7 }, "7 天"],
    ["handling.overall.limit", { hours: 24 }, "24 小时"],
    ["meetings.series.*.resolutionDue", "beforeNextMeeting", "下次会议之前"],
    ["meetings.series.*.quorum", { atLeast: "2/3" }, "不少于 2/3 的成员到会"],
    ["meetings.series.*.quorum", { moreThan: "1/2" }, "过半数成员到会"],
    ["meetings.series.*.convener", { of: "level", key: "street" }, "各level:street负责人"],
    [
      "meetings.series.*.members",
      [
        { of: "unit", key: "water" },
        { of: "role", name: "居民代表" },
      ],
      "unitKind:water、居民代表",
    ],
    ["meetings.series.*.members", [], null],
    ["intake.anonymous", true, "是"],
    ["intake.anonymous", false, "否"],
    ["intake.sources.*.channels", ["resident", "moon"], "居民自己上报、moon"],
    ["reminders.workdaysBefore", [3, 0], "3 个工作日前、0 个工作日前"],
    ["organisation.branchThreshold.fullMembers", 3, "3 人"],
    [
      "handling.source",
      [
        { ours: true, why: "常用" },
        { county: "某县", practice: "通知" },
      ],
      "本系统默认：常用；某县公开做法：通知",
    ],
  ])("%s of %j is %s", (path, value, words) => {
    expect(inWords(field(path), value, name)).toBe(words);
  });
});

describe("names", () => {
  test.each(keys)("are known for everything that the rules of %s refer to", (key) => {
    const rules = rulesOf(key);
    let referred = 0;
    for (const item of itemsIn(rules).filter(({ value }) => value !== undefined)) {
      const nameOf = namesIn(rules, item.value as Entry);
      visitReferences(item.field, item.value, [], (collection, wanted) => {
        referred += 1;
        expect([item.path, nameOf(collection, wanted)]).toEqual([
          item.path,
          expect.stringMatching(/\p{Script=Han}/u),
        ]);
      });
    }
    expect(referred).toBeGreaterThan(40);
  });

  test("offer every tier of the categories under its first", () => {
    const { category } = choicesOf(rulesOf("xinye"));
    expect(category.find((choice) => choice.key === "ebikes")).toMatchObject({ under: "市容秩序" });
    expect(category.find((choice) => choice.key === "order")).toMatchObject({
      name: "市容秩序",
      under: "市容秩序",
    });
  });

  test("of bands and of who assesses are those of one scheme", () => {
    const scheme = { groups: [{ key: "a", name: "居民" }], bands: [{ key: "b", name: "优秀" }] };
    expect(choicesOf(rulesOf("xinye"), scheme)).toMatchObject({ group: scheme.groups, band: scheme.bands });
    expect(choicesOf(rulesOf("xinye"))).toMatchObject({ group: [], band: [] });
  });

  test("of what isn't there are its key, and an empty document has none", () => {
    expect(namesIn(rulesOf("xinye"))("level", "moon")).toBe("moon");
    expect(Object.values(choicesOf({})).flat()).toEqual([]);
  });
});
