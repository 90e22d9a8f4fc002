import { eq } from "drizzle-orm";
import { sessions } from "../../../db/kernel/schema.ts";
import { type Instant, MINUTE, toMs } from "../../time/instants.ts";
import type { Context } from "../kernel/context.ts";
import { mustKnowPassword, presentOf, presentPassword } from "./present-password.ts";
import { forgiveWithin } from "./throttle.ts";

/** How long a password that was given stands for whoever holds the session, in milliseconds. */
export const proofHolds = 15 * MINUTE;

export const isProven = (provenAt: Instant, now: Instant): boolean => toMs(now) - toMs(provenAt) < proofHolds;

/**
 * Takes the password for a session anew. Two round trips.
 * @throws Invalid at `path` when it is wrong, TooMany when it was so too often.
 */
export async function prove(
  { db, actor, now, passwords }: Pick<Context, "db" | "actor" | "now" | "passwords">,
  sessionId: string,
  given: { path: string; typed: string },
): Promise<void> {
  const { accountId } = actor;
  const present = presentOf(await db.read(presentPassword(db.orm, { accountId, sessionId }, now)));
  await mustKnowPassword({ now, passwords }, present, given);
  await db.write([
    db.orm.update(sessions).set({ provenAt: now }).where(eq(sessions.id, sessionId)),
    forgiveWithin(db.orm, sessionId),
  ]);
}
