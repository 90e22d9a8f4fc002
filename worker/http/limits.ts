import { account } from "../domain/accounts/account.ts";
import { TooMany } from "../domain/errors.ts";
import type { Right } from "../domain/kernel/rights.ts";
import { matter } from "../domain/matters/matter.ts";
import { type C, isRead, realmOf } from "./app-env.ts";
import { networkOf } from "./request.ts";

/**
 * What anybody may do without an account, per network and minute (wrangler.toml has the figures), each kind of act by
 * itself: who looks up too much may still report.
 */
export async function limitVisitors(c: C, right: Right): Promise<void> {
  const limit = limitOn(c, right);
  if (!limit) return;
  const network = networkOf(c);
  await within(limit, `${right.action} ${realmOf(c)} ${network}`);
  // Whoever goes from county to county would begin anew in each, and every try costs a hash.
  if (limit === c.env.SIGN_IN_LIMIT) await within(c.env.SIGN_IN_NETWORK_LIMIT, network);
}

/** Whatever is sent is limited, and each look with a receipt code; other reading isn't. */
function limitOn(c: C, right: Right): RateLimit | undefined {
  const looks = right === matter.rights.viewReceipt && c.req.param("receiptCode") !== undefined;
  if (isRead(c) && !looks) return undefined;
  // A whole office signs in from one address at half past eight; a guessing machine is faster.
  if (right === account.rights.openSession) return c.env.SIGN_IN_LIMIT;
  return right === matter.rights.viewReceipt ? c.env.LOOK_UP_LIMIT : c.env.PUBLIC_LIMIT;
}

/** What is sent where it isn't taken from strangers: without a session, or from another site. */
export const limitStrangers = (c: C): Promise<void> => within(c.env.PUBLIC_LIMIT, networkOf(c));

async function within(limit: RateLimit, key: string): Promise<void> {
  const { success } = await limit.limit({ key });
  if (!success) throw new TooMany(60);
}
