import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { anchorObject } from "../../worker/domain/audit/anchor.ts";
import { s3Store } from "../backups/store.ts";
import { Refusal } from "../runtime/refusal.ts";
import type { DatabaseVars } from "../runtime/stack.ts";

/** The anchors of a log that the worker keeps in its files, the oldest first; null where it keeps none. @throws when they can't be read */
export async function anchorsOutside(
  realm: string,
  { PROVISIONER }: Pick<DatabaseVars, "PROVISIONER">,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<string[] | null> {
  const key = anchorObject(realm);
  const text =
    PROVISIONER === "turso"
      ? await fromBucket(key, environment)
      : fromFolder(key, join(resolve(environment.DATA_DIR || ".data"), "files/r2"));
  return text === null ? null : text.split("\n");
}

/** R2 as miniflare keeps it: an index of each bucket beside the folder of its objects. */
function fromFolder(key: string, r2: string): string | null {
  const indexes = indexesIn(r2);
  if (indexes.length === 0) return null;
  const buckets = readdirSync(r2).filter((name) => existsSync(join(r2, name, "blobs")));
  for (const index of indexes) {
    const blob = blobOf(index, key);
    const found =
      blob && buckets.map((name) => join(r2, name, "blobs", blob)).find((path) => existsSync(path));
    if (found) return readFileSync(found, "utf8");
  }
  return null;
}

function blobOf(index: string, key: string): string | null {
  const database = new DatabaseSync(index, { readOnly: true, timeout: 2000 });
  try {
    const row = database.prepare("SELECT blob_id FROM _mf_objects WHERE key = ?").get(key);
    return row ? String(row.blob_id) : null;
  } finally {
    database.close();
  }
}

function indexesIn(r2: string): string[] {
  const folder = join(r2, "miniflare-R2BucketObject");
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.filter((name) => /^[0-9a-f]{64}\.sqlite$/.test(name)).map((name) => join(folder, name));
}

/** Takes the anchors of one log, or of all, out of files that nothing has open: the worker begins anew. */
export function forgetAnchors(r2: string, realm?: string): void {
  for (const index of indexesIn(r2)) {
    const database = new DatabaseSync(index);
    try {
      const [from, to] =
        realm === undefined
          ? [anchorObject(""), `${anchorObject("")}~`]
          : [anchorObject(realm), anchorObject(realm)];
      database.prepare("DELETE FROM _mf_objects WHERE key BETWEEN ? AND ?").run(from, to);
    } finally {
      database.close();
    }
  }
}

/** R2 at Cloudflare, by its S3 API. */
async function fromBucket(key: string, environment: NodeJS.ProcessEnv): Promise<string | null> {
  const { FILES_S3_ENDPOINT, FILES_S3_BUCKET, FILES_S3_KEY_ID, FILES_S3_SECRET } = environment;
  if (!FILES_S3_ENDPOINT || !FILES_S3_BUCKET || !FILES_S3_KEY_ID || !FILES_S3_SECRET)
    throw new Refusal(
      "要读 R2，请给出 FILES_S3_ENDPOINT、FILES_S3_BUCKET、FILES_S3_KEY_ID 和 FILES_S3_SECRET",
    );
  const store = s3Store({
    endpoint: `${FILES_S3_ENDPOINT.replace(/\/$/, "")}/${FILES_S3_BUCKET}`,
    prefix: "",
    region: "auto",
    keyId: FILES_S3_KEY_ID,
    secret: FILES_S3_SECRET,
  });
  const names = await store.list();
  return names.includes(key) ? new Response(await store.get(key)).text() : null;
}
