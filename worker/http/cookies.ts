import type { C } from "./app-env.ts";
import { isSecure } from "./request.ts";

/** Cookies are of one tenant: their path is the tenant's. */
export const cookieOptions = (c: C) => ({
  path: c.var.base || "/",
  httpOnly: true,
  secure: isSecure(c),
  sameSite: "Lax" as const,
});
