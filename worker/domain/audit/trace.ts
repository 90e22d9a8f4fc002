import type { Query } from "../../../db/client.ts";
import { audit } from "../../../db/kernel/schema.ts";
import type { Context } from "../kernel/context.ts";
import { nameOf, type Ref } from "../kernel/record.ts";

/** For a write batch: the audit row that says who did what to which record. No secrets, no contact data in `detail`. */
export const trace = (
  { db, now, actor, requestId }: Context,
  action: string,
  on: Ref,
  detail: Record<string, unknown> = {},
): Query =>
  db.orm.insert(audit).values({
    at: now,
    actorId: actor.accountId,
    actorName: actor.name,
    action,
    subject: nameOf(on),
    detail,
    requestId,
  });
