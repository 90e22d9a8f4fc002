import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PresetKey, presets } from "../../../db/presets/index.ts";
import { type Difference, differencesOf } from "../../../worker/rules/document/difference.ts";
import { type Item, itemAt, withItem, withoutItem } from "../../../worker/rules/document/items.ts";
import type { Entry, RuleDocument } from "../../../worker/rules/schema/document.ts";
import type { Field } from "../../../worker/rules/schema/fields.ts";
import { fullRules } from "../../views/rule-example.ts";
import { anythingFor } from "../arbitrary.ts";
import { entriesIn, itemsIn } from "../every-item.ts";
import { rulesOf } from "../examples.ts";

const keys = Object.keys(presets) as PresetKey[];
/** By name, so that a failure shows which rules and not all that they say. */
const rulesBy = new Map(keys.map((key) => [key, rulesOf(key)]));
const rulesNamed = (key: PresetKey): RuleDocument => rulesBy.get(key) as RuleDocument;
const anyKey = fc.constantFrom(...keys);

const filled = (rules: RuleDocument): Item[] => itemsIn(rules).filter(({ value }) => value !== undefined);
const at = (rules: RuleDocument, path: string): Item => {
  const item = itemAt(rules, path);
  if (!item) throw new Error(`nothing at ${path}`);
  return item;
};

/** A place inside an item that people set: its field and the names and rows that lead there. */
interface Leaf {
  path: readonly (string | number)[];
  field: Field;
}

function leavesIn(field: Field, value: unknown, path: Leaf["path"] = []): Leaf[] {
  if (value === undefined) return [];
  if (field.as === "group") {
    return field.fields.flatMap(([name, inner]) => leavesIn(inner, (value as Entry)[name], [...path, name]));
  }
  if (field.as === "list") {
    return (value as Entry[]).flatMap((row, index) => leavesIn(field.of, row, [...path, index]));
  }
  return field.as === "key" ? [] : [{ path, field }];
}

/** Lists of at least two rows without keys inside a value, with the path that leads there. */
function rowListsIn(
  field: Field,
  value: unknown,
  path: Leaf["path"] = [],
): { path: Leaf["path"]; rows: Entry[] }[] {
  if (value === undefined) return [];
  if (field.as === "group") {
    return field.fields.flatMap(([name, inner]) =>
      rowListsIn(inner, (value as Entry)[name], [...path, name]),
    );
  }
  if (field.as !== "list") return [];
  const rows = value as Entry[];
  const inside = rows.flatMap((row, index) => rowListsIn(field.of, row, [...path, index]));
  return field.keyed || rows.length < 2 ? inside : [{ path, rows }, ...inside];
}

const held = (value: unknown, path: Leaf["path"]) =>
  path.reduce<unknown>((here, part) => (here as Entry | undefined)?.[part as string], value);

/** A copy of a value with something else at one place inside. */
function changedAt(value: unknown, [part, ...rest]: Leaf["path"], to: unknown): unknown {
  if (part === undefined) return to;
  const inner = changedAt((value as Entry)[part as string], rest, to);
  if (Array.isArray(value)) return value.map((row, index) => (index === part ? inner : row));
  return { ...(value as Entry), [part]: inner };
}

/** An edit of one place in one item of a rule set, to something that reads otherwise. */
const edits = anyKey.chain((key) =>
  fc
    .constantFrom(...filled(rulesNamed(key)).map(({ path }) => path))
    .map((path) => ({
      path,
      leaves: leavesIn(at(rulesNamed(key), path).field, at(rulesNamed(key), path).value),
    }))
    .filter(({ leaves }) => leaves.length > 0)
    .chain(({ path, leaves }) => fc.constantFrom(...leaves).map((leaf) => ({ path, leaf })))
    .chain(({ path, leaf }) =>
      anythingFor(leaf.field).map((to) => ({
        key,
        path,
        leaf: leaf.path,
        field: leaf.field.title,
        as: leaf.field.as,
        to,
      })),
    ),
);

const entries = (key: PresetKey) => filled(rulesNamed(key)).filter(({ kind }) => kind === "entry");
const anyEntry = anyKey.chain((key) =>
  fc.constantFrom(...entries(key).map(({ path }) => path)).map((path) => ({ key, path })),
);

describe("the same rules", () => {
  test.each(keys)("of %s have no differences", (key) => {
    expect(differencesOf(rulesOf(key), rulesOf(key))).toEqual([]);
    expect(differencesOf(rulesOf(key), structuredClone(rulesOf(key)))).toEqual([]);
  });
});

describe("one edit", () => {
  test("of one place shows that place and nothing else", () => {
    fc.assert(
      fc.property(edits, ({ key, path, leaf, field, to }) => {
        const rules = rulesNamed(key);
        const item = at(rules, path);
        fc.pre(JSON.stringify(to) !== JSON.stringify(held(item.value, leaf)));
        const value = changedAt(item.value, leaf, to) as Entry;
        const differences = differencesOf(rules, withItem(rules, item, value));
        expect(differences).toMatchObject([{ item: path, kind: "changed" }]);
        const [difference] = differences;
        expect(difference?.part.endsWith(field)).toBe(true);
        expect(difference?.before).not.toBe(difference?.after);
      }),
      { numRuns: 300 },
    );
  });

  test("back again shows the same with the sides exchanged", () => {
    fc.assert(
      fc.property(edits, ({ key, path, leaf, to }) => {
        const rules = rulesNamed(key);
        const item = at(rules, path);
        const other = withItem(rules, item, changedAt(item.value, leaf, to) as Entry);
        const exchanged = differencesOf(other, rules).map((each) => ({
          ...each,
          before: each.after,
          after: each.before,
        }));
        const sides = ({ item: of, before, after }: Difference) => ({ of, before, after });
        expect(exchanged.map(sides)).toEqual(differencesOf(rules, other).map(sides));
      }),
    );
  });
});

describe("a whole entry", () => {
  test("that is taken away, or put there, is one difference", () => {
    fc.assert(
      fc.property(anyEntry, ({ key, path }) => {
        const rules = rulesNamed(key);
        const item = at(rules, path);
        const without = withoutItem(rules, item);
        fc.pre(without[String(item.at[0])] !== undefined);
        const whole = { item: item.path, part: "" };
        const words = expect.stringContaining(String(item.value?.name));
        const [taken] = differencesOf(rules, without);
        expect(differencesOf(rules, without)).toMatchObject([
          { ...whole, kind: "removed", before: words, after: null },
        ]);
        expect(differencesOf(without, rules)).toMatchObject([
          { ...whole, kind: "added", before: null, after: taken?.before },
        ]);
      }),
    );
  });

  test("that was moved is one difference, its neighbours none", () => {
    fc.assert(
      fc.property(anyEntry, fc.nat({ max: 20 }), ({ key, path }, to) => {
        const rules = rulesNamed(key);
        const item = at(rules, path);
        const [section, list, from] = item.at as [string, string, number];
        const last = entriesIn(rules, section, list).length - 1;
        const moved = withItem(rules, item, item.value as Entry, to);
        const differences = differencesOf(rules, moved);
        const index = Math.min(to, last);
        // Of two that changed places, it can't be told which one moved.
        if (Math.abs(index - from) === 1) expect(differences).toHaveLength(1);
        else expect(differences.map((each) => each.item)).toEqual(index === from ? [] : [path]);
        expect(differences.every(({ kind }) => kind === "moved")).toBe(true);
      }),
    );
  });
});

describe("rows that have no keys", () => {
  const rules = fullRules as unknown as RuleDocument;
  /** Lists of at least two such rows, and the item they are in. */
  const lists = filled(rules).flatMap((item) =>
    rowListsIn(item.field, item.value).map((list) => ({ item, ...list })),
  );
  const anyList = fc.constantFrom(...lists.map(({ item, path }) => ({ at: item.path, path })));
  const rowsAt = (at: string, path: Leaf["path"]) => held(itemAt(rules, at)?.value, path) as Entry[];
  const changed = (item: string, path: Leaf["path"], rows: Entry[]) =>
    withItem(rules, at(rules, item), changedAt(at(rules, item).value, path, rows) as Entry);

  test("are there to be tried", () => {
    const paths = lists.map(({ item, path }) => `${item.path} ${path.join(".")}`);
    expect(paths).toContain("officeHours periods");
    expect(paths.length).toBeGreaterThan(3);
  });

  test("read as one deletion when one goes, and as one addition when it comes back", () => {
    fc.assert(
      fc.property(anyList, fc.nat(), ({ at: item, path }, which) => {
        const rows = rowsAt(item, path);
        const gone = which % rows.length;
        const without = changed(
          item,
          path,
          rows.filter((_, index) => index !== gone),
        );
        expect(differencesOf(rules, without)).toMatchObject([
          { item, before: expect.any(String), after: null },
        ]);
        expect(differencesOf(without, rules)).toMatchObject([
          { item, before: null, after: expect.any(String) },
        ]);
      }),
    );
  });

  test("read as one change of order when they change places", () => {
    for (const { item, path, rows } of lists) {
      const turned = differencesOf(rules, changed(item.path, path, rows.toReversed()));
      expect(turned).toMatchObject([{ item: item.path, part: expect.stringMatching(/的先后$/) }]);
    }
  });

  test("are the same by name when something else of them changed", () => {
    const [first, second] = rowsAt("organisation.gridKinds.estate", ["sizing"]) as [Entry, Entry];
    const renumbered = { ...second, households: { max: 250 } };
    const differences = differencesOf(
      rules,
      changed("organisation.gridKinds.estate", ["sizing"], [renumbered]),
    );
    expect(differences.map(({ part, before, after }) => [part, before, after])).toEqual([
      [`划分标准“${second.name}” › 户数 › 上限`, "200", "250"],
      [`划分标准“${first.name}”`, expect.any(String), null],
    ]);
  });

  test("stay where they are when one becomes the equal of another", () => {
    const [first, second] = rowsAt("officeHours", ["periods"]) as [Entry, Entry];
    const differences = differencesOf(rules, changed("officeHours", ["periods"], [second, second]));
    expect(differences.map(({ part, after }) => [part, after])).toEqual([
      ["办公时段“第1项” › 上班", second.from],
      ["办公时段“第1项” › 下班", second.to],
    ]);
    expect(first).not.toEqual(second);
  });

  test("are the same by index when nothing else tells", () => {
    const [first, second] = rowsAt("officeHours", ["periods"]) as [Entry, Entry];
    const differences = differencesOf(
      rules,
      changed("officeHours", ["periods"], [first, { ...second, to: "19:00" }]),
    );
    expect(differences).toMatchObject([{ part: "办公时段“第2项” › 下班", after: "19:00" }]);
  });
});

test("rows with keys that change places are one change of order", () => {
  const rules = rulesNamed("yulin");
  const scheme = filled(rules).find(({ path }) => path.startsWith("assessments.schemes."));
  const indicators = scheme?.value?.indicators as Entry[];
  const value = { ...scheme?.value, indicators: indicators.toReversed() };
  const differences = differencesOf(rules, withItem(rules, scheme as Item, value));
  expect(differences).toMatchObject([{ part: "指标的先后" }]);
  expect(differences[0]?.after?.split("、")).toEqual(indicators.map(({ name }) => name).toReversed());
});

describe("what is said of a difference", () => {
  const rules = rulesOf("ninglang");
  const said = (path: string, change: (value: Entry) => Entry, from: RuleDocument = rules) =>
    differencesOf(
      from,
      withItem(from, at(from, path), change(structuredClone(at(from, path).value) as Entry)),
    );

  test("is where it lies, what was said and what is said, in the words of the screen", () => {
    const [limit] = said("handling.overall", (value) => ({ ...value, limit: { workdays: 7 } }));
    expect(limit).toMatchObject({
      where: expect.stringMatching(/^办理 › 总期限$/),
      part: "总期限",
      after: "7 个工作日",
    });
    const [channels] = said("intake.sources.hotline", (value) => ({ ...value, channels: ["resident"] }));
    expect(channels).toMatchObject({
      where: "受理 › 事项来源 › 12345热线",
      part: "由谁送来",
      after: "居民自己上报",
    });
    const [unset] = said("organisation.branchThreshold", () => ({ fullMembers: 5 }), rulesOf("xinye"));
    expect(unset).toMatchObject({ after: "5 人" });
  });

  test("names rows by their names, and says whole rows in one line", () => {
    const scheme = rulesOf("xinye").assessments?.schemes[0]?.key ?? "";
    const differences = said(
      `assessments.schemes.${scheme}`,
      (value) => ({
        ...value,
        vetoes: [
          {
            key: "fire",
            name: "发生火灾",
            evidence: "事故认定书",
            effect: "zero",
            appealWithin: { workdays: 5 },
          },
        ],
      }),
      rulesOf("xinye"),
    );
    const veto = differences.find(({ part }) => part === "一票否决“发生火灾”");
    expect(veto).toMatchObject({ kind: "changed", before: null });
    expect(veto?.after).toBe(
      "否决情形：发生火灾，须有的证据：事故认定书，后果：总分计为零，申诉期限：5 个工作日",
    );
  });

  test("of a section put to use is its entries, not the section", () => {
    const { lists: _lists, ...without } = rulesOf("xinye");
    const keysOf = entriesIn(rulesOf("xinye"), "lists", "lists").map(({ key }) => `lists.lists.${key}`);
    const added = differencesOf(without, rulesOf("xinye")).filter(({ kind }) => kind === "added");
    expect(added.map(({ item }) => item)).toEqual(keysOf);
  });

  test("of an entry that was renamed stays with the entry: what refers to it hasn't changed", () => {
    const differences = said("organisation.levels.street", (value) => ({ ...value, name: "乡镇" }));
    expect(differences.map(({ item, after }) => [item, after])).toEqual([
      ["organisation.levels.street", "乡镇"],
    ]);
  });
});

test("rules of two counties are told apart in the order of the schema, in Chinese, without a key or a brace", () => {
  fc.assert(
    fc.property(anyKey, anyKey, (one, other) => {
      const differences = differencesOf(rulesNamed(one), rulesNamed(other));
      const order = differences.map(({ item }) =>
        Object.keys(sectionOrder).indexOf(item.split(".")[0] ?? ""),
      );
      expect(order).toEqual(order.toSorted((a, b) => a - b));
      for (const { where, part, before, after } of differences) {
        for (const text of [where, part, before ?? "", after ?? ""]) {
          expect(text).not.toMatch(/undefined|\[object|[{}]|NaN/);
        }
        expect(where).toMatch(/\p{Script=Han}/u);
      }
    }),
  );
});

const sectionOrder = {
  organisation: 1,
  intake: 1,
  handling: 1,
  meetings: 1,
  lists: 1,
  points: 1,
  assessments: 1,
  duty: 1,
  officeHours: 1,
  serviceHours: 1,
  localHolidays: 1,
  reminders: 1,
};
