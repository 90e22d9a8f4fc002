import { getCookie } from "hono/cookie";
import { account, invitation } from "../domain/accounts/account.ts";
import type { SignedIn } from "../domain/accounts/sessions.ts";
import { BadRequest, OtherAccount } from "../domain/errors.ts";
import type { Right } from "../domain/kernel/rights.ts";
import { newToken } from "../domain/kernel/secrets.ts";
import { type C, isRead, realmOf } from "./app-env.ts";
import { keepCookie } from "./cookies.ts";
import { submitted } from "./form.ts";

/**
 * A form belongs to the account that opened it: its key ends in a mark that only this installation can make, of the
 * account and not of the session, so that a form outlives signing in anew. Forms that open a session have the mark of
 * the browser's cookie (docs/decisions/023-own-forms.md).
 */
async function markOf(c: C, holder: string): Promise<string> {
  const keyed = await c.env.world.secrets.derive("form", `${realmOf(c)} ${holder}`);
  return keyed.replaceAll("-", "0").replaceAll("_", "1").slice(0, 24);
}

/** A fresh idempotency key for a form that is shown for the first time. */
export const newKey = (c: C): string => [crypto.randomUUID(), c.var.mark].filter(Boolean).join("-");

/** From now on forms that are shown are this person's. @throws OtherAccount for one that isn't. */
export async function keepToOwnForms(c: C, { actor }: SignedIn): Promise<void> {
  const own = await markOf(c, `account ${actor.accountId}`);
  c.set("mark", own);
  if (isRead(c)) return;
  const { mark } = await submitted(c);
  if (mark !== null && mark !== own) throw new OtherAccount(actor.name);
  if (mark === null && c.var.unproven) throw new BadRequest(403, unproven);
}

const opening: readonly Right[] = [account.rights.openSession, invitation.rights.accept];

/** Nobody is to be signed in by a form of another site, to an account that isn't theirs. */
export async function keepToOwnDoor(c: C, right: Right): Promise<void> {
  if (!opening.includes(right)) return;
  const own = await markOfBrowser(c);
  c.set("mark", own);
  if (isRead(c) || !c.var.unproven) return;
  const { mark } = await submitted(c);
  if (!own || mark !== own) throw new BadRequest(403, unproven);
}

const unproven =
  "浏览器没有说明这份表单来自哪个页面，不能确认是您本人操作。请允许本站使用 Cookie，或换用手机自带的浏览器";

const formCookie = "lz_form";

async function markOfBrowser(c: C): Promise<string | undefined> {
  const kept = getCookie(c, formCookie);
  // Browsers that say where a request comes from need no cookie for it.
  if (!kept && (!isRead(c) || c.req.header("sec-fetch-site"))) return undefined;
  const token = kept ?? newToken();
  if (!kept) keepCookie(c, formCookie, token);
  return markOf(c, `browser ${token}`);
}
