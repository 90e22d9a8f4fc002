import { getCookie } from "hono/cookie";
import type { Frame, NavLink, NoticeText } from "../../views/layout/frame.ts";
import { account } from "../domain/accounts/account.ts";
import { assignment } from "../domain/assignments/assignment.ts";
import { countyNoun } from "../domain/county/rights.ts";
import { viewDesk } from "../domain/desk/before.ts";
import { viewFigures } from "../domain/figures/rights.ts";
import { mayEver, type Right } from "../domain/kernel/rights.ts";
import { type Role, roles } from "../domain/kernel/roles.ts";
import { matter } from "../domain/matters/matter.ts";
import { meeting } from "../domain/meetings/meeting.ts";
import { orgUnit } from "../domain/org/org-unit.ts";
import { ruleSet } from "../domain/rules/rule-set.ts";
import { memberUnit } from "../domain/units/member-unit.ts";
import { isAnywhere } from "../domain/webhooks/places.ts";
import { webhook } from "../domain/webhooks/webhook.ts";
import { whistle } from "../domain/whistles/whistle.ts";
import { type C, pathWithin } from "../http/app-env.ts";
import { identitySeen } from "../http/identity.ts";
import { elderCookie } from "../http/session.ts";
import { takeWord } from "../http/word.ts";

type Entry = NavLink & { right: Right };

const work: readonly Entry[] = [
  { href: "/desk", label: "待办", icon: "today", right: viewDesk },
  { href: "/matters", label: "事项", icon: "matter", right: matter.rights.list },
  { href: "/assignments", label: "承办", icon: "assignment", right: assignment.rights.view },
  { href: "/whistles", label: "吹哨报到", icon: "whistle", right: whistle.rights.view },
];

const meetings: readonly Entry[] = [
  { href: "/meetings", label: "会议", icon: "meeting", right: meeting.rights.view },
  { href: "/resolutions", label: "决议督办", icon: "task", right: meeting.rights.view },
];

const told: readonly Entry[] = [{ href: "/reports", label: "月报", icon: "report", right: viewFigures }];

const settings: readonly Entry[] = [
  { href: "/checklist", label: "开通清单", icon: "checklist", right: countyNoun.rights.viewChecklist },
  { href: "/identity", label: "本县信息", icon: "county", right: countyNoun.rights.setIdentity },
  { href: "/org", label: "组织", icon: "org", right: orgUnit.rights.view },
  { href: "/units", label: "成员单位", icon: "unit", right: memberUnit.rights.view },
  { href: "/people", label: "人员", icon: "people", right: account.rights.view },
  { href: "/rules", label: "规则", icon: "rules", right: ruleSet.rights.view },
  { href: "/webhooks", label: "事件推送", icon: "webhook", right: webhook.rights.view },
  { href: "/audit", label: "操作记录", icon: "record", right: countyNoun.rights.viewAudit },
];

const under = (group: string, entries: readonly Entry[]): readonly Entry[] =>
  entries.map((entry) => ({ ...entry, group }));

/** What a signed-in person may find in the menu; each entry is offered to whoever may open it. */
const staffEntries: readonly Entry[] = [
  ...under("我的工作", work),
  ...under("会议", meetings),
  ...under("统计", told),
  ...under("本县设置", settings),
  { href: "/account", label: "我的账号", icon: "account", right: account.rights.manage },
];

const platformEntries: readonly NavLink[] = [
  { href: "/operator/tenants", label: "各县" },
  { href: "/operator/status", label: "运行状况" },
  { href: "/account", label: "我的账号" },
];

const residentEntries: readonly NavLink[] = [
  { href: "/", label: "首页" },
  { href: "/matters/new", label: "提交事项" },
  { href: "/receipts", label: "查询进度" },
];

/** What the page around the content needs to know. */
export function frameOf(c: C, title: string): Frame {
  const { tenant, base, signedIn } = c.var;
  return {
    base: base ?? "",
    title,
    countyName: tenant?.name,
    identity: identitySeen(tenant),
    path: pathWithin(c) + new URL(c.req.url).search,
    elder: getCookie(c, elderCookie) === "on",
    sample: tenant?.sample ?? false,
    person: signedIn && { name: signedIn.actor.name, roleName: roleNames(c) },
    nav: navOf(c),
    notice: noticeOf(c),
    mark: c.var.mark,
  };
}

/** The same for a page whose address holds a code or a token. */
export function unlistedFrame(c: C, title: string): Frame {
  c.header("x-robots-tag", "noindex");
  return { ...frameOf(c, title), unlisted: true };
}

function noticeOf(c: C): NoticeText | undefined {
  const said = takeWord(c);
  return said ? { kind: "success", text: said } : undefined;
}

function navOf(c: C): readonly NavLink[] {
  const { tenant, signedIn } = c.var;
  if (!signedIn) return tenant ? residentEntries : [];
  if (!tenant) return platformEntries;
  const unused = unusedHere(c);
  return staffEntries
    .filter(({ right }) => mayEver(signedIn.actor.grants, right) && !unused.includes(right))
    .map((entry) => (entry.right === viewDesk ? { ...entry, count: waitingSaid(c) } : entry));
}

/** Views that would show nothing: where nothing was ever dispatched, or events may be sent nowhere. */
function unusedHere(c: C): readonly Right[] {
  const dispatches = c.var.waiting?.isDispatched || pathWithin(c).startsWith("/assignments");
  return [
    ...(dispatches ? [] : [assignment.rights.view]),
    ...(isAnywhere(c.env.world.webhooks) ? [] : [webhook.rights.view]),
  ];
}

/** 3, 50+, or empty where nothing waits; undefined where it wasn't asked, as on a form that is shown again: then nothing is said. */
function waitingSaid(c: C): string | undefined {
  const { waiting } = c.var;
  if (!waiting) return undefined;
  return waiting.n > 0 ? `${waiting.n}${waiting.more ? "+" : ""}` : "";
}

function roleNames(c: C): string {
  const held = c.var.signedIn?.actor.grants ?? [];
  return [
    ...new Set(held.map(({ role, scopeName }) => [scopeName, roles[role as Role]].filter(Boolean).join(" "))),
  ].join("、");
}
