import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { DatabaseVars } from "../runtime/stack.ts";
import { inWorkFolder } from "./manifest.ts";
import { type Piece, readBack } from "./seal.ts";
import type { Store } from "./store.ts";
import { intoFile } from "./streams.ts";

/** Where pieces come from and what they are loaded into. */
export interface Loading {
  store: Store;
  key: string;
  vars: DatabaseVars;
  /** For a moment a dump lies here in plain, as the database itself will. */
  folder: string;
  /** The SECRETS_KEY of that time is lost: logs can't be proven and are sealed anew, on record. */
  lostKey: boolean;
}

/** Makes a database from a piece, whole or not at all: the server runs its own dump. */
export async function loadDatabase(loading: Loading, name: string, piece: Piece): Promise<void> {
  const { store, key, vars, folder } = loading;
  await inWorkFolder(async (work) => {
    const dump = join(work, "dump.sql");
    await readBack(await store.get(piece.object), key, piece, intoFile(dump));
    const body = { dump_url: pathToFileURL(dump).href, durability_mode: "strong" };
    const answer = await fetch(new URL(`/v1/namespaces/${name}/create`, vars.SQLD_ADMIN_URL), {
      method: "POST",
      headers: { authorization: `Basic ${vars.SQLD_ADMIN_KEY}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (!answer.ok)
      throw new Error(`the database server refused the dump: ${answer.status} ${await answer.text()}`);
  }, folder);
}
