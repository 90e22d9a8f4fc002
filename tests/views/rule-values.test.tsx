import { expect, test } from "vitest";
import { sectionsOf } from "../../views/rules/sections.tsx";
import { sections } from "../../worker/rules/document/items.ts";
import type { Field } from "../../worker/rules/schema/fields.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import { text } from "./parsed.ts";
import { fullRules } from "./rule-example.ts";
import { shown } from "./shown-rules.tsx";

type Path = (string | number)[];

/** Every value of a document with another one in its place; keys stay, because nobody reads them. */
function* changes(field: Field, value: unknown, path: Path): Generator<[Path, unknown]> {
  if (value === undefined || field.as === "key") return;
  if (field.optional && field.otherwise === undefined && path.length > 1) yield [path, undefined];
  if (field.as === "group") {
    for (const [name, inner] of field.fields) yield* changes(inner, (value as never)[name], [...path, name]);
  } else if (field.as === "list") {
    for (const [place, entry] of (value as unknown[]).entries())
      yield* changes(field.of, entry, [...path, place]);
  } else yield [path, another(field, value)];
}

function another(field: Field, value: unknown): unknown {
  if (field.as === "lines") return [...(value as unknown[]), another(field.of, (value as unknown[])[0])];
  if (field.as === "flag") return !value;
  if (field.as === "number") return (value as number) + 3;
  if (field.as === "duration") return { workdays: 77 };
  if (field.as === "quorum") return { atLeast: "1/9" };
  if (field.as === "sources") return [{ ours: true, why: "改动" }];
  if (field.as === "clock") return "03:33";
  if (field.as === "people") return severally(field.several, value, { of: "role", name: "改动" });
  if (field.as === "reference") return field.several ? fewer(value as unknown[]) : "changed";
  if (field.as === "choice") return otherChoice(Object.keys(field.words), field.several, value);
  return "改动";
}

const severally = (several: boolean, value: unknown, more: unknown) =>
  several ? [...(value as unknown[]), more] : more;

/** A reference to nothing may be passed over, so that there must be one less instead. */
const fewer = (keys: unknown[]) => (keys.length > 0 ? keys.slice(1) : ["changed"]);

function otherChoice(words: string[], several: boolean, value: unknown): unknown {
  if (!several) return words.find((word) => word !== value);
  return words.filter((word) => !(value as string[]).includes(word) || word !== (value as string[])[0]);
}

function withChange(document: unknown, [part, ...rest]: Path, value: unknown): unknown {
  if (part === undefined) return value;
  const copy = Array.isArray(document) ? [...document] : { ...(document as object) };
  (copy as never as Record<string, unknown>)[part] = withChange((document as never)[part], rest, value);
  return copy;
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
  const onlyAsNeeded = meetings.series.flatMap(({ cadence }, place) =>
    cadence ? [] : `meetings.series.${place}.asNeeded`,
  );
  const lowestSteps = assessments?.schemes.flatMap(({ indicators }, scheme) =>
    indicators.flatMap(({ curve }, place) =>
      curve?.stepped ? `assessments.schemes.${scheme}.indicators.${place}.curve.points.0.value` : [],
    ),
  );
  return [highest, ...onlyAsNeeded, ...(lowestSteps ?? [])];
}
