import type { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import * as z from "zod";
import { Invalid } from "../domain/errors.ts";
import type { Command } from "../domain/kernel/command.ts";
import type { Context } from "../domain/kernel/context.ts";
import { valid } from "../domain/kernel/input.ts";
import type { Right } from "../domain/kernel/rights.ts";
import type { AppEnv, C } from "../http/app-env.ts";
import { allow } from "../http/session.ts";

/** One operation of the API. Paths name parameters as the input schema does: `/meetings/{meetingId}/resolutions`. */
export interface Endpoint {
  method: "get" | "post" | "put" | "delete";
  path: string;
  right: Right;
  summary: string;
  /** The validating schema; parameters in the path are fields of it, the others stand in the body (or the query). */
  input: z.ZodType;
  /** What is answered: anything else a query returns is left out. */
  output: z.ZodType;
  status: ContentfulStatusCode;
  /** A write whose repeat is not answered from memory: it does no harm, or its answer is kept nowhere. */
  unkeyed?: true;
  run(c: C, input: unknown): Promise<unknown>;
}

type Answers = Pick<Endpoint, "path" | "summary" | "output">;

const Id = z.object({ id: z.string() });

type Sent = Pick<Command, "right" | "input" | "operation"> &
  ((ctx: Context, raw: unknown) => Promise<unknown>);

/** Writes: the same commands that the pages use, where they are described to be sent. */
export function writing(...commands: readonly Sent[]): Endpoint[] {
  return commands.flatMap((command) => {
    const { right, input, operation } = command;
    if (!operation) return [];
    const { resource: path, summary, method = "post", creates, output = Id, takes } = operation;
    const run = (c: C, raw: unknown) => command(c.var.ctx, takes ? valid(takes, raw) : raw);
    const status = creates ? 201 : 200;
    return [{ method, path, right, summary, input: takes ?? input, output, status, run }];
  });
}

/** A read: the same query that the pages use. Its input is in path and query string. */
export function reading<I extends z.ZodType>(
  right: Right,
  input: I,
  query: (ctx: Context, input: z.output<I>) => Promise<unknown>,
  answers: Answers,
): Endpoint {
  const run = (c: C, raw: unknown) => query(c.var.ctx, valid(input, raw));
  return { method: "get", right, input, status: 200, ...answers, run };
}

export function mount(app: Hono<AppEnv>, prefix: string, endpoints: readonly Endpoint[]): void {
  for (const { method, path, right, output, status, run } of endpoints) {
    const honoPath = prefix + path.replace(/\{(\w+)\}/g, ":$1");
    app.on(method, honoPath, allow(right), async (c) => {
      const answer = await run(c, await inputOf(c));
      return c.json(output.parse(answer ?? {}) as object, status);
    });
  }
}

/** Body or query string together with the path's parameters; the path goes first. */
async function inputOf(c: C): Promise<Record<string, unknown>> {
  const { slug, ...others } = c.req.param() as Record<string, string>;
  const params = c.var.tenant ? others : { ...others, ...(slug ? { slug } : {}) };
  const given = c.req.method === "GET" ? c.req.query() : await bodyOf(c);
  return { ...given, ...params };
}

async function bodyOf(c: C): Promise<object> {
  const text = await c.req.text();
  if (text === "") return {};
  const body = await Promise.resolve(text)
    .then(JSON.parse)
    .catch(() => undefined);
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body;
  throw new Invalid([{ path: "", message: "请求正文须为一个 JSON 对象" }]);
}
