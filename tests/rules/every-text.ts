import type { Entry } from "../../worker/rules/document/items.ts";
import type { Field } from "../../worker/rules/schema/fields.ts";
import type { Path } from "./broken.ts";

/** Everything in the rules that is text and neither a key nor one of some choices. */
export function textsIn(field: Field, value: unknown, path: Path = []): [Path, Field][] {
  if (value === undefined) return [];
  if (field.as === "group") {
    return field.fields.flatMap(([name, inner]) => textsIn(inner, (value as Entry)[name], [...path, name]));
  }
  const each = (inner: (item: unknown, at: Path) => [Path, Field][]) =>
    (value as unknown[]).flatMap((item, index) => inner(item, [...path, index]));
  if (field.as === "list") return each((row, at) => textsIn(field.of, row, at));
  if (field.as === "lines") return each((line, at) => textsIn(field.of, line, at));
  if (field.as === "sources") {
    return each((source, at) =>
      ["county", "practice", "why"].flatMap((name) =>
        name in (source as Entry) ? [[[...at, name], field] as [Path, Field]] : [],
      ),
    );
  }
  if (field.as === "people") {
    const named = (person: unknown, at: Path): [Path, Field][] =>
      (person as Entry).of === "role" ? [[[...at, "name"], field]] : [];
    return field.several ? each(named) : named(value, path);
  }
  return field.as === "text" || field.as === "prose" ? [[path, field]] : [];
}
