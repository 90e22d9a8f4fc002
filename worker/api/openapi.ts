import * as z from "zod";
import { isPublic } from "../domain/kernel/rights.ts";
import { countyEndpoints } from "./county.ts";
import type { Endpoint } from "./endpoint.ts";
import { platformEndpoints } from "./platform.ts";
import { text } from "./schemas.ts";

/** RFC 9457. */
const Problem = z.object({
  type: text.meta({ format: "uri" }),
  title: text,
  status: z.number(),
  detail: text.optional(),
  errors: z.array(z.object({ path: text, message: text })).optional(),
  current: z.record(text, z.unknown()).optional(),
  retryAfter: z.number().optional().meta({ description: "秒" }),
  requestId: text,
});

/** OpenAPI 3.1, made from the schemas that check what comes in and shape what goes out. */
export function openApi(server: string) {
  const at = (prefix: string, endpoints: readonly Endpoint[]) =>
    Object.groupBy(endpoints, ({ path }) => prefix + path);
  const paths = Object.entries({
    ...at("/t/{slug}/api/v1", countyEndpoints),
    ...at("/api/v1", platformEndpoints),
  });
  return {
    openapi: "3.1.0",
    info: {
      title: "联治 API",
      version: "1",
      description:
        "每个县一套地址：/t/{slug}/api/v1。写操作请带 Idempotency-Key，同一个值重复发送只生效一次。时间一律为 UTC。",
    },
    servers: [{ url: server }],
    paths: Object.fromEntries(
      paths.map(([path, endpoints = []]) => [
        path,
        Object.fromEntries(endpoints.map((endpoint) => [endpoint.method, operation(path, endpoint)])),
      ]),
    ),
    components: {
      schemas: { Problem: jsonSchema(Problem, "output") },
      securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
    },
  };
}

function operation(path: string, endpoint: Endpoint) {
  const { method, right, summary, input, output, status, unkeyed = false } = endpoint;
  const { inPath, elsewhere } = divided(path, input);
  const query = method === "get" ? parameters("query", elsewhere) : [];
  const writes = method !== "get";
  const open = isPublic(right);
  return {
    summary,
    operationId: `${method}${path.replace(/^\/t\/\{slug\}\/api\/v1|^\/api\/v1/, (prefix) => (prefix.startsWith("/t") ? "" : "/platform")).replace(/[/{}-]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    ...(open ? { security: [] } : { security: [{ bearer: [] }] }),
    parameters: [
      ...(path.startsWith("/t/{slug}") && !inPath.properties?.slug ? [slugParameter] : []),
      ...parameters("path", inPath),
      ...query,
      ...(writes && !unkeyed ? [keyParameter] : []),
    ],
    ...(writes && Object.keys(elsewhere.properties ?? {}).length > 0 ? { requestBody: body(elsewhere) } : {}),
    responses: {
      [status]: {
        description: "成功",
        content: { "application/json": { schema: jsonSchema(output, "output") } },
      },
      default: {
        description: "问题（RFC 9457）",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

interface ObjectSchema {
  properties?: Record<string, unknown>;
  required?: string[];
  [key: string]: unknown;
}

const jsonSchema = (schema: z.ZodType, io: "input" | "output"): ObjectSchema => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest as ObjectSchema;
};

/** The part of an input that stands in the path, and the rest. */
function divided(path: string, input: z.ZodType): { inPath: ObjectSchema; elsewhere: ObjectSchema } {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const schema = jsonSchema(input, "input");
  const without = (part: ObjectSchema): ObjectSchema => ({
    ...part,
    ...(part.properties ? { properties: pick(part.properties, (name) => !names.includes(name)) } : {}),
    ...(part.required ? { required: part.required.filter((name) => !names.includes(name)) } : {}),
  });
  const variants = schema.anyOf ?? schema.oneOf;
  const first = Array.isArray(variants) ? (variants[0] as ObjectSchema) : schema;
  const inPath = {
    properties: pick(first.properties ?? {}, (name) => names.includes(name)),
    required: names,
  };
  if (Array.isArray(variants))
    return { inPath, elsewhere: { anyOf: variants.map(without), properties: { any: true } } };
  return { inPath, elsewhere: without(schema) };
}

const pick = (properties: Record<string, unknown>, wanted: (name: string) => boolean) =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => wanted(name)));

function parameters(where: "path" | "query", { properties = {}, required = [] }: ObjectSchema) {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    schema,
  }));
}

function body(schema: ObjectSchema) {
  const { properties, ...variants } = schema;
  const stated = "anyOf" in schema ? variants : { properties, ...variants };
  return { required: true, content: { "application/json": { schema: stated } } };
}

const slugParameter = {
  name: "slug",
  in: "path",
  required: true,
  description: "县的网址标识，如 xinye",
  schema: { type: "string" },
};

const keyParameter = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "同一意图的重复请求用同一个值，只生效一次；不带则每次请求各算一次",
  schema: { type: "string", minLength: 8, maxLength: 100 },
};
