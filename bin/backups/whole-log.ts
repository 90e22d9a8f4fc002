import type { Database } from "../../db/client.ts";
import { type Anchor, anchorIn, unsignedAnchorIn } from "../../worker/domain/audit/anchor.ts";
import { headOf } from "../../worker/domain/audit/seal.ts";
import { verifyAudit } from "../../worker/domain/audit/verify.ts";
import type { Secrets } from "../../worker/domain/kernel/secrets.ts";
import { Refusal } from "../runtime/refusal.ts";

/**
 * Proves that a log is the one the backup's anchor speaks of, or that log some rows further. `text`: as the catalog had it
 * then, null where it had none. Answers the newest sealed row. @throws Refusal
 */
export async function mustBeWhole(
  realm: string,
  text: string | null,
  db: Database,
  secrets: Secrets,
): Promise<Anchor> {
  const sealers = await secrets.sealers(realm);
  const anchor = text === null ? null : ((await anchorIn(text, sealers)) ?? unsignedAnchorIn(text));
  if (text !== null && anchor === null)
    throw new Refusal(
      `备份中 ${realm} 的锚点是另一把密钥签的：请在 SECRETS_KEY_PREVIOUS 里给出备份当时的 SECRETS_KEY；确实已经丢失的，加上 --lost-key：记录照样恢复，但不能证明没有改动过。`,
    );
  const { brokenAt, reason } = await verifyAudit(db, sealers, anchor ? [{ ...anchor, where: "备份" }] : []);
  if (brokenAt !== null) throw new Refusal(`备份中 ${realm} 的操作记录第 ${brokenAt} 行有问题：${reason}`);
  const head = await headOf(db);
  return { ...head, from: Math.min(head.from, anchor?.from ?? head.from) };
}

/** What goes on record of a log that was proven, and of one that can't be. */
export const saying = ({ seq, hash }: Anchor) => ({ auditHead: `${seq}:${hash}` });
export const unproven = { auditHead: "unproven" };
