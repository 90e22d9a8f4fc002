import * as z from "zod";
import { AcceptInvitation, acceptInvitation } from "../domain/accounts/accept.ts";
import { account, invitation } from "../domain/accounts/account.ts";
import { invitePerson } from "../domain/accounts/invite.ts";
import { linksPage } from "../domain/accounts/link-list.ts";
import { personPage } from "../domain/accounts/person.ts";
import { postsPage } from "../domain/accounts/post-list.ts";
import { identity } from "../domain/county/identity.ts";
import { countyNoun } from "../domain/county/rights.ts";
import { id, optional } from "../domain/kernel/input.ts";
import { asking } from "../domain/lists/asked.ts";
import { matter } from "../domain/matters/matter.ts";
import { matterPage, mattersPage } from "../domain/matters/read.ts";
import { communities, receipt } from "../domain/matters/residents.ts";
import { meeting } from "../domain/meetings/meeting.ts";
import { meetingPage, meetingsPage } from "../domain/meetings/read.ts";
import { commands } from "../domain/nouns.ts";
import { orgUnitsPage } from "../domain/org/list.ts";
import { orgUnit } from "../domain/org/org-unit.ts";
import { orgPage } from "../domain/org/read.ts";
import { resolutionsPage } from "../domain/resolutions/list.ts";
import { resolutionPage } from "../domain/resolutions/read.ts";
import { robotPage } from "../domain/robots/read.ts";
import { robot } from "../domain/robots/robot.ts";
import { unitsPage } from "../domain/units/list.ts";
import { memberUnit } from "../domain/units/member-unit.ts";
import { unitPage } from "../domain/units/read.ts";
import { assignmentReads } from "./assignments.ts";
import { logReads } from "./audit.ts";
import { type Endpoint, reading, writing } from "./endpoint.ts";
import { figuresRead } from "./figures.ts";
import { filingReads } from "./filings.ts";
import { Invitations, withLink } from "./invitations.ts";
import { before, list, questions } from "./lists.ts";
import * as matters from "./matter-answers.ts";
import * as meetings from "./meeting-answers.ts";
import { photoReads } from "./photos.ts";
import { ReceiptView } from "./receipt-answers.ts";
import { residentReads } from "./residents.ts";
import { Robot } from "./robot-answers.ts";
import { ruleReads } from "./rules.ts";
import * as out from "./schemas.ts";
import { sessionEndpoints } from "./sessions.ts";
import { todoRead } from "./todos.ts";
import { webhookReads } from "./webhooks.ts";
import { whistleReads } from "./whistles.ts";

const nothing = z.strictObject({});

/** A county's API, below `/t/{slug}/api/v1`: what can be read, and every command that is described to be sent. */
export const countyEndpoints: readonly Endpoint[] = [
  ...sessionEndpoints,
  {
    method: "post",
    path: "/invitations/{token}/acceptance",
    right: invitation.rights.accept,
    summary: "使用邀请链接，设置用户名和密码",
    input: AcceptInvitation,
    output: out.AccountId,
    status: 201,
    created: "/account",
    run: (c, input) => acceptInvitation(c.var.ctx, input as { token: string }),
  },
  ...writing(withLink(invitePerson, "邀请人员，取得邀请链接的令牌", "/invitations"), ...commands),
  ...ruleReads,
  todoRead,
  reading(countyNoun.rights.visit, nothing, identity, {
    path: "/identity",
    summary: "本县对外的名称、热线、主办单位和备案号",
    output: out.Identity,
  }),
  reading(countyNoun.rights.visit, nothing, async (ctx) => ({ groups: await communities(ctx) }), {
    path: "/communities",
    summary: "可上报事项的社区",
    output: out.Communities,
  }),
  ...residentReads,
  reading(
    matter.rights.viewReceipt,
    z.strictObject({ receiptCode: z.string().max(60), before }),
    (ctx, { receiptCode, before }) => receipt(ctx, receiptCode, before),
    {
      path: "/receipts/{receiptCode}",
      summary: "凭回执码查看进度",
      output: ReceiptView,
    },
  ),
  reading(
    matter.rights.list,
    questions.extend({ excluded: optional(asking.excluded) }),
    list("matters", mattersPage),
    {
      path: "/matters",
      summary: "事项列表，最急的在前，每页 20 条",
      output: matters.Matters,
    },
  ),
  reading(
    matter.rights.view,
    z.strictObject({ matterId: id("事项"), before }),
    (ctx, { matterId, before }) => matterPage(ctx, matterId, before),
    {
      path: "/matters/{matterId}",
      summary: "事项详情，联系方式已遮盖",
      output: matters.Matter,
    },
  ),
  ...photoReads,
  reading(meeting.rights.view, questions, list("meetings", meetingsPage), {
    path: "/meetings",
    summary: "会议列表，每页 20 条",
    output: meetings.Meetings,
  }),
  reading(
    meeting.rights.view,
    z.strictObject({ meetingId: id("会议"), before }),
    (ctx, { meetingId, before }) => meetingPage(ctx, meetingId, before),
    {
      path: "/meetings/{meetingId}",
      summary: "会议、成员和决议",
      output: meetings.Meeting,
    },
  ),
  reading(meeting.rights.view, questions, list("resolutions", resolutionsPage), {
    path: "/resolutions",
    summary: "决议列表，最急的在前，每页 20 条",
    output: meetings.Resolutions,
  }),
  reading(
    meeting.rights.view,
    z.strictObject({ resolutionId: id("决议"), before }),
    (ctx, { resolutionId, before }) => resolutionPage(ctx, resolutionId, before),
    { path: "/resolutions/{resolutionId}", summary: "决议详情", output: meetings.Resolution },
  ),
  ...whistleReads,
  ...assignmentReads,
  ...filingReads,
  figuresRead,
  reading(
    orgUnit.rights.view,
    questions.extend({ directly: optional(asking.directly) }),
    list("org-units", orgUnitsPage),
    { path: "/org-units", summary: "组织单元，按代码和名称，每页 20 条", output: out.OrgUnits },
  ),
  reading(
    orgUnit.rights.view,
    z.strictObject({ orgUnitId: id("组织"), before }),
    async (ctx, { orgUnitId, before }) => {
      const { unit, above, events, earlier } = await orgPage(ctx, orgUnitId, before);
      return { ...unit, above, events, earlier };
    },
    {
      path: "/org-units/{orgUnitId}",
      summary: "一个组织单元、它的各级上级和它的变动",
      output: out.OrgUnitDetail,
    },
  ),
  reading(
    memberUnit.rights.view,
    z.strictObject({ unitId: id("单位"), before }),
    (ctx, { unitId, before }) => unitPage(ctx, unitId, before),
    { path: "/member-units/{unitId}", summary: "一个成员单位和它的变动", output: out.MemberUnit },
  ),
  reading(memberUnit.rights.view, questions, list("member-units", unitsPage), {
    path: "/member-units",
    summary: "成员单位，按名称，每页 20 条",
    output: out.MemberUnits,
  }),
  reading(
    robot.rights.view,
    z.strictObject({ scopeId: id("单位"), before }),
    (ctx, { scopeId, before }) => robotPage(ctx, scopeId, before),
    {
      path: "/robots/{scopeId}",
      summary: "一个组织或成员单位的群机器人、没有送达的消息和变动",
      output: Robot,
    },
  ),
  reading(account.rights.view, questions, list("people", postsPage), {
    path: "/people",
    summary: "人员，每个角色一条，按姓名，每页 20 条",
    output: out.People,
  }),
  reading(
    account.rights.view,
    z.strictObject({ accountId: id("人员"), before }),
    (ctx, { accountId, before }) => personPage(ctx, accountId, before),
    { path: "/people/{accountId}", summary: "一个人的角色和手上的工作", output: out.Person },
  ),
  reading(account.rights.view, questions, list("invitations", linksPage), {
    path: "/invitations",
    summary: "邀请和重设密码链接，缺省为等待使用的，最近发出的在前，每页 20 条",
    output: Invitations,
  }),
  ...webhookReads,
  ...logReads,
];
