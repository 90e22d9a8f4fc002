import {
  Agent,
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
  type Server,
  type ServerResponse,
} from "node:http";
import { Refusal } from "./refusal.ts";

export interface DoorOptions {
  host: string;
  port: number;
  /**
   * Number of reverse proxies of our own in front (0 or 1). With 1, the last X-Forwarded-For entry names the visitor
   * and X-Forwarded-Proto the scheme; with 0 both are what a visitor made up, and are dropped.
   */
  trustProxy: boolean;
  /** Bytes left on the disk, which the worker can't see and is told where it is asked for it. */
  diskFree?: () => number;
}

export interface Door {
  readonly url: string;
  /** From now on requests go to this worker; before, and with `undefined`, visitors are asked to wait. */
  leadTo(worker: string | undefined): void;
  /** Lets requests under way finish, at most `patience` milliseconds, and takes no new ones. */
  close(patience?: number): Promise<void>;
}

/**
 * The only thing that listens to the outside. miniflare's own entry must not: it answers `/cdn-cgi/local/r2/public/…`
 * with any stored file, believes `MF-*` and `CF-Connecting-IP` headers from anybody, and shows stacks.
 */
export async function openDoor(options: DoorOptions): Promise<Door> {
  let worker: string | undefined;
  const agent = new Agent({ keepAlive: true, timeout: 3000, maxSockets: 256 });
  const server = createServer((incoming, outgoing) => {
    const path = publicPath(incoming);
    if (path === undefined) return void refuse(incoming, outgoing, 404, "没有这个页面");
    if (worker === undefined) return wait(incoming, outgoing);
    pass(incoming, outgoing, `${worker}${path}`, { ...options, agent });
  });
  await listen(server, options);
  const { port } = server.address() as { port: number };
  return {
    url: `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${port}`,
    leadTo: (next) => {
      worker = next;
    },
    close: (patience = 5000) =>
      new Promise((resolve) => {
        const hurry = setTimeout(() => server.closeAllConnections(), patience);
        // A connection that has just become idle would otherwise be kept for the visitor's next request.
        const idle = setInterval(() => server.closeIdleConnections(), 20);
        server.close(() => {
          clearTimeout(hurry);
          clearInterval(idle);
          agent.destroy();
          resolve();
        });
      }),
  };
}

function listen(server: Server, { host, port }: DoorOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") {
        return reject(
          new Refusal(`端口 ${port} 已被占用。请停止占用它的程序，或换一个端口，例如 PORT=${port + 1}。`),
        );
      }
      if (error.code === "EACCES")
        return reject(new Refusal(`没有权限使用端口 ${port}，请换一个 1024 以上的端口。`));
      reject(new Refusal(`无法监听 ${host}:${port}（${error.code}），请检查 HOST 与 PORT。`));
    });
    server.listen({ host, port, exclusive: true }, resolve);
  });
}

/** The path as workerd will read it (dots resolved), or undefined where only the runtime's own tools live. */
function publicPath({ url }: IncomingMessage): string | undefined {
  if (!url?.startsWith("/") || !URL.canParse(`http://door${url}`)) return undefined;
  const { pathname, search } = new URL(`http://door${url}`);
  return /^\/+cdn-cgi(\/|$)/.test(pathname) ? undefined : pathname + search;
}

const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
const FORGEABLE = /^(mf-|cf-|x-forwarded-|forwarded$|x-real-ip$|x-disk-free$|expect$)/;

interface Passage {
  agent: Agent;
  trustProxy: boolean;
  diskFree?: () => number;
  again?: boolean;
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, target: string, passage: Passage): void {
  const { method = "GET" } = incoming;
  const bodyless = method === "GET" || method === "HEAD";
  const headers = onwardHeaders(incoming, passage.trustProxy);
  if (bodyless) delete headers["content-length"];
  if (passage.diskFree && /^\/(readyz|operator\/status)/.test(incoming.url ?? ""))
    headers["x-disk-free"] = String(passage.diskFree());
  const onward = request(target, { method, headers, agent: passage.agent });
  onward.setTimeout(120_000, () => onward.destroy(new Error("the worker took more than two minutes")));
  onward.on("response", (answer) => answerWith(outgoing, answer));
  onward.on("error", () => {
    // workerd may close a kept connection just as it is used again: a request that changes nothing is sent once more.
    const retry = bodyless && onward.reusedSocket && !passage.again && !outgoing.headersSent;
    if (retry) return pass(incoming, outgoing, target, { ...passage, again: true });
    if (outgoing.headersSent) return void outgoing.destroy();
    wait(incoming, outgoing);
  });
  outgoing.on("close", () => outgoing.writableFinished || onward.destroy());
  if (bodyless) onward.end();
  else incoming.pipe(onward);
}

function onwardHeaders(incoming: IncomingMessage, trustProxy: boolean): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined && !HOP_BY_HOP.has(name) && !FORGEABLE.test(name)) headers[name] = value;
  }
  headers["cf-connecting-ip"] = plainAddress(incoming.socket.remoteAddress);
  return trustProxy ? { ...headers, ...toldByProxy(incoming) } : headers;
}

function toldByProxy({ headers }: IncomingMessage): OutgoingHttpHeaders {
  const visitor = String(headers["x-forwarded-for"] ?? "")
    .split(",")
    .at(-1)
    ?.trim();
  const scheme = headers["x-forwarded-proto"];
  return {
    ...(visitor && { "cf-connecting-ip": visitor }),
    ...(scheme === "https" && { "x-forwarded-proto": scheme }),
  };
}

/** `::ffff:10.0.0.1` is how a dual-stack socket writes 10.0.0.1. */
function plainAddress(address = ""): string {
  return address.replace(/^::ffff:/, "");
}

function answerWith(outgoing: ServerResponse, answer: IncomingMessage): void {
  const headers = Object.fromEntries(
    Object.entries(answer.headers).filter(([name]) => !HOP_BY_HOP.has(name)),
  );
  answer.on("error", () => outgoing.destroy());
  outgoing.writeHead(answer.statusCode ?? 502, headers);
  answer.pipe(outgoing);
}

function wait(incoming: IncomingMessage, outgoing: ServerResponse): void {
  outgoing.setHeader("retry-after", "5");
  const said = "服务正在启动或恢复，请几秒后重试。如果您刚提交过内容，请先刷新页面，看看是否已经保存。";
  refuse(incoming, outgoing, 503, said);
}

function refuse(incoming: IncomingMessage, outgoing: ServerResponse, status: number, said: string): void {
  incoming.resume();
  if (outgoing.headersSent) return void outgoing.destroy();
  outgoing.writeHead(status, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  outgoing.end(
    `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
      `<title>${status === 404 ? "没有找到" : "请稍候"}</title><body style="font:18px/1.7 sans-serif;margin:15vh auto;` +
      `max-width:32em;padding:0 1em"><p>${said}</p></body></html>`,
  );
}
