import { expect, test } from "vitest";
import type { Entry } from "../../../worker/rules/schema/document.ts";
import { type Field, fieldOf } from "../../../worker/rules/schema/fields.ts";
import { RuleSet } from "../../../worker/rules/schema/rule-set.ts";
import { fullRules } from "../../views/rule-example.ts";
import { broken, refusals } from "../broken.ts";

type Path = (string | number)[];

/** Every list of keys, choices, people, names or days that the rules hold, with where it stands. */
function setsIn(field: Field, value: unknown, path: Path = []): [Path, unknown[]][] {
  if (value === undefined) return [];
  if (field.as === "group") {
    return field.fields.flatMap(([name, inner]) => setsIn(inner, (value as Entry)[name], [...path, name]));
  }
  if (field.as === "list") {
    return (value as Entry[]).flatMap((row, index) => setsIn(field.of, row, [...path, index]));
  }
  const isSet = field.as === "lines" || ("several" in field && field.several);
  return isSet && (value as unknown[]).length > 0 ? [[path, value as unknown[]]] : [];
}

const sets = setsIn(fieldOf(RuleSet), fullRules);
const paths = new Set(sets.map(([path]) => path.filter((part) => typeof part === "string").join(".")));

test("the full example holds every kind of list", () => {
  expect([...paths]).toEqual(
    expect.arrayContaining([
      "intake.sources.channels",
      "meetings.series.agenda",
      "meetings.series.members",
      "handling.levels.escalateOn",
      "handling.pauses.reasons",
      "assessments.schemes.consequences.bands",
      "reminders.workdaysBefore",
    ]),
  );
});

test("nothing stands twice in a list that is a set, and what does is told at its place", () => {
  const untold = sets.flatMap(([path, [first]]) => {
    const again = refusals(broken(path, [first, first]));
    return again.includes(`${path.join(".")}.1: 不能重复`) ? [] : [`${path.join(".")}: ${again}`];
  });
  expect(sets.length).toBeGreaterThan(40);
  expect(untold).toEqual([]);
});

test("people of one kind are told apart by who they are", () => {
  const by = [
    { of: "role", name: "居民代表" },
    { of: "role", name: "老党员" },
    { of: "level", key: "community" },
    { of: "role", name: " 居民代表 " },
  ];
  expect(refusals(broken(["duty", "rounds", 0, "by"], by))).toEqual(["duty.rounds.0.by.3: 不能重复"]);
});

/** Every list whose entries people tell apart by name, with where it stands. */
function namedIn(field: Field, value: unknown, path: Path = []): [Path, Entry[]][] {
  if (value === undefined) return [];
  if (field.as === "group") {
    return field.fields.flatMap(([name, inner]) => namedIn(inner, (value as Entry)[name], [...path, name]));
  }
  if (field.as !== "list") return [];
  const rows = value as Entry[];
  const inner = rows.flatMap((row, index) => namedIn(field.of, row, [...path, index]));
  return field.keyed && rows.length > 0 ? [[path, rows], ...inner] : inner;
}

test("no two entries of a list go by one name, and the later one is told", () => {
  const lists = namedIn(fieldOf(RuleSet), fullRules);
  const untold = lists.flatMap(([path, rows]) => {
    const twin = { ...rows[0], key: "twin", name: ` ${rows[0]?.name} ` };
    const again = refusals(broken(path, [...rows, twin]));
    const told = `${path.join(".")}.${rows.length}.name: 名称“${rows[0]?.name}”重复`;
    return again.includes(told) ? [] : [`${path.join(".")}: ${again}`];
  });
  expect(new Set(lists.map(([path]) => path.at(-1))).size).toBeGreaterThan(18);
  expect(untold).toEqual([]);
});
