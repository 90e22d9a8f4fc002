import { getCookie } from "hono/cookie";
import type { Frame, NavLink, NoticeText } from "../../views/layout/frame.ts";
import { type Action, mayEver, type Role, roles } from "../domain/kernel/policy.ts";
import { type C, pathWithin } from "../http/app-env.ts";
import { elderCookie, takeWord } from "../http/session.ts";

/** What a signed-in person may find in the menu; each entry is offered to whoever may open it. */
const places: readonly (NavLink & { action: Action })[] = [
  { href: "/desk", label: "待办", action: "desk.view" },
  { href: "/matters", label: "事项", action: "matter.view" },
  { href: "/meetings", label: "会议", action: "meeting.view" },
  { href: "/checklist", label: "开通清单", action: "checklist.view" },
  { href: "/org", label: "组织", action: "org.view" },
  { href: "/units", label: "成员单位", action: "unit.view" },
  { href: "/people", label: "人员", action: "person.view" },
  { href: "/rules", label: "规则", action: "rules.view" },
  { href: "/audit", label: "操作记录", action: "audit.view" },
  { href: "/account", label: "我的账号", action: "account.manage" },
];

const platformPlaces: readonly NavLink[] = [
  { href: "/operator/tenants", label: "各县" },
  { href: "/account", label: "我的账号" },
];

const residentPlaces: readonly NavLink[] = [
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
    path: pathWithin(c) + new URL(c.req.url).search,
    elder: getCookie(c, elderCookie) === "on",
    sample: tenant?.sample ?? false,
    person: signedIn && { name: signedIn.actor.name, roleName: roleNames(c) },
    nav: navOf(c),
    notice: noticeOf(c),
  };
}

function noticeOf(c: C): NoticeText | undefined {
  const said = takeWord(c);
  return said ? { kind: "success", text: said } : undefined;
}

function navOf(c: C): readonly NavLink[] {
  const { tenant, signedIn } = c.var;
  if (!signedIn) return tenant ? residentPlaces : [];
  if (!tenant) return platformPlaces;
  return places.filter(({ action }) => mayEver(signedIn.actor.grants, action));
}

function roleNames(c: C): string {
  const held = c.var.signedIn?.actor.grants ?? [];
  return [
    ...new Set(held.map(({ role, scopeName }) => [scopeName, roles[role as Role]].filter(Boolean).join(" "))),
  ].join("、");
}
