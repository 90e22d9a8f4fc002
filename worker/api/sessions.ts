import * as z from "zod";
import { account } from "../domain/accounts/account.ts";
import { ownAccount } from "../domain/accounts/accounts.ts";
import { Credentials, signIn } from "../domain/accounts/sign-in.ts";
import { endOwnSession, signOut, signOutElsewhere } from "../domain/accounts/sign-out.ts";
import type { C } from "../http/app-env.ts";
import { networkOf } from "../http/request.ts";
import { type Endpoint, writing } from "./endpoint.ts";
import * as out from "./schemas.ts";

const Account = z.object({
  username: out.text,
  name: out.text,
  sessions: z.array(
    z.object({
      id: out.text,
      kind: out.text,
      device: out.text,
      network: out.text.meta({ description: "IPv4 /24、IPv6 /48" }),
      createdAt: out.instant,
      usedAt: out.instant,
      current: z.boolean().meta({ description: "就是发出这个请求的登录" }),
    }),
  ),
});

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
    run: (c) => signOut(c.var.ctx, asking(c)),
  },
  {
    method: "delete",
    path: "/sessions/others",
    right: account.rights.closeSession,
    summary: "退出本人的其他登录",
    input: z.strictObject({}),
    output: out.Nothing,
    status: 200,
    unkeyed: true,
    run: (c) => signOutElsewhere(c.var.ctx, asking(c)),
  },
  ...writing(endOwnSession),
  {
    method: "get",
    path: "/account",
    right: account.rights.manage,
    summary: "本人账号和登录",
    input: z.strictObject({}),
    output: Account,
    status: 200,
    run: (c) => ownAccount(c.var.ctx, asking(c)),
  },
];

/** The session that carries the request. */
const asking = (c: C): string => c.var.signedIn?.sessionId ?? "";
