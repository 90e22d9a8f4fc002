import type { Field } from "../../worker/rules/schema/fields.ts";

export type Path = readonly (string | number)[];

/** A document with another value in one place; undefined takes it away. */
export function withChange(document: unknown, [part, ...rest]: Path, value: unknown): unknown {
  if (part === undefined) return value;
  const copy = Array.isArray(document) ? [...document] : { ...(document as object) };
  (copy as never as Record<string, unknown>)[part] = withChange((document as never)[part], rest, value);
  return copy;
}

/** Some other value than the one that stands there. */
export function another(field: Field, value: unknown): unknown {
  if (field.as === "lines") return [...(value as unknown[]), another(field.of, (value as unknown[])[0])];
  if (field.as === "flag") return !value;
  if (field.as === "number") return (value as number) + 3;
  if (field.as === "duration") return { workdays: 77 };
  if (field.as === "quorum") return { atLeast: "1/9" };
  if (field.as === "sources") return [{ ours: true, why: "改动" }];
  if (field.as === "clock") return "03:33";
  if (field.as === "day") return someSunday;
  if (field.as === "people") return severally(field.several, value, { of: "role", name: "改动" });
  if (field.as === "reference") return field.several ? fewer(value as unknown[]) : "changed";
  if (field.as === "choice") return otherChoice(Object.keys(field.words), field.several, value);
  return isYearlyDay.test(String(value)) ? "03-03" : "改动";
}

const isYearlyDay = /^\d\d-\d\d$/;

/** Neither a working day nor a holiday, so that it makes a difference whichever it is made. */
const someSunday = "2026-08-16";

const severally = (several: boolean, value: unknown, more: unknown) =>
  several ? [...(value as unknown[]), more] : more;

/** A reference to nothing may be passed over, so that there must be one less instead. */
const fewer = (keys: unknown[]) => (keys.length > 0 ? keys.slice(1) : ["changed"]);

function otherChoice(words: string[], several: boolean, value: unknown): unknown {
  if (!several) return words.find((word) => word !== value);
  return words.filter((word) => !(value as string[]).includes(word) || word !== (value as string[])[0]);
}
