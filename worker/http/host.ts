import { openDatabase } from "../../db/client.ts";
import { BadRequest, Misdirected } from "../domain/errors.ts";
import { toMs } from "../time/instants.ts";
import type { World } from "../world.ts";
import { hostOf } from "./host-name.ts";
import { momentOf } from "./request.ts";

/** What stands at the root of every host, whoever's it is. */
export const ofTheHost = /^\/(static\/|\.well-known\/|robots\.txt$|favicon\.ico$)/;

/**
 * The county whose own hostname was called, or null for the platform's names.
 * @throws BadRequest for what is no hostname, Misdirected for one that nothing here is called by.
 */
export async function countyCalled(request: Request, world: World): Promise<string | null> {
  const { publicUrl, publicHost, catalog, directory } = world;
  const named = request.headers.get("host") ?? "";
  if (publicHost && named === publicHost) return null;
  const called = hostOf(named, publicUrl);
  if (called === null) throw new BadRequest(400, "请求的 Host 不是域名");
  if (isPlatforms(called, world)) return null;
  const tenant = await directory.byHost(
    openDatabase(catalog),
    called,
    toMs(momentOf(world, request.headers)),
  );
  if (!tenant) throw new Misdirected();
  return tenant.slug;
}

/** Whether a host is the installation's own. A demo is also opened by the machine's address, which no name can forge. */
function isPlatforms(host: string, { publicHost, mode }: Pick<World, "publicHost" | "mode">): boolean {
  if (publicHost && host === publicHost) return true;
  if (/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)) return true;
  return mode === "demo" && /^(\d+(\.\d+){3}|\[[0-9a-f:]+\])(:\d+)?$/.test(host);
}
