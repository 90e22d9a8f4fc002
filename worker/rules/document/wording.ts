import { measured } from "../../text/figures.ts";
import type { Duration } from "../../time/duration.ts";
import { durationWords } from "../../time/duration.ts";
import type { Field } from "../schema/fields.ts";
import type { Members, Quorum, Source } from "../schema/rule-set.ts";
import type { NameOf } from "./names.ts";
import { peopleWords, quorumWords, sourceWords } from "./phrases.ts";

/** A single value of a rule in the words people read; null where nothing is set. */
export function inWords(field: Field, value: unknown, nameOf: NameOf): string | null {
  if (value === undefined || value === null || value === "") return null;
  const each = (words: (item: unknown) => string) =>
    (value as unknown[]).length === 0 ? null : (value as unknown[]).map(words).join("、");
  const some = (several: boolean, words: (item: unknown) => string) => (several ? each(words) : words(value));
  switch (field.as) {
    case "flag":
      return value === true ? "是" : "否";
    case "choice":
      return some(field.several, (item) => field.words[item as string] ?? String(item));
    case "reference":
      return some(field.several, (item) => nameOf(field.to, item as string));
    case "people":
      return some(field.several, (item) => peopleWords(item as Members, nameOf));
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
