import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRuleSet } from "../../../worker/rules/document/parse.ts";
import { fieldOf } from "../../../worker/rules/schema/fields.ts";
import { RuleSet } from "../../../worker/rules/schema/rule-set.ts";
import { cleaned, cleanedLine } from "../../../worker/text/cleaned.ts";
import { fullRules } from "../../views/rule-example.ts";
import { broken, type Path, refusals } from "../broken.ts";
import { textsIn } from "../every-text.ts";

const texts = textsIn(fieldOf(RuleSet), fullRules);
/** Texts of a strict form, such as a code pattern or a day of the year, take nothing else at all. */
const free = texts.filter(([path]) => refusals(broken(path, "说明")).length === 0);

const strange = "\u0000\u202e 查\ud800e\u0301\u200b看\u2066 ";
const clean = "查\ufffd\u00e9看";

describe("whatever is written into rules", () => {
  test("is kept without what is unseen, broken or steers the writing", () => {
    expect(free.length).toBeGreaterThan(100);
    const kept = free.map(([path]) => {
      const result = parseRuleSet(broken(path, strange));
      const held = result.ok && path.reduce<unknown>((here, part) => (here as never)[part], result.rules);
      return [path.join("."), held];
    });
    expect(kept.filter(([, text]) => text !== clean)).toEqual([]);
  });

  test("is refused where nothing is left of it", () => {
    const told: Record<string, string[]> = {
      elsewhere: [],
      hint: [],
      practice: ["写了来源地，还须写明文件或做法"],
    };
    for (const [path, { as }] of free) {
      const messages = told[String(path.at(-1))] ?? ["不能为空"];
      const expected = messages.map((message) => `${path.join(".")}: ${message}`);
      if (as !== "people") expect(refusals(broken(path, " \u200b\u0000 "))).toEqual(expected);
    }
  });

  test("is one line where it is a name", () => {
    const result = parseRuleSet(broken(["meetings", "series", 0, "name"], "联席\r\n 会议"));
    expect(result.ok && result.rules.meetings.series[0]?.name).toBe("联席 会议");
  });

  test("is counted as it is kept", () => {
    const name = ["meetings", "series", 0, "name"] as const;
    expect(refusals(broken(name, `${"\u200b".repeat(100)}${"会".repeat(60)}`))).toEqual([]);
    expect(refusals(broken(name, "会".repeat(61)))).toEqual([`${name.join(".")}: 不能超过60个字`]);
  });
});

test("cleaning twice changes nothing more", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 30 }), (text) => {
      for (const clean of [cleaned, cleanedLine]) expect(clean(clean(text))).toBe(clean(text));
    }),
    { numRuns: 1000 },
  );
});

test("no text anywhere in the rules is thrown at, whatever it is", () => {
  const paths = fc.constantFrom(...texts.map(([path]) => path), ...stricter());
  const rubbish = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("九点", "24:00", "2026-02-30", "0/0"),
  );
  fc.assert(
    fc.property(paths, rubbish, (path, text) => {
      for (const problem of refusals(broken(path, text))) expect(problem).toMatch(/\p{Script=Han}/u);
    }),
    { numRuns: 300 },
  );
});

/** Times, days, shares and keys, where text of the wrong form could trip what is reckoned with it. */
function stricter(): Path[] {
  return [
    ["officeHours", "periods", 0, "from"],
    ["officeHours", "seasons", 0, "from"],
    ["officeHours", "seasons", 0, "periods", 0, "to"],
    ["localHolidays", "festivals", 0, "to"],
    ["localHolidays", "notices", 0, "daysOff", 0, "from"],
    ["localHolidays", "notices", 0, "workdays", 0],
    ["reminders", "at"],
    ["duty", "rosters", 0, "from"],
    ["organisation", "levels", 0, "key"],
    ["handling", "levels", 0, "level"],
    ["meetings", "series", 0, "quorum", "moreThan"],
  ];
}
