/** Where the operator lets counties have events sent. */
export interface Allowed {
  /** `https://hub.example.gov.cn:8443`. */
  readonly origins: readonly string[];
  /** `.xinye.gov.cn`: any host below it, on port 443. */
  readonly below: readonly string[];
}

/** On loopback a relay of the machine's own may stand, which needs no TLS. */
const origin = /^(https:\/\/[a-z0-9.-]+(:\d{1,5})?|http:\/\/(127\.0\.0\.1|localhost)(:\d{1,5})?)$/;
/** Two labels at least, the last no figure: no address, and no whole top-level domain. */
const domain = /^https:\/\/\*((?:\.[a-z0-9-]+)+\.[a-z][a-z0-9-]*)$/;

/**
 * Origins, and domains with a star: `https://hub.example.gov.cn:8443 https://*.xinye.gov.cn`, parted by blanks.
 * @throws Error naming what is no such entry.
 */
export function allowedFrom(setting = ""): Allowed {
  const entries = setting.split(/[\s,]+/).filter(Boolean);
  const below = entries.flatMap((entry) => domain.exec(entry)?.[1] ?? []);
  const origins = entries.filter((entry) => !domain.test(entry));
  const [strange] = origins.filter((entry) => !origin.test(entry) || !URL.canParse(entry));
  if (strange !== undefined) throw new Error(`WEBHOOK_PLACES: ${strange}`);
  return { origins: origins.map((entry) => new URL(entry).origin), below };
}

export const nowhere: Allowed = { origins: [], below: [] };

export const isAnywhere = ({ origins, below }: Allowed): boolean => origins.length + below.length > 0;

/** An address as it is kept; null for what is none, or says more than where to. */
export function addressFrom(typed: string): URL | null {
  if (!URL.canParse(typed) || /[\s\\@#]/.test(typed)) return null;
  const url = new URL(typed);
  if (!/^https?:$/.test(url.protocol) || url.username || url.password || url.hostname.endsWith("."))
    return null;
  return url;
}

/** Looked at when it is set, and again before each try. */
export const isAllowed = ({ origin, protocol, port, hostname }: URL, { origins, below }: Allowed): boolean =>
  origins.includes(origin) ||
  (protocol === "https:" && port === "" && below.some((domain) => hostname.endsWith(domain)));
