import {
  and,
  desc,
  eq,
  getTableColumns,
  gt,
  inArray,
  isNotNull,
  isNull,
  not,
  notExists,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { accounts, grants, invitations } from "../../../db/kernel/schema.ts";
import { type Instant, instant, toMs } from "../../time/instants.ts";
import { Invalid, NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import type { Role } from "../kernel/roles.ts";
import { newId, sha256 } from "../kernel/secrets.ts";
import type { Standing } from "./states.ts";

const day = 24 * 60 * 60 * 1000;

/** How long a link can be used, in days. */
export const invitationDays = 7;

/** The secret part of an invitation's link; computed from its id, never stored. */
export const invitationToken = (
  ctx: Pick<Context, "secrets" | "realm">,
  invitationId: string,
): Promise<string> => ctx.secrets.derive(`invitation ${ctx.realm}`, invitationId);

/** The secret part of a link that was issued under this key or one before. @throws NotFound when it was another's */
export async function issuedToken(
  { secrets, realm }: Pick<Context, "secrets" | "realm">,
  { id, tokenHash }: Pick<Invitation, "id" | "tokenHash">,
): Promise<string> {
  for (const token of await secrets.derivations(`invitation ${realm}`, id))
    if ((await sha256(token)) === tokenHash) return token;
  throw new NotFound("invitation");
}

/** A new invitation's id and the hash by which its link is found again. */
export async function newInvitation(ctx: Pick<Context, "secrets" | "realm" | "now">) {
  const invitationId = newId(toMs(ctx.now));
  return { id: invitationId, tokenHash: await sha256(await invitationToken(ctx, invitationId)) };
}

/** What every link says that is issued now: what makes it one, by whom, and until when it can be used. */
export const issued = ({
  now,
  actor,
  prepared,
}: Pick<Context, "now"> & {
  actor: Pick<Context["actor"], "name" | "accountId">;
  prepared: Awaited<ReturnType<typeof newInvitation>>;
}) => ({
  ...prepared,
  invitedBy: actor.name,
  invitedById: actor.accountId,
  createdAt: now,
  expiresAt: instant(toMs(now) + invitationDays * day),
});

/** Who may issue links, in a county or on the platform. */
export const issuers: readonly Role[] = ["county_admin", "operator"];

/**
 * True of a link whose issuer has left, or lost the post by which they issued it. Looked at whenever a link is: one that
 * was issued at the very moment its issuer was disabled is in nobody's batch. Accounts are never deleted: an issuer who
 * isn't found is an operator in a county.
 */
export function abandoned(orm: Builder): SQL<number> {
  const post = orm
    .select({ id: grants.id })
    .from(grants)
    .where(
      and(eq(grants.accountId, accounts.id), inArray(grants.role, [...issuers]), isNull(grants.revokedAt)),
    );
  const gone = orm
    .select({ id: accounts.id })
    .from(accounts)
    .where(
      and(eq(accounts.id, invitations.invitedById), or(isNotNull(accounts.disabledAt), notExists(post))),
    );
  return sql<number>`exists ${gone}`;
}

/** What is read of a link: all of it, and whether its issuer still stands behind it. */
export const linkColumns = (orm: Builder) => ({
  ...getTableColumns(invitations),
  abandoned: abandoned(orm),
});

/** For a read batch: links. */
const links = (orm: Builder) => orm.select(linkColumns(orm)).from(invitations);

/** For a read batch: the newest invitations. */
export const newestInvitations = (orm: Builder) => links(orm).orderBy(desc(invitations.createdAt)).limit(5);

/** For a read batch: the newest links that lead to somebody's account. */
export const invitationsTo = (orm: Builder, accountId: string) =>
  links(orm).where(eq(invitations.accountId, accountId)).orderBy(desc(invitations.createdAt)).limit(5);

/** For a read batch: one invitation. */
export const byId = (orm: Builder, id: string) => links(orm).where(eq(invitations.id, id));

/** Of links: nobody used it, nobody took it back. */
export const unused = and(isNull(invitations.usedAt), isNull(invitations.revokedAt));

const pageSize = 20;

/** For a read batch: the links that can still be used, the youngest first, from a cursor on; one more than is shown. */
export function openInvitations(orm: Builder, now: Instant, before: string | null) {
  const [expiresAt = "", id = ""] = before?.split(" ") ?? [];
  const further = sql`(${invitations.expiresAt}, ${invitations.id}) < (${expiresAt}, ${id})`;
  return links(orm)
    .where(
      and(unused, gt(invitations.expiresAt, now), not(abandoned(orm)), before === null ? undefined : further),
    )
    .orderBy(desc(invitations.expiresAt), desc(invitations.id))
    .limit(pageSize + 1);
}

/** Cuts the page off what `openInvitations` read, with the cursor of the next. */
export function pageOfInvitations(rows: readonly Invitation[], now: Instant) {
  const shown = rows.slice(0, pageSize).map((row) => ({ ...row, standing: standingOf(row, now) }));
  const last = rows.length > pageSize ? shown.at(-1) : undefined;
  return { invitations: shown, next: last ? `${last.expiresAt} ${last.id}` : null };
}

export type Invitation = typeof invitations.$inferSelect & { readonly abandoned: number };

export function standingOf(
  {
    usedAt,
    revokedAt,
    abandoned,
    expiresAt,
  }: Pick<Invitation, "usedAt" | "revokedAt" | "abandoned" | "expiresAt">,
  now: Instant,
): Standing {
  if (usedAt) return "used";
  if (revokedAt || abandoned) return "revoked";
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
  links(orm).where(eq(invitations.tokenHash, tokenHash));
