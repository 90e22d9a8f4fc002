import { statSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { databasesIn } from "./torn-logs.ts";

/** From this size on, in bytes, a database may take longer to open than anybody waits for an answer. */
const large = 500_000_000;

export const largeIn = (folder: string, least = large): string[] =>
  databasesIn(folder).filter((name) => {
    const file = statSync(join(folder, "dbs", name, "data"), { throwIfNoEntry: false });
    return file !== undefined && file.size >= least;
  });

export interface Asked {
  url: string;
  token: string;
  namespace: string;
}

/** Asks a database for next to nothing, and waits for as long as it takes. @throws when the server ends or refuses it */
export async function untilOpen({ url, token, namespace }: Asked): Promise<void> {
  const headers = {
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    "x-namespace-bin": btoa(namespace).replaceAll("=", ""),
  };
  const body = JSON.stringify({
    requests: [{ type: "execute", stmt: { sql: "SELECT 1" } }, { type: "close" }],
  });
  const { status, said } = await new Promise<{ status: number; said: string }>((resolve, reject) => {
    const asking = request(`${url}/v2/pipeline`, { method: "POST", headers }, (answer) => {
      text(answer).then((said) => resolve({ status: answer.statusCode ?? 0, said }), reject);
    });
    asking.on("error", reject);
    asking.end(body);
  });
  if (status !== 200) throw new Error(`${namespace}: ${status} ${said}`);
}

/**
 * Opens the large databases of a server that has just started. After a crash the server makes a database's replication log
 * anew when somebody asks for it, at some 80 MB a second, and begins again when whoever asked has gone (measured, sqld
 * 0.24.1): where that takes longer than visitors are kept waiting, it would never be open.
 */
export function openingLarge({
  names,
  open,
  failed,
}: {
  names(): string[];
  open(name: string): Promise<void>;
  failed(error: unknown): void;
}) {
  const waiting = new Set<string>();
  return {
    /** Whether a database isn't open yet, so that nobody takes it for one that stands still. */
    isOpening: (name: string): boolean => waiting.has(name),
    /** One after the other: they share a disk. */
    async begin(): Promise<void> {
      const all = names();
      for (const name of all) waiting.add(name);
      for (const name of all) {
        await open(name).catch(failed);
        waiting.delete(name);
      }
    },
  };
}
