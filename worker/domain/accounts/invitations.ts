import { desc, eq } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { invitations } from "../../../db/kernel/schema.ts";
import { type Instant, instant, toMs } from "../../time/instants.ts";
import { Invalid, NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { newId, sha256 } from "../kernel/secrets.ts";

const day = 24 * 60 * 60 * 1000;

/** How long a link can be used, in days. */
export const invitationDays = 7;

/** The secret part of an invitation's link; computed from its id, never stored. */
export const invitationToken = (
  ctx: Pick<Context, "secrets" | "realm">,
  invitationId: string,
): Promise<string> => ctx.secrets.derive(`invitation ${ctx.realm}`, invitationId);

/** A new invitation's id and the hash by which its link is found again. */
export async function newInvitation(ctx: Pick<Context, "secrets" | "realm" | "now">) {
  const invitationId = newId(toMs(ctx.now));
  return { id: invitationId, tokenHash: await sha256(await invitationToken(ctx, invitationId)) };
}

export const expiryOf = (now: Instant): Instant => instant(toMs(now) + invitationDays * day);

/** For a read batch: the newest invitations. */
export const newestInvitations = (orm: Builder) =>
  orm.select().from(invitations).orderBy(desc(invitations.createdAt)).limit(20);

type Invitation = typeof invitations.$inferSelect;

export type Standing = "open" | "used" | "revoked" | "expired";

export function standingOf({ usedAt, revokedAt, expiresAt }: Invitation, now: Instant): Standing {
  if (usedAt) return "used";
  if (revokedAt) return "revoked";
  return expiresAt <= now ? "expired" : "open";
}

/** @throws Invalid that says why a link no longer works. */
export function mustBeOpen(invitation: Invitation, now: Instant): void {
  const reasons = { used: "这个链接已经用过", revoked: "这个链接已被撤回", expired: "这个链接已经过期" };
  const standing = standingOf(invitation, now);
  if (standing !== "open") {
    throw new Invalid([{ path: "token", message: `${reasons[standing]}，请向邀请您的人再要一个` }]);
  }
}

/** What the holder of a link may know before using it. @throws NotFound when the link leads nowhere. */
export async function invitationBy(ctx: Context, token: string) {
  const { found } = await ctx.db.read({ found: byHash(ctx.db.orm, await sha256(token)) });
  if (!found[0]) throw new NotFound("invitation");
  const { id, purpose, name, role, scopeName, invitedBy, expiresAt } = found[0];
  return {
    id,
    purpose,
    name,
    role,
    scopeName,
    invitedBy,
    expiresAt,
    standing: standingOf(found[0], ctx.now),
  };
}

export const byHash = (orm: Builder, tokenHash: string) =>
  orm.select().from(invitations).where(eq(invitations.tokenHash, tokenHash));
