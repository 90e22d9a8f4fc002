import { isProven, prove } from "../domain/accounts/prove.ts";
import type { SignedIn } from "../domain/accounts/sessions.ts";
import { Invalid, Unproven } from "../domain/errors.ts";
import type { Right } from "../domain/kernel/rights.ts";
import { type C, isApi, isRead } from "./app-env.ts";
import { confirmed } from "./expected.ts";
import { proofField, submitted } from "./form.ts";

/**
 * Before what needs a proof (`proven` in its right): the password, given within the last minutes. A form that comes
 * without is shown again with a field for it and goes on from there; a program signs in anew.
 */
export async function mustBeProven(c: C, { proven }: Right, signedIn: SignedIn): Promise<void> {
  if (!proven || isRead(c) || isProven(signedIn.provenAt, c.var.now)) return;
  await confirmed(c);
  const typed = isApi(c) ? null : (await submitted(c)).proof;
  if (typed === null) throw new Unproven();
  const { db, now } = c.var;
  const { passwords } = c.env.world;
  const asking = { db, now, passwords, actor: signedIn.actor };
  await prove(asking, signedIn.sessionId, { path: proofField, typed }).catch((error: unknown) => {
    throw error instanceof Invalid ? new Unproven(error) : error;
  });
}
