import { account } from "../domain/accounts/account.ts";
import { TooMany } from "../domain/errors.ts";
import type { Right } from "../domain/kernel/rights.ts";
import { matter } from "../domain/matters/matter.ts";
import { type C, isRead, realmOf } from "./app-env.ts";
import { networkOf } from "./request.ts";

/** What wrangler.toml sets, to be told to programs: a worker can't read the figures of its own limits. */
export const limits = {
  "sign-in": { quota: 60, seconds: 60 },
  "sign-in-network": { quota: 120, seconds: 60 },
  "look-up": { quota: 60, seconds: 60 },
  photos: { quota: 120, seconds: 60 },
  uploads: { quota: 20, seconds: 60 },
  visitors: { quota: 30, seconds: 60 },
  strangers: { quota: 30, seconds: 60 },
} as const;

/**
 * What anybody may do without an account, per network and minute (wrangler.toml has the figures), each kind of act by
 * itself: who looks up too much may still report.
 */
export async function limitVisitors(c: C, right: Right): Promise<void> {
  const name = limitOn(c, right);
  if (!name) return;
  const network = networkOf(c);
  const each = { [name]: [bindingOf(c, name), `${right.action} ${realmOf(c)} ${network}`] } as const;
  // Whoever goes from county to county would begin anew in each, and every try costs a hash.
  const everywhere = { "sign-in-network": [c.env.SIGN_IN_NETWORK_LIMIT, network] } as const;
  await within(c, name === "sign-in" ? { ...each, ...everywhere } : each);
}

type Counted = "sign-in" | "look-up" | "photos" | "visitors";

/** Whatever is sent is limited, and each look with a receipt code; other reading isn't. */
function limitOn(c: C, right: Right): Counted | undefined {
  const { receiptCode, photoId } = c.req.param() as Record<string, string | undefined>;
  const looks = right === matter.rights.viewReceipt && receiptCode !== undefined;
  if (isRead(c) && !looks) return undefined;
  // Of a photo nobody guesses the name, and a receipt's page asks for several at once.
  if (looks && photoId !== undefined) return "photos";
  // A whole office signs in from one address at half past eight; a guessing machine is faster.
  if (right === account.rights.openSession) return "sign-in";
  return right === matter.rights.viewReceipt ? "look-up" : "visitors";
}

const bindingOf = ({ env }: C, name: Counted): RateLimit =>
  ({
    "sign-in": env.SIGN_IN_LIMIT,
    "look-up": env.LOOK_UP_LIMIT,
    photos: env.PHOTO_LIMIT,
    visitors: env.PUBLIC_LIMIT,
  })[name];

/** What is sent where it isn't taken from strangers: without a session, or from another site. */
export const limitStrangers = (c: C): Promise<void> =>
  within(c, { strangers: [c.env.PUBLIC_LIMIT, networkOf(c)] });

/** What is larger than other forms, from anybody: whoever sends too many of these may still send others. */
export const limitUploads = (c: C): Promise<void> =>
  within(c, { uploads: [c.env.UPLOAD_LIMIT, networkOf(c)] });

type Asked = Partial<Record<keyof typeof limits, readonly [RateLimit, string]>>;

/** Says which limits hold, then asks each. */
async function within(c: C, asked: Asked): Promise<void> {
  const held = Object.entries(asked).map(([name, at]) => ({ name, at, ...limits[name as keyof Asked] }));
  const policies = held.map(({ name, quota, seconds }) => `"${name}";q=${quota};w=${seconds}`);
  c.header("ratelimit-policy", policies.join(", "));
  for (const { name, at, seconds } of held) {
    const [limit, key] = at;
    const { success } = await limit.limit({ key });
    if (!success) throw new TooMany(seconds, undefined, { limit: name });
  }
}
