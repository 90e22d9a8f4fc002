import { eq } from "drizzle-orm";
import * as z from "zod";
import type { Query } from "../../../db/client.ts";
import { accounts } from "../../../db/kernel/schema.ts";
import { sealSoon } from "../audit/soon.ts";
import { trace } from "../audit/trace.ts";
import { Invalid } from "../errors.ts";
import { type Actor, type Context, visitor } from "../kernel/context.ts";
import { valid } from "../kernel/input.ts";
import { newToken } from "../kernel/secrets.ts";
import { account as accountNoun, refOf } from "./account.ts";
import { endSession, type Opened, openSession } from "./sessions.ts";
import { type Attempt, countAttempt, forgive, mustBeAllowed } from "./throttle.ts";
import { username } from "./username.ts";

export const Credentials = z.strictObject({
  username: username,
  password: z
    .string("请填写密码")
    .min(1, "请填写密码")
    .max(128, "密码最多 128 个字符")
    .meta({ format: "password" }),
});

/** Where a sign-in comes from. `deviceCookie` and `oldSession` as the browser sent them, unchecked. */
export interface Origin extends Opened {
  deviceCookie: string | null;
  oldSession: string | null;
}

export interface SignInResult {
  token: string;
  /** To be kept for long: marks this device as one that has signed in to this account before. */
  deviceCookie: string;
  accountId: string;
}

/**
 * Two round trips, whether it succeeds or fails, whether the account exists or not.
 * @throws Invalid for a wrong name or password, without saying which; TooMany after too many failures.
 */
export async function signIn(ctx: Context, raw: unknown, origin: Origin): Promise<SignInResult> {
  const { username, password } = valid(Credentials, raw);
  const attempt = await attemptOf(ctx, username, origin);

  const { found, ...counted } = await ctx.db.read({
    ...countAttempt(ctx.db, attempt, ctx.now),
    found: ctx.db.orm.select().from(accounts).where(eq(accounts.username, username)),
  });
  mustBeAllowed(attempt, counted, ctx.now);

  const account = found[0];
  const right = await ctx.passwords.verify(account?.passwordHash ?? noPassword, password);
  if (!account || !right || account.disabledAt) {
    await ctx.db.write([
      trace({ ...ctx, actor: stranger }, accountNoun.recorded.refused.action, refOf("unknown")),
    ]);
    const guess = { at: "sign-in", account: username } as const;
    throw new Invalid([{ path: "password", message: "用户名或密码不对" }], { guess });
  }
  return enter(ctx, account, origin, [
    ...forgive(ctx.db, attempt),
    ...(origin.oldSession ? [endSession(ctx.db, origin.oldSession)] : []),
  ]);
}

const stranger: Actor = { ...visitor, name: "未登录者" };

/** Opens a session for somebody who has just proved who they are. One round trip. */
export async function enter(
  ctx: Context,
  { id, name, username }: { id: string; name: string; username: string },
  origin: Opened,
  alongside: readonly Query[] = [],
): Promise<SignInResult> {
  const self = { ...ctx, actor: { kind: "person", accountId: id, name, grants: [] } as const };
  const opened = trace(self, accountNoun.rights.openSession.action, refOf(id), { username });
  const token = await openSession(ctx, id, origin, [...alongside, opened]);
  ctx.defer(() => sealSoon(ctx));
  return { token, deviceCookie: await deviceCookieFor(ctx, username), accountId: id };
}

/** A hash no password fits, of the usual cost, so that an unknown name takes as long as a known one. */
const noPassword =
  "$argon2id$v=19$m=19456,t=2,p=1$bm8tc3VjaC1hY2NvdW50$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

async function attemptOf(
  ctx: Context,
  username: string,
  { network, deviceCookie }: Origin,
): Promise<Attempt> {
  const [nonce = "", mac = ""] = deviceCookie?.split(".") ?? [];
  const known = (await ctx.secrets.derivations(`device ${ctx.realm} ${username}`, nonce)).includes(mac);
  return { username, network, device: known ? nonce : null };
}

/** `<nonce>.<mac>`: proves nothing but that somebody signed in to this account from here. */
export async function deviceCookieFor(ctx: Context, username: string): Promise<string> {
  const nonce = newToken().slice(0, 22);
  return `${nonce}.${await ctx.secrets.derive(`device ${ctx.realm} ${username}`, nonce)}`;
}
