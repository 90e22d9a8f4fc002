import type { audit } from "../../../db/kernel/schema.ts";
import { type Sealer, sha256 } from "../kernel/secrets.ts";

export type AuditRow = typeof audit.$inferSelect;

/** Before the first row. */
export const genesis = "0".repeat(64);

/** What a seal binds together: a row, and through the seal before it all rows before. */
function bound(previous: string, row: AuditRow): string {
  const { seq, at, actorId, actorName, action, subject, detail, requestId } = row;
  return JSON.stringify([previous, seq, at, actorId, actorName, action, subject, detail, requestId]);
}

/** A row's seal: `<key>.<HMAC>`, in hex. Whoever lacks the key can neither make nor mend one. */
export const sealOf = async (sealer: Sealer, previous: string, row: AuditRow): Promise<string> =>
  `${sealer.id}.${await sealer.mac(bound(previous, row))}`;

/** As rows were sealed before there was a key: anybody can compute it, so it proves nothing by itself. */
export const plainSealOf = (previous: string, row: AuditRow): Promise<string> => sha256(bound(previous, row));

/** The key that a seal names; null of a plain one. */
export const keyOf = (seal: string): string | null => (seal.includes(".") ? seal.slice(0, 8) : null);
