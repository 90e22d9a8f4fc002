import { account } from "../domain/accounts/account.ts";
import { TooMany } from "../domain/errors.ts";
import type { Right } from "../domain/kernel/rights.ts";
import { type C, realmOf } from "./app-env.ts";
import { networkOf } from "./request.ts";

/** What wrangler.toml sets, to be told to programs: a worker can't read the figures of its own limits. */
export const limits = {
  "sign-in": { quota: 60, seconds: 60 },
  visitors: { quota: 30, seconds: 60 },
} as const;

/**
 * What anybody may send without an account, per network and minute. Sign-ins have a
 * limit of their own: a whole office signs in from one address at half past eight, a guessing machine is faster.
 */
export async function limitVisitors(c: C, right: Right): Promise<void> {
  const name = right === account.rights.openSession ? "sign-in" : "visitors";
  const { quota, seconds } = limits[name];
  c.header("ratelimit-policy", `"${name}";q=${quota};w=${seconds}`);
  const limit = name === "sign-in" ? c.env.SIGN_IN_LIMIT : c.env.PUBLIC_LIMIT;
  const { success } = await limit.limit({ key: `${realmOf(c)} ${networkOf(c)}` });
  if (!success) throw new TooMany(seconds, undefined, name);
}
