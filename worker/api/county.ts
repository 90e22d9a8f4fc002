import * as z from "zod";
import { AcceptInvitation, acceptInvitation } from "../domain/accounts/accept.ts";
import { ownAccount } from "../domain/accounts/accounts.ts";
import { invitePerson } from "../domain/accounts/invite.ts";
import { people } from "../domain/accounts/people.ts";
import { auditPage } from "../domain/audit/read.ts";
import type { Context } from "../domain/kernel/context.ts";
import { id, optional, valid } from "../domain/kernel/input.ts";
import { evaluateMatter } from "../domain/matters/evaluate.ts";
import { acceptMatter, declineMatter, resolveMatter } from "../domain/matters/handle.ts";
import { matterPage, mattersPage } from "../domain/matters/read.ts";
import { ReportMatter, reportMatter } from "../domain/matters/report.ts";
import { communities, receipt } from "../domain/matters/residents.ts";
import { closeMeeting } from "../domain/meetings/close.ts";
import { meetingPage, meetingsPage } from "../domain/meetings/read.ts";
import { scheduleMeeting } from "../domain/meetings/schedule.ts";
import { oncePerRecord, openTodos } from "../domain/obligations/obligations.ts";
import { addOrgUnit, orgPage } from "../domain/org/org.ts";
import { completeResolution, reportProgress } from "../domain/resolutions/carry-out.ts";
import { editResolution } from "../domain/resolutions/edit.ts";
import { logResolution } from "../domain/resolutions/log.ts";
import { resolutionPage } from "../domain/resolutions/read.ts";
import { reviewResolution } from "../domain/resolutions/review.ts";
import { addUnit, unitsPage } from "../domain/units/units.ts";
import { type Endpoint, reading, writing } from "./endpoint.ts";
import { withLink } from "./invitations.ts";
import { ruleEndpoints } from "./rules.ts";
import * as out from "./schemas.ts";
import { sessionEndpoints } from "./sessions.ts";

const nothing = z.strictObject({});
const page = z.strictObject({ done: optional(z.stringbool()), before: optional(z.string().max(100)) });
const list =
  (query: typeof mattersPage | typeof meetingsPage) =>
  (ctx: Context, { done, before }: z.output<typeof page>) =>
    query(ctx, { active: !done, before: before ?? null });

/** A county's API, below `/t/{slug}/api/v1`. */
export const countyEndpoints: readonly Endpoint[] = [
  ...sessionEndpoints,
  {
    method: "post",
    path: "/invitations/{token}/acceptance",
    action: "invitation.accept",
    summary: "使用邀请链接，设置用户名和密码",
    input: AcceptInvitation,
    output: out.AccountId,
    status: 201,
    run: (c, input) => acceptInvitation(c.var.ctx, input as { token: string }),
  },
  reading("account.manage", nothing, (ctx) => ownAccount(ctx), {
    path: "/account",
    summary: "本人账号",
    output: out.Account,
  }),
  reading("desk.view", nothing, todos, {
    path: "/obligations",
    summary: "本人所在单位的待办",
    output: out.Obligations,
  }),

  reading("county.visit", nothing, async (ctx) => ({ groups: await communities(ctx) }), {
    path: "/communities",
    summary: "可上报事项的社区",
    output: out.Communities,
  }),
  {
    method: "post",
    path: "/matters",
    action: reportMatter.action,
    summary: "上报事项，取得回执码",
    input: ReportMatter,
    output: out.Receipt,
    status: 201,
    // Which channel a matter came through is not for a visitor to say.
    run: (c, input) => reportMatter(c.var.ctx, valid(ReportMatter, input)),
  },
  reading(
    "receipt.view",
    z.strictObject({ receiptCode: z.string().max(60) }),
    (ctx, { receiptCode }) => receipt(ctx, receiptCode),
    {
      path: "/receipts/{receiptCode}",
      summary: "凭回执码查看进度",
      output: out.ReceiptView,
    },
  ),
  writing("post", evaluateMatter, {
    path: "/receipts/{receiptCode}/evaluation",
    summary: "居民评价是否解决",
    output: out.State,
  }),
  reading("matter.view", page, list(mattersPage), {
    path: "/matters",
    summary: "事项列表，每页 20 条",
    output: out.Matters,
  }),
  reading(
    "matter.view",
    z.strictObject({ matterId: id("事项") }),
    (ctx, { matterId }) => matterPage(ctx, matterId),
    {
      path: "/matters/{matterId}",
      summary: "事项详情，联系方式已遮盖",
      output: out.Matter,
    },
  ),
  writing("post", acceptMatter, { path: "/matters/{matterId}/acceptance", summary: "受理", output: out.Id }),
  writing("post", resolveMatter, {
    path: "/matters/{matterId}/outcome",
    summary: "提交办理结果",
    output: out.Id,
  }),
  writing("post", declineMatter, {
    path: "/matters/{matterId}/refusal",
    summary: "不予受理",
    output: out.Id,
  }),

  reading("meeting.view", page, list(meetingsPage), {
    path: "/meetings",
    summary: "会议列表，每页 20 条",
    output: out.Meetings,
  }),
  writing("post", scheduleMeeting, { path: "/meetings", summary: "安排会议", output: out.Id, status: 201 }),
  reading(
    "meeting.view",
    z.strictObject({ meetingId: id("会议") }),
    (ctx, { meetingId }) => meetingPage(ctx, meetingId),
    {
      path: "/meetings/{meetingId}",
      summary: "会议、成员和决议",
      output: out.Meeting,
    },
  ),
  writing("post", closeMeeting, {
    path: "/meetings/{meetingId}/closure",
    summary: "结束会议，记录到会",
    output: out.Id,
  }),
  writing("post", logResolution, {
    path: "/meetings/{meetingId}/resolutions",
    summary: "记录决议",
    output: out.Id,
    status: 201,
  }),
  reading(
    "meeting.view",
    z.strictObject({ resolutionId: id("决议") }),
    (ctx, { resolutionId }) => resolutionPage(ctx, resolutionId),
    { path: "/resolutions/{resolutionId}", summary: "决议详情", output: out.Resolution },
  ),
  writing("put", editResolution, {
    path: "/resolutions/{resolutionId}",
    summary: "修改决议",
    output: out.Id,
  }),
  writing("post", reportProgress, {
    path: "/resolutions/{resolutionId}/progress",
    summary: "报告进展",
    output: out.Id,
  }),
  writing("post", completeResolution, {
    path: "/resolutions/{resolutionId}/completion",
    summary: "报告完成",
    output: out.Id,
  }),
  writing("post", reviewResolution, {
    path: "/resolutions/{resolutionId}/review",
    summary: "验收或退回",
    output: out.Id,
  }),

  reading(
    "org.view",
    z.strictObject({ parentId: optional(id("上级")) }),
    (ctx, { parentId }) => orgPage(ctx, parentId ?? null),
    {
      path: "/org-units",
      summary: "一个组织单元及其直接下级，缺省为县",
      output: out.OrgUnits,
    },
  ),
  writing("post", addOrgUnit, { path: "/org-units", summary: "增加组织单元", output: out.Id, status: 201 }),
  reading("unit.view", nothing, (ctx) => unitsPage(ctx), {
    path: "/member-units",
    summary: "成员单位",
    output: out.MemberUnits,
  }),
  writing("post", addUnit, { path: "/member-units", summary: "登记成员单位", output: out.Id, status: 201 }),
  reading("person.view", nothing, async (ctx) => ({ people: await people(ctx) }), {
    path: "/people",
    summary: "人员",
    output: out.People,
  }),
  writing("post", withLink(invitePerson), {
    path: "/invitations",
    summary: "邀请人员，取得邀请链接的令牌",
    output: out.Invitation,
    status: 201,
  }),
  ...ruleEndpoints,
  reading(
    "audit.view",
    z.strictObject({ before: optional(z.coerce.number().int().positive()) }),
    (ctx, { before }) => auditPage(ctx, before ?? null),
    {
      path: "/audit-entries",
      summary: "审计记录，由新到旧",
      output: out.AuditEntries,
    },
  ),
];

async function todos(ctx: Context) {
  const { rows } = await ctx.db.read({ rows: openTodos(ctx) });
  return { obligations: oncePerRecord(rows) };
}
