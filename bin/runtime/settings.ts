import { resolve } from "node:path";
import type { Purpose } from "./folder.ts";
import { Refusal } from "./refusal.ts";
import { type HeldSecrets, secretsFrom } from "./secrets.ts";

export interface Settings {
  purpose: Purpose;
  host: string;
  port: number;
  /** Absolute path of the data folder. */
  folder: string;
  /** The address people open, without a trailing slash. */
  publicUrl: string;
  /** For /.well-known/security.txt; empty when nobody is named. */
  securityContact: string;
  trustProxy: boolean;
  /** Opens /metrics; empty when nobody reads it. */
  metricsToken: string;
  /** Delete what is stored and begin anew; demo only. */
  fresh: boolean;
  /** From the environment; a demo keeps its own in the data folder instead. */
  secrets?: HeldSecrets;
}

/** Reads command line and environment; refuses with one line for each thing that is missing or wrong. */
export function readSettings(args: readonly string[], environment: NodeJS.ProcessEnv): Settings {
  const problems: string[] = [];
  const attempt = collecting(problems);
  const purpose: Purpose = args.includes("--production") ? "production" : "demo";
  const host = environment.HOST || "127.0.0.1";
  const port = attempt(() => readPort(environment.PORT)) ?? 0;
  const fresh = args.includes("--fresh") || environment.npm_config_fresh === "true";
  attempt(() => refuseUnknown(args));
  if (fresh && purpose === "production") problems.push("正式运行不接受 --fresh：它会删除全部数据。");
  const secrets = purpose === "production" ? attempt(() => secretsFrom(environment)) : undefined;
  const publicUrl = attempt(() => readPublicUrl(environment.PUBLIC_URL, purpose, port)) ?? "";
  const securityContact = attempt(() => readContact(environment.SECURITY_CONTACT)) ?? "";
  const metricsToken = attempt(() => readToken(environment.METRICS_TOKEN)) ?? "";
  if (problems.length > 0) throw new Refusal(problems.join("\n"));
  return {
    purpose,
    host,
    port,
    folder: resolve(environment.DATA_DIR || ".data"),
    publicUrl,
    securityContact,
    trustProxy: environment.TRUST_PROXY === "1",
    metricsToken,
    fresh,
    ...(secrets && { secrets }),
  };
}

/** Reads on after a refusal and keeps what it says, so that everything wrong is told at once. */
const collecting =
  (problems: string[]) =>
  <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push(error.message);
      return undefined;
    }
  };

function readPort(written: string | undefined): number {
  const port = Number(written || 8787);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Refusal(`PORT=${written} 不是端口号，应为 1 到 65535 的整数。`);
}

function refuseUnknown(args: readonly string[]): void {
  const unknown = args.find((word) => word !== "--production" && word !== "--fresh");
  if (unknown) throw new Refusal(`不认识的参数 ${unknown}。可用的参数：--fresh（删除数据，重新开始）。`);
}

function readPublicUrl(written: string | undefined, purpose: Purpose, port: number): string {
  if (!written && purpose === "demo") return `http://127.0.0.1:${port}`;
  if (!written)
    throw new Refusal("缺少环境变量 PUBLIC_URL：人们打开的网址，例如 https://zhili.example.gov.cn");
  const url = URL.canParse(written) ? new URL(written) : undefined;
  const secure = url?.protocol === "https:" || (url && isLoopback(url.hostname));
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== "/" || url.search) {
    throw new Refusal(`PUBLIC_URL=${written} 不是网址，应形如 https://zhili.example.gov.cn`);
  }
  if (purpose === "production" && !secure) throw new Refusal(`PUBLIC_URL=${written} 必须以 https:// 开头。`);
  return url.origin;
}

function readContact(written = ""): string {
  if (written === "" || /^(mailto:\S+@\S+|https:\/\/\S+|tel:\+?[\d-]+)$/.test(written)) return written;
  const example = "mailto:anquan@zhili.example.gov.cn";
  throw new Refusal(`SECURITY_CONTACT=${written} 不是联系方式，应形如 ${example}、https://… 或 tel:…`);
}

function readToken(written = ""): string {
  if (written === "" || /^[\w-]{32,200}$/.test(written)) return written;
  throw new Refusal("METRICS_TOKEN 须为 32 至 200 个字母、数字、下划线或短横线，可用 npm run secrets 生成。");
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]";
}
