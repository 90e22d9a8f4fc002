/**
 * What runs in the queue: work for one county, at a moment that comes with it. A message that is delivered late, twice or
 * after a later one does what was due by its own moment and nothing else. A pulse proves that the queue works.
 */
export type JobMessage =
  | { kind: "upkeep"; slug: string; now: string }
  | { kind: "token"; slug: string; now: string }
  | { kind: "pulse"; now: string };

/** What a new hash costs: KiB of memory, and passes over it. */
export interface PasswordCost {
  memory: number;
  passes: number;
}

/** To be answered with whether the password fits the hash, or with a new hash. */
export type PasswordQuestion = { password: string } & ({ hash: string } | { cost: PasswordCost });

/** The worker's bindings (wrangler.toml), variables and secrets. */
export interface Env {
  ASSETS: Fetcher;
  FILES: R2Bucket;
  JOBS: Queue<JobMessage>;
  SIGN_IN_LIMIT: RateLimit;
  SIGN_IN_NETWORK_LIMIT: RateLimit;
  PUBLIC_LIMIT: RateLimit;
  LOOK_UP_LIMIT: RateLimit;
  PHOTO_LIMIT: RateLimit;
  UPLOAD_LIMIT: RateLimit;
  /** Answers a `PasswordQuestion`, on a machine of one's own (bin/runtime/passwords.ts). */
  PASSWORDS?: Fetcher;
  MODE: "demo" | "test" | "production";
  PUBLIC_URL: string;
  CATALOG_URL: string;
  CATALOG_TOKEN: string;
  CATALOG_NAMESPACE?: string;
  PROVISIONER: "sqld" | "turso";
  /** Where each database server answers, in order, parted by commas; nothing between them where one doesn't run. */
  SQLD_URL?: string;
  /** The same of their admin APIs. */
  SQLD_ADMIN_URL?: string;
  SQLD_ADMIN_KEY?: string;
  SQLD_SIGNING_KEY?: string;
  TURSO_ORGANIZATION?: string;
  TURSO_GROUP?: string;
  TURSO_API_TOKEN?: string;
  SECRETS_KEY: string;
  /** Keys that were in force before, the newest first, parted by commas. */
  SECRETS_KEY_PREVIOUS?: string;
  METER?: "on" | "off";
  /** Whom to tell of a weakness, an address for security.txt; without one there is no such file. */
  SECURITY_CONTACT?: string;
  /** Where group robots may be besides the documented addresses: `wecom=https://wx.example.gov.cn`, parted by blanks. */
  ROBOT_PLACES?: string;
  /** Where counties may have events sent: `https://hub.example.gov.cn https://*.xinye.gov.cn`, parted by blanks; without it nowhere. */
  WEBHOOK_PLACES?: string;
}

/** @throws Error naming what is missing: a worker that can't keep its secrets must not answer at all. */
export function mustBeComplete(env: Env): void {
  const always = ["CATALOG_URL", "CATALOG_TOKEN", "PROVISIONER", "SECRETS_KEY"] as const;
  const sqld = ["SQLD_URL", "SQLD_ADMIN_URL", "SQLD_SIGNING_KEY"] as const;
  const turso = ["TURSO_ORGANIZATION", "TURSO_GROUP", "TURSO_API_TOKEN"] as const;
  const missing = [...always, ...(env.PROVISIONER === "turso" ? turso : sqld)].filter((name) => !env[name]);
  if (missing.length > 0) throw new Error(`missing settings: ${missing.join(", ")}`);
}
