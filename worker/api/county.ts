import * as z from "zod";
import { AcceptInvitation, acceptInvitation } from "../domain/accounts/accept.ts";
import { account, invitation } from "../domain/accounts/account.ts";
import { invitePerson } from "../domain/accounts/invite.ts";
import { invitationsPage } from "../domain/accounts/people.ts";
import { personPage } from "../domain/accounts/person.ts";
import { postsPage } from "../domain/accounts/post-list.ts";
import { identity } from "../domain/county/identity.ts";
import { countyNoun } from "../domain/county/rights.ts";
import { viewDesk } from "../domain/desk/before.ts";
import { todos } from "../domain/desk/desk.ts";
import type { Context } from "../domain/kernel/context.ts";
import { id, optional } from "../domain/kernel/input.ts";
import { asking } from "../domain/lists/asked.ts";
import { matter } from "../domain/matters/matter.ts";
import { matterPage, mattersPage } from "../domain/matters/read.ts";
import { communities, receipt } from "../domain/matters/residents.ts";
import { meeting } from "../domain/meetings/meeting.ts";
import { meetingPage, meetingsPage } from "../domain/meetings/read.ts";
import { commands } from "../domain/nouns.ts";
import { orgUnit } from "../domain/org/org-unit.ts";
import { orgPage } from "../domain/org/read.ts";
import { resolutionsPage } from "../domain/resolutions/list.ts";
import { resolutionPage } from "../domain/resolutions/read.ts";
import { memberUnit } from "../domain/units/member-unit.ts";
import { unitPage } from "../domain/units/read.ts";
import { unitsPage } from "../domain/units/units.ts";
import { logReads } from "./audit.ts";
import { cursorTo, placeAt } from "./cursor.ts";
import { type Endpoint, reading, writing } from "./endpoint.ts";
import { Invitations, withLink } from "./invitations.ts";
import * as matters from "./matter-answers.ts";
import * as meetings from "./meeting-answers.ts";
import { ruleReads } from "./rules.ts";
import * as out from "./schemas.ts";
import { sessionEndpoints } from "./sessions.ts";

const nothing = z.strictObject({});

/** Of a record: what happened to it before an event, the `earlier` of the answer before. */
const before = optional(id("变动"));

/** Of a list: everything that its page can be asked, and the `next` of the answer before. */
const { done, state, kind, source, due, within, search, order, size } = asking;
const page = z.strictObject({
  done: optional(done),
  state: optional(state),
  kind: optional(kind),
  source: optional(source),
  due: optional(due),
  within: optional(within),
  search: optional(search),
  order: optional(order),
  size: optional(size),
  before: optional(z.string().max(1500)),
});
const list =
  (
    name: string,
    query: typeof mattersPage | typeof meetingsPage | typeof resolutionsPage | typeof postsPage,
  ) =>
  async (ctx: Context, { before, ...asked }: z.output<typeof page>) => {
    const of = asked.done ? `${name} done` : name;
    const after = (await placeAt(ctx, of, before)) ?? undefined;
    const found = await query(ctx, { ...asked, after });
    return { ...found, next: await cursorTo(ctx, of, found.next) };
  };

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
  reading(viewDesk, nothing, todos, {
    path: "/todos",
    summary: "本人所在单位的待办",
    output: out.Todos,
  }),
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
  reading(
    matter.rights.viewReceipt,
    z.strictObject({ receiptCode: z.string().max(60), before }),
    (ctx, { receiptCode, before }) => receipt(ctx, receiptCode, before),
    {
      path: "/receipts/{receiptCode}",
      summary: "凭回执码查看进度",
      output: matters.ReceiptView,
    },
  ),
  reading(matter.rights.view, page, list("matters", mattersPage), {
    path: "/matters",
    summary: "事项列表，最急的在前，每页 20 条",
    output: matters.Matters,
  }),
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
  reading(meeting.rights.view, page, list("meetings", meetingsPage), {
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
  reading(meeting.rights.view, page, list("resolutions", resolutionsPage), {
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
  reading(
    orgUnit.rights.view,
    z.strictObject({ parentId: optional(id("上级")) }),
    (ctx, { parentId }) => orgPage(ctx, parentId ?? null),
    { path: "/org-units", summary: "一个组织单元及其直接下级，缺省为县", output: out.OrgUnits },
  ),
  reading(
    orgUnit.rights.view,
    z.strictObject({ orgUnitId: id("组织"), before }),
    async (ctx, { orgUnitId, before }) => {
      const { unit, events, earlier } = await orgPage(ctx, orgUnitId, before);
      return { ...unit, events, earlier };
    },
    { path: "/org-units/{orgUnitId}", summary: "一个组织单元和它的变动", output: out.OrgUnitDetail },
  ),
  reading(
    memberUnit.rights.view,
    z.strictObject({ unitId: id("单位"), before }),
    (ctx, { unitId, before }) => unitPage(ctx, unitId, before),
    { path: "/member-units/{unitId}", summary: "一个成员单位和它的变动", output: out.MemberUnit },
  ),
  reading(memberUnit.rights.view, nothing, (ctx) => unitsPage(ctx), {
    path: "/member-units",
    summary: "成员单位",
    output: out.MemberUnits,
  }),
  reading(account.rights.view, page, list("people", postsPage), {
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
  reading(
    account.rights.view,
    z.strictObject({ before: optional(z.string().max(100)) }),
    async (ctx, { before }) => {
      const found = await invitationsPage(ctx, await placeAt(ctx, "invitations", before));
      return { ...found, next: await cursorTo(ctx, "invitations", found.next) };
    },
    { path: "/invitations", summary: "等待使用的邀请和重设密码链接，每页 20 条", output: Invitations },
  ),
  ...logReads,
];
