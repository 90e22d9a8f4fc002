import type { Query } from "../../../db/client.ts";
import { audit } from "../../../db/kernel/schema.ts";
import { compiled, type Places } from "../../../db/queries.ts";
import type { Context } from "../kernel/context.ts";
import { nameOf, type Ref } from "../kernel/record.ts";

/** For a write batch: the audit row that says who did what to which record. No secrets, no contact data in `detail`. */
export const trace = (
  {
    now,
    actor,
    requestId,
  }: Pick<Context, "now" | "requestId"> & {
    actor: Pick<Context["actor"], "accountId" | "name">;
  },
  action: string,
  on: Ref,
  detail: Record<string, unknown> = {},
): Query =>
  row({
    at: now,
    actorId: actor.accountId,
    actorName: actor.name,
    action,
    subject: nameOf(on),
    detail,
    requestId,
  });

const row = compiled((orm, row: Places<Omit<typeof audit.$inferSelect, "seq" | "hash">>) => {
  const { at, actorId, actorName, action, subject, detail, requestId } = row;
  return orm.insert(audit).values({ at, actorId, actorName, action, subject, detail, requestId });
});
