import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FormValues, toForm } from "../../../worker/rules/document/forms/to-form.ts";
import { fieldOfItem } from "../../../worker/rules/document/items.ts";
import { blankRow, type RowChange, rowChange, withRows } from "../../../worker/rules/document/rows.ts";
import type { Entry } from "../../../worker/rules/schema/document.ts";
import type { GroupField } from "../../../worker/rules/schema/fields.ts";
import { anythingFor } from "../arbitrary.ts";

const fieldAt = (path: string) => fieldOfItem(path) as GroupField;

/** A path such as `indicators.0.curve.points`, followed into a value. */
const held = (value: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((here, part) => (here as Entry | undefined)?.[part], value);
const inside = (value: unknown, path: string): Entry[] => (held(value, path) ?? []) as Entry[];

/** Lists of rows in a form, and lists in the rows of a list. */
const lists: [form: string, list: string][] = [
  ["organisation.gridKinds.+", "sizing"],
  ["intake.categories.+", "children"],
  ["intake.categories.+", "children.0.children"],
  ["points.schemes.+", "earning"],
  ["assessments.schemes.+", "groups"],
  ["assessments.schemes.+", "indicators"],
  ["assessments.schemes.+", "indicators.1.curve.points"],
  ["officeHours", "periods"],
  ["officeHours", "seasons.0.periods"],
  ["localHolidays", "notices.0.daysOff"],
];

describe.each(lists)("in the form of %s, the rows of %s", (path, list) => {
  const field = fieldAt(path);
  const shown = anythingFor(field).map((value) => ({ value: value as Entry, form: toForm(field, value) }));
  const changed = (form: FormValues, change: RowChange) => withRows(field, form, change, () => "fresh");
  const text = (value: Entry) => JSON.stringify(value);

  test("get one more, with a key of its own and what has a default", () => {
    fc.assert(
      fc.property(shown, ({ value, form }) => {
        const before = inside(value, list);
        const after = changed(form, { op: "add", list });
        // A list in a row that isn't there can't grow.
        const [, row] = /^(.*\.\d+)\./.exec(list) ?? [];
        if (row && held(value, row) === undefined) {
          expect(text(after)).toBe(text(value));
          return;
        }
        const rows = inside(after, list);
        expect(rows.slice(0, -1)).toEqual(before);
        const last = rows.at(-1) as Entry;
        expect(last.key).toBe("key" in last ? "fresh" : undefined);
        expect(toForm(field, after)[`${list}._rows`]).toHaveLength(before.length + 1);
      }),
    );
  });

  test("lose exactly the one that is taken away", () => {
    fc.assert(
      fc.property(shown, fc.nat({ max: 4 }), ({ value, form }, row) => {
        const before = inside(value, list);
        const after = inside(changed(form, { op: "remove", list, row }), list);
        expect(after).toEqual(before.filter((_, index) => index !== row));
      }),
    );
  });

  test("change places when one goes up, and the first stays", () => {
    fc.assert(
      fc.property(shown, fc.nat({ max: 4 }), ({ value, form }, row) => {
        const before = inside(value, list);
        const after = inside(changed(form, { op: "up", list, row }), list);
        const moves = row > 0 && row < before.length;
        expect(after[moves ? row - 1 : 0]).toEqual(before[moves ? row : 0]);
        expect(after.toSorted(byText)).toEqual(before.toSorted(byText));
        if (!moves) expect(after).toEqual(before);
      }),
    );
  });
});

const byText = (one: unknown, other: unknown) => JSON.stringify(one).localeCompare(JSON.stringify(other));

test("what was typed and not saved stays while rows come and go", () => {
  const field = fieldAt("assessments.schemes.+");
  const typed = {
    name: "  村级考核 ",
    "groups._rows": ["0", "1"],
    "groups.0.key": "a",
    "groups.0.weight": "三成",
    "groups.1.key": "b",
    "groups.1.weight": "70",
  };
  const after = withRows(field, typed, { op: "add", list: "groups" }, () => "fresh");
  expect(after).toMatchObject({
    name: "村级考核",
    groups: [{ key: "a", weight: "三成" }, { key: "b", weight: 70 }, { key: "fresh" }],
  });
});

test("a row added to a list of an unused group puts the group to use", () => {
  const field = fieldAt("assessments.schemes.+");
  const form = toForm(field, { indicators: [{ key: "a", name: "响应" }] });
  const list = "indicators.0.curve.points";
  expect(
    inside(
      withRows(field, form, { op: "add", list }, () => "fresh"),
      list,
    ),
  ).toHaveLength(1);
});

test("a row added to a group whose box was just cleared takes the group back with all its rows", () => {
  const field = fieldAt("assessments.schemes.+");
  const points = [
    { value: 60, share: 0 },
    { value: 95, share: 100 },
  ];
  const form = toForm(field, { indicators: [{ key: "a", name: "响应", curve: { points } }] });
  const cleared = { ...form, "indicators.0.curve._on": undefined };
  const list = "indicators.0.curve.points";
  const after = withRows(field, cleared, { op: "add", list }, () => "fresh");
  expect(inside(after, list)).toEqual([...points, expect.anything()]);
});

test("a row begins with its key and what has a default, nested lists empty", () => {
  const [, groups] = fieldAt("assessments.schemes.+").fields.find(([name]) => name === "indicators") ?? [];
  if (groups?.as !== "list") throw new Error("no list of indicators");
  expect(blankRow(groups.of, () => "fresh")).toEqual({ key: "fresh", evidence: "record" });
});

test("only what a button of the form sends is a change of rows", () => {
  expect(rowChange("add indicators")).toEqual({ op: "add", list: "indicators" });
  expect(rowChange("up indicators.0.curve.points 2")).toEqual({
    op: "up",
    list: "indicators.0.curve.points",
    row: 2,
  });
  expect(rowChange("remove groups 0")).toEqual({ op: "remove", list: "groups", row: 0 });
  for (const text of [
    "",
    "add",
    "add ",
    "remove groups",
    "up groups -1",
    "up groups 9999",
    "drop",
    "check",
    "add __proto__",
    "save",
    "add a b 1",
    "add groups\n",
  ])
    expect([text, rowChange(text)]).toEqual([text, undefined]);
});

test("a change of rows that leads nowhere changes nothing", () => {
  const field = fieldAt("points.schemes.+");
  const value = {
    key: "party",
    name: "党员积分",
    holders: "partyMembers",
    earning: [{ key: "a", name: "甲" }],
  };
  const form = toForm(field, value);
  const lists = [
    "nothing",
    "name",
    "holders",
    "earning.0",
    "earning.0.name",
    "earning.9.x",
    "constructor",
    "appealWithin",
    "earning.length",
  ];
  const before = withRows(field, form, { op: "remove", list: "earning", row: 99 }, () => "fresh");
  for (const list of lists) {
    for (const change of [
      { op: "add", list },
      { op: "remove", list, row: 0 },
      { op: "up", list, row: 1 },
    ] as const) {
      const after = withRows(field, form, change, () => "fresh");
      expect([change, JSON.stringify(after)]).toEqual([change, JSON.stringify(before)]);
    }
  }
});
