/** What the worker reads from its environment, apart from the bindings that wrangler.toml declares. */
export interface WorkerVars {
  MODE: "demo" | "test" | "production";
  /** The address people open, without a trailing slash. */
  PUBLIC_URL: string;
  PROVISIONER: "sqld" | "turso";
  CATALOG_URL: string;
  CATALOG_TOKEN: string;
  /** sqld only: the namespace that holds the catalog. */
  CATALOG_NAMESPACE: string;
  /** Where each server answers, in order, parted by commas; nothing between them where one doesn't run. */
  SQLD_URL: string;
  /** The same of their admin APIs. */
  SQLD_ADMIN_URL: string;
  /** sent as `Authorization: basic <key>` to the admin API. */
  SQLD_ADMIN_KEY: string;
  /** Ed25519 private key, PKCS#8 in base64: signs the tokens that open namespaces. */
  SQLD_SIGNING_KEY: string;
  /** 32 random bytes in base64. */
  SECRETS_KEY: string;
  /** Those that were in force before, the newest first, parted by commas. */
  SECRETS_KEY_PREVIOUS: string;
  /** "on": each answer carries a Server-Timing header with the database round trips it cost. */
  METER: "on" | "off";
  /** Whom to tell of a weakness: `mailto:`, `https:` or `tel:`. Empty: nobody is named. */
  SECURITY_CONTACT?: string;
  /** Where group robots may be besides the documented addresses: `wecom=https://…`, parted by blanks. */
  ROBOT_PLACES?: string;
  /** Where counties may have events sent: `https://hub.example.gov.cn https://*.xinye.gov.cn`; empty: nowhere. */
  WEBHOOK_PLACES?: string;
}
