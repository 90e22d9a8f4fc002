import { account } from "../domain/accounts/account.ts";
import { TooMany } from "../domain/errors.ts";
import type { Right } from "../domain/kernel/rights.ts";
import { type C, realmOf } from "./app-env.ts";
import { networkOf } from "./request.ts";

/**
 * What anybody may send without an account, per network and minute (wrangler.toml has the figures). Sign-ins have a
 * limit of their own: a whole office signs in from one address at half past eight, a guessing machine is faster.
 */
export async function limitVisitors(c: C, right: Right): Promise<void> {
  const network = networkOf(c);
  const signingIn = right === account.rights.openSession;
  await within(signingIn ? c.env.SIGN_IN_LIMIT : c.env.PUBLIC_LIMIT, `${realmOf(c)} ${network}`);
  // Whoever goes from county to county would begin anew in each, and every try costs a hash.
  if (signingIn) await within(c.env.SIGN_IN_NETWORK_LIMIT, network);
}

async function within(limit: RateLimit, key: string): Promise<void> {
  const { success } = await limit.limit({ key });
  if (!success) throw new TooMany(60);
}
