import * as z from "zod";

export interface JsonSchema {
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  anyOf?: JsonSchema[];
  enum?: unknown[];
  [key: string]: unknown;
}

/** The schemas that have a name, by it: each is written once and pointed at from everywhere else. */
export type Components = Record<string, JsonSchema>;

/** A schema as JSON Schema (2020-12); one with an `id` in its meta goes to the components, and a pointer stands here. */
export function jsonSchema(schema: z.ZodType, io: "input" | "output", components: Components): JsonSchema {
  const { $defs = {}, ...made } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override: (at) => tidy(at.jsonSchema as JsonSchema),
  }) as JsonSchema & { $defs?: Components };
  delete made.$schema;
  for (const [name, named] of Object.entries($defs)) components[name] = pointing(named);
  const name = z.globalRegistry.get(schema)?.id;
  if (name === undefined) return pointing(made);
  components[name] ??= pointing(made);
  return { $ref: pointer(name) };
}

const pointer = (name: string): string => `#/components/schemas/${name}`;

/** Where zod points into its own document, this points at the components. */
const pointing = (schema: JsonSchema): JsonSchema => {
  const { id: _name, ...rest } = schema;
  return JSON.parse(JSON.stringify(rest).replaceAll('"#/$defs/', '"#/components/schemas/')) as JsonSchema;
};

/** Says what our own marks mean, and leaves out bounds that are only those of JavaScript's numbers. */
function tidy(schema: JsonSchema): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (!schema.orNull) return;
  delete schema.orNull;
  if (typeof schema.type === "string") schema.type = [schema.type, "null"];
  if (schema.enum) schema.enum = [...schema.enum, null];
  if (schema.anyOf) schema.anyOf = [...schema.anyOf, { type: "null" }];
}
