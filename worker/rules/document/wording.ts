import type { Field } from "../schema/fields.ts";
import type { Duration, Members, Quorum, Source } from "../schema/rule-set.ts";
import type { NameOf } from "./names.ts";
import { durationWords, measured, peopleWords, quorumWords, sourceWords } from "./phrases.ts";

/** A single value of a rule in the words people read; null where nothing is set. */
export function inWords(field: Field, value: unknown, nameOf: NameOf): string | null {
  if (value === undefined || value === null || value === "") return null;
  const each = (words: (item: unknown) => string) =>
    (value as unknown[]).length === 0 ? null : (value as unknown[]).map(words).join("、");
  switch (field.as) {
    case "flag":
      return value === true ? "是" : "否";
    case "choice": {
      const word = (item: unknown) => field.words[item as string] ?? String(item);
      return field.several ? each(word) : word(value);
    }
    case "reference": {
      const name = (item: unknown) => nameOf(field.to, item as string);
      return field.several ? each(name) : name(value);
    }
    case "people": {
      const name = (item: unknown) => peopleWords(item as Members, nameOf);
      return field.several ? each(name) : name(value);
    }
    case "duration":
      return typeof value === "string" ? (field.words[value] ?? value) : durationWords(value as Duration);
    case "quorum":
      return quorumWords(value as Quorum);
    case "sources":
      return (value as Source[]).map(sourceWords).join("；");
    case "lines":
      return each((item) => inWords({ ...field.of, unit: field.unit }, item, nameOf) ?? "");
    case "number":
      return measured(value, field.unit);
    default:
      return String(value);
  }
}
