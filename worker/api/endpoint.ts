import type { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import * as z from "zod";
import type { Command } from "../domain/kernel/command.ts";
import type { Context } from "../domain/kernel/context.ts";
import { type NamedField, valid } from "../domain/kernel/input.ts";
import type { Right } from "../domain/kernel/rights.ts";
import { type AppEnv, type C, typeOf } from "../http/app-env.ts";
import { allow } from "../http/session.ts";
import { fieldsOf } from "./fields.ts";
import { inputOf, keepPreconditions } from "./input.ts";

/** One operation of the API. Paths name parameters as the input schema does: `/meetings/{meetingId}/resolutions`. */
export interface Endpoint {
  method: "get" | "post" | "put" | "delete";
  path: string;
  right: Right;
  summary: string;
  /** The validating schema; parameters in the path are fields of it, the others stand in the body (or the query). */
  input: z.ZodType;
  /** It may be sent as a form as well, which brings photos in these fields. */
  form?: Pick<Endpoint, "input" | "run"> & { readonly photos: readonly NamedField[] };
  /** What is answered: anything else a query returns is left out. */
  output: z.ZodType;
  status: ContentfulStatusCode;
  /** Where what was made can be read, `/meetings/{id}`: names of the answer or the input. */
  created?: string;
  /** It writes on a record with a revision, and takes `If-Match`. */
  conditional?: true;
  /** A write whose repeat is not answered from memory: it does no harm, or its answer is kept nowhere. */
  unkeyed?: true;
  /** What is answered is a file, of one of these types, and `run` makes the whole answer. */
  files?: readonly string[];
  run(c: C, input: unknown): Promise<unknown>;
}

type Answers = Pick<Endpoint, "path" | "summary" | "output">;

const Id = z.object({ id: z.string() }).meta({ id: "Id" });

type Sent = Pick<Command, "right" | "input" | "operation"> &
  Partial<Pick<Command, "conditional">> &
  ((ctx: Context, raw: unknown) => Promise<unknown>);

/** Writes: the same commands that the pages use, where they are described to be sent. */
export function writing(...commands: readonly Sent[]): Endpoint[] {
  return commands.flatMap((command) => {
    const { right, input, operation, conditional } = command;
    if (!operation) return [];
    const { resource: path, summary, method = "post", creates, output = Id, takes, takesForm } = operation;
    const { photos } = operation;
    const whole = (c: C, raw: unknown) => command(c.var.ctx, raw);
    const within = (schema?: z.ZodType) =>
      schema ? (c: C, raw: unknown) => whole(c, valid(schema, raw, c.var.now)) : whole;
    const form = photos && { input: takesForm ?? input, photos, run: within(takesForm) };
    const more = {
      status: creates ? 201 : 200,
      ...(typeof creates === "string" ? { created: creates } : {}),
      ...(conditional ? { conditional } : {}),
      ...(form ? { form } : {}),
    } as const;
    return [{ method, path, right, summary, input: takes ?? input, output, run: within(takes), ...more }];
  });
}

/** A read: the same query that the pages use. Its input is in path and query string. */
export function reading<I extends z.ZodType>(
  right: Right,
  input: I,
  query: (ctx: Context, input: z.output<I>) => Promise<unknown>,
  answers: Answers,
): Endpoint {
  const run = (c: C, raw: unknown) => query(c.var.ctx, valid(input, raw, c.var.now));
  return { method: "get", right, input, status: 200, ...answers, run };
}

export function mount(app: Hono<AppEnv>, prefix: string, endpoints: readonly Endpoint[]): void {
  for (const endpoint of endpoints) {
    const { method, path, right, output, status, conditional = false } = endpoint;
    const honoPath = prefix + path.replace(/\{(\w+)\}/g, ":$1");
    app.on(method, honoPath, allow(right), async (c) => {
      if (method !== "get") keepPreconditions(c, conditional);
      const form = typeOf(c) === "multipart/form-data" ? endpoint.form : undefined;
      const input = await inputOf(c, form?.photos);
      // Whoever runs it may look at less of it, or at nothing; what nobody asked for is refused all the same.
      const { input: schema, run } = form ?? endpoint;
      valid(schema, input);
      if (endpoint.files) return (await run(c, input)) as Response;
      const answer = output.parse((await run(c, input)) ?? {}) as object;
      return c.json(answer, status, fieldsOf(c, endpoint, input, answer));
    });
  }
}
