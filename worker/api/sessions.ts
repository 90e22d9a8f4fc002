import * as z from "zod";
import { account } from "../domain/accounts/account.ts";
import { signOut } from "../domain/accounts/accounts.ts";
import { Credentials, signIn } from "../domain/accounts/sign-in.ts";
import { networkOf } from "../http/request.ts";
import type { Endpoint } from "./endpoint.ts";
import * as out from "./schemas.ts";

/** Signing in and out, in a county and on the platform alike. */
export const sessionEndpoints: readonly Endpoint[] = [
  {
    method: "post",
    path: "/sessions",
    right: account.rights.openSession,
    summary: "登录，取得访问令牌",
    input: Credentials,
    output: out.Session,
    status: 201,
    created: "/account",
    unkeyed: true,
    run: (c, input) =>
      signIn(c.var.ctx, input, {
        network: networkOf(c),
        device: (c.req.header("user-agent") ?? "API").slice(0, 200),
        kind: "api",
        deviceCookie: null,
        oldSession: null,
      }),
  },
  {
    method: "delete",
    path: "/sessions/current",
    right: account.rights.closeSession,
    summary: "退出登录，令牌作废",
    input: z.strictObject({}),
    output: out.Nothing,
    status: 200,
    unkeyed: true,
    run: (c) => signOut(c.var.ctx, c.var.signedIn?.sessionId ?? ""),
  },
];
