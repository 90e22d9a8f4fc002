import { existsSync, mkdirSync, openAsBlob, readdirSync, rmSync, statSync } from "node:fs";
import { copyFile, open, rename } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { AwsClient } from "aws4fetch";
import { Refusal } from "../runtime/refusal.ts";
import { type Bytes, fromFile } from "./streams.ts";

/** Where backups lie. Names are paths of letters, digits, dots, dashes and slashes. */
export interface Store {
  /** Keeps a copy of the file, whole or not at all; `sha256` of its bytes, in hex. */
  put(name: string, file: string, sha256: string): Promise<void>;
  get(name: string): Promise<Bytes>;
  list(): Promise<string[]>;
  remove(name: string): Promise<void>;
}

/** What BACKUP_TO names: a folder, or `s3://bucket/prefix` at an S3-compatible service. @throws Refusal */
export function storeFrom(environment: NodeJS.ProcessEnv): Store {
  const { BACKUP_TO = "" } = environment;
  if (!BACKUP_TO) throw new Refusal("请用 BACKUP_TO 指定备份存放处：一个目录，或 s3://存储桶/前缀。");
  const [, bucket, prefix = ""] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(BACKUP_TO) ?? [];
  if (!bucket) return folderStore(resolve(BACKUP_TO));
  const { BACKUP_S3_ENDPOINT, BACKUP_S3_REGION, BACKUP_S3_KEY_ID, BACKUP_S3_SECRET } = environment;
  if (!BACKUP_S3_ENDPOINT || !BACKUP_S3_KEY_ID || !BACKUP_S3_SECRET)
    throw new Refusal("s3:// 还需要 BACKUP_S3_ENDPOINT、BACKUP_S3_KEY_ID 和 BACKUP_S3_SECRET。");
  return s3Store({
    endpoint: `${BACKUP_S3_ENDPOINT.replace(/\/$/, "")}/${bucket}`,
    prefix: prefix && `${prefix.replace(/\/$/, "")}/`,
    region: BACKUP_S3_REGION || "us-east-1",
    keyId: BACKUP_S3_KEY_ID,
    secret: BACKUP_S3_SECRET,
  });
}

export function folderStore(folder: string): Store {
  const pathOf = (name: string) => join(folder, name);
  return {
    put: async (name, file) => {
      mkdirSync(dirname(pathOf(name)), { recursive: true });
      await copyFile(file, `${pathOf(name)}.new`);
      await synced(`${pathOf(name)}.new`);
      await rename(`${pathOf(name)}.new`, pathOf(name));
      await synced(dirname(pathOf(name)));
    },
    get: async (name) => fromFile(pathOf(name)),
    list: async () =>
      existsSync(folder)
        ? readdirSync(folder, { recursive: true, encoding: "utf8" })
            .filter((name) => statSync(pathOf(name)).isFile())
            .map((name) => name.replaceAll("\\", "/"))
        : [],
    remove: async (name) => {
      rmSync(pathOf(name), { force: true });
      if (readdirSync(dirname(pathOf(name))).length === 0) rmSync(dirname(pathOf(name)), { recursive: true });
    },
  };
}

async function synced(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

interface S3 {
  /** With the bucket in the path, which every service understands. */
  endpoint: string;
  prefix: string;
  region: string;
  keyId: string;
  secret: string;
}

/** One request for each object, at most 5 GB (https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html). */
export function s3Store({ endpoint, prefix, region, keyId, secret }: S3): Store {
  const client = new AwsClient({
    accessKeyId: keyId,
    secretAccessKey: secret,
    region,
    service: "s3",
    retries: 5,
  });
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const answer = await client.fetch(`${endpoint}${path}`, init);
    if (!answer.ok) throw new Error(`the object store answered ${answer.status}: ${await answer.text()}`);
    return answer;
  };
  return {
    put: async (name, file, sha256) => {
      const headers = { "x-amz-content-sha256": sha256 };
      await ask(`/${prefix}${name}`, { method: "PUT", headers, body: await openAsBlob(file) });
    },
    get: async (name) => {
      const { body } = await ask(`/${prefix}${name}`);
      if (!body) throw new Error(`the object store sent nothing for ${name}`);
      return body as Bytes;
    },
    list: async () => (await keysIn(ask, prefix)).map((key) => key.slice(prefix.length)),
    remove: async (name) => void (await ask(`/${prefix}${name}`, { method: "DELETE" })),
  };
}

/** Page by page (ListObjectsV2). Our names hold nothing that XML writes otherwise. */
async function keysIn(ask: (path: string) => Promise<Response>, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for (let token: string | undefined = ""; token !== undefined; ) {
    const more: string = token && `&continuation-token=${encodeURIComponent(token)}`;
    const page = await (await ask(`/?list-type=2&prefix=${encodeURIComponent(prefix)}${more}`)).text();
    keys.push(...[...page.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key]) => key ?? ""));
    token = /<NextContinuationToken>([^<]+)</.exec(page)?.[1];
  }
  return keys;
}
