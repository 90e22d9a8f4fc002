import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PresetKey, presets } from "../../../db/presets/index.ts";
import {
  fieldOfItem,
  type Item,
  itemAt,
  itemName,
  sections,
  withItem,
  withoutItem,
} from "../../../worker/rules/document/items.ts";
import type { Entry, RuleDocument } from "../../../worker/rules/schema/document.ts";
import { entriesIn, itemsIn, pathsIn } from "../every-item.ts";
import { rulesOf } from "../examples.ts";

const keys = Object.keys(presets) as PresetKey[];
const xinye = rulesOf("xinye");

const at = (document: RuleDocument, path: string): Item => {
  const item = itemAt(document, path);
  if (!item) throw new Error(`nothing at ${path}`);
  return item;
};

const keysIn = (document: RuleDocument, section: string, list: string) =>
  entriesIn(document, section, list).map(({ key }) => key);

/** What stands at an item's path in a document. */
const heldAt = (document: unknown, path: Item["at"]): unknown =>
  path.reduce<unknown>((here, part) => (here as Entry | undefined)?.[part as string], document);

describe.each(keys)("the rules of %s", (key) => {
  const rules = rulesOf(key);

  test("are divided into items, each with a name in Chinese and one path", () => {
    const items = itemsIn(rules);
    expect(new Set(items.map(({ at }) => at.join("."))).size).toBe(items.length);
    for (const item of items) {
      expect(itemName(item), item.path).toMatch(/\p{Script=Han}/u);
      expect(item.field, item.path).toEqual(fieldOfItem(item.path));
      if (item.kind !== "own") expect(item.value, item.path).toBe(heldAt(rules, item.at));
    }
  });

  test("hold nothing that no item shows", () => {
    const shown = itemsIn(rules).flatMap(({ at, field, kind }) =>
      kind === "own" ? field.fields.map(([name]) => [...at, name].join(".")) : [at.join(".")],
    );
    const held = sections.flatMap(([name, { fields }]) =>
      fields.flatMap(([part, field]) => {
        const value = (rules as unknown as RuleDocument)[name] as Entry | undefined;
        if (value?.[part] === undefined) return [];
        const isList = field.as === "list" && field.keyed;
        return isList
          ? entriesIn(rules, name, part).map((_, i) => `${name}.${part}.${i}`)
          : `${name}.${part}`;
      }),
    );
    expect(held.filter((path) => !shown.includes(path))).toEqual([]);
  });

  test("stay as they are when an item is put back where it was", () => {
    for (const item of itemsIn(rules)) {
      if (item.value !== undefined) expect(withItem(rules, item, item.value), item.path).toEqual(rules);
    }
  });

  test("lose exactly the item that is taken away", () => {
    for (const item of itemsIn(rules).filter(({ removable, value }) => removable && value)) {
      const left = JSON.parse(JSON.stringify(withoutItem(rules, item))) as RuleDocument;
      const gone = pathsIn(rules).filter((path) => itemAt(left, path)?.value === undefined);
      const unset = pathsIn(rules).filter((path) => itemAt(rules, path)?.value === undefined);
      const more = gone.filter((path) => !unset.includes(path) && path !== item.path);
      // With its last entry goes a section that need not be there.
      const isLast = left[String(item.at[0])] === undefined;
      expect(more, item.path).toEqual(isLast && item.kind === "entry" ? [item.at[0]] : []);
      const index = item.at[2] as number | undefined;
      const again = at(left, item.path.replace(/^(\w+\.\w+)\.\w+$/, "$1.+"));
      expect(withItem(left, again, item.value as Entry, index), item.path).toEqual(
        isLast ? expect.anything() : rules,
      );
    }
  });
});

describe("an entry", () => {
  const added = { key: "fresh", name: "新设一级" };
  const list = ["handling", "levels"] as const;
  const before = keysIn(xinye, ...list);

  test("that is new goes to the end, or where it is wanted", () => {
    const item = at(xinye, "handling.levels.+");
    expect(keysIn(withItem(xinye, item, added), ...list)).toEqual([...before, "fresh"]);
    expect(keysIn(withItem(xinye, item, added, 0), ...list)).toEqual(["fresh", ...before]);
    expect(keysIn(withItem(xinye, item, added, 99), ...list)).toEqual([...before, "fresh"]);
  });

  test("that is changed stays in its place, or goes where it is wanted, and the others keep their order", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...before),
        fc.option(fc.nat({ max: 6 }), { nil: undefined }),
        (key, to) => {
          const item = at(xinye, `handling.levels.${key}`);
          const after = keysIn(withItem(xinye, item, { ...item.value }, to), ...list);
          expect(after.filter((each) => each !== key)).toEqual(before.filter((each) => each !== key));
          const index = Math.min(to ?? before.indexOf(key), before.length - 1);
          expect(after.indexOf(key)).toBe(index);
        },
      ),
    );
  });

  test("of a section that isn't used puts it to use", () => {
    const { points: _none, ...without } = { ...xinye, points: undefined };
    const item = at(without, "points.schemes.+");
    expect(withItem(without, item, added)).toEqual({ ...without, points: { schemes: [added] } });
  });
});

test("what was emptied in a section's own form goes, and what that form doesn't show stays", () => {
  const { at: time, workdaysBefore, overdueEvery } = xinye.reminders;
  expect(overdueEvery).toBeDefined();
  const emptied = withItem(xinye, at(xinye, "reminders"), { at: time, workdaysBefore });
  expect(JSON.parse(JSON.stringify(emptied.reminders))).toEqual({ at: time, workdaysBefore });
  const { source: _source, ...handling } = xinye.handling;
  expect(JSON.parse(JSON.stringify(withItem(xinye, at(xinye, "handling"), {}).handling))).toEqual(handling);
});

test("the form of an entry is known by its list alone", () => {
  expect(fieldOfItem("lists.lists.neverSeen")).toBe(fieldOfItem("lists.lists.+"));
  expect(fieldOfItem("lists.lists.+")?.fields.map(([name]) => name)).toContain("claim");
});

test("what a document doesn't have is not there, whatever it is called", () => {
  const strange = [
    "",
    ".",
    "nothing",
    "__proto__",
    "constructor",
    "organisation.constructor",
    "organisation.__proto__",
    "organisation.levels",
    "organisation.levels.nothing",
    "organisation.levels.__proto__",
    "organisation.levels.length",
    "organisation.levels.0",
    "organisation.codePattern",
    "handling.overall.limit",
    "handling.overall.limit.workdays",
    "reminders.at",
    "officeHours.periods",
    "handling.levels.grid.limit",
  ];
  for (const path of strange) expect([path, itemAt(xinye, path)]).toEqual([path, undefined]);
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z_.+]{0,30}$/), (path) => {
      fc.pre(!pathsIn(xinye).includes(path) && !path.endsWith(".+"));
      expect(itemAt(xinye, path)).toBeUndefined();
    }),
  );
});
