import { eq } from "drizzle-orm";
import * as z from "zod";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { type Clock, runningIn } from "../clocks/clocks.ts";
import type { Movable } from "../kernel/move.ts";
import { receiptCodeFrom } from "../kernel/secrets.ts";
import { evaluation } from "./clocks.ts";
import { type LoadedMatter, loadedMatter, onMatter, overtaken, withRules } from "./matter.ts";

/** A matter that waits for its resident's verdict, with the time there is for it. */
export interface Waiting extends LoadedMatter {
  readonly until: Clock | undefined;
}

const waited = (rows: Parameters<typeof loadedMatter>[0]): Waiting => {
  const state = loadedMatter(rows);
  return { ...state, until: runningIn(state.clocks, evaluation) };
};

/** As the system finds it: by its id. */
export const onMatterWaiting: Movable<ReturnType<typeof withRules>, Waiting, typeof matters> = {
  ...onMatter,
  state: waited,
};

/** As its reporter has it: by the receipt code. Whoever holds the code may, and nobody else finds it. */
export const onReceipt: Movable<ReturnType<typeof withRules>, Waiting, typeof matters> = {
  ...onMatter,
  base: "/receipts",
  key: "receiptCode",
  id: z
    .string()
    .max(60)
    .transform((typed) => receiptCodeFrom(typed) ?? ""),
  load: (orm, receiptCode) => withRules(orm, eq(matters.receiptCode, receiptCode)),
  state: waited,
  scopes: () => [],
  // Who has it in hand stays inside.
  overtaken: ({ matter: { state, revision } }) => overtaken({ state, revision, handlerName: null }),
};
