import { describe, expect, test } from "vitest";
import { attempt } from "../../views/components/attempt.ts";
import { DifferenceCards } from "../../views/rules/differences.tsx";
import { ItemPage } from "../../views/rules/editor/item.tsx";
import { heldIn, type SectionId } from "../../views/rules/section.tsx";
import { sectionsOf } from "../../views/rules/sections.tsx";
import { standings } from "../../worker/rules/document/acting.ts";
import { differencesOf } from "../../worker/rules/document/difference.ts";
import { toForm } from "../../worker/rules/document/forms/to-form.ts";
import { type Item, sections } from "../../worker/rules/document/items.ts";
import { isIdle } from "../../worker/rules/document/standing.ts";
import { choicesOf } from "../../worker/rules/schema/choices.ts";
import type { Field } from "../../worker/rules/schema/fields.ts";
import { itemsIn } from "../rules/every-item.ts";
import { attribute, type Element, elements, fragment, named, page, text } from "./parsed.ts";
import { fullRules } from "./rule-example.ts";
import { frame, key } from "./samples.ts";
import { shown } from "./shown-rules.tsx";

const said = "尚未启用";
const marksIn = (parsed: Parameters<typeof elements>[0]) =>
  elements(parsed).filter((found) => attribute(found, "class") === "not-yet");

describe("where rules are read", () => {
  /** What stands under a heading of its own; what is read with others is edited as one. */
  const partsOf = (id: SectionId) =>
    sections
      .filter(([name]) => heldIn(id).includes(name))
      .flatMap(([name, { title, fields }]) => {
        if (name !== id) return [{ title, ...standings.item(name) }];
        const inner = fields.filter(([, { as }]) => as === "group" || as === "list");
        return inner.map(([part, { title }]) => ({ title, ...standings.item(`${name}.${part}`) }));
      });

  test.each(sectionsOf)("$title says it of itself, or of its parts, each once", ({ id, title }) => {
    const told = marksIn(shown(fullRules, {}, [id])).map((mark) => headingOf(mark));
    const own = partsOf(id).flatMap(({ idle, title }) => (idle ? [title] : []));
    const idle = standings.sections(heldIn(id)).idle;
    expect(told.map((words) => calledOtherwise[words] ?? words)).toEqual(idle ? [title] : own);
  });

  /** Headings that say more shortly what the schema calls at length. */
  const calledOtherwise: Record<string, string> = { 建立党支部: "建立党支部的条件" };

  test.each(sectionsOf)("$title names what is followed only in part", ({ id }) => {
    const all = elements(shown(fullRules, {}, [id])).map(text);
    for (const { parts } of partsOf(id)) {
      if (parts.length > 0) expect(all).toContain(`${said}：${parts.join("、")}`);
    }
  });

  const headingOf = (mark: Element): string => {
    const around = mark.parentNode as Element;
    const heading = /^h\d$/.test(around.tagName)
      ? around
      : elements(around).find(({ tagName }) => /^h\d$/.test(tagName));
    return text(heading as Element).replace(` ${said}`, "");
  };
});

describe("where rules are edited", () => {
  /** The outermost fields that nothing follows, as far as people see them. */
  const outermost = (field: Field): Field[] => {
    if (isIdle(field)) return [field];
    if (field.as === "list") return outermost(field.of);
    return field.as === "group" ? field.fields.flatMap(([, inner]) => outermost(inner)) : [];
  };

  const shownItem = (item: Item) => {
    const attempted = attempt(toForm(item.field, item.value) as Parameters<typeof attempt>[0]);
    const editing = {
      action: "/rules/2/items/x",
      attempt: attempted,
      choices: choicesOf(fullRules, item.value),
      sums: [],
      idle: isIdle(item.field),
    };
    const section = { id: "handling", title: "办理" };
    const form = { title: "某项", section, field: item.field, editing, indexes: [], fresh: false };
    const rest = { frame, number: 2, revision: 1, seen: "", removable: false, unsaved: false };
    return page(<ItemPage {...form} {...rest} idempotencyKey={key} />);
  };

  const items = itemsIn(fullRules as never).filter(({ value }) => value !== undefined);

  test.each(items.filter(({ field }) => isIdle(field)))("$path says it once, above its fields", (item) => {
    const parsed = shownItem(item);
    expect(marksIn(parsed)).toHaveLength(1);
    expect(hints(parsed)).toEqual([]);
  });

  test.each(items.filter(({ field }) => !isIdle(field)))(
    "$path says it beside the fields it is true of",
    (item) => {
      const parsed = shownItem(item);
      expect(marksIn(parsed)).toEqual([]);
      const idle = new Set(outermost(item.field).map(({ title }) => title));
      const told = new Set(hints(parsed));
      expect(told).toEqual(idle);
    },
  );

  /** What the hints that say so are for. */
  function hints(parsed: ReturnType<typeof page>) {
    return elements(parsed)
      .filter((found) => attribute(found, "class") === "hint" && text(found).startsWith(said))
      .map(labelOf);
  }

  function labelOf(hint: Element): string {
    const around = elements(hint.parentNode as Element);
    const label = around.find(({ tagName }) => tagName === "legend" || tagName === "label");
    return text(label as Element).replace(/（.*）$/, "");
  }
});

describe("where two rule sets are compared", () => {
  const differing = (change: (rules: typeof fullRules) => void) => {
    const after = structuredClone(fullRules);
    change(after);
    const differences = differencesOf(fullRules as never, after as never);
    const cards = (
      <DifferenceCards differences={differences} standings={standings} before="现行" after="草案" />
    );
    return { differences, parsed: fragment(cards) };
  };

  test("an item that nothing follows says it once, whatever differs in it", () => {
    const { differences, parsed } = differing(({ duty }) => {
      Object.assign(duty?.rosters[0] ?? {}, { atLeast: 5, name: "另一种值班", source: undefined });
    });
    expect(differences.map(({ acts }) => acts)).toEqual([false, false, false]);
    expect(marksIn(parsed)).toHaveLength(1);
    expect(text(named(parsed, "dl")[0] as Element)).not.toContain(said);
  });

  test("of an item that is followed in part, the parts say it", () => {
    const { parsed } = differing(({ meetings: { series } }) => {
      Object.assign(series[0] ?? {}, { name: "另一种会", form: "debrief", source: undefined });
    });
    const told = named(parsed, "dt").map(text);
    expect(told).toEqual(["名称", "形式 尚未启用", "依据"]);
  });

  test("a new item names its parts that nothing follows", () => {
    const { parsed } = differing(({ meetings: { series } }) => {
      const [first] = series;
      if (first) series.push({ ...first, key: "other", name: "另一种会" });
    });
    expect(text(parsed)).toContain("尚未启用：形式、召集人、可临时召开、议题来源、纪要");
  });
});
