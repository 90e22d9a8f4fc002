import { and, desc, eq, isNull } from "drizzle-orm";
import * as z from "zod";
import { type Builder, ConstraintFailed } from "../../../db/client.ts";
import { accounts, grants, invitations, sessions } from "../../../db/kernel/schema.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import { type Instant, instant, toMs } from "../../rules/time.ts";
import { Conflict, Invalid, NotFound } from "../errors.ts";
import { exactlyOne, insert, statement, update } from "../kernel/changes.ts";
import { authorise, command } from "../kernel/command.ts";
import type { Context } from "../kernel/context.ts";
import { id, line } from "../kernel/input.ts";
import { type Role, roles, scopesOfPath } from "../kernel/policy.ts";
import { newId, sha256 } from "../kernel/secrets.ts";
import { isGuessable, password } from "./passwordRules.ts";
import { enter, type Origin, type SignInResult } from "./signIn.ts";
import { username } from "./username.ts";

const day = 24 * 60 * 60 * 1000;

/** How long a link can be used, in days. */
export const invitationDays = 7;

/** The secret part of an invitation's link; computed from its id, never stored. */
export const invitationToken = (
  ctx: Pick<Context, "secrets" | "place">,
  invitationId: string,
): Promise<string> => ctx.secrets.derive(`invitation ${ctx.place}`, invitationId);

/** A new invitation's id and the hash by which its link is found again. */
export async function newInvitation(ctx: Pick<Context, "secrets" | "place" | "now">) {
  const invitationId = newId(toMs(ctx.now));
  return { id: invitationId, tokenHash: await sha256(await invitationToken(ctx, invitationId)) };
}

export const expiryOf = (now: Instant): Instant => instant(toMs(now) + invitationDays * day);

const countyRoles = Object.keys(roles).filter(
  (role): role is Exclude<Role, "operator"> => role !== "operator",
);

export const InvitePerson = z.strictObject({
  name: line("姓名", 30),
  role: z.enum(countyRoles, "请选择角色"),
  scope: id("范围"),
});

/** Invites a person to a role in a scope; the link works once, for seven days. */
export const invitePerson = command({
  action: "person.invite",
  input: InvitePerson,
  load: (orm, { scope }) => ({
    org: orm
      .select()
      .from(orgUnits)
      .where(and(eq(orgUnits.id, scope), isNull(orgUnits.closedAt))),
    unit: orm
      .select()
      .from(memberUnits)
      .where(and(eq(memberUnits.id, scope), isNull(memberUnits.closedAt))),
  }),
  state: ({ org: [org], unit: [unit] }) => {
    if (org) return { kind: "org" as const, id: org.id, name: org.name, path: org.path };
    if (unit) return { kind: "unit" as const, id: unit.id, name: unit.name, path: unit.orgPath };
    throw new Invalid([{ path: "scope", message: "这个单位不存在或已停用，请重新选择" }]);
  },
  scopes: ({ path }) => scopesOfPath(path),
  prepare: (_input, ctx) => newInvitation(ctx),
  decide: (scope, { name, role }, { now, actor, prepared }) => {
    if ((role === "unit_liaison") !== (scope.kind === "unit")) {
      const message = role === "unit_liaison" ? "联络员的范围应是一个成员单位" : "这个角色的范围应是一级组织";
      throw new Invalid([{ path: "scope", message }]);
    }
    return {
      result: { id: prepared.id },
      subject: `invitation:${prepared.id}`,
      detail: { role, scope: scope.name },
      rows: [
        insert(invitations, {
          ...prepared,
          purpose: "join",
          name,
          role,
          scopeKind: scope.kind,
          scopeId: scope.id,
          scopeName: scope.name,
          invitedBy: actor.name,
          createdAt: now,
          expiresAt: expiryOf(now),
        }),
      ],
    };
  },
});

/** Invites the owner of an account to set a new password. */
export const inviteToReset = command({
  action: "person.invite",
  input: z.strictObject({ accountId: id("人员") }),
  load: (orm, { accountId }) => ({
    account: orm.select().from(accounts).where(eq(accounts.id, accountId)),
    root: orm.select({ path: orgUnits.path }).from(orgUnits).where(isNull(orgUnits.parentId)),
  }),
  state: ({ account: [account], root: [root] }) => {
    if (!account || !root) throw new NotFound("account");
    return { account, root };
  },
  scopes: ({ root }) => scopesOfPath(root.path),
  prepare: (_input, ctx) => newInvitation(ctx),
  decide: ({ account }, _input, { now, actor, prepared }) => ({
    result: { id: prepared.id },
    subject: `invitation:${prepared.id}`,
    detail: { reset: account.username },
    rows: [
      insert(invitations, {
        ...prepared,
        purpose: "reset",
        name: account.name,
        accountId: account.id,
        invitedBy: actor.name,
        createdAt: now,
        expiresAt: expiryOf(now),
      }),
    ],
  }),
});

/** Takes back a link that nobody has used. */
export const revokeInvitation = command({
  action: "person.invite",
  input: z.strictObject({ invitationId: id("邀请") }),
  load: (orm, { invitationId }) => ({
    invitation: orm.select().from(invitations).where(eq(invitations.id, invitationId)),
    root: orm.select({ path: orgUnits.path }).from(orgUnits).where(isNull(orgUnits.parentId)),
  }),
  state: ({ invitation: [invitation], root: [root] }) => {
    if (!invitation || !root) throw new NotFound("invitation");
    return { invitation, root };
  },
  scopes: ({ root }) => scopesOfPath(root.path),
  decide: ({ invitation }, _input, { now }) => {
    if (invitation.usedAt) throw new Conflict("这个邀请已经被使用，不能再撤回");
    return {
      result: { id: invitation.id },
      subject: `invitation:${invitation.id}`,
      rows: [update(invitations, invitation, { revokedAt: now })],
    };
  },
});

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

/** One invitation with its link's token, for whoever may invite. */
export async function invitationLinkOf(ctx: Context, invitationId: string) {
  const { orm } = ctx.db;
  const { found, root } = await ctx.db.read({
    found: orm.select().from(invitations).where(eq(invitations.id, invitationId)),
    root: orm.select({ path: orgUnits.path }).from(orgUnits).where(isNull(orgUnits.parentId)),
  });
  authorise(ctx.actor, "person.invite", scopesOfPath(root[0]?.path ?? ""));
  const [invitation] = found;
  if (!invitation || standingOf(invitation, ctx.now) !== "open") throw new NotFound("invitation");
  return { ...invitation, token: await invitationToken(ctx, invitationId) };
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

export const AcceptInvitation = z.strictObject({
  token: z.string().min(20).max(100),
  username: username,
  password,
});

/** Uses a link: makes the account with its role, or sets a new password and ends all sessions. Result: the account. */
export async function acceptInvitation(ctx: Context, raw: { token: string } & Record<string, unknown>) {
  const tokenHash = await sha256(raw.token);
  return accept(ctx, { ...raw, tokenHash });
}

/**
 * Uses a link and opens a session. A repeat of the same form finds the link used by itself and may enter, but only
 * while the account is as the link left it: a browser that remembers the form must not outlive the password.
 */
export async function enterByInvitation(
  ctx: Context,
  raw: { token: string } & Record<string, unknown>,
  origin: Pick<Origin, "kind" | "device">,
): Promise<SignInResult> {
  const { accountId: id, username, name, version } = await acceptInvitation(ctx, raw);
  const { orm } = ctx.db;
  const asLeft = and(eq(accounts.id, id), eq(accounts.version, version), isNull(accounts.disabledAt));
  const unchanged = [orm.update(accounts).set({ version }).where(asLeft), ...exactlyOne(orm)];
  try {
    return await enter(ctx, { id, username, name }, origin, unchanged);
  } catch (error) {
    if (!(error instanceof ConstraintFailed)) throw error;
    const message = "这个链接已经用过。请用现在的密码登录，登录不了的请联系管理员";
    throw new Invalid([{ path: "token", message }]);
  }
}

const accept = command({
  action: "invitation.accept",
  input: AcceptInvitation.extend({ tokenHash: z.string() }),
  load: (orm, { tokenHash }) => ({
    invitation: byHash(orm, tokenHash),
    account: orm
      .select({ account: accounts })
      .from(invitations)
      .innerJoin(accounts, eq(accounts.id, invitations.accountId))
      .where(eq(invitations.tokenHash, tokenHash)),
  }),
  state: ({ invitation: [invitation], account: [found] }) => {
    if (!invitation) throw new NotFound("invitation");
    return { invitation, account: found?.account ?? null };
  },
  scopes: () => [],
  prepare: ({ password }, ctx) => ctx.passwords.hash(password),
  taken: { "accounts.username": { path: "username", message: "这个用户名已有人使用，请换一个" } },
  decide: ({ invitation, account }, { username, password }, { now, prepared, newId }) => {
    mustBeOpen(invitation, now);
    if (isGuessable(password, [username])) {
      throw new Invalid([{ path: "password", message: "密码里除了用户名几乎没有别的，请换一个" }]);
    }
    const used = update(invitations, invitation, { usedAt: now });
    if (account) {
      const wrongName = account.username !== username;
      if (wrongName) throw new Invalid([{ path: "username", message: "这个链接属于另一个用户名" }]);
      const own = eq(sessions.accountId, account.id);
      return {
        result: { accountId: account.id, username, name: account.name, version: account.version + 1 },
        subject: `account:${account.id}`,
        detail: { reset: true },
        rows: [
          used,
          update(accounts, account, { passwordHash: prepared }),
          statement((orm) => orm.delete(sessions).where(own)),
        ],
      };
    }
    const { name, role, scopeKind, scopeId, scopeName } = invitation;
    if (!role || !scopeKind) throw new NotFound("invitation");
    const accountId = newId();
    return {
      result: { accountId, username, name, version: 1 },
      subject: `account:${accountId}`,
      detail: { role, scope: scopeName },
      rows: [
        used,
        insert(accounts, { id: accountId, username, name, passwordHash: prepared, createdAt: now }),
        insert(grants, { id: newId(), accountId, role, scopeKind, scopeId, scopeName, grantedAt: now }),
      ],
    };
  },
});
