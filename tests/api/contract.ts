import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { default as formats } from "ajv-formats";
import { newVisitor } from "../support/visitor.ts";

export interface Operation {
  operationId: string;
  security: Record<string, string[]>[];
  parameters: { name: string; in: "path" | "query" | "header"; required: boolean; schema: object }[];
  requestBody?: { required: boolean; content: Record<string, { schema: object }> };
  responses: Record<string, Stated | { $ref: string }>;
}

interface Stated {
  headers?: Record<string, object>;
  content: Record<string, { schema: object }>;
}

export interface Document {
  openapi: string;
  components: { schemas: Record<string, object>; responses: Record<string, Stated> };
  paths: Record<string, Record<string, Operation>>;
}

/** What the API's own document promises, held against what was really sent and answered. */
export interface Contract {
  document: Document;
  /** What is wrong with a body sent there, JSON unless a form; nothing when the document allows it. */
  complaintsAboutBody(method: string, path: string, body: unknown): string[];
  /** What is wrong with a problem document, whatever it was answered to. */
  complaintsAboutProblem(body: unknown): string[];
  /** What is wrong with an answer from there: status, type, header fields, content. */
  complaintsAboutAnswer(method: string, path: string, answer: Answer): string[];
}

export interface Answer {
  status: number;
  type: string;
  body: unknown;
  headers?: Headers;
}

let stated: Promise<Contract> | undefined;

/** The contract as the running worker states it; asked for once, and its schemas compiled once. */
export function contract(): Promise<Contract> {
  stated ??= newVisitor()
    .json("GET", "/openapi.json")
    .then(async (answer) => contractOf((await answer.json()) as Document));
  return stated;
}

export function contractOf(document: Document): Contract {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  formats.default(ajv);
  ajv.addSchema({ ...document, $id: "https://contract.test/" });
  const compiled = new Map<string, ValidateFunction>();
  const complaints = (pointer: readonly string[], content: unknown): string[] => {
    const ref = `https://contract.test/#/${pointer.map(escaped).join("/")}`;
    const check = compiled.get(ref) ?? ajv.compile({ $ref: ref });
    compiled.set(ref, check);
    if (check(content)) return [];
    return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };

  return {
    document,
    complaintsAboutBody: (method, path, body) => {
      const found = operationAt(document, method, path);
      if (!found) return [`${method} ${path} is not in the document`];
      const { template, operation } = found;
      const type = body instanceof FormData ? "multipart/form-data" : "application/json";
      if (operation.requestBody === undefined) {
        return isEmpty(body) ? [] : [`${method} ${path} takes no body`];
      }
      if (!operation.requestBody.required && body === undefined) return [];
      if (!operation.requestBody.content[type]) return [`${method} ${path} takes no ${type}`];
      return complaints(
        ["paths", template, method.toLowerCase(), "requestBody", "content", type, "schema"],
        body instanceof FormData ? partsOf(body) : body,
      );
    },
    complaintsAboutProblem: (body) => complaints(["components", "schemas", "Problem"], body),
    complaintsAboutAnswer: (method, path, { status, type, body, headers }) => {
      const found = operationAt(document, method, path);
      if (!found) return [`${method} ${path} is not in the document`];
      const { template, operation } = found;
      const answer = operation.responses[status];
      if (!answer) return [`${status} is not documented`];
      const shared = "$ref" in answer;
      const where = shared
        ? answer.$ref.slice(2).split("/")
        : ["paths", template, method.toLowerCase(), "responses", String(status)];
      const stated = shared ? document.components.responses[where.at(-1) ?? ""] : answer;
      const content: Readonly<Record<string, { schema?: unknown }>> = stated?.content ?? { "": {} };
      const known = type.split(";")[0] ?? "";
      const how = content[known];
      if (!how) return [`answered ${type}, not ${Object.keys(content).join(" or ")}`];
      // Of a file the document says its type alone.
      return [
        ...(how.schema === undefined ? [] : complaints([...where, "content", known, "schema"], body)),
        ...(headers ? missing(stated?.headers, headers) : []),
      ];
    },
  };
}

/** A form as its schema sees it: files are lists of whatever, texts are texts. */
const partsOf = (form: FormData): object =>
  Object.fromEntries(
    [...form].map(([name, value]) => [name, typeof value === "string" ? value : form.getAll(name)]),
  );

/** Some come along only where there is something to say: another page, what a token lacks. */
const atTimes = ["Link", "ETag", "WWW-Authenticate", "RateLimit-Policy"];

const missing = (stated: object = {}, headers: Headers): string[] =>
  Object.keys(stated).flatMap((name) =>
    headers.has(name) || atTimes.includes(name) ? [] : [`${name} is missing`],
  );

const escaped = (part: string): string =>
  encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));

const isEmpty = (body: unknown): boolean =>
  body === undefined || (typeof body === "object" && body !== null && Object.keys(body).length === 0);

function operationAt({ paths }: Document, method: string, path: string) {
  const [asked = ""] = path.split("?");
  for (const [template, operations] of Object.entries(paths)) {
    const operation = operations[method.toLowerCase()];
    const pattern = new RegExp(`^${template.replace(/\{\w+\}/g, "[^/]+")}$`);
    if (operation && pattern.test(asked)) return { template, operation };
  }
  return undefined;
}
