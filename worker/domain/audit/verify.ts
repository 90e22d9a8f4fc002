import { asc, gt } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { audit } from "../../../db/kernel/schema.ts";
import type { Sealer } from "../kernel/secrets.ts";
import type { Anchor } from "./anchor.ts";
import { type AuditRow, genesis, keyOf, plainSealOf, sealOf } from "./chain.ts";

/** What a check of the chain found. `brokenAt` is the first row that isn't what was sealed, or is missing. */
export interface AuditReport {
  rows: number;
  sealed: number;
  brokenAt: number | null;
  reason: string | null;
  /** The newest sealed row. */
  head: Anchor | null;
}

/** An anchor, and what people call the place where it was kept. */
export interface Kept extends Anchor {
  readonly where: string;
}

/**
 * Recomputes the whole chain. `sealers`: the keys, the one in force first. The anchors show rows cut off or sealed anew;
 * without any, all that is told is whether the rows fit each other.
 */
export async function verifyAudit(
  db: Database,
  sealers: readonly Sealer[],
  anchors: readonly Kept[],
): Promise<AuditReport> {
  const from = anchors.length > 0 ? Math.min(...anchors.map(({ from }) => from)) : null;
  const chain: Chain = { seq: 0, previous: genesis, rows: 0, sealed: 0, bareFrom: null, from, key: null };
  for (let full = true; full; ) {
    const page = db.orm
      .select()
      .from(audit)
      .where(gt(audit.seq, chain.seq))
      .orderBy(asc(audit.seq))
      .limit(500);
    const { rows } = await db.read({ rows: page });
    for (const row of rows) {
      const fault = await next(chain, row, { sealers, anchors });
      if (fault) return reportOf(chain, fault);
    }
    full = rows.length === 500;
  }
  const cut = anchors.find(({ seq }) => seq > chain.seq);
  const fault = cut && {
    brokenAt: chain.seq + 1,
    reason: `末尾的记录被删除（${cut.where}的锚点在第 ${cut.seq} 行）`,
  };
  return reportOf(chain, fault);
}

/** How far the chain was followed. */
interface Chain {
  seq: number;
  /** The last seal. */
  previous: string;
  rows: number;
  sealed: number;
  /** The first row that isn't sealed yet; none behind it may be. */
  bareFrom: number | null;
  /** From where on every seal must be keyed; null as long as nothing tells. */
  from: number | null;
  /** The key of the last seal, by its place among the keys. */
  key: number | null;
}

interface Known {
  sealers: readonly Sealer[];
  anchors: readonly Kept[];
}

type Fault = { brokenAt: number; reason: string };

/** Takes in the next row; what is wrong with it, if anything is. */
async function next(chain: Chain, row: AuditRow, known: Known): Promise<Fault | undefined> {
  chain.rows += 1;
  if (row.seq !== chain.seq + 1) return { brokenAt: chain.seq + 1, reason: "这一行不见了" };
  chain.seq = row.seq;
  if (row.hash === null) chain.bareFrom ??= row.seq;
  const anchored = known.anchors.filter(({ seq }) => seq === row.seq);
  if (chain.bareFrom !== null && (row.hash !== null || anchored.length > 0))
    return { brokenAt: chain.bareFrom, reason: "封存被抹去" };
  if (row.hash === null) return undefined;
  const reason = await wrongWith(chain, { ...row, hash: row.hash }, known.sealers);
  const other = anchored.find(({ hash }) => hash !== row.hash);
  if (reason) return { brokenAt: row.seq, reason };
  if (other)
    return { brokenAt: row.seq, reason: `与${other.where}的锚点不同：这一行或它之前的记录被重新封存过` };
  chain.sealed += 1;
  chain.previous = row.hash;
  return undefined;
}

/** What is wrong with a seal; it moves the chain on to the seal's key. */
async function wrongWith(
  chain: Chain,
  row: AuditRow & { hash: string },
  sealers: readonly Sealer[],
): Promise<string | undefined> {
  const id = keyOf(row.hash);
  if (id === null) {
    if (chain.key !== null || (chain.from !== null && row.seq >= chain.from)) return "没有用密钥封存";
    return row.hash === (await plainSealOf(chain.previous, row)) ? undefined : changed;
  }
  const key = sealers.findIndex((sealer) => sealer.id === id);
  const sealer = sealers[key];
  if (!sealer) return `是用另一把密钥（${id}）封存的：换过密钥的，请在 SECRETS_KEY_PREVIOUS 里给出旧的`;
  if (chain.key !== null && key > chain.key) return retired;
  chain.key = key;
  return row.hash === (await sealOf(sealer, chain.previous, row)) ? undefined : changed;
}

const retired =
  "是用已停用的密钥封存的：请核对 SECRETS_KEY_PREVIOUS 的先后，最近停用的写在最前；先后没错的，请从备份恢复";
const changed = "内容与封存时不同";

function reportOf({ rows, sealed, previous, from }: Chain, fault?: Fault): AuditReport {
  const head = sealed > 0 ? { seq: sealed, hash: previous, from: from ?? 0 } : null;
  return { rows, sealed, head, brokenAt: fault?.brokenAt ?? null, reason: fault?.reason ?? null };
}
