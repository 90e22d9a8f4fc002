import { existsSync, rmSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { openDatabase } from "../../db/client.ts";
import { addressOf } from "../../worker/domain/tenants/access.ts";
import { freshness, type TenantRow } from "../../worker/domain/tenants/directory.ts";
import { mustHoldCounty } from "../../worker/domain/tenants/own-row.ts";
import { serverOf } from "../../worker/domain/tenants/places.ts";
import { Refusal } from "../runtime/refusal.ts";
import { nth } from "../runtime/servers.ts";
import { hashOf, hashOfFile } from "./dumps.ts";
import { isBlocked, recordOf, unblock } from "./fence.ts";
import { dumpFile, readyCounty, type UnderWay } from "./under-way.ts";

/**
 * Makes the county writable where the catalog says it is, and deletes what other servers have of it, once no isolate can
 * remember another place. Nothing is deleted before the county was found where it should be.
 */
export async function settle(under: UnderWay): Promise<void> {
  const { ctx, keys, vars, slug, server, say, remembered = freshness.known } = under;
  const county = await readyCounty(ctx, slug);
  await mustHoldCounty(openDatabase(await addressOf(keys, county)), slug);
  if (await isBlocked(vars, county)) await unblock(vars, county);
  say(`${slug} 在${nth(server)}上，可以写入。`);
  const left = await leftovers(under, county);
  if (left.length > 0) {
    say(`原库在 ${remembered / 1000} 秒后删除。`);
    await pause(remembered);
  }
  for (const old of left) await remove(under, old);
  rmSync(dumpFile(under, county), { force: true });
}

/** The databases of the county's name on other servers. */
async function leftovers({ keys, vars, say }: UnderWay, county: TenantRow): Promise<TenantRow[]> {
  const found: TenantRow[] = [];
  for (const { place, runs } of keys.provisioner.servers) {
    if (serverOf(place) === serverOf(county.databaseUrl)) continue;
    const old = { ...county, databaseUrl: place };
    if (!runs) say(`${nth(serverOf(place))}没有运行，没有查看它上面有没有原库。`);
    else if ((await recordOf(vars, old)) !== null) found.push(old);
  }
  return found;
}

/** One that the county was taken from, which is the blocked one, must still be what was taken. */
async function remove(under: UnderWay, old: TenantRow): Promise<void> {
  const { keys, vars, slug } = under;
  const file = dumpFile(under, old);
  if ((await isBlocked(vars, old)) && existsSync(file)) {
    const [taken, found] = [await hashOfFile(file), await hashOf(await addressOf(keys, old))];
    if (taken !== found)
      throw new Refusal(
        `${slug} 已转移，但原库（${nth(serverOf(old.databaseUrl))}，${old.databaseName}）后来又有写入，没有删除，请核对。`,
      );
  }
  await keys.provisioner.destroy(old.databaseName, old.databaseUrl);
}
