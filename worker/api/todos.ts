import * as z from "zod";
import { placeFrom, viewDesk } from "../domain/desk/before.ts";
import { todos } from "../domain/desk/desk.ts";
import { optional } from "../domain/kernel/input.ts";
import { cursorTo, placeAt } from "./cursor.ts";
import { reading } from "./endpoint.ts";
import { Todos } from "./schemas.ts";

/** What stands before somebody, page by page. */
export const todoRead = reading(
  viewDesk,
  z.strictObject({ before: optional(z.string().max(1500)) }),
  async (ctx, { before }) => {
    const found = await todos(ctx, placeFrom(await placeAt(ctx, "todos", before)));
    return { ...found, next: await cursorTo(ctx, "todos", found.next) };
  },
  {
    path: "/todos",
    summary: "本人所在单位的待办，最急的在前，每页最多 50 条",
    output: Todos,
  },
);
