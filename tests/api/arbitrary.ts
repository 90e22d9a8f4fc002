import fc from "fast-check";
import { sample } from "../photos/samples.ts";
import { daysAhead } from "../support/days.ts";
import type { Document } from "./contract.ts";

interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  anyOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
}

/** What stands in a field of some name in real requests: without it, nearly every request would name nothing that is there. */
export type Known = Readonly<Record<string, readonly unknown[]>>;

const words = ["路灯不亮", "三单元", "北关社区老旧水管", "a", "𠮷野家", "é", "，。", "line\nbreak"];

/** Photos, and what isn't one. */
const files = [
  ...["placed.jpg", "plain.png", "clear.webp", "still.gif"].map(sample),
  sample("baseline.jpg").slice(0, 200),
  new Uint8Array(),
].map((bytes, index) => new File([bytes], `${index}.jpg`));

/** Values that a schema of the API's document allows. */
export function allowedBy(
  document: Document,
  known: Known,
  schema: Schema,
  name = "",
): fc.Arbitrary<unknown> {
  const within = (part: Schema, at = name) => allowedBy(document, known, part, at);
  if (schema.$ref) return within(document.components.schemas[schema.$ref.split("/").at(-1) ?? ""] as Schema);
  if (schema.format === "binary") return fc.constantFrom(...files);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((part) => within(part)));
  const kinds = [schema.type ?? []].flat().map((type) => ofType(type, schema, name, within));
  const made = kinds.length === 0 ? fc.jsonValue({ maxDepth: 1 }) : fc.oneof(...kinds);
  const real = known[name];
  return real
    ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...real) }, { weight: 1, arbitrary: made })
    : made;
}

type Within = (part: Schema, at?: string) => fc.Arbitrary<unknown>;

function ofType(type: string, schema: Schema, name: string, within: Within): fc.Arbitrary<unknown> {
  const { minimum = 0, maximum = minimum + 1000, maxItems = 5, items = {}, properties = {} } = schema;
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({ min: minimum, max: Math.min(maximum, 2 ** 31) });
    case "array":
      return fc.array(within(items, name), { maxLength: Math.min(maxItems, 4) });
    case "object":
      return fc.record(
        Object.fromEntries(Object.entries(properties).map(([field, part]) => [field, within(part, field)])),
        { requiredKeys: schema.required ?? [] },
      );
    default:
      return text(schema);
  }
}

function text({ format, pattern, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  if (format === "date") return fc.constantFrom(daysAhead(30), "2000-01-01", "2031-02-28");
  // fast-check can't make text for a pattern that looks ahead.
  if (pattern && !pattern.includes("(?="))
    return fc.stringMatching(new RegExp(pattern, "u")).map((found) => found.slice(0, 64));
  const typed = fc.array(fc.constantFrom(...words), { minLength: minLength ? 1 : 0, maxLength: 3 });
  return typed.map((parts) => parts.join("").slice(0, maxLength).padEnd(Math.min(minLength, 200), "长"));
}

/** What no field of any operation is meant to hold. */
const amiss: readonly unknown[] = [
  null,
  true,
  -1,
  1.5,
  1e308,
  "",
  "0x10",
  "\u0000\u202e",
  "half a pair \ud800",
  "'; drop table matters; --",
  "九".repeat(3000),
  [],
  [[]],
  ["a", { b: 1 }],
  {},
  { $ref: "#" },
];

/** What was made, as a form: a list is a field that stands several times, and whatever is neither text nor file is written out. */
export function formOf(made: unknown): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(Object(made) as object))
    for (const each of [value].flat()) {
      if (each instanceof File) form.append(name, each);
      else form.append(name, typeof each === "string" ? each : `${JSON.stringify(each)}`);
    }
  return form;
}

/** The same with one field wrong, too many or missing. */
export const spoilt = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(value, fc.nat(), fc.constantFrom(...amiss), fc.constantFrom("wrong", "extra", "gone"))
    .map(([made, at, wrong, how]) => {
      if (typeof made !== "object" || made === null || Array.isArray(made)) return wrong;
      const names = Object.keys(made);
      const field = names[at % Math.max(names.length, 1)] ?? "body";
      if (how === "extra") return { ...made, [`extra${at % 9}`]: wrong };
      if (how === "wrong") return { ...made, [field]: wrong };
      return Object.fromEntries(Object.entries(made).filter(([name]) => name !== field));
    });
