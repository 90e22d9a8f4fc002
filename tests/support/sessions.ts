import { eq } from "drizzle-orm";
import { accounts } from "../../db/kernel/schema.ts";
import { openSession } from "../../worker/domain/accounts/sessions.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import { type County, newOperator, operatorContext, type Who } from "./county.ts";
import { endsSessions } from "./requests.ts";
import type { Route } from "./routes.ts";
import { newVisitor, type Visitor } from "./visitor.ts";

/** A session's token without the slow check of a password; `browser` for the cookie, `api` for the header. */
export const sessionOf = (ctx: Context, kind: "browser" | "api"): Promise<string> =>
  openSession(ctx, ctx.actor.accountId ?? "", { kind, device: "测试", network: "" }, []);

/** Sessions for many requests: one for each person and kind, and a new one where an address ends that of its caller. */
export function keptSessions(): (route: Route, ctx: Context) => Promise<string> {
  const kept = new Map<string, Promise<string>>();
  return (route, ctx) => {
    const kind = route.isApi ? "api" : "browser";
    if (endsSessions(route)) return sessionOf(ctx, kind);
    const whose = `${kind} of ${ctx.actor.accountId}`;
    const session = kept.get(whose) ?? sessionOf(ctx, kind);
    kept.set(whose, session);
    return session;
  };
}

/** A browser signed in as somebody of a county. */
export async function signedIn(county: County, who: Who): Promise<Visitor> {
  const visitor = newVisitor();
  visitor.cookies.set("lz_session", await sessionOf(county.as(who), "browser"));
  return visitor;
}

export const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

/** An operator of the platform, ready to act and to sign in. */
export async function operator(): Promise<Context> {
  const { username } = await newOperator();
  const ctx = await operatorContext();
  const { found } = await ctx.db.read({
    found: ctx.db.orm.select().from(accounts).where(eq(accounts.username, username)),
  });
  const { name, grants } = ctx.actor;
  return { ...ctx, actor: { kind: "person", accountId: found[0]?.id ?? "", name, grants } };
}
