import type { Query } from "../../db/client.ts";
import { audit } from "../../db/kernel/schema.ts";
import { type AnchorPlace, beginning, signed } from "../../worker/domain/audit/anchor.ts";
import { sealAudit } from "../../worker/domain/audit/seal.ts";
import { trace } from "../../worker/domain/audit/trace.ts";
import type { Context } from "../../worker/domain/kernel/context.ts";
import { refOf } from "../../worker/domain/tenants/tenant.ts";

/**
 * Seals a log anew from its first row: a county's key goes by its name and by the installation. `said` goes on record at
 * its end, `along` is written with it. Answers the log's anchor.
 */
export async function sealAnew(
  ctx: Context,
  said: Record<string, unknown>,
  along: readonly Query[] = [],
): Promise<string> {
  const { db, realm, secrets } = ctx;
  await db.write([
    ...along,
    db.orm.update(audit).set({ hash: null }),
    trace(ctx, "tenant.manage", refOf(realm), said),
  ]);
  let held = await signed((await secrets.sealers(realm))[0], beginning);
  const place: AnchorPlace = {
    begins: false,
    read: async () => held,
    move: async (_from, to) => {
      held = to;
      return true;
    },
  };
  await sealAudit({ ...ctx, anchors: () => place });
  return held;
}
