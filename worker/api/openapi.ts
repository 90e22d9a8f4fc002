import type * as z from "zod";
import { isPublic, type Right } from "../domain/kernel/rights.ts";
import { roles } from "../domain/kernel/roles.ts";
import { photoTypes } from "../domain/photos/read.ts";
import { countyEndpoints } from "./county.ts";
import type { Endpoint } from "./endpoint.ts";
import { type Components, type JsonSchema, jsonSchema } from "./json-schema.ts";
import { answersOf, sharedAnswers } from "./openapi-answers.ts";
import { webhooksOf } from "./openapi-webhooks.ts";
import { platformEndpoints } from "./platform.ts";
import { tagOf, tags } from "./tags.ts";

let made: { server: string; document: OpenApi } | undefined;

/** OpenAPI 3.1, made from the schemas that check what comes in and shape what goes out. Made once for a server's name. */
export function openApi(server: string): OpenApi {
  if (made?.server !== server) made = { server, document: describedFor(server) };
  return made.document;
}

export type OpenApi = ReturnType<typeof describedFor>;

function describedFor(server: string) {
  const schemas: Components = {};
  const at = (prefix: string, endpoints: readonly Endpoint[]) =>
    Object.groupBy(endpoints, ({ path }) => prefix + path);
  const paths = Object.entries({
    ...at("/t/{slug}/api/v1", countyEndpoints),
    ...at("/api/v1", platformEndpoints),
  }).map(([path, endpoints = []]) => {
    const operations = endpoints.map((each) => [each.method, operation(path, each, schemas)]);
    return [path, Object.fromEntries(operations)];
  });
  const answers = sharedAnswers(schemas);
  return {
    openapi: "3.1.0",
    info: infoAt(server),
    servers: [{ url: server }],
    tags,
    paths: Object.fromEntries(paths),
    webhooks: webhooksOf(schemas),
    components: {
      schemas,
      ...answers,
      securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
    },
  };
}

const infoAt = (server: string) => ({
  title: "联治 API",
  version: "1",
  description:
    "每个县一套地址：/t/{slug}/api/v1。写操作请带 Idempotency-Key，同一个值重复发送只生效一次。时间一律为 UTC。",
  license: { name: "Apache 2.0", identifier: "Apache-2.0" },
  contact: { name: "联治", url: `${server}/docs` },
});

function operation(path: string, endpoint: Endpoint, schemas: Components) {
  const { method, right, summary, input, form, unkeyed = false, conditional = false } = endpoint;
  const { inPath, elsewhere } = divided(path, input, schemas);
  const writes = method !== "get";
  const operationId = idOf(method, path);
  const formed = form && { ...form, schema: divided(path, form.input, schemas).elsewhere };
  return {
    summary,
    description: whoMay(right),
    operationId,
    tags: [tagOf(endpoint.path, !path.startsWith("/t/"))],
    security: isPublic(right) ? [] : [{ bearer: [] }],
    parameters: [
      ...(path.startsWith("/t/{slug}") && !inPath.properties?.slug ? [slugParameter] : []),
      ...parameters("path", inPath),
      ...(writes ? [] : parameters("query", elsewhere)),
      ...(writes && !unkeyed ? [keyParameter] : []),
      ...(conditional ? [matchParameter] : []),
    ],
    ...(writes && takesFields(elsewhere)
      ? { requestBody: body(operationId, elsewhere, schemas, formed) }
      : {}),
    responses: answersOf(endpoint, schemas),
  };
}

const idOf = (method: string, path: string): string =>
  `${method}${path
    .replace(/^\/t\/\{slug\}\/api\/v1|^\/api\/v1/, (prefix) => (prefix.startsWith("/t") ? "" : "/platform"))
    .replace(/[/{}-]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`;

function whoMay({ who }: Right): string {
  if (who === "public") return "不需要登录。";
  if (typeof who === "string") return "需要登录。";
  return `需要登录，岗位：${who.map((role) => roles[role]).join("、")}。`;
}

/** The part of an input that stands in the path, and the rest. */
function divided(path: string, input: z.ZodType, schemas: Components) {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const schema = jsonSchema(input, "input", schemas);
  const without = (part: JsonSchema): JsonSchema => ({
    ...part,
    ...(part.properties ? { properties: pick(part.properties, (name) => !names.includes(name)) } : {}),
    ...(part.required ? { required: part.required.filter((name) => !names.includes(name)) } : {}),
  });
  const variants = schema.anyOf ?? (schema.oneOf as JsonSchema[] | undefined);
  const first = variants?.[0] ?? schema;
  const inPath = {
    properties: pick(first.properties ?? {}, (name) => names.includes(name)),
    required: names,
  };
  return { inPath, elsewhere: variants ? { anyOf: variants.map(without) } : without(schema) };
}

const takesFields = ({ properties = {}, anyOf }: JsonSchema): boolean =>
  anyOf !== undefined || Object.keys(properties).length > 0;

const pick = (properties: Record<string, JsonSchema>, wanted: (name: string) => boolean) =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => wanted(name)));

const parameters = (where: "path" | "query", { properties = {}, required = [] }: JsonSchema) =>
  Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    ...(description ? { description } : {}),
    schema,
  }));

/** Named after its operation, for programs that make types of names. */
function body(operationId: string, schema: JsonSchema, schemas: Components, form: Formed | undefined) {
  const name = operationId.charAt(0).toUpperCase() + operationId.slice(1);
  const pointed = (to: string, at: JsonSchema) => {
    schemas[to] = at;
    return { schema: { $ref: `#/components/schemas/${to}` } };
  };
  return {
    required: (schema.required ?? []).length > 0,
    content: {
      "application/json": pointed(name, schema),
      ...(form && {
        "multipart/form-data": { ...pointed(`${name}Form`, form.schema), encoding: filesIn(form.photos) },
      }),
    },
  };
}

/** An operation's form, by its schema. */
type Formed = Pick<NonNullable<Endpoint["form"]>, "photos"> & { readonly schema: JsonSchema };

/** Of which types the files in a form's fields are. */
const filesIn = (photos: Formed["photos"]) =>
  Object.fromEntries(photos.map(({ name }) => [name, { contentType: photoTypes.join(", ") }]));

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

const matchParameter = {
  name: "If-Match",
  in: "header",
  required: false,
  description: "读到的 ETag；记录在那以后改过就不写入，答 412",
  schema: { type: "string" },
};
