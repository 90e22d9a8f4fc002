import { getCookie } from "hono/cookie";
import { type C, realmOf } from "./app-env.ts";
import { keepCookie } from "./cookies.ts";

const cookie = "lz_word";

/** Only this installation can make it: whoever can plant a cookie can't have a sentence of their own on a page. */
const seal = (c: C, said: string): Promise<string> =>
  c.env.world.secrets.derive("word", `${realmOf(c)} ${said}`);

/** What the next page says once: that the last form did its work. */
export async function leaveWord(c: C, said: string): Promise<void> {
  keepCookie(c, cookie, `${await seal(c, said)} ${said}`);
}

/** Finds out what the last form left, for `takeWord`. */
export async function readWord(c: C): Promise<void> {
  const [, sealed, said] = /^(\S{43}) (.+)$/.exec(getCookie(c, cookie) ?? "") ?? [];
  if (said && sealed === (await seal(c, said))) c.set("word", said);
}

/** What the last form left; the next page says nothing of it. */
export function takeWord(c: C): string | undefined {
  if (getCookie(c, cookie)) keepCookie(c, cookie, "");
  return c.var.word;
}
