import { account } from "../domain/accounts/account.ts";
import { TooMany } from "../domain/errors.ts";
import type { Right } from "../domain/kernel/rights.ts";
import { type C, realmOf } from "./app-env.ts";
import { networkOf } from "./request.ts";

/**
 * What anybody may send without an account, per network and minute (wrangler.toml has the figures), each kind of act by
 * itself: who looks up too much may still report. Sign-ins have a limit of their own: a whole office signs in from one
 * address at half past eight, a guessing machine is faster.
 */
export async function limitVisitors(c: C, right: Right): Promise<void> {
  const limit = right === account.rights.openSession ? c.env.SIGN_IN_LIMIT : c.env.PUBLIC_LIMIT;
  await within(limit, `${right.action} ${realmOf(c)} ${networkOf(c)}`);
}

/** What is sent where it isn't taken from strangers: without a session, or from another site. */
export const limitStrangers = (c: C): Promise<void> => within(c.env.PUBLIC_LIMIT, networkOf(c));

async function within(limit: RateLimit, key: string): Promise<void> {
  const { success } = await limit.limit({ key });
  if (!success) throw new TooMany(60);
}
