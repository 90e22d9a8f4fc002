import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { adminOf } from "../keys.ts";
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

/** Where a database is to be: by what name, and on which server. */
export interface Target {
  name: string;
  place: string | null;
}

/** Makes a database from a piece, whole or not at all. */
export async function loadDatabase(loading: Loading, target: Target, piece: Piece): Promise<void> {
  const { store, key, vars, folder } = loading;
  await inWorkFolder(async (work) => {
    const dump = join(work, "dump.sql");
    await readBack(await store.get(piece.object), key, piece, intoFile(dump));
    await loadDump(vars, target, dump);
  }, folder);
}

/** Makes a database from a dump in a file, whole or not at all: the server runs its own dump. */
export async function loadDump(vars: DatabaseVars, { name, place }: Target, dump: string): Promise<void> {
  const body = { dump_url: pathToFileURL(dump).href, durability_mode: "strong" };
  const { status, text } = await adminOf(vars, place)("POST", `/v1/namespaces/${name}/create`, body);
  if (status >= 300) throw new Error(`the database server refused the dump: ${status} ${text}`);
}
