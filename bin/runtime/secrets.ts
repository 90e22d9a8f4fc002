import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import * as z from "zod";
import { keysIn } from "../../worker/domain/kernel/secrets.ts";
import { Refusal } from "./refusal.ts";
import { writeWhole } from "./write-whole.ts";

/** The keys of one installation. Losing `SECRETS_KEY` means losing the way into every tenant's database. */
export interface Secrets {
  SQLD_SIGNING_KEY: string;
  SQLD_ADMIN_KEY: string;
  SECRETS_KEY: string;
}

/** Those in force, and what they replaced. */
export interface HeldSecrets extends Secrets {
  /** Keys that were in force before, the newest first, parted by commas: what they sealed is still to be read. */
  SECRETS_KEY_PREVIOUS?: string | undefined;
}

const base64 = z.base64().min(40);
const Shape = z.object({
  SQLD_SIGNING_KEY: base64,
  SQLD_ADMIN_KEY: z.string().min(16),
  SECRETS_KEY: base64,
  SECRETS_KEY_PREVIOUS: z.string().optional(),
});

export function newSecrets(): Secrets {
  const { privateKey } = generateKeyPairSync("ed25519");
  return {
    SQLD_SIGNING_KEY: privateKey.export({ type: "pkcs8", format: "der" }).toString("base64"),
    SQLD_ADMIN_KEY: randomBytes(24).toString("base64url"),
    SECRETS_KEY: randomBytes(32).toString("base64"),
  };
}

/** Reads the file, or makes it (mode 0600, all or nothing) when `mayCreate`. */
export function loadSecrets(file: string, mayCreate: boolean): Secrets {
  if (!existsSync(file)) {
    if (!mayCreate)
      throw new Refusal(`数据还在，但密钥文件 ${file} 不见了。请从备份恢复它；没有它就打不开各县的数据库。`);
    const secrets = newSecrets();
    writeWhole(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    return secrets;
  }
  const parsed = Shape.safeParse(readJson(file));
  if (!parsed.success) throw new Refusal(`密钥文件 ${file} 已损坏，请从备份恢复它。`);
  return checked(parsed.data);
}

/** The same keys from environment variables; refuses with the names of those that are missing or malformed. */
export function secretsFrom(environment: NodeJS.ProcessEnv): HeldSecrets {
  const parsed = Shape.safeParse(environment);
  if (parsed.success) return checked(parsed.data);
  const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))];
  const missing = names.map((name) => `缺少环境变量 ${name}，或它的格式不对`);
  throw new Refusal([...missing, "用 npm run secrets 生成一套，妥善保存后再启动。"].join("\n"));
}

export function signingKey(secrets: Pick<Secrets, "SQLD_SIGNING_KEY">): KeyObject {
  return createPrivateKey({
    key: Buffer.from(secrets.SQLD_SIGNING_KEY, "base64"),
    format: "der",
    type: "pkcs8",
  });
}

/** The half of the signing key that tells whether a token is ours. */
export const publicKey = (secrets: Pick<Secrets, "SQLD_SIGNING_KEY">): KeyObject =>
  createPublicKey(signingKey(secrets));

/** The same as sqld is given it: raw Ed25519 public key, URL-safe base64. */
export const verifyingKey = (secrets: Pick<Secrets, "SQLD_SIGNING_KEY">): string =>
  String(publicKey(secrets).export({ format: "jwk" }).x);

/** A token that opens one namespace. Without `lifetime` (seconds) it holds as long as the signing key does. */
export function mintToken(
  secrets: Pick<Secrets, "SQLD_SIGNING_KEY">,
  namespace: string,
  { access = "rw", lifetime }: { access?: "rw" | "ro"; lifetime?: number } = {},
): string {
  const claims = {
    id: namespace,
    a: access,
    ...(lifetime && { exp: Math.floor(Date.now() / 1000) + lifetime }),
  };
  const signed = [{ alg: "EdDSA", typ: "JWT" }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  return `${signed}.${sign(null, Buffer.from(signed), signingKey(secrets)).toString("base64url")}`;
}

function checked(secrets: HeldSecrets): HeldSecrets {
  try {
    verifyingKey(secrets);
  } catch {
    throw new Refusal("SQLD_SIGNING_KEY 不是可用的 Ed25519 私钥（PKCS#8，base64）。");
  }
  for (const [name, setting = ""] of Object.entries(secrets).filter(([name]) =>
    name.startsWith("SECRETS_KEY"),
  ))
    if (keysIn(setting).some((key) => Buffer.from(key, "base64").length !== 32))
      throw new Refusal(`${name} 必须是 32 字节的 base64。`);
  return secrets;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
