import { BadRequest, Forbidden, Invalid, TooMany, Unproven } from "../domain/errors.ts";
import type { Middleware } from "./app-env.ts";
import { networkOf } from "./request.ts";
import { routeOf } from "./request-log.ts";

/** What a refusal is called in the log; its words are in docs/operations.md. */
type Kind = "sign-in-failed" | "wrong-password" | "forbidden" | "too-many" | "foreign-origin";

interface Noted {
  security: Kind;
  /** An account's id, or the user name that was tried. */
  account?: string | null;
}

/**
 * One JSON line for each refusal that an attack would leave behind. Never what was typed but the name of an account:
 * an address may hold a link's token or a receipt code, so the route stands for it.
 */
export const securityLog: Middleware = async (c, next) => {
  await next();
  const noted = notedOf(c.error ?? c.var.refusal);
  if (!noted || c.var.surprised) return;
  const line = {
    kind: "security",
    security: noted.security,
    id: c.var.requestId,
    county: c.var.tenant?.slug ?? null,
    network: networkOf(c),
    account: c.var.signedIn?.actor.accountId ?? noted.account ?? null,
    method: c.req.method,
    route: routeOf(c),
  };
  console.warn(JSON.stringify(line));
};

function notedOf(error: unknown): Noted | null {
  if (error instanceof Unproven) return notedOf(error.wrong);
  if (error instanceof Invalid && error.guess) return { security: kinds[error.guess.at], ...error.guess };
  if (error instanceof Forbidden) return { security: "forbidden" };
  if (error instanceof TooMany) return { security: "too-many", account: error.account };
  if (error instanceof BadRequest && error.status === 403) return { security: "foreign-origin" };
  return null;
}

const kinds = { "sign-in": "sign-in-failed", "present-password": "wrong-password" } as const;
