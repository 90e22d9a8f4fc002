import { and, eq, isNull } from "drizzle-orm";
import * as z from "zod";
import { accounts, invitations } from "../../../db/kernel/schema.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import { inForce, rulesAt } from "../county/county.ts";
import { Conflict, Invalid, NotFound } from "../errors.ts";
import { insert } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Context } from "../kernel/context.ts";
import { id, line } from "../kernel/input.ts";
import { authorise, scopesOfPath } from "../kernel/rights.ts";
import { type Role, roles } from "../kernel/roles.ts";
import { stayOpen } from "../org/left.ts";
import { account as accountNoun, invitation as invitationNoun } from "./account.ts";
import { byId, expiryOf, issuedToken, newInvitation, standingOf } from "./invitations.ts";

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
  right: accountNoun.rights.invite,
  input: InvitePerson,
  load: (orm, { scope }, { now }) => ({
    rules: rulesAt(orm, now),
    org: orm
      .select()
      .from(orgUnits)
      .where(and(eq(orgUnits.id, scope), isNull(orgUnits.closedAt))),
    unit: orm
      .select()
      .from(memberUnits)
      .where(and(eq(memberUnits.id, scope), isNull(memberUnits.closedAt))),
  }),
  state: ({ org: [org], unit: [unit], rules }) => {
    const { levels } = inForce(rules).rules.organisation;
    const isCounty = levels.some(({ key, kind }) => key === org?.level && kind === "county");
    const whole = org?.parentId === null || isCounty;
    if (org) return { kind: "org" as const, whole, id: org.id, name: org.name, path: org.path };
    if (unit) return { kind: "unit" as const, whole, id: unit.id, name: unit.name, path: unit.orgPath };
    throw new Invalid([{ path: "scope", message: "这个单位不存在或已停用，请重新选择" }]);
  },
  scopes: ({ path }) => scopesOfPath(path),
  prepare: (_input, ctx) => newInvitation(ctx),
  decide: (scope, { name, role }, { now, actor, prepared }) => {
    if ((role === "unit_liaison") !== (scope.kind === "unit")) {
      const message = role === "unit_liaison" ? "联络员的范围应是一个成员单位" : "这个角色的范围应是一级组织";
      throw new Invalid([{ path: "scope", message }]);
    }
    if (role === "county_admin" && !scope.whole) {
      throw new Invalid([{ path: "scope", message: "县级管理员管一个县，范围应选县（市、区）" }]);
    }
    return {
      result: { id: prepared.id },
      on: { noun: invitationNoun.noun, id: prepared.id },
      detail: { role, scope: scope.name },
      rows: [
        stayOpen(scope.id),
        insert(invitations, {
          ...prepared,
          purpose: "join",
          name,
          role,
          scopeKind: scope.kind,
          scopeId: scope.id,
          scopeName: scope.name,
          invitedBy: actor.name,
          invitedById: actor.accountId,
          createdAt: now,
          expiresAt: expiryOf(now),
        }),
      ],
    };
  },
});

/** Invites the owner of an account to set a new password. */
export const inviteToReset = command({
  right: accountNoun.rights.reset,
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
  decide: ({ account }, _input, { now, actor, prepared }) => {
    if (account.disabledAt) throw new Conflict("这个账号已经停用");
    return {
      result: { id: prepared.id },
      on: { noun: invitationNoun.noun, id: prepared.id },
      detail: { reset: account.username },
      rows: [
        insert(invitations, {
          ...prepared,
          purpose: "reset",
          name: account.name,
          accountId: account.id,
          invitedBy: actor.name,
          invitedById: actor.accountId,
          createdAt: now,
          expiresAt: expiryOf(now),
        }),
      ],
    };
  },
});

/** One invitation with its link's token, for whoever may invite. */
export async function invitationLinkOf(ctx: Context, invitationId: string) {
  const { orm } = ctx.db;
  const { found, root } = await ctx.db.read({
    found: byId(orm, invitationId),
    root: orm.select({ path: orgUnits.path }).from(orgUnits).where(isNull(orgUnits.parentId)),
  });
  authorise(ctx.actor, accountNoun.rights.invite, scopesOfPath(root[0]?.path ?? ""));
  const [invitation] = found;
  if (!invitation || standingOf(invitation, ctx.now) !== "open") throw new NotFound("invitation");
  return { ...invitation, token: await issuedToken(ctx, invitation) };
}
