import { expect, test } from "vitest";
import { LogPage } from "../../views/audit/audit.tsx";
import { account } from "../../worker/domain/accounts/account.ts";
import type { AuditPage } from "../../worker/domain/audit/read.ts";
import { actionWord, rights, subjectOf } from "../../worker/domain/nouns.ts";
import { resolution } from "../../worker/domain/resolutions/resolution.ts";
import { ruleSet } from "../../worker/domain/rules/rule-set.ts";
import type { LocalDate } from "../../worker/time/instants.ts";
import { attribute, byId, named, page, text } from "./parsed.ts";
import { frame, hostile, intruders, now } from "./samples.ts";

/** An entry, in the words that the log has for what it keeps. */
const entry = (action: string, subject: string, actorName = "示例干部") => ({
  seq: 7,
  at: now,
  who: "p1",
  actorName,
  action,
  subject,
  said: actionWord(action),
  about: subjectOf(subject),
  sealed: false,
});

const chinese = /^[\p{Script=Han}（）、，]+$/u;

test("every action that is recorded has words", () => {
  expect(Object.keys(rights).filter((action) => !chinese.test(actionWord(action)))).toEqual([]);
  const recorded = [account, resolution, ruleSet].flatMap(({ recorded }) => Object.values(recorded));
  expect(recorded.map(({ action }) => actionWord(action))).toEqual(recorded.map(({ said }) => said));
  expect(recorded.filter(({ said }) => !chinese.test(said))).toEqual([]);
});

/** Acts by the names under which logs hold them, whether or not they are still called so. */
const inLogs = {
  "session.open": "登录",
  "session.refuse": "登录失败",
  "session.close": "退出登录",
  "session.closeAll": "退出全部登录",
  "session.closeOne": "退出一处登录",
  "session.closeOthers": "退出其他登录",
  "person.signOut": "退出此人全部登录",
  "account.manage": "修改密码",
  "invitation.accept": "使用邀请链接",
  "person.invite": "邀请人员",
  "person.reset": "发出重设密码链接",
  "person.revoke": "撤回邀请",
  "person.disable": "停用账号",
  "matter.report": "上报事项",
  "matter.register": "登记事项",
  "matter.receive": "接收其他系统的事项",
  "matter.accept": "受理事项",
  "matter.decline": "不予受理",
  "matter.resolve": "提交办理结果",
  "matter.withhold": "撤下公开的办理结果",
  "matter.revealReporter": "查看上报人联系方式",
  "matter.evaluate": "评价事项",
  "matter.add": "居民补充情况",
  "matter.withdraw": "居民撤回事项",
  "receipt.evaluate": "评价事项",
  "matter.lapse": "逾期未评价，按规则办结",
  "matter.forgetReporter": "保留期满，删除上报人的姓名、电话和照片",
  "matter.raise": "上报上一级",
  "matter.extend": "申请延期",
  "matter.grantExtension": "同意延期",
  "matter.refuseExtension": "不同意延期",
  "matter.pause": "申请挂起",
  "matter.grantPause": "同意挂起",
  "matter.refusePause": "不同意挂起",
  "matter.resume": "恢复办理事项",
  "matter.resumeDue": "挂起期满，按规则恢复办理",
  "matter.keepPaused": "仍须挂起",
  "matter.note": "记录进展",
  "matter.passOn": "派遣事项",
  "matter.callBack": "收回事项",
  "matter.takeOver": "接手事项",
  "matter.recategorise": "更改事项类别",
  "matter.merge": "合并事项",
  "matter.separate": "分开已合并的事项",
  "matter.split": "拆分事项",
  "matter.urge": "催办事项",
  "matter.raiseDue": "到期按规则自动上报",
  "meeting.schedule": "安排会议",
  "meeting.close": "结束会议",
  "resolution.log": "记录决议",
  "resolution.edit": "修改决议",
  "resolution.progress": "报告进展",
  "resolution.complete": "报告完成",
  "resolution.accept": "验收决议",
  "resolution.approve": "验收通过",
  "resolution.sendBack": "退回重办",
  "org.add": "添加组织",
  "unit.add": "登记成员单位",
  "rules.draft": "起草规则",
  "rules.discard": "放弃规则草案",
  "rules.restore": "恢复规则草案",
  "rules.publish": "发布规则",
  "rules.withdraw": "撤回未生效的规则",
  "rules.review": "确认已核对规则",
  "clock.reckon": "重新计算期限",
  "tenant.open": "开通县（市、区）",
  "tenant.manage": "管理县（市、区）",
  "tenant.invite": "邀请县级管理员",
};

test("rows of the log keep their words, also where the act is called otherwise by now", () => {
  const told = Object.keys(inLogs).map((action) => [action, actionWord(action)]);
  expect(Object.fromEntries(told)).toEqual(inLogs);
});

test.each([
  ["matter:m 1", { word: "事项", path: "/matters/m%201" }],
  ["meeting:s1", { word: "会议", path: "/meetings/s1" }],
  ["resolution:r1", { word: "决议", path: "/resolutions/r1" }],
  ["org:c1", { word: "组织", path: "/org/c1" }],
  ["rules:4", { word: "规则", path: "/rules/4" }],
  ["unit:u1", { word: "成员单位", path: "/units/u1" }],
  ["account:a1", { word: "账号", path: "/people/a1" }],
  ["invitation:i1", { word: "邀请" }],
  ["county:xinye", { word: "本县" }],
  ["tenant:xinye", { word: "县（市、区）" }],
  ["surprise:x", { word: "surprise:x" }],
])("the record %s is told in a word, with its page where it has one", (subject, about) => {
  expect(subjectOf(subject)).toEqual(about);
});

const shown = (entries: AuditPage["entries"], more: Partial<AuditPage> = {}, misread: Misread = []) => {
  const of: AuditPage = {
    noun: "audit",
    asked: {},
    entries,
    all: String(entries.length),
    actions: [],
    kinds: [],
    people: [],
    morePeople: false,
    by: null,
    about: null,
    views: [],
    previous: null,
    next: null,
    unfinished: false,
    ...more,
  };
  const props = { frame, now, page: of, misread, accountId: "p1", idempotencyKey: "k" };
  return page(<LogPage {...props} />);
};
type Misread = Parameters<typeof LogPage>[0]["misread"];
const hrefs = (parsed: ReturnType<typeof shown>) => named(parsed, "a").map((link) => attribute(link, "href"));

test("an entry says who did what to which record, when, and whether it is sealed", () => {
  const row = {
    ...entry("matter.revealReporter", "matter:m1"),
    about: subjectOf("matter:m1", "2026-000001"),
  };
  const parsed = shown([row], { next: "7" });
  const said = text(parsed);
  for (const word of [
    "查看上报人联系方式",
    "事项 2026-000001",
    "示例干部",
    "2026年11月21日 17:00",
    "待封存",
    "序号 7",
  ])
    expect(said).toContain(word);
  for (const href of ["matters/m1", "audit?about=matter%3Am1", "audit?by=p1", "audit?after=7"])
    expect(hrefs(parsed)).toContain(`/t/xinye/${href}`);
});

test("what the log is asked stands above it, each with its way out, and goes along into every choice", () => {
  const asked = { by: "p1", about: "matter:m1", from: "2026-11-03" as LocalDate, size: 50 };
  const about = { word: "事项 2026-000001", path: "/matters/m1" };
  const parsed = shown([entry("matter.accept", "matter:m1")], { asked, by: "示例干部", about });
  const said = text(parsed);
  for (const word of ["操作人：示例干部", "只看：事项 2026-000001", "日期：11月3日起"])
    expect(said).toContain(word);
  expect(hrefs(parsed)).toContain("/t/xinye/audit?about=matter%3Am1&from=2026-11-03&size=50");
  expect(hrefs(parsed)).toContain("/t/xinye/audit?by=p1&about=matter%3Am1&size=50&days=7");
  expect(hrefs(parsed)).toContain("/t/xinye/audit.xlsx?by=p1&about=matter%3Am1&from=2026-11-03");
});

test("whom a search found can be chosen, and where they are too many it says so", () => {
  const people = [
    { who: "p1", name: "王小明" },
    { who: "p2", name: "欧阳小明" },
  ];
  const parsed = shown([], { asked: { search: "小明" }, people, morePeople: true });
  expect(hrefs(parsed)).toContain("/t/xinye/audit?by=p2");
  expect(text(parsed)).toContain("姓名里有“小明”的人很多");
  expect(text(parsed)).toContain("没有找到“小明”");
});

test("a day that is none is told where it was typed, and stays there", () => {
  const parsed = shown([], {}, [{ name: "from", typed: "13月5日" }]);
  expect(text(parsed)).toContain("“13月5日”不是日期，没有按它筛选");
  const field = byId(parsed, "field-from");
  expect(field && [attribute(field, "value"), attribute(field, "aria-invalid")]).toEqual(["13月5日", "true"]);
});

test("an unknown action shows its name, and nothing in it becomes markup", () => {
  const strange = entry(hostile, hostile, hostile);
  expect(strange.said).toBe(hostile);
  const parsed = shown([strange]);
  expect(named(parsed, "tr").map(text).join().split(hostile).length - 1).toBe(3);
  expect(intruders(parsed)).toEqual([]);
});
