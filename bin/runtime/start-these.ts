import type { DataFolder } from "./folder.ts";
import type { HeldSecrets } from "./secrets.ts";
import { serverFolder, serverLog } from "./servers.ts";
import { type Sqld, startSqld } from "./sqld.ts";
import { type DatabaseVars, databaseVars } from "./stack.ts";

/** Database servers of a folder, while nothing else runs in it. */
export interface Running {
  vars: DatabaseVars;
  /** For the folder's mark: the ports they had. */
  ports: Pick<DataFolder["mark"], "sqldPort" | "sqldAdminPort" | "further">;
  stop(): Promise<void>;
}

/** Starts these, by number, for work on a folder that isn't in service. */
export async function startThese(
  { file }: DataFolder,
  secrets: HeldSecrets,
  servers: readonly number[],
): Promise<Running> {
  const running = new Map<number, Sqld>();
  const stop = async () => {
    for (const sqld of [...running.values()].reverse()) await sqld.stop();
  };
  try {
    for (const server of servers) {
      const [folder, log] = [file(serverFolder(server)), file(serverLog(server))];
      running.set(server, await startSqld({ folder, log, secrets }));
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const all = Array.from({ length: Math.max(...servers) }, (_, at) => running.get(at + 1) ?? null);
  return { ...leadingTo(secrets, all), stop };
}

/** What leads to servers, for the worker and for the folder's mark; null for one that doesn't run. */
export function leadingTo(secrets: HeldSecrets, all: readonly (Sqld | null)[]): Omit<Running, "stop"> {
  const [first, ...further] = all.map((sqld) => sqld && portsOf(sqld));
  const addresses = all.map((sqld) => sqld ?? { url: "", adminUrl: "" });
  return { vars: databaseVars(secrets, addresses), ports: { ...first, further } };
}

/** As a folder's mark has them. */
export const portsOf = ({ url, adminUrl }: Sqld) => ({
  sqldPort: Number(new URL(url).port),
  sqldAdminPort: Number(new URL(adminUrl).port),
});
