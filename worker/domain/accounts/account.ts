import type { Noun } from "../kernel/record.ts";
import { right } from "../kernel/rights.ts";

const view = right("person.view", "查看人员", ["county_admin", "inspector"]);

/** Somebody who may sign in. */
export const account = {
  noun: "account",
  called: "账号",
  rights: {
    view,
    /** Inviting people is also ending what an invitation led to. */
    invite: right("person.invite", "邀请人员", ["county_admin"], view),
    manage: right("account.manage", "修改密码", "signedIn"),
    openSession: right("session.open", "登录", "public"),
    closeSession: right("session.close", "退出登录", "signedIn"),
  },
  recorded: {
    refused: { action: "session.refuse", said: "登录失败" },
    closedAll: { action: "session.closeAll", said: "退出全部登录" },
    reset: { action: "person.reset", said: "发出重设密码链接" },
    disabled: { action: "person.disable", said: "停用账号" },
  },
} as const satisfies Noun;

export const refOf = (id: string) => ({ noun: account.noun, id });

/** A link by which somebody gets an account, or a new password. */
export const invitation = {
  noun: "invitation",
  called: "邀请",
  rights: { accept: right("invitation.accept", "使用邀请链接", "public") },
  recorded: { revoked: { action: "person.revoke", said: "撤回邀请" } },
} as const satisfies Noun;
