import { TooMany } from "../domain/errors.ts";
import type { Action } from "../domain/kernel/policy.ts";
import { type C, placeOf } from "./app-env.ts";
import { networkOf } from "./request.ts";

/**
 * What anybody may send without an account, per network and minute (wrangler.toml has the figures). Sign-ins have a
 * limit of their own: a whole office signs in from one address at half past eight, a guessing machine is faster.
 */
export async function limitVisitors(c: C, action: Action): Promise<void> {
  const limit = action === "session.open" ? c.env.SIGN_IN_LIMIT : c.env.PUBLIC_LIMIT;
  const { success } = await limit.limit({ key: `${placeOf(c)} ${networkOf(c)}` });
  if (!success) throw new TooMany(60);
}
