import { and, eq } from "drizzle-orm";
import { idempotency } from "../../../db/kernel/schema.ts";
import { compiled, type Places } from "../../../db/queries.ts";
import { Invalid } from "../errors.ts";
import type { Actor, Context } from "./context.ts";
import type { Right } from "./rights.ts";

/** A write that was made under a key, and what it answered. */
export type Replay = typeof idempotency.$inferSelect;

/** Whose keys are kept apart from others': a person's, the system's by job, and those of all visitors. */
export const owner = (actor: Actor): string =>
  actor.kind === "system" ? `system ${actor.job}` : (actor.accountId ?? "visitor");

/** For a read batch: the write made under the same key before, if there was one. */
export function replayOf({ actor, idempotencyKey }: Context) {
  if (idempotencyKey === null) return {};
  return { replay: answered({ actor: owner(actor), key: idempotencyKey }) };
}

const answered = compiled((orm, { actor, key }: Places<{ actor: string; key: string }>) =>
  orm
    .select()
    .from(idempotency)
    .where(and(eq(idempotency.actor, actor), eq(idempotency.key, key))),
);

/** For a write batch: the key is taken. */
export const kept = compiled((orm, { actor, key, action, requestHash, result, at }: Places<Replay>) =>
  orm.insert(idempotency).values({ actor, key, action, requestHash, result, at }),
);

/** @throws Invalid where the key was used for something else. */
export function repeat<R>(before: Replay, { action }: Right, requestHash: string): R {
  if (before.action === action && before.requestHash === requestHash) return before.result as R;
  const problem = { path: "", message: "这份表单已经提交过一次，这次的内容与上次不同" };
  throw new Invalid([problem], { spent: { action: before.action, result: before.result } });
}
