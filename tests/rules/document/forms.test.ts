import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PresetKey, presets } from "../../../db/presets/index.ts";
import { rowsOf, switchOf, wasOf } from "../../../worker/rules/document/form-names.ts";
import { fromForm } from "../../../worker/rules/document/forms/from-form.ts";
import { type FormValues, toForm } from "../../../worker/rules/document/forms/to-form.ts";
import { fieldOfItem, type Item, itemAt, withItem } from "../../../worker/rules/document/items.ts";
import { parseRuleSet } from "../../../worker/rules/document/parse.ts";
import type { Entry } from "../../../worker/rules/schema/document.ts";
import type { Field, GroupField } from "../../../worker/rules/schema/fields.ts";
import { defaultSource } from "../../../worker/rules/schema/words.ts";
import { typedNumber } from "../../../worker/text/typed.ts";
import { anythingFor, words } from "../arbitrary.ts";
import { itemsIn } from "../every-item.ts";
import { rulesOf } from "../examples.ts";

const keys = Object.keys(presets) as PresetKey[];

/** One form of each kind that the editor has. */
const forms = [
  "organisation.levels.+",
  "organisation.gridKinds.+",
  "organisation.branchThreshold",
  "organisation.postKinds.+",
  "organisation.unitKinds.+",
  "organisation.partnerships.+",
  "intake",
  "intake.categories.+",
  "intake.admissionList",
  "intake.commitments.+",
  "handling.levels.+",
  "handling.windows.+",
  "handling.overall",
  "handling.evaluation",
  "handling.pauses",
  "handling.extensions",
  "handling.dispatch",
  "handling.exclusions",
  "handling.reviews",
  "handling.whistles.+",
  "meetings.series.+",
  "lists.lists.+",
  "points.schemes.+",
  "assessments.schemes.+",
  "duty.rosters.+",
  "duty.rounds.+",
  "officeHours",
  "localHolidays",
  "reminders",
] as const;

const fieldAt = (path: string): GroupField => {
  const field = fieldOfItem(path);
  if (!field) throw new Error(`no form for ${path}`);
  return field;
};

const throughForm = (field: Field, value: unknown) => fromForm(field, toForm(field, value));

describe("what a form shows and is sent back is what was kept", () => {
  test.each(keys)("for everything that the rules of %s say", (key) => {
    const rules = rulesOf(key);
    const items = itemsIn(rules).filter(({ value }) => value !== undefined);
    expect(items.length).toBeGreaterThan(30);
    for (const item of items) {
      const sent = throughForm(item.field, item.value) as Entry;
      expect({ at: item.path, ...parseRuleSet(withItem(rules, item, sent)) }).toEqual({
        at: item.path,
        ok: true,
        rules,
      });
    }
  });

  test.each(forms)("for anything of the shape of %s", (path) => {
    const field = fieldAt(path);
    fc.assert(
      fc.property(anythingFor(field), (value) => {
        expect(throughForm(field, value)).toEqual(value);
      }),
    );
  });
});

/** Names under which people type: not the choices, and of a span only the amount. */
function typedInto(field: Field, value: unknown, name = ""): string[] {
  const at = (part: string | number) => (name ? `${name}.${part}` : String(part));
  if (field.as === "group") {
    const held = (value ?? {}) as Entry;
    return field.fields.flatMap(([part, inner]) => typedInto(inner, held[part], at(part)));
  }
  if (field.as === "list") {
    return ((value ?? []) as Entry[]).flatMap((row, index) => typedInto(field.of, row, at(index)));
  }
  if (field.as === "duration") return [at("amount")];
  if (field.as === "quorum") return [at("share")];
  return ["number", "text", "prose", "clock", "day", "lines"].includes(field.as) ? [name] : [];
}

describe("nothing that was typed is lost", () => {
  // The section's own form of the intake has boxes only.
  test.each(forms.filter((path) => path !== "intake"))("in the form of %s, whatever it is", (path) => {
    const field = fieldAt(path);
    fc.assert(
      fc.property(anythingFor(field), fc.nat(), rubbish, (value, which, typed) => {
        const names = typedInto(field, value);
        fc.pre(names.length > 0);
        const name = names[which % names.length] ?? "";
        const sent = inUse({ ...plainUnits(toForm(field, value)), [name]: typed });
        expect(toForm(field, fromForm(field, sent))[name]).toBe(typed);
      }),
    );
  });

  const rubbish = words.filter((text) => !/[、，]/.test(text) && typeof typedNumber(text) === "string");

  /** A span in words has no amount. */
  const plainUnits = (form: FormValues): FormValues =>
    Object.fromEntries(
      Object.entries(form).map(([name, value]) => [name, /(^|\.)unit$/.test(name) ? "days" : value]),
    );

  /** What is typed into a group that isn't in use puts it to use. */
  const inUse = (form: FormValues): FormValues =>
    Object.fromEntries(
      Object.entries(form).map(([name, value]) => [name, name.endsWith("._on") ? "yes" : value]),
    );

  test("figures that are none stay as they were typed", () => {
    const field = fieldAt("handling.evaluation");
    for (const typed of ["三天", "1,5", "１２天", "1e3", "5天", "--1", "12345678901", "0.12345678"]) {
      const sent = { "within.unit": "workdays", "within.amount": typed, raise: typed };
      expect(fromForm(field, sent)).toMatchObject({ within: { workdays: typed }, raise: typed });
    }
    expect(fromForm(field, { raise: " 2 " })).toMatchObject({ raise: 2 });
    const wide = { "within.unit": "hours", "within.amount": "1,500", raise: "２" };
    expect(fromForm(field, wide)).toMatchObject({ within: { hours: 1500 }, raise: 2 });
  });

  test("a source without content is kept, and refused with what is missing", () => {
    const rules = rulesOf("ninglang");
    const item = itemAt(rules, "handling.overall") as Item;
    const refused = (from: string[], what: string[]) => {
      const sent = { ...toForm(item.field, item.value), "source.from": from, "source.what": what };
      const result = parseRuleSet(withItem(rules, item, fromForm(item.field, sent) as Entry));
      return result.ok ? [] : result.problems.map(({ at, message }) => `${at.join(".")}: ${message}`);
    };
    expect(refused(["某县", "某市"], ["公开做法", ""])).toEqual([
      "handling.overall.source.1.practice: 写了来源地，还须写明文件或做法",
    ]);
    expect(refused([defaultSource], [""])).toEqual(["handling.overall.source.0.why: 不能为空"]);
    expect(refused(["某县", "", ""], ["公开做法", "", ""])).toEqual([]);
  });

  test("lines end as a browser ends them, and are kept as the rules end them", () => {
    const charter = { key: "tie", name: "结对", charter: "第一条\r\n第二条", "source.what": "甲\r\n乙" };
    expect(fromForm(fieldAt("organisation.partnerships.+"), charter)).toMatchObject({
      charter: "第一条\n第二条",
      source: [{ county: "本县", practice: "甲\n乙" }],
    });
  });

  test("a line of words keeps its commas; numbers and days may stand side by side", () => {
    const reasons = "等待鉴定、检测结果\r\n须开挖，等待上级批准\r\n\r\n";
    expect(fromForm(fieldAt("handling.pauses"), { reasons })).toMatchObject({
      reasons: ["等待鉴定、检测结果", "须开挖，等待上级批准"],
    });
    expect(fromForm(fieldAt("reminders"), { workdaysBefore: "3、1，0" })).toMatchObject({
      workdaysBefore: [3, 1, 0],
    });
    const notice = { "notices._rows": "0", "notices.0.workdays": "2026-04-12，2026-04-19" };
    expect(fromForm(fieldAt("localHolidays"), notice)).toMatchObject({
      notices: [{ workdays: ["2026-04-12", "2026-04-19"] }],
    });
  });

  test("whoever has no option of their own is kept in words", () => {
    const sent = { signOff: ["post:gridLead", ""], "signOff.other": "居民代表\r\n老党员、老干部\r\n" };
    const field = fieldAt("meetings.series.+").fields.find(([name]) => name === "minutes")?.[1] as Field;
    expect(fromForm(field, { ...sent, _on: "yes" })).toMatchObject({
      signOff: [
        { of: "post", key: "gridLead" },
        { of: "role", name: "居民代表" },
        { of: "role", name: "老党员、老干部" },
      ],
    });
  });
});

describe("a group that need not be used", () => {
  const field = fieldAt("lists.lists.+");
  const claim = (more: FormValues) => (fromForm(field, more) as Entry).claim;
  const shown = toForm(field, { key: "wishes", name: "微心愿" });

  test("stays unused when its form comes back as it was shown", () => {
    expect(shown).toMatchObject({ [switchOf("claim")]: undefined, [wasOf("claim")]: "off" });
    expect(claim(shown)).toBeUndefined();
  });

  test("is used once somebody fills something in, with or without the box", () => {
    const filled = { ...shown, "claim.expiresAfter.amount": "30" };
    expect(claim(filled)).toMatchObject({ expiresAfter: { workdays: 30 } });
    expect(claim({ ...shown, [switchOf("claim")]: "yes" })).toBeDefined();
  });

  test("goes when its box is cleared, whatever still stands in it", () => {
    const used = toForm(field, { claim: { expiresAfter: { days: 30 }, acceptedBy: "owner" } });
    expect(used).toMatchObject({ [switchOf("claim")]: "yes", [wasOf("claim")]: "on" });
    expect(claim({ ...used, [switchOf("claim")]: undefined })).toBeUndefined();
  });
});

describe("a form made by no page", () => {
  test("with ten thousand rows is read as far as any list may go", () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => String(index));
    const { indicators } = fromForm(fieldAt("assessments.schemes.+"), {
      [rowsOf("indicators")]: rows,
    }) as Entry;
    // More than the hundred that a scheme may have, so that the check refuses them, and not all of them.
    expect((indicators as Entry[]).length).toBeGreaterThan(100);
    expect((indicators as Entry[]).length).toBeLessThanOrEqual(200);
  });

  test("says whatever it likes and is only ever read by the names of the schema", () => {
    const names = fc.constantFrom("__proto__", "constructor", "levels._rows", "limit.unit", "a.b", "");
    const values = fc.oneof(fc.string(), fc.array(fc.string(), { maxLength: 3 }));
    fc.assert(
      fc.property(fc.constantFrom(...forms), fc.array(fc.tuple(names, values)), (path, pairs) => {
        const field = fieldAt(path);
        const value = fromForm(field, Object.fromEntries(pairs)) as Entry;
        const known = field.fields.map(([name]) => name);
        expect(Object.keys(value).filter((name) => !known.includes(name))).toEqual([]);
        expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      }),
    );
  });
});
