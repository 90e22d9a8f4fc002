import * as z from "zod";
import type { Context } from "../domain/kernel/context.ts";
import { id, optional } from "../domain/kernel/input.ts";
import { type Asked, asking } from "../domain/lists/asked.ts";
import { cursorTo, placeAt } from "./cursor.ts";

const { done, state, kind, source, due, within, search, order, size } = asking;

/** Of a list: everything that its page can be asked, and the `next` of the answer before. */
export const questions = z.strictObject({
  done: optional(done),
  state: optional(state),
  kind: optional(kind),
  source: optional(source),
  due: optional(due),
  within: optional(within),
  search: optional(search),
  order: optional(order),
  size: optional(size),
  before: optional(z.string().max(1500)),
});

/** A list as its page reads it, from a cursor on. */
export const list =
  (name: string, query: (ctx: Context, asked: Asked) => Promise<object & { next: string | null }>) =>
  async (ctx: Context, { before, ...asked }: z.output<typeof questions>) => {
    const of = asked.done ? `${name} done` : name;
    const after = (await placeAt(ctx, of, before)) ?? undefined;
    const found = await query(ctx, { ...asked, after });
    return { ...found, next: await cursorTo(ctx, of, found.next) };
  };

/** Of a record: what happened to it before an event, the `earlier` of the answer before. */
export const before = optional(id("变动"));
