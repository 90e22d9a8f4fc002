import { eq } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { accounts } from "../../../db/kernel/schema.ts";
import type { Instant } from "../../time/instants.ts";
import { Invalid, NotFound } from "../errors.ts";
import type { Context } from "../kernel/context.ts";
import { type Counter, countWithin, mustBeAllowedWithin } from "./throttle.ts";

/** Whose password is asked for again, and in which session. */
interface Asked {
  accountId: string | null;
  sessionId: string;
}

/** For a read batch: the account, and how often its password was wrong in this session; this time is counted at once. */
export const presentPassword = (orm: Builder, { accountId, sessionId }: Asked, now: Instant) => ({
  counted: countWithin(orm, sessionId, now),
  account: orm
    .select()
    .from(accounts)
    .where(eq(accounts.id, accountId ?? "")),
});

type Account = typeof accounts.$inferSelect;

export interface Present {
  account: Account;
  counted: readonly Counter[];
}

/** What `presentPassword` read. */
export function presentOf(rows: { account: readonly Account[]; counted: readonly Counter[] }): Present {
  const [account] = rows.account;
  if (!account) throw new NotFound("account");
  return { account, counted: rows.counted };
}

/** @throws TooMany after too many wrong ones, whatever was typed now; Invalid at `path` when it is wrong. */
export async function mustKnowPassword(
  { now, passwords }: Pick<Context, "now" | "passwords">,
  { account, counted }: Present,
  { path, typed }: { path: string; typed: string },
): Promise<void> {
  mustBeAllowedWithin(counted, account.id, now);
  if (await passwords.verify(account.passwordHash, typed)) return;
  const guess = { at: "present-password", account: account.id } as const;
  throw new Invalid([{ path, message: "现在的密码不对" }], { guess });
}
