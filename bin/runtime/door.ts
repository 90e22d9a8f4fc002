import { Agent, createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { hostOf } from "../../worker/http/host-name.ts";
import { bodyOf } from "./door/body.ts";
import { callers } from "./door/callers.ts";
import { answeredWith, type Files, filesIn } from "./door/files.ts";
import { callerOf, passed } from "./door/onward.ts";
import { countyOf, type Turns, turns } from "./door/turns.ts";
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
  /**
   * From now on requests go to this worker, but for the files of the folder `files`; before, and with `undefined`, visitors
   * are asked to wait.
   */
  leadTo(worker: string | undefined, files?: string): void;
  /** Lets requests under way finish, at most `patience` milliseconds, and takes no new ones. */
  close(patience?: number): Promise<void>;
}

/**
 * The only thing that listens to the outside. miniflare's own entry must not: it answers `/cdn-cgi/local/r2/public/…`
 * with any stored file, believes `MF-*` and `CF-Connecting-IP` headers from anybody, and shows stacks.
 */
export async function openDoor(options: DoorOptions): Promise<Door> {
  const behind: Behind = { worker: undefined, files: new Map(), inTurn: turns() };
  // As many connections as there are requests: one that waits for a free one would wait for whoever is slowest.
  const agent = new Agent({ keepAlive: true, timeout: 3000, maxSockets: Number.POSITIVE_INFINITY });
  const inside = callers(requestsAtOnce);
  const server = createServer({ headersTimeout: 15_000, requestTimeout: 90_000 }, (incoming, outgoing) => {
    const caller = callerOf(incoming, options.trustProxy);
    if (!inside.enter(caller.address)) return refuse(incoming, outgoing, 429);
    outgoing.once("close", () => inside.leave(caller.address));
    tellDisk(incoming, options.diskFree);
    void serve(incoming, outgoing, { ...behind, caller, agent });
  });
  if (!options.trustProxy) limitConnections(server);
  await listen(server, options);
  const { port } = server.address() as { port: number };
  return {
    url: `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${port}`,
    leadTo: (worker, files) => Object.assign(behind, { worker, ...(files && { files: filesIn(files) }) }),
    close: (patience = 5000) => closing(server, agent, patience),
  };
}

/**
 * How many requests of one address may be under way at once. A whole village or office may stand behind one address, and
 * an answer takes hundredths of a second: only somebody who sends slowly on purpose, or asks very much, gets there.
 */
const requestsAtOnce = 128;

/** A browser opens six; one address may keep so many open, with a request or without. */
const connectionsAtOnce = 512;

function limitConnections(server: Server): void {
  const open = callers(connectionsAtOnce);
  server.on("connection", (socket) => {
    const address = socket.remoteAddress ?? "";
    if (!open.enter(address)) return void socket.destroy();
    socket.once("close", () => open.leave(address));
  });
}

interface Behind {
  worker: string | undefined;
  files: Files;
  inTurn: Turns;
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { worker, files, inTurn, ...passage }: Behind & Pick<Parameters<typeof passed>[2], "caller" | "agent">,
): Promise<void> {
  const path = publicPath(incoming);
  if (hostOf(incoming.headers.host ?? "", "") === null) return refuse(incoming, outgoing, 400);
  if (path === undefined) return refuse(incoming, outgoing, 404);
  if (answeredWith(files, path, incoming, outgoing)) return;
  if (worker === undefined) return refuse(incoming, outgoing, 503);
  const bodyless = incoming.method === "GET" || incoming.method === "HEAD";
  const body = bodyless ? undefined : await bodyOf(incoming);
  if (body && "refused" in body) return refuse(incoming, outgoing, body.refused);
  const away = () => refuse(incoming, outgoing, 503);
  const onward = { ...passage, target: worker + path, body: body?.bytes, away };
  await inTurn(countyOf(path, incoming.headers.host), () => passed(incoming, outgoing, onward)).catch(away);
}

function closing(server: Server, agent: Agent, patience: number): Promise<void> {
  return new Promise((resolve) => {
    const hurry = setTimeout(() => server.closeAllConnections(), patience);
    // A connection that has just become idle would otherwise be kept for the visitor's next request.
    const idle = setInterval(() => server.closeIdleConnections(), 20);
    server.close(() => {
      clearTimeout(hurry);
      clearInterval(idle);
      agent.destroy();
      resolve();
    });
  });
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

/** Nobody else's word counts. */
function tellDisk({ headers, url = "" }: IncomingMessage, diskFree: DoorOptions["diskFree"]): void {
  delete headers["x-disk-free"];
  if (diskFree && /^\/(readyz|operator\/status)/.test(url)) headers["x-disk-free"] = String(diskFree());
}

/** The path as workerd will read it (dots resolved), or undefined where only the runtime's own tools live. */
function publicPath({ url }: IncomingMessage): string | undefined {
  if (!url?.startsWith("/") || !URL.canParse(`http://door${url}`)) return undefined;
  const { pathname, search } = new URL(`http://door${url}`);
  return /^\/+cdn-cgi(\/|$)/.test(pathname) ? undefined : pathname + search;
}

const said = {
  400: ["无法打开", "这个网址写得不对。请核对网址，或从首页重新进入。"],
  404: ["没有找到", "没有这个页面"],
  408: ["没有收全", "您的网络太慢，内容没有收全，这次没有保存。请换个信号好的地方，再提交一次。"],
  413: ["内容太大", "提交的内容太大，这次没有保存。请减少内容后再提交一次。"],
  429: ["请稍候", "您的网络同时打开的页面太多，请过一会儿再试。"],
  503: ["请稍候", "服务正在启动或恢复，请几秒后重试。如果您刚提交过内容，请先刷新页面，看看是否已经保存。"],
} as const;

/** What the door answers by itself, while nobody behind it can. */
function refuse(incoming: IncomingMessage, outgoing: ServerResponse, status: keyof typeof said): void {
  incoming.resume();
  if (outgoing.headersSent || outgoing.destroyed) return void outgoing.destroy();
  const [title, words] = said[status];
  outgoing.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    ...((status === 503 || status === 429) && { "retry-after": "5" }),
    // Whoever sends too slowly or too much isn't heard out.
    ...((status === 408 || status === 413) && { connection: "close" }),
  });
  outgoing.end(
    `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
      `<title>${title}</title><body style="font:18px/1.7 sans-serif;margin:15vh auto;` +
      `max-width:32em;padding:0 1em"><p>${words}</p></body></html>`,
  );
}
