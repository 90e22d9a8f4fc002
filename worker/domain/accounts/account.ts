import type { Noun } from "../kernel/record.ts";
import { proven, right } from "../kernel/rights.ts";

const view = right("person.view", "查看人员", ["county_admin", "inspector"]);

/** Somebody who may sign in. */
export const account = {
  noun: "account",
  called: "账号",
  page: "/people/",
  rights: {
    view,
    invite: proven(right("person.invite", "邀请人员", ["county_admin"], view)),
    reset: proven(right("person.reset", "发出重设密码链接", ["county_admin"], view)),
    disable: proven(right("person.disable", "停用账号", ["county_admin"], view)),
    givePost: proven(right("person.givePost", "增加角色", ["county_admin"], view)),
    endPost: proven(right("person.endPost", "结束角色", ["county_admin"], view)),
    movePost: proven(right("person.movePost", "变更角色", ["county_admin"], view)),
    handOver: right("person.handOver", "移交在办事项", "system"),
    reopen: proven(right("person.reopen", "恢复账号", ["county_admin"], view)),
    rename: right("person.rename", "更正姓名", ["county_admin"], view),
    signOut: right("person.signOut", "退出此人全部登录", ["county_admin"], view),
    manage: right("account.manage", "修改密码", "signedIn"),
    openSession: right("session.open", "登录", "public"),
    closeSession: right("session.close", "退出登录", "signedIn"),
  },
  recorded: {
    refused: { action: "session.refuse", said: "登录失败" },
    closedOne: { action: "session.closeOne", said: "退出一处登录" },
    closedOthers: { action: "session.closeOthers", said: "退出其他登录" },
    closedAll: { action: "session.closeAll", said: "退出全部登录" },
  },
} as const satisfies Noun;

export const refOf = (id: string) => ({ noun: account.noun, id });

/** A link by which somebody gets an account, or a new password. */
export const invitation = {
  noun: "invitation",
  called: "邀请",
  rights: {
    accept: right("invitation.accept", "使用邀请链接", "public"),
    revoke: right("person.revoke", "撤回邀请", ["county_admin"], view),
  },
} as const satisfies Noun;
