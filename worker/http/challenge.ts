import type { Answer } from "./answer.ts";
import { type C, realmOf } from "./app-env.ts";

/** What a program must bring to be let in (RFC 6750, section 3), and what is wrong with what it brought. */
export function challengeFor(c: C, { status, type }: Pick<Answer, "status" | "type">): string | undefined {
  const brought = /^bearer /i.test(c.req.header("authorization") ?? "");
  const realm = `Bearer realm="${realmOf(c)}"`;
  // A token that is good, but not for this: RFC 9470.
  if (type === "unproven") return `${realm}, error="insufficient_user_authentication", max_age=900`;
  if (status === 401) return brought ? `${realm}, error="invalid_token"` : realm;
  return status === 403 && brought ? `${realm}, error="insufficient_scope"` : undefined;
}
