import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseRuleSet } from "../../worker/rules/document/parse.ts";
import { typedClock, typedDay, typedNumber, typedYearlyDay } from "../../worker/text/typed.ts";
import { isClockTime, isLocalDate } from "../../worker/time/instants.ts";
import { broken, type Path, refusals } from "../rules/broken.ts";
import { fullRules } from "../views/rule-example.ts";

describe("what people type", () => {
  test.each([
    ["8:30", "08:30"],
    ["8：30", "08:30"],
    ["08：30", "08:30"],
    ["０８：３０", "08:30"],
    ["0830", "08:30"],
    [" 8: 30 ", "08:30"],
    ["25:00", "25:00"],
    ["830", "08:30"],
    ["8点", "08:00"],
    ["8点半", "08:30"],
    ["8时05分", "08:05"],
    ["上午 8 点整", "08:00"],
    ["下午3点", "15:00"],
    ["下午3:20", "15:20"],
    ["中午12点", "12:00"],
    ["晚上 7点30", "19:30"],
    ["下午15点", "15:00"],
    ["晚上12点", "晚上12点"],
    ["8点半多", "8点半多"],
    ["8", "8"],
    ["", ""],
  ])("%j for a time is %j", (typed, kept) => {
    expect(typedClock(typed)).toBe(kept);
  });

  test.each([
    ["2027年4月3日", "2027-04-03"],
    ["2027年4月3", "2027-04-03"],
    ["2027-4-3", "2027-04-03"],
    ["2027/4/3", "2027-04-03"],
    ["２０２７年１１月２０日", "2027-11-20"],
    ["2027年 4月 3日", "2027-04-03"],
    ["2027.4.3", "2027-04-03"],
    ["2027.04.03.", "2027.04.03."],
    ["20270403", "2027-04-03"],
    ["2027年4月3号", "2027-04-03"],
    ["202743", "202743"],
    ["27-4-3", "27-4-3"],
    ["4月3日", "4月3日"],
    ["2027年4月", "2027年4月"],
  ])("%j for a day is %j", (typed, kept) => {
    expect(typedDay(typed)).toBe(kept);
  });

  test.each([
    ["3月20日", "03-20"],
    ["3-20", "03-20"],
    ["3/20", "03-20"],
    ["１２／１", "12-01"],
    ["3月", "3月"],
    ["2027-3-20", "2027-3-20"],
  ])("%j for a day of every year is %j", (typed, kept) => {
    expect(typedYearlyDay(typed)).toBe(kept);
  });

  test.each<[string, number | string]>([
    ["７", 7],
    ["1,500", 1500],
    ["1，500", 1500],
    ["２.５", 2.5],
    ["２．５", 2.5],
    ["-1,500.25", -1500.25],
    ["7天", "7天"],
    ["三", "三"],
    ["1,5", "1,5"],
    ["1,50", "1,50"],
    ["15,00", "15,00"],
    ["5²", "5²"],
    ["1e3", "1e3"],
    ["", ""],
  ])("%j for a figure is %j", (typed, kept) => {
    expect(typedNumber(typed)).toBe(kept);
  });

  test("is written once and then stays", () => {
    const typed = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.stringMatching(/^[0-9０-９]{1,4}[:：年/-]?[0-9]{1,2}[月/-]?[0-9]{0,2}日?$/),
    );
    fc.assert(
      fc.property(typed, (text) => {
        for (const write of [typedClock, typedDay, typedYearlyDay])
          expect(write(write(text))).toBe(write(text));
        const figure = typedNumber(text);
        if (typeof figure === "number" && figure === Math.round(figure)) {
          expect(typedNumber(String(figure))).toBe(figure);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("in the form of the rules is left alone", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 40_000 }), (minute, day) => {
        const clock = new Date(minute * 60_000).toISOString().slice(11, 16);
        const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
        expect([isClockTime(clock), isLocalDate(date)]).toEqual([true, true]);
        expect([typedClock(clock), typedDay(date), typedYearlyDay(date.slice(5))]).toEqual([
          clock,
          date,
          date.slice(5),
        ]);
      }),
    );
  });
});

describe("a document", () => {
  test.each<[Path, string, string]>([
    [["officeHours", "periods", 0, "from"], "8：00", "08:00"],
    [["reminders", "at"], "0900", "09:00"],
    [["officeHours", "seasons", 0, "from"], "6月1日", "06-01"],
    [["localHolidays", "notices", 0, "workdays"], "2026年8月15日", "2026-08-15"],
  ])("keeps %j typed as %j in the form of the rules", (path, typed, kept) => {
    const listed = path.at(-1) === "workdays";
    const result = parseRuleSet(broken(path, listed ? [typed] : typed));
    const held = result.ok
      ? path.reduce<unknown>((here, part) => (here as never)[part], result.rules)
      : result;
    expect(held).toEqual(listed ? [kept] : kept);
  });

  test.each<[Path, unknown, string]>([
    [["officeHours", "periods", 0, "from"], "25:00", "请写成 08:30 的样子"],
    [["officeHours", "periods", 0, "from"], "八点", "请写成 08:30 的样子"],
    [["officeHours", "seasons", 0, "from"], "6月", "请写成 06-01 的样子"],
    [["localHolidays", "notices", 0, "workdays"], ["2026-02-30"], "请写成 2026-11-21 的样子，且要有这一天"],
    [["handling", "windows", 0, "byDay"], 29, "29日及以后不是每月都有，请填1至28"],
    [["handling", "windows", 0, "byDay"], 0, "请填1至28"],
    [["handling", "overall", "limit"], { workingHours: "0.1234567" }, "至多6位小数"],
    [["handling", "overall", "limit"], { workdays: "1,234,567,890" }, "数字太大"],
    [["assessments", "schemes", 0, "groups", 0, "weight"], "12345678901", "数字太大"],
    [["assessments", "schemes", 0, "groups", 0, "weight"], "-60.55555555", "至多6位小数"],
    [["assessments", "schemes", 0, "groups", 0, "weight"], "六十", "应为数字"],
  ])("that says %j: %j is told %j", (path, value, told) => {
    expect(refusals(broken(path, value)).join("\n")).toContain(told);
  });

  test("is answered in Chinese, whatever stands in the places of some values", () => {
    const paths = pathsIn(fullRules);
    expect(paths.length).toBeGreaterThan(500);
    const odd = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom("8:30", "25:00", "8点", "2027-4-31", "0/0", "", -1, 0.5, 1e12, null),
    );
    const changes = fc.array(fc.tuple(fc.constantFrom(...paths), odd), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(changes, (changed) => {
        const document: unknown = structuredClone(fullRules);
        for (const [path, value] of changed) put(document, path, value);
        for (const problem of refusals(document)) expect(problem).toMatch(/\p{Script=Han}/u);
      }),
      { numRuns: 400 },
    );
  });
});

/** Where something stands in a document, groups and lists among them. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const inner = Object.entries(value).flatMap(([name, part]) =>
    pathsIn(part, [...path, Array.isArray(value) ? Number(name) : name]),
  );
  return path.length > 0 ? [path, ...inner] : inner;
}

/** Nothing happens where an earlier change took it away. */
function put(document: unknown, path: Path, value: unknown): void {
  const parent = path.slice(0, -1).reduce<unknown>((here, part) => (here as never)?.[part], document);
  const last = path.at(-1) ?? "";
  if (typeof parent === "object" && parent !== null)
    (parent as Record<string | number, unknown>)[last] = value;
}
