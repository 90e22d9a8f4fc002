/** What the page reads of the API's OpenAPI document; the document says more. */
export interface Described {
  info: { description: string };
  tags: readonly { name: string; description: string }[];
  paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  components: {
    schemas: Readonly<Record<string, Schema>>;
    responses: Readonly<Record<string, { description: string }>>;
  };
}

export interface DescribedOperation {
  operationId: string;
  summary: string;
  description: string;
  tags: readonly string[];
  parameters: readonly {
    name: string;
    in: "path" | "query" | "header";
    required: boolean;
    description?: string;
    schema: Schema;
  }[];
  /** By type: JSON, and where there are files a form as well. */
  requestBody?: { content: Readonly<Record<string, { schema: Schema }>> };
  /** A file has a type of its own instead. */
  responses: Readonly<Record<string, { content?: Readonly<Record<string, { schema?: Schema }>> }>>;
}

export interface Schema {
  $ref?: string;
  type?: string | readonly string[];
  title?: string;
  description?: string;
  format?: string;
  pattern?: string;
  enum?: readonly unknown[];
  anyOf?: readonly Schema[];
  items?: Schema;
  properties?: Readonly<Record<string, Schema>>;
  required?: readonly string[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
}

/** An operation with where it is sent. */
export interface Sent extends DescribedOperation {
  method: string;
  path: string;
}

/** The operations under one heading, in the order of the document. */
export const sentUnder = (document: Described, tag: string): Sent[] =>
  Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, { tags }]) => tags.includes(tag))
      .map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  );

/** The name of the component that a pointer points at. */
export const named = ($ref: string): string => $ref.split("/").at(-1) ?? "";

/** Where the fields of a schema are read on the page. */
export const anchorOf = (name: string): string => `schema-${name}`;
