import { expect, test } from "vitest";
import { sectionsOf } from "../../views/rules/sections.tsx";
import { sections } from "../../worker/rules/document/items.ts";
import type { Field } from "../../worker/rules/schema/fields.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { another, type Path, withChange } from "../rules/another-value.ts";
import { text } from "./parsed.ts";
import { fullRules } from "./rule-example.ts";
import { shown } from "./shown-rules.tsx";

/** Every value of a document with another one in its place; keys stay, because nobody reads them. */
function* changes(field: Field, value: unknown, path: Path): Generator<[Path, unknown]> {
  if (value === undefined || field.as === "key") return;
  if (field.optional && field.otherwise === undefined && path.length > 1) yield [path, undefined];
  if (field.as === "group") {
    for (const [name, inner] of field.fields) yield* changes(inner, (value as never)[name], [...path, name]);
  } else if (field.as === "list") {
    for (const [index, entry] of (value as unknown[]).entries())
      yield* changes(field.of, entry, [...path, index]);
  } else yield [path, another(field, value)];
}

test("every value of every rule can be read: another one reads differently", () => {
  const silent: string[] = [];
  for (const [name, section] of sections) {
    const ids = [sectionsOf.find(({ id }) => id === name)?.id ?? "hours"];
    const before = text(shown(fullRules, undefined, ids));
    for (const [path, value] of changes(section, fullRules[name as keyof RuleSet], [name])) {
      const changed = withChange(fullRules, path, value) as RuleSet;
      if (text(shown(changed, undefined, ids)) === before) silent.push(path.join("."));
    }
  }
  expect(silent.sort()).toEqual(withoutEffect(fullRules).sort());
});

/** What changes nothing where it stands, whatever it is. */
function withoutEffect({ handling, meetings, assessments }: RuleSet): string[] {
  const highest = `handling.levels.${handling.levels.length - 1}.escalateOn`;
  const onlyAsNeeded = meetings.series.flatMap(({ cadence }, index) =>
    cadence ? [] : `meetings.series.${index}.asNeeded`,
  );
  const lowestSteps = assessments?.schemes.flatMap(({ indicators }, scheme) =>
    indicators.flatMap(({ curve }, index) =>
      curve?.stepped ? `assessments.schemes.${scheme}.indicators.${index}.curve.points.0.value` : [],
    ),
  );
  return [highest, ...onlyAsNeeded, ...(lowestSteps ?? [])];
}
