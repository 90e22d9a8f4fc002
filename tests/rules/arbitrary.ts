import fc from "fast-check";
import type { Field } from "../../worker/rules/schema/fields.ts";
import { durationUnits } from "../../worker/time/duration.ts";

/** What people write on one line: no line end, no blank at either end. */
export const words: fc.Arbitrary<string> = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
  .map((text) => text.replace(/\s+/g, " ").trim())
  .filter((text) => text !== "");

const lines = fc.array(words, { minLength: 1, maxLength: 3 }).map((texts) => texts.join("\n"));
const key = fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,9}$/);
const number = fc.integer({ min: -99_999_999, max: 99_999_999 }).map((hundredths) => hundredths / 100);
const share = fc.constantFrom("1/2", "2/3", "1/3", "3/4");

const person = fc.oneof(
  fc.record({ of: fc.constantFrom("post", "level", "unit"), key }),
  fc.record({ of: fc.constant("role"), name: words }),
);

const source = fc.oneof(
  fc.record({ county: words, practice: lines }),
  fc.record({ ours: fc.constant(true), why: lines }),
);

/** Whatever a field may hold: of the schema's shape, but of any size and leading anywhere. */
export function anythingFor(field: Field): fc.Arbitrary<unknown> {
  const several = (one: fc.Arbitrary<unknown>) =>
    fc.array(one, { minLength: field.optional ? 1 : 0, maxLength: 3 });
  switch (field.as) {
    case "group": {
      const parts = field.fields.map(([name, inner]) => [name, part(inner)] as const);
      return fc.record(Object.fromEntries(parts)).map(withoutAbsent);
    }
    case "list":
      return several(anythingFor(field.of));
    case "lines":
      return several(anythingFor(field.of));
    case "choice": {
      const one = fc.constantFrom(...Object.keys(field.words));
      return field.several ? several(one) : one;
    }
    case "reference":
      return field.several ? several(key) : key;
    case "people":
      return field.several ? several(person) : person;
    case "duration": {
      const units = Object.keys(durationUnits).map((unit) => fc.record({ [unit]: number }));
      return fc.oneof(...units, ...Object.keys(field.words).map((word) => fc.constant(word)));
    }
    case "quorum":
      return fc.oneof(fc.record({ atLeast: share }), fc.record({ moreThan: share }));
    case "sources":
      return fc.array(source, { minLength: 1, maxLength: 3 });
    case "number":
      return number;
    case "flag":
      return fc.boolean();
    case "prose":
      return lines;
    case "key":
      return key;
    // Days may stand beside each other on one line, so that none holds what stands between them.
    case "day":
      return words.filter((text) => !/[、，]/.test(text));
    default:
      return words;
  }
}

/** What has a default is always there once a rule set was checked; what has none may be missing. */
function part(field: Field): fc.Arbitrary<unknown> {
  const value = anythingFor(field);
  return field.optional && field.otherwise === undefined ? fc.option(value, { nil: undefined }) : value;
}

const withoutAbsent = (record: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
