import { resolve } from "node:path";
import { placesFrom } from "../../worker/domain/robots/places.ts";
import { allowedFrom } from "../../worker/domain/webhooks/places.ts";
import type { Purpose } from "./folder.ts";
import { Refusal } from "./refusal.ts";
import { type HeldSecrets, secretsFrom } from "./secrets.ts";
import { wantedServers } from "./servers.ts";

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
  /** Where group robots may be besides the documented addresses; empty when nowhere else. */
  robotPlaces: string;
  /** Where counties may have events sent; empty when nowhere. */
  webhookPlaces: string;
  trustProxy: boolean;
  /** Opens /metrics; empty when nobody reads it. */
  metricsToken: string;
  /** How many database servers are wanted. */
  servers: number;
  /** The port that the first must have, and how many databases each keeps open, where that is set. */
  sqldPort: number | undefined;
  openAtOnce: number | undefined;
  /** How many matters of the last three months each sample county has besides those that are told one by one. */
  sampleMatters: number;
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
  const numbers = numbersIn(environment, attempt);
  const trustProxy = attempt(() => readTrust(environment.TRUST_PROXY)) ?? false;
  const fresh = args.includes("--fresh") || environment.npm_config_fresh === "true";
  attempt(() => refuseUnknown(args));
  if (fresh && purpose === "production") problems.push("正式运行不接受 --fresh：它会删除全部数据。");
  const secrets = purpose === "production" ? attempt(() => secretsFrom(environment)) : undefined;
  const publicUrl = attempt(() => readPublicUrl(environment.PUBLIC_URL, purpose, numbers.port)) ?? "";
  const texts = textsIn(environment, attempt);
  if (problems.length > 0) throw new Refusal(problems.join("\n"));
  return {
    purpose,
    host: environment.HOST || "127.0.0.1",
    ...numbers,
    folder: resolve(environment.DATA_DIR || ".data"),
    publicUrl,
    ...texts,
    trustProxy,
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

const numbersIn = (environment: NodeJS.ProcessEnv, attempt: ReturnType<typeof collecting>) => ({
  port: attempt(() => readPort("PORT", environment.PORT)) ?? 8787,
  servers: attempt(() => wantedServers(environment)) ?? 1,
  sqldPort: attempt(() => readPort("SQLD_PORT", environment.SQLD_PORT)),
  openAtOnce: attempt(() => readOpenAtOnce(environment.SQLD_OPEN_AT_ONCE)),
  sampleMatters: attempt(() => readSampleMatters(environment.SAMPLE_MATTERS)) ?? 0,
});

const textsIn = (environment: NodeJS.ProcessEnv, attempt: ReturnType<typeof collecting>) => ({
  securityContact: attempt(() => readContact(environment.SECURITY_CONTACT)) ?? "",
  robotPlaces: attempt(() => readPlaces(environment.ROBOT_PLACES)) ?? "",
  webhookPlaces: attempt(() => readAllowed(environment.WEBHOOK_PLACES)) ?? "",
  metricsToken: attempt(() => readToken(environment.METRICS_TOKEN)) ?? "",
});

function readSampleMatters(written = ""): number {
  if (written === "") return 300;
  const number = Number(written);
  if (Number.isInteger(number) && number >= 0 && number <= 2000) return number;
  throw new Refusal(`SAMPLE_MATTERS=${written} 不是 0 到 2000 的整数。`);
}

function readPort(name: string, written = ""): number | undefined {
  if (written === "") return undefined;
  const port = Number(written);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Refusal(`${name}=${written} 不是端口号，应为 1 到 65535 的整数。`);
}

function readOpenAtOnce(written = ""): number | undefined {
  if (written === "") return undefined;
  if (/^[1-9]\d{0,5}$/.test(written)) return Number(written);
  throw new Refusal(`SQLD_OPEN_AT_ONCE=${written} 不是数据库的个数，应为正整数，例如 400。`);
}

/** Taken for "no", a "yes" in other words would make all visitors one, with the proxy's address. */
function readTrust(written = ""): boolean {
  if (["", "0", "1"].includes(written)) return written === "1";
  throw new Refusal(`TRUST_PROXY=${written} 看不懂：前面有自己的反向代理写 1，没有就不写。`);
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

function readPlaces(written = ""): string {
  try {
    placesFrom(written);
    return written;
  } catch {
    const example = "wecom=https://wx.example.gov.cn，多个用空格分开";
    throw new Refusal(
      `ROBOT_PLACES=${written} 看不懂，应形如 ${example}；平台写 wecom、dingtalk 或 feishu。`,
    );
  }
}

function readAllowed(written = ""): string {
  try {
    allowedFrom(written);
    return written;
  } catch {
    const example = "https://hub.example.gov.cn https://*.xinye.gov.cn";
    throw new Refusal(`WEBHOOK_PLACES=${written} 看不懂，应形如 ${example}，多个用空格分开。`);
  }
}

function readToken(written = ""): string {
  if (written === "" || /^[\w-]{32,200}$/.test(written)) return written;
  throw new Refusal("METRICS_TOKEN 须为 32 至 200 个字母、数字、下划线或短横线，可用 npm run secrets 生成。");
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]";
}
