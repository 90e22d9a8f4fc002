import { setCookie } from "hono/cookie";
import type { C } from "./app-env.ts";
import { isSecure } from "./request.ts";

const minutes = 60;
const days = 24 * 60 * minutes;

/**
 * Every cookie there is: whose it is, what for, as residents read it, and for how many seconds; null: until the browser closes.
 * Without its place here none can be set.
 */
export const cookies = {
  lz_elder: { of: "anybody", why: "记住您选的字号", lasts: 365 * days },
  /** The community of which somebody wants to see what was solved. */
  lz_near: { of: "anybody", why: "记住您选的社区", lasts: 365 * days },
  lz_word: { of: "anybody", why: "提交以后，在下一页告诉您一次结果", lasts: minutes },
  lz_form: { of: "staff", why: "确认登录和邀请的表单是本人打开的", lasts: null },
  /** The server ends sessions by its own clock; the cookie only must not outlive the longest of them. */
  lz_session: { of: "staff", why: "保持登录", lasts: 30 * days },
  lz_device: { of: "staff", why: "认出登录过的设备", lasts: 365 * days },
  lz_operator: { of: "operators", why: "保持登录", lasts: 30 * days },
} as const satisfies Record<
  string,
  { of: "anybody" | "staff" | "operators"; why: string; lasts: number | null }
>;

export type CookieName = keyof typeof cookies;

/** Cookies are of one tenant: their path is the tenant's. */
const cookieOptions = (c: C) => ({
  path: c.var.base || "/",
  httpOnly: true,
  secure: isSecure(c),
  sameSite: "Lax" as const,
});

/** Lets the browser keep it for its time; what is empty is forgotten. */
export function keepCookie(c: C, name: CookieName, value: string): void {
  const { lasts } = cookies[name];
  const maxAge = value === "" ? 0 : lasts;
  setCookie(c, name, value, { ...cookieOptions(c), ...(maxAge === null ? {} : { maxAge }) });
}
