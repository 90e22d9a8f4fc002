import type { Recorded } from "../../worker/domain/audit/trace.ts";

/** What people read for each recorded act. */
const actionWords: Readonly<Record<Recorded, string>> = {
  "county.visit": "访问",
  "matter.report": "上报事项",
  "receipt.view": "凭回执查询",
  "receipt.evaluate": "评价事项",
  "preference.set": "修改显示设置",
  "session.open": "登录",
  "session.refuse": "登录失败",
  "session.close": "退出登录",
  "session.closeAll": "退出全部登录",
  "invitation.accept": "使用邀请链接",
  "platform.visit": "访问平台",
  "account.manage": "修改密码",
  "desk.view": "查看待办",
  "matter.view": "查看事项",
  "matter.accept": "受理事项",
  "matter.decline": "不予受理",
  "matter.resolve": "提交办理结果",
  "matter.revealReporter": "查看上报人联系方式",
  "meeting.view": "查看会议",
  "meeting.schedule": "安排会议",
  "meeting.close": "结束会议",
  "resolution.log": "记录决议",
  "resolution.edit": "修改决议",
  "resolution.progress": "报告进展",
  "resolution.complete": "报告完成",
  "resolution.accept": "验收决议",
  "resolution.sendBack": "退回决议",
  "org.view": "查看组织",
  "org.add": "添加组织",
  "unit.view": "查看成员单位",
  "unit.add": "登记成员单位",
  "person.view": "查看人员",
  "person.invite": "邀请人员",
  "person.reset": "发出重设密码链接",
  "person.revoke": "撤回邀请",
  "person.disable": "停用账号",
  "rules.view": "查看规则",
  "rules.draft": "起草规则",
  "rules.discard": "放弃规则草案",
  "rules.restore": "恢复规则草案",
  "rules.publish": "发布规则",
  "rules.withdraw": "撤回未生效的规则",
  "checklist.view": "查看准备事项",
  "audit.view": "查看操作记录",
  "tenant.view": "查看县（市、区）",
  "tenant.open": "开通县（市、区）",
  "tenant.manage": "管理县（市、区）",
  "tenant.invite": "邀请县级管理员",
  "notice.load": "载入放假通知",
};

/** An act in words; one that has none yet keeps its name, so that no row hides what it says. */
export function actionWord(action: string): string {
  return actionWords[action as Recorded] ?? action;
}

const nouns: Readonly<Record<string, { word: string; path?: string }>> = {
  matter: { word: "事项", path: "/matters/" },
  meeting: { word: "会议", path: "/meetings/" },
  resolution: { word: "决议", path: "/resolutions/" },
  org: { word: "组织", path: "/org/" },
  unit: { word: "成员单位" },
  account: { word: "账号" },
  invitation: { word: "邀请" },
  county: { word: "本县" },
  rules: { word: "规则", path: "/rules/" },
};

/** What a record is called, and its page where it has one. `subject` is `<noun>:<id>`. */
export function subjectOf(subject: string): { word: string; path?: string } {
  const [noun = "", id = ""] = subject.split(":");
  const known = nouns[noun];
  if (known === undefined) return { word: subject };
  if (known.path === undefined) return { word: known.word };
  return { word: known.word, path: `${known.path}${encodeURIComponent(id)}` };
}
