import type { Database } from "../../db/client.ts";
import { anchorIn } from "../../worker/domain/audit/anchor.ts";
import { type Kept, verifyAudit } from "../../worker/domain/audit/verify.ts";
import type { Sealer, Secrets } from "../../worker/domain/kernel/secrets.ts";
import { oneLine } from "../runtime/refusal.ts";

/** A log to be examined, and where its anchors are. */
export interface Log {
  realm: string;
  db: Database;
  /** What the catalog keeps; undefined of the catalog's own log. */
  inCatalog?: string | null;
  /** What the files keep, the oldest first. @throws when they can't be read */
  outside: () => Promise<string[] | null>;
}

export interface Examined {
  /** What is wrong, the worst first. */
  faults: string[];
  /** What couldn't be compared. */
  gaps: string[];
  rows: number;
  sealed: number;
  /** The newest sealed row, `<seq>:<hash>`. */
  head: string;
}

/** Recomputes a log's chain and compares it with all its anchors. */
export async function examine({ realm, db, inCatalog, outside }: Log, secrets: Secrets): Promise<Examined> {
  const sealers = await secrets.sealers(realm);
  const catalog = inCatalog === undefined ? nothing : await fromCatalog(inCatalog, sealers);
  const files = await fromFiles(outside, sealers);
  const report = await verifyAudit(db, sealers, [...catalog.anchors, ...files.anchors]);
  const broken = report.brokenAt === null ? [] : [`第 ${report.brokenAt} 行有问题：${report.reason}`];
  const { rows, sealed, head } = report;
  const faults = [...broken, ...catalog.faults, ...files.faults];
  return { faults, gaps: files.gaps, rows, sealed, head: head ? `${head.seq}:${head.hash}` : "" };
}

interface Found {
  anchors: Kept[];
  faults: string[];
  gaps: string[];
}

const nothing: Found = { anchors: [], faults: [], gaps: [] };

async function fromCatalog(text: string | null, [current, ...previous]: readonly Sealer[]): Promise<Found> {
  const fault = (what: string): Found => ({ ...nothing, faults: [`目录库中的锚点${what}`] });
  if (text === null || !current) return fault("不见了");
  const anchor = await anchorIn(text, [current]);
  if (anchor) return { ...nothing, anchors: [{ ...anchor, where: "目录库" }] };
  const old = await anchorIn(text, previous);
  return fault(old ? "是用旧密钥签的，换密钥没有做完：请重新启动，让它做完" : "不是用本系统的密钥签的");
}

async function fromFiles(outside: Log["outside"], sealers: readonly Sealer[]): Promise<Found> {
  try {
    const texts = await outside();
    if (texts === null)
      return {
        ...nothing,
        gaps: ["库外没有锚点：开通、升级或恢复还不到十分钟的，稍后再核对；否则是被删除了"],
      };
    const anchors = await Promise.all(texts.map((text) => anchorIn(text, sealers)));
    const ours = anchors.filter((anchor) => anchor !== null).map((anchor) => ({ ...anchor, where: "库外" }));
    const foreign = ours.length < texts.length;
    return { ...nothing, anchors: ours, faults: foreign ? ["库外的锚点不是用本系统的密钥签的"] : [] };
  } catch (error) {
    return { ...nothing, gaps: [`库外的锚点读不出来，没有核对：${oneLine(error)}`] };
  }
}
