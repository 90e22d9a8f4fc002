import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { default as formats } from "ajv-formats";
import { newVisitor } from "../support/visitor.ts";

export interface Operation {
  operationId: string;
  security: Record<string, string[]>[];
  parameters: { name: string; in: "path" | "query" | "header"; required: boolean; schema: object }[];
  requestBody?: { required: boolean; content: Record<string, { schema: object }> };
  responses: Record<string, { content: Record<string, { schema: object }> }>;
}

export interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
}

/** What the API's own document promises, held against what was really sent and answered. */
export interface Contract {
  document: Document;
  /** What is wrong with a body sent there; nothing when the document allows it. */
  complaintsAboutBody(method: string, path: string, body: unknown): string[];
  /** What is wrong with an answer from there: status, type, content. */
  complaintsAboutAnswer(method: string, path: string, answer: Answer): string[];
}

export interface Answer {
  status: number;
  type: string;
  body: unknown;
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
      const type = "application/json";
      if (operation.requestBody === undefined) {
        return isEmpty(body) ? [] : [`${method} ${path} takes no body`];
      }
      return complaints(
        ["paths", template, method.toLowerCase(), "requestBody", "content", type, "schema"],
        body,
      );
    },
    complaintsAboutAnswer: (method, path, { status, type, body }) => {
      const found = operationAt(document, method, path);
      if (!found) return [`${method} ${path} is not in the document`];
      const { template, operation } = found;
      const stated = String(status) in operation.responses ? String(status) : "default";
      if (stated === "default" && status < 400) return [`${status} is not documented`];
      const [known = ""] = Object.keys(operation.responses[stated]?.content ?? {});
      if (type.split(";")[0] !== known) return [`answered ${type}, not ${known}`];
      return complaints(
        ["paths", template, method.toLowerCase(), "responses", stated, "content", known, "schema"],
        body,
      );
    },
  };
}

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
