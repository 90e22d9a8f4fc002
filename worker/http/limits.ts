import { TooMany } from "../domain/errors.ts";
import type { C } from "./app-env.ts";
import { networkOf } from "./request.ts";
import { placeOf } from "./session.ts";

/** A whole office may sign in from one address at half past eight; a guessing machine is faster. */
export async function limitSignIns(c: C): Promise<void> {
  const { success } = await c.env.SIGN_IN_LIMIT.limit({ key: `${placeOf(c)} ${networkOf(c)}` });
  if (!success) throw new TooMany(60);
}

/** What anybody may send without an account. */
export async function limitPublic(c: C): Promise<void> {
  const { success } = await c.env.PUBLIC_LIMIT.limit({ key: `${placeOf(c)} ${networkOf(c)}` });
  if (!success) throw new TooMany(60);
}
