import { Hono } from "hono";
import { PersonView } from "../../../views/people/person.tsx";
import { account } from "../../domain/accounts/account.ts";
import { personPage } from "../../domain/accounts/person.ts";
import { renamePerson } from "../../domain/accounts/rename.ts";
import { reopenAccount } from "../../domain/accounts/reopen.ts";
import type { AppEnv, C } from "../../http/app-env.ts";
import { attempting } from "../../http/form.ts";
import { newKey } from "../../http/own-form.ts";
import { allow } from "../../http/session.ts";
import { frameOf } from "../frame.ts";
import { seeOther, show } from "../show.ts";

/** Somebody who works in the county: their roles, their name, what became of the account. */
export const personPages = new Hono<AppEnv>();

personPages.get("/people/:accountId", allow(account.rights.view), (c) => detailPage(c));

personPages.post("/people/:accountId/name", allow(account.rights.rename), async (c) => {
  const accountId = c.req.param("accountId");
  const outcome = await attempting(c, ({ values }) => renamePerson(c.var.ctx, { ...values, accountId }));
  if ("done" in outcome) return seeOther(c, `/people/${accountId}`, "姓名已更正");
  return detailPage(c, { form: "name", attempt: outcome.refused }, outcome.refused.status);
});

personPages.post("/people/:accountId/reopening", allow(account.rights.reopen), async (c) => {
  const accountId = c.req.param("accountId");
  const outcome = await attempting(c, () => reopenAccount(c.var.ctx, { accountId }));
  if ("done" in outcome) return seeOther(c, `/people/${accountId}`, "账号已恢复，此人可以登录");
  return detailPage(c, { form: "reopening", attempt: outcome.refused }, outcome.refused.status);
});

async function detailPage(
  c: C,
  failed?: Parameters<typeof PersonView>[0]["failed"],
  status: 200 | 409 | 422 = 200,
) {
  const page = await personPage(c.var.ctx, c.req.param("accountId") ?? "");
  const props = { frame: frameOf(c, page.name), now: c.var.now, page, failed, idempotencyKey: newKey(c) };
  return show(c, <PersonView {...props} />, status);
}
