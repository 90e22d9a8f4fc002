import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { openDatabase } from "../../db/client.ts";
import { anchorIn } from "../../worker/domain/audit/anchor.ts";
import { verifyAudit } from "../../worker/domain/audit/verify.ts";
import { Conflict } from "../../worker/domain/errors.ts";
import { addressOf, type Keys } from "../../worker/domain/tenants/access.ts";
import type { TenantRow } from "../../worker/domain/tenants/directory.ts";
import { recordMove } from "../../worker/domain/tenants/move.ts";
import { mustHoldCounty } from "../../worker/domain/tenants/own-row.ts";
import { placeOf, serverOf } from "../../worker/domain/tenants/places.ts";
import { loadDump } from "../backups/load.ts";
import { keysFrom, onCatalog } from "../keys.ts";
import { MOVING } from "../runtime/folder.ts";
import { lockFolder } from "../runtime/lock.ts";
import { oneLine, Refusal } from "../runtime/refusal.ts";
import { nth } from "../runtime/servers.ts";
import { letsWrite } from "../runtime/watchdog.ts";
import { dumpInto, hashOf } from "./dumps.ts";
import { block, unblock } from "./fence.ts";
import { settle } from "./settle.ts";
import { dumpFile, type Move, readyCounty, type UnderWay } from "./under-way.ts";

/**
 * Moves a ready county's database to another server of the running installation, or finishes a move that broke off: where
 * the catalog says the county is, it is made whole, and what other servers have of it goes. @throws Refusal
 */
export async function moveCounty(move: Move): Promise<void> {
  const { vars, folder, slug, server } = move;
  if (vars.PROVISIONER !== "sqld") throw new Refusal("Turso 上的数据库由 Turso 安排，不能在这里转移。");
  const work = join(folder, MOVING);
  mkdirSync(work, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(work, () => "正在转移一个县，请等它完成再试。");
  try {
    const [ctx, keys] = [await onCatalog(vars), await keysFrom(vars)];
    const under = { ...move, ctx, keys, to: placeOf(server), work };
    const county = await readyCounty(ctx, slug);
    mustRun(keys, server);
    if (serverOf(county.databaseUrl) !== server) await transfer(under, county);
    await settle(under);
  } finally {
    unlock();
  }
}

function mustRun({ provisioner: { servers } }: Keys, server: number): void {
  const running = servers.filter(({ runs }) => runs).map(({ place }) => serverOf(place));
  if (!running.includes(server))
    throw new Refusal(
      `${nth(server)}没有在运行；在运行的：第 ${running.join("、")} 个。用 SQLD_SERVERS 增加个数，重新启动后再试。`,
    );
}

/** Brings the county over; until the catalog says so, every failure leaves it where it was. */
async function transfer(under: UnderWay, county: TenantRow): Promise<void> {
  const { vars, slug, say, to, ctx } = under;
  const { databaseName, databaseUrl } = county;
  try {
    say(`${slug} 暂停写入，可以查看……`);
    await block(vars, county);
    await nobodyWrites(under, county);
    await copy(under, county);
    say(`${slug} 已复制到${nth(under.server)}，内容与原库一致，操作记录完好。`);
  } catch (error) {
    throw await takenBack(under, county, error);
  }
  const moved = { slug, databaseName, from: databaseUrl ?? "", to };
  try {
    await recordMove(ctx, moved);
  } catch (error) {
    if (!(error instanceof Conflict)) throw unknown(under, error);
    const { databaseUrl: now = null } = await readyCounty(ctx, slug).catch(() => county);
    if (now !== to) throw await takenBack(under, county, error);
  }
}

/** Whether the catalog has it nobody knows; both places are as they should be for either. */
const unknown = ({ slug, server }: UnderWay, error: unknown) =>
  new Refusal(
    `总目录没有回答（${oneLine(error)}）。${slug} 暂时只能查看，请再运行一次：npm run tenants:move -- ${slug} ${server}`,
  );

/** What to say of a move that was taken back, or that couldn't be. */
async function takenBack(under: UnderWay, county: TenantRow, why: unknown): Promise<Refusal> {
  const { vars, keys, slug, to, server } = under;
  const said = `没有转移 ${slug}：${oneLine(why)}。`;
  rmSync(dumpFile(under, county), { force: true });
  const undone = [unblock(vars, county), keys.provisioner.destroy(county.databaseName, to)];
  const failed = (await Promise.allSettled(undone)).find((outcome) => outcome.status === "rejected");
  if (!failed) return new Refusal(`${said}它仍在原处，照常使用。`);
  const again = `npm run tenants:move -- ${slug} ${server}`;
  return new Refusal(
    `${said}也没有还原（${oneLine(failed.reason)}），它可能只能查看，请再运行一次：${again}`,
  );
}

/** How long what was begun before the block may take, in milliseconds: the server ends a transaction after five seconds. */
const patience = 30_000;

/** Whoever gets the turn to write now is behind all who began before. */
async function nobodyWrites({ keys }: UnderWay, county: TenantRow): Promise<void> {
  const { url, token = "", namespace = "" } = await addressOf(keys, county);
  if (!(await letsWrite({ url, token, namespace }, patience))) throw new Error("一直有人在写入");
}

/** Dump, load, and the proof that both hold the same, the log up to its anchor. */
async function copy(under: UnderWay, { slug }: TenantRow): Promise<void> {
  const { ctx, keys, vars, to, work } = under;
  // As it is now that nothing is written: its anchor may have been moved a moment ago.
  const county = await readyCounty(ctx, slug);
  const there = { ...county, databaseUrl: to };
  const file = dumpFile(under, county);
  for (const old of readdirSync(work).filter((name) => name.endsWith(".sql"))) rmSync(join(work, old));
  await keys.provisioner.destroy(county.databaseName, to);
  const before = await dumpInto(await addressOf(keys, county), file);
  await loadDump(vars, { name: county.databaseName, place: to }, file);
  await mustBeWhole(keys, there);
  const hashes = [await hashOf(await addressOf(keys, there)), await hashOf(await addressOf(keys, county))];
  if (hashes.some((hash) => hash !== before)) throw new Error("复制出来的与原库不一致");
}

async function mustBeWhole(keys: Keys, county: TenantRow): Promise<void> {
  const { slug, auditHead } = county;
  const db = openDatabase(await addressOf(keys, county));
  await mustHoldCounty(db, slug);
  const sealers = await keys.secrets.sealers(slug);
  const anchor = await anchorIn(auditHead ?? "", sealers);
  if (!anchor) throw new Error("操作记录的锚点不见了，或者不是本系统签的，请运行 npm run audit:verify 查明");
  const { brokenAt, reason } = await verifyAudit(db, sealers, [{ ...anchor, where: "目录库" }]);
  if (brokenAt !== null) throw new Error(`操作记录第 ${brokenAt} 行有问题：${reason}`);
}
