import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { localDate, weekday } from "../../../worker/time/instants.ts";

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const aDay = new RegExp(`\\b(${WEEKDAYS.join("|")}) (\\d{1,2})`, "g");
const aMonth = new RegExp(`\\b(${MONTHS.join("|")})[a-z]*(?: (20\\d\\d))?`, "g");

describe("the days that examples name", () => {
  test("fall on the weekdays they say", () => {
    const days = [...namesOfTests(), ...["pauses", "hours"].flatMap(reasonsIn)].flatMap(daysIn);
    expect(days.length).toBeGreaterThan(300);
    expect(days.filter(({ said, date }) => said !== WEEKDAYS[weekday(localDate(date)) - 1])).toEqual([]);
  });

  test("are understood with their month and year further along the sentence, or before it", () => {
    expect(daysIn("from Tue 29, Wed 30 Dec 2026: Thu 31 Dec, Mon 4 Jan 2027 and Tue 5")).toEqual([
      { said: "Tue", date: "2026-12-29" },
      { said: "Wed", date: "2026-12-30" },
      { said: "Thu", date: "2026-12-31" },
      { said: "Mon", date: "2027-01-04" },
      { said: "Tue", date: "2027-01-05" },
    ]);
  });
});

function namesOfTests(): string[] {
  return readdirSync(import.meta.dirname)
    .filter((file) => file.endsWith(".test.ts"))
    .flatMap((file) => namesIn(readFileSync(`${import.meta.dirname}/${file}`, "utf8")));
}

/** The last column of the tables that the test of the same name reads. */
function reasonsIn(page: string): string[] {
  const examplesPage = readFileSync(`${import.meta.dirname}/../../../docs/${page}.md`, "utf8");
  const reasons = [...examplesPage.matchAll(/^\|.*\| ([^|]*2026[^|]*) \|$/gm)].map(
    ([, reason = ""]) => reason,
  );
  if (reasons.length === 0) throw new Error(`no examples of ${page}`);
  return reasons;
}

function namesIn(source: string): string[] {
  return [...source.matchAll(/^ *test\("([^"]+)"/gm)].map(([, name = ""]) => name);
}

/** A day belongs to the next month named, or the last; that month to its own year, the last one, or the first. */
function daysIn(name: string): { said: string; date: string }[] {
  return [...name.matchAll(aDay)].map(({ 1: said = "", 2: day = "", index }) => {
    const before = name.slice(0, index);
    const month = [...name.slice(index).matchAll(aMonth)][0] ?? [...before.matchAll(aMonth)].at(-1);
    const year = month?.[2] ?? before.match(/20\d\d/g)?.at(-1) ?? name.match(/20\d\d/)?.[0];
    const number = MONTHS.indexOf(month?.[1] ?? "") + 1;
    return { said, date: `${year}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}` };
  });
}
