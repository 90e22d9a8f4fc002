import { type C, realmOf } from "./app-env.ts";

/** What a program must bring to be let in (RFC 6750, section 3), and what is wrong with what it brought. */
export function challengeFor(c: C, status: number): string | undefined {
  const brought = /^bearer /i.test(c.req.header("authorization") ?? "");
  const realm = `Bearer realm="${realmOf(c)}"`;
  if (status === 401) return brought ? `${realm}, error="invalid_token"` : realm;
  return status === 403 && brought ? `${realm}, error="insufficient_scope"` : undefined;
}
