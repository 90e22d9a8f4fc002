import { Hono } from "hono";
import { attempt } from "../../../views/components/attempt.ts";
import type { Failed } from "../../../views/components/submit.ts";
import type { PeopleForm } from "../../../views/people/invite.tsx";
import { PeoplePage } from "../../../views/people/people.tsx";
import { account, invitation } from "../../domain/accounts/account.ts";
import { invitePerson } from "../../domain/accounts/invite.ts";
import { peoplePage } from "../../domain/accounts/people.ts";
import { revokeInvitation } from "../../domain/accounts/revoke.ts";
import { mayEver } from "../../domain/kernel/rights.ts";
import { askedOf } from "../../domain/lists/asked.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { attempting } from "../../http/form.ts";
import { newKey } from "../../http/own-form.ts";
import { allow } from "../../http/session.ts";
import { seeOther, show } from "../show.ts";
import { addedIn, frameAround } from "./added.ts";
import { roleOptions, seatOptions } from "./seats.ts";

/** Who works in the county, and how others get in. */
export const peoplePages = new Hono<AppEnv>();

peoplePages.get("/people", allow(account.rights.view), (c) => {
  const { scope, role } = c.req.query();
  return listPage(c, scope ? { form: "invitations", attempt: attempt({ scope, role }) } : undefined);
});

peoplePages.post("/people/invitations", allow(account.rights.invite), async (c) => {
  const outcome = await attempting(c, ({ values }) => invitePerson(c.var.ctx, values));
  if ("done" in outcome) return seeOther(c, `/people/invitations/${outcome.done.id}`);
  return listPage(c, { form: "invitations", attempt: outcome.refused }, outcome.refused.status);
});

peoplePages.post(
  "/people/invitations/:invitationId/revocation",
  allow(invitation.rights.revoke),
  async (c) => {
    const invitationId = c.req.param("invitationId");
    const outcome = await attempting(c, () => revokeInvitation(c.var.ctx, { invitationId }));
    if ("done" in outcome) return seeOther(c, "/people/invitations", "邀请已撤回");
    return listPage(c, { form: "revocation", attempt: outcome.refused }, outcome.refused.status);
  },
);

async function listPage(c: C, failed?: Failed<PeopleForm>, status: 200 | 409 | 422 = 200) {
  const scope = failed?.attempt.values.scope;
  const asked = askedOf(c.req.query());
  const {
    invitations,
    seats,
    levels,
    units: members,
    moreUnits,
    ...page
  } = await peoplePage(c.var.ctx, typeof scope === "string" ? scope : null, asked);
  const options = members.map(({ id, name }) => ({ value: id, label: name }));
  const scopes = [...seatOptions(seats, levels), { label: "成员单位", options }];
  const adding = addedIn(c);
  const props = {
    frame: frameAround(c, "人员", adding.again),
    now: c.var.now,
    page,
    accountId: c.var.ctx.actor.accountId,
    invitations,
    roles: roleOptions,
    scopes,
    moreUnits,
    failed,
    ...adding,
  };
  const mayInvite = mayEver(c.var.ctx.actor.grants, account.rights.invite);
  return show(c, <PeoplePage {...props} mayInvite={mayInvite} idempotencyKey={newKey(c)} />, status);
}
