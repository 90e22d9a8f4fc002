import { Hono } from "hono";
import { InvitationLinkPage } from "../../../views/people/invitation-link.tsx";
import { whatFor } from "../../../views/people/invitations.tsx";
import { LinksListPage } from "../../../views/people/links.tsx";
import { account, invitation } from "../../domain/accounts/account.ts";
import { invitationLinkOf } from "../../domain/accounts/invite.ts";
import { linksCalled, linksPage } from "../../domain/accounts/link-list.ts";
import { revokeInvitation } from "../../domain/accounts/revoke.ts";
import { standingWords } from "../../domain/accounts/states.ts";
import type { Context } from "../../domain/kernel/context.ts";
import { mayEver } from "../../domain/kernel/rights.ts";
import { askedOf } from "../../domain/lists/asked.ts";
import type { AppEnv } from "../../http/app-env.ts";
import { newKey } from "../../http/own-form.ts";
import { allow } from "../../http/session.ts";
import { postBatch } from "../batch.tsx";
import { frameOf } from "../frame.ts";
import { invitationLink } from "../links.ts";
import { getSheets, momentIn } from "../sheet.ts";
import { show } from "../show.ts";
import { addedTo } from "./added.ts";
import { roleOptions } from "./seats.ts";

/** The links that let people in. */
export const linkPages = new Hono<AppEnv>();

linkPages.get("/people/invitations", allow(account.rights.view), async (c) => {
  const page = await linksPage(c.var.ctx, askedOf(c.req.query()));
  const { accountId, grants } = c.var.ctx.actor;
  const may = {
    mayInvite: mayEver(grants, account.rights.invite),
    mayAct: mayEver(grants, invitation.rights.revoke),
  };
  const props = {
    frame: frameOf(c, "邀请链接"),
    now: c.var.now,
    page,
    roles: roleOptions,
    accountId,
    ...may,
  };
  return show(c, <LinksListPage {...props} idempotencyKey={newKey(c)} />);
});

postBatch(linkPages, {
  path: "/people/invitations/revocations",
  title: "撤回所选链接",
  move: Object.assign((ctx: Context, raw: unknown) => revokeInvitation(ctx, raw), {
    base: "/people/invitations",
    key: "invitationId",
    right: revokeInvitation.right,
    done: "已撤回",
  } as const),
  named: linksCalled,
  pages: false,
});

/** Nobody gets in by it: the links themselves aren't in it. */
getSheets(linkPages, {
  path: "/people/invitations",
  right: account.rights.view,
  name: "邀请链接",
  read: async (ctx, asked) => {
    const { invitations, next } = await linksPage(ctx, asked);
    return { rows: invitations, next };
  },
  columns: [
    { header: "姓名", width: 12, value: ({ name }) => name },
    { header: "用途", width: 28, value: (row) => whatFor(row, roleOptions) },
    { header: "状态", width: 10, value: ({ standing }) => standingWords[standing] },
    { header: "发出人", width: 12, value: ({ invitedBy }) => invitedBy },
    { header: "发出时间", width: 18, value: ({ createdAt }) => momentIn(createdAt) },
    { header: "有效期至", width: 18, value: ({ expiresAt }) => momentIn(expiresAt) },
    { header: "使用时间", width: 18, value: ({ usedAt }) => momentIn(usedAt) },
    { header: "撤回时间", width: 18, value: ({ revokedAt }) => momentIn(revokedAt) },
  ],
});

linkPages.get("/people/invitations/:invitationId", allow(account.rights.invite), async (c) => {
  const { token, ...invitation } = await invitationLinkOf(c.var.ctx, c.req.param("invitationId"));
  const frame = frameOf(c, "邀请链接");
  const { id, role, scopeId: scope } = invitation;
  const invited = {
    ...invitation,
    url: invitationLink(c, token),
    list: addedTo("/people", id, false, {}),
    next: addedTo("/people", id, true, { role, scope }),
  };
  return show(
    c,
    <InvitationLinkPage frame={frame} now={c.var.now} invited={invited} idempotencyKey={newKey(c)} />,
  );
});
