import { account } from "../domain/accounts/account.ts";
import { TooMany } from "../domain/errors.ts";
import type { Right } from "../domain/kernel/rights.ts";
import { type C, realmOf } from "./app-env.ts";
import { networkOf } from "./request.ts";

/** What wrangler.toml sets, to be told to programs: a worker can't read the figures of its own limits. */
export const limits = {
  "sign-in": { quota: 60, seconds: 60 },
  "sign-in-network": { quota: 120, seconds: 60 },
  visitors: { quota: 30, seconds: 60 },
} as const;

/**
 * What anybody may send without an account, per network and minute. Sign-ins have a
 * limit of their own: a whole office signs in from one address at half past eight, a guessing machine is faster.
 */
export async function limitVisitors(c: C, right: Right): Promise<void> {
  const network = networkOf(c);
  const ours = `${realmOf(c)} ${network}`;
  if (right !== account.rights.openSession) return within(c, { visitors: [c.env.PUBLIC_LIMIT, ours] });
  // Whoever goes from county to county would begin anew in each, and every try costs a hash.
  const everywhere = { "sign-in-network": [c.env.SIGN_IN_NETWORK_LIMIT, network] } as const;
  await within(c, { "sign-in": [c.env.SIGN_IN_LIMIT, ours], ...everywhere });
}

type Asked = Partial<Record<keyof typeof limits, readonly [RateLimit, string]>>;

/** Says which limits hold, then asks each. */
async function within(c: C, asked: Asked): Promise<void> {
  const held = Object.entries(asked).map(([name, at]) => ({ name, at, ...limits[name as keyof Asked] }));
  const policies = held.map(({ name, quota, seconds }) => `"${name}";q=${quota};w=${seconds}`);
  c.header("ratelimit-policy", policies.join(", "));
  for (const { name, at, seconds } of held) {
    const [limit, key] = at;
    const { success } = await limit.limit({ key });
    if (!success) throw new TooMany(seconds, undefined, null, name);
  }
}
