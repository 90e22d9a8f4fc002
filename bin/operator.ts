/** `npm run operator:invite -- 姓名`: prints the link by which a platform operator sets up an account. */
import { randomUUID } from "node:crypto";
import type { Database } from "../db/client.ts";
import { audit, invitations } from "../db/kernel/schema.ts";
import { invitationToken, issued, newInvitation } from "../worker/domain/accounts/invitations.ts";
import { type Instant, instant } from "../worker/time/instants.ts";
import { catalogOf, keysFrom } from "./keys.ts";
import { Refusal } from "./runtime/refusal.ts";
import { asCommand, runningVars } from "./runtime/running.ts";

await asCommand(async () => {
  const name = process.argv[2]?.trim();
  if (!name) throw new Refusal("请写明姓名：npm run operator:invite -- 姓名");
  const vars = runningVars();
  const db = catalogOf(vars);
  const { secrets } = await keysFrom(vars);
  const now = instant(Date.now());
  const platform = { secrets, realm: "platform", now };
  const invitation = await newInvitation(platform);
  await db.write(invited(db, { ...invitation, name }, now));
  console.log(`${vars.PUBLIC_URL}/invitations/${await invitationToken(platform, invitation.id)}`);
  console.log("链接 7 天内有效，只能用一次。打开后设置用户名和密码。");
});

/** The invitation, and its entry in the audit log. */
function invited(
  { orm }: Database,
  { name, ...prepared }: Awaited<ReturnType<typeof newInvitation>> & { name: string },
  now: Instant,
) {
  return [
    orm.insert(invitations).values({
      ...issued({ now, actor: { name: "命令行", accountId: null }, prepared }),
      name,
      purpose: "join",
      role: "operator",
      scopeKind: "platform",
    }),
    orm.insert(audit).values({
      at: now,
      actorId: null,
      actorName: "命令行",
      action: "operator.invite",
      subject: `invitation:${prepared.id}`,
      detail: {},
      requestId: randomUUID(),
    }),
  ];
}
