import { and, eq, type SQL } from "drizzle-orm";
import * as z from "zod";
import type { Builder, Results } from "../../../db/client.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";
import type { Clock } from "../clocks/clocks.ts";
import type { Movable } from "../kernel/move.ts";
import { receiptCodeFrom } from "../kernel/secrets.ts";
import { evaluation } from "./clocks.ts";
import { type LoadedMatter, loadedMatter, onMatter, withRules } from "./matter.ts";

/** A matter that waits for its resident's verdict, with the time there is for it. */
export interface Waiting extends LoadedMatter {
  readonly until: Clock | undefined;
}

const waiting = (orm: Builder, found: SQL) => ({
  ...withRules(orm, found),
  until: orm
    .select({ clock: clocks })
    .from(clocks)
    .innerJoin(matters, and(eq(clocks.record, matters.id), found))
    .where(
      and(eq(clocks.noun, evaluation.noun), eq(clocks.kind, evaluation.kind), eq(clocks.state, "running")),
    ),
});

const waited = ({ until: [until], ...rows }: Results<ReturnType<typeof waiting>>): Waiting => ({
  ...loadedMatter(rows),
  until: until?.clock,
});

/** As the system finds it: by its id. */
export const onMatterWaiting: Movable<ReturnType<typeof waiting>, Waiting, typeof matters> = {
  ...onMatter,
  load: (orm, matterId) => waiting(orm, eq(matters.id, matterId)),
  state: waited,
};

/** As its reporter has it: by the receipt code. Whoever holds the code may, and nobody else finds it. */
export const onReceipt: Movable<ReturnType<typeof waiting>, Waiting, typeof matters> = {
  ...onMatter,
  base: "/receipts",
  key: "receiptCode",
  id: z
    .string()
    .max(60)
    .transform((typed) => receiptCodeFrom(typed) ?? ""),
  load: (orm, receiptCode) => waiting(orm, eq(matters.receiptCode, receiptCode)),
  state: waited,
  scopes: () => [],
};
