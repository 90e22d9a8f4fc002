import type { Query } from "../../../db/client.ts";
import { audit } from "../../../db/kernel/schema.ts";
import type { Context } from "../kernel/context.ts";
import type { Action } from "../kernel/policy.ts";

/** What the log can say was done: an action of the policy, or what one of them can't tell apart. */
export type Recorded =
  | Action
  | "session.refuse"
  | "session.closeAll"
  | "resolution.sendBack"
  | "rules.discard"
  | "rules.restore"
  | "rules.withdraw"
  | "person.reset"
  | "person.revoke"
  | "person.disable";

/** For a write batch: the audit row that says who did what to which record. No secrets, no contact data in `detail`. */
export const trace = (
  { db, now, actor, requestId }: Context,
  action: Recorded,
  subject: string,
  detail: Record<string, unknown> = {},
): Query =>
  db.orm.insert(audit).values({
    at: now,
    actorId: actor.accountId,
    actorName: actor.name,
    action,
    subject,
    detail,
    requestId,
  });
