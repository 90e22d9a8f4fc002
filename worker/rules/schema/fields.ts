import * as z from "zod";
import { notYet, type Target } from "./acts.ts";
import type { Collection } from "./terms.ts";

interface Said {
  title: string;
  hint: string | undefined;
  /** What stands behind a number. */
  unit: string | undefined;
  /** May be left out. */
  optional: boolean;
  /** What stands in for it when it is left out. */
  otherwise: unknown;
  /** What it, or anything in it, acts on; empty where nothing follows it yet. Sources are no rule and act on nothing. */
  acts: readonly Target[];
}

/** What people see and fill in for one part of a rule set; drawn from the schema, so that there is one description. */
export type Field = Said &
  (
    | { as: "group"; fields: readonly (readonly [name: string, field: Field])[] }
    | { as: "list"; of: Field & { as: "group" }; keyed: boolean; most: number }
    | { as: "lines"; of: Field }
    | { as: "choice"; words: Words; several: boolean }
    | { as: "reference"; to: Collection; several: boolean }
    | { as: "people"; several: boolean }
    | { as: "duration"; words: Words }
    | { as: "number"; whole: boolean; min: number | undefined; max: number | undefined }
    | { as: "text" | "prose"; longest: number }
    | { as: "flag" | "key" | "quorum" | "sources" | "clock" | "day" }
  );

type Words = Readonly<Record<string, string>>;
export type GroupField = Field & { as: "group" };

const known = { acting: new WeakMap<z.core.$ZodType, Field>(), idle: new WeakMap<z.core.$ZodType, Field>() };

/**
 * The field that a schema describes. The same schema always gives the same field. `idle` is what stands in something
 * that nothing follows yet. @throws RangeError for a value that doesn't say what it acts on.
 */
export function fieldOf(schema: z.core.$ZodType, idle = false): Field {
  const fields = known[idle ? "idle" : "acting"];
  const before = fields.get(schema);
  if (before) return before;
  const field = drawn(schema, idle);
  fields.set(schema, field);
  return field;
}

function drawn(schema: z.core.$ZodType, within: boolean): Field {
  const { inner, optional, otherwise, meta } = unwrapped(schema);
  const idle = within || meta.acts?.length === 0;
  const said = { title: meta.title ?? "", hint: meta.description, unit: meta.unit, optional, otherwise };
  const shape =
    inner instanceof z.ZodArray && !meta.as ? arrayShape(inner, idle) : shapeOf(inner, meta, idle);
  const field = { ...shape, ...said, unit: said.unit ?? shape.unit } as Omit<Field, "acts"> as Field;
  return { ...field, acts: actsOf(field, idle ? notYet : meta.acts) };
}

function actsOf(field: Field, marked: readonly Target[] | undefined): readonly Target[] {
  if (field.as === "sources") return notYet;
  if (field.as === "list") return field.of.acts;
  if (field.as === "group") return [...new Set(field.fields.flatMap(([, { acts }]) => acts))];
  if (!marked)
    throw new RangeError(`a rule must say what it acts on, or that it doesn't yet: ${field.title}`);
  return marked;
}

type Meta = z.GlobalMeta;

/** The schema inside its wrappers, with what each of them says; what stands outermost counts. */
function unwrapped(schema: z.core.$ZodType) {
  let inner = schema;
  let meta: Meta = z.globalRegistry.get(schema) ?? {};
  let optional = false;
  let otherwise: unknown;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) {
    optional = true;
    if (inner instanceof z.ZodDefault) otherwise = inner.def.defaultValue;
    inner = inner.unwrap();
    meta = { ...z.globalRegistry.get(inner), ...meta };
  }
  return { inner, optional, otherwise, meta };
}

/** What a field is besides what is said of every one. */
type Shape = { as: Field["as"]; unit?: string | undefined } & Readonly<Record<string, unknown>>;

function arrayShape(schema: z.ZodArray, idle: boolean): Shape {
  const element = schema.element as z.core.$ZodType;
  // What several values act on, the list of them says.
  const of = fieldOf(element, idle || !(unwrapped(element).inner instanceof z.ZodObject));
  if (of.as === "group") {
    const keyed = of.fields.some(([, field]) => field.as === "key");
    return { as: "list", of, keyed, most: mostOf(schema) };
  }
  if (of.as === "choice" || of.as === "reference" || of.as === "people") {
    return { ...of, several: true };
  }
  return { as: "lines", of, unit: of.unit };
}

/** How many entries a list may have. @throws RangeError for a list without a bound: every one of a rule set has one. */
function mostOf(schema: z.ZodArray): number {
  const bounds = schema.def.checks?.map(({ _zod: { def } }) => def as z.core.$ZodCheckMaxLengthDef) ?? [];
  const bound = bounds.find(({ check }) => check === "max_length");
  if (!bound) throw new RangeError("a list of a rule set needs a greatest length");
  return bound.maximum;
}

function shapeOf(schema: z.core.$ZodType, meta: Meta, idle: boolean): Shape {
  const { as, refersTo, words = {} } = meta;
  if (refersTo) return { as: "reference", to: refersTo, several: false };
  if (as === "people") return { as, several: false };
  if (as === "duration") return { as, words };
  if (as === "prose") return { as, longest: longestOf(schema) };
  if (as) return { as };
  if (schema instanceof z.ZodEnum) return { as: "choice", words, several: false };
  if (schema instanceof z.ZodBoolean) return { as: "flag" };
  if (schema instanceof z.ZodNumber) return numberShape(schema);
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape).map(([name, inner]) => [name, fieldOf(inner, idle)] as const);
    return { as: "group", fields };
  }
  return { as: "text", longest: longestOf(schema) };
}

function numberShape({ minValue, maxValue, format }: z.ZodNumber): Shape {
  const finite = (value: number | null) =>
    value !== null && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined;
  return { as: "number", whole: format === "safeint", min: finite(minValue), max: finite(maxValue) };
}

const longestOf = (schema: z.core.$ZodType): number =>
  schema instanceof z.ZodString ? (schema.maxLength ?? 200) : 200;

/** The field of a part or a row of another; undefined where there is none, or people fill it in as one thing. */
export function fieldIn(field: Field, part: string): Field | undefined {
  if (field.as === "list") return /^\d+$/.test(part) ? field.of : undefined;
  return field.as === "group" ? field.fields.find(([name]) => name === part)?.[1] : undefined;
}
