import { Agent, createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { hostOf } from "../../worker/http/host-name.ts";
import { bodyOf } from "./door/body.ts";
import { callers } from "./door/callers.ts";
import { answeredWith, type Files, filesIn } from "./door/files.ts";
import { counted, type Load } from "./door/load.ts";
import { type Metrics, tellMetrics } from "./door/metrics.ts";
import { callerOf, passed } from "./door/onward.ts";
import { type Refuse, refuseMalformed, refuser } from "./door/refusals.ts";
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
  /** Hears a line of the log for each request that is refused here. */
  log?: (line: string) => void;
  /** Without it there is no /metrics. */
  metrics?: Metrics | undefined;
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
  const load = { waiting: 0, underWay: 0 };
  const inTurn = counted(turns(), load);
  const { metrics } = options;
  const behind: Behind = { worker: undefined, files: new Map(), inTurn, load, metrics };
  // As many connections as there are requests: one that waits for a free one would wait for whoever is slowest.
  const agent = new Agent({ keepAlive: true, timeout: 3000, maxSockets: Number.POSITIVE_INFINITY });
  const inside = callers(requestsAtOnce);
  const server = createServer({ headersTimeout: 15_000, requestTimeout: 90_000 }, (incoming, outgoing) => {
    const caller = callerOf(incoming, options.trustProxy);
    const refuse = refuser(incoming, outgoing, options.log);
    if (!inside.enter(caller.address)) return refuse(429);
    closeWith(incoming.socket, outgoing);
    outgoing.once("close", () => inside.leave(caller.address));
    tellDisk(incoming, options.diskFree);
    void serve(incoming, outgoing, { ...behind, caller, agent, refuse });
  });
  server.on("clientError", (error, socket) => refuseMalformed(error, socket as Socket, options.log));
  // Requests that come one behind the other on a connection each listen for its end.
  server.on("connection", (socket) => socket.setMaxListeners(0));
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

/** Node says nothing to an answer that waits behind another when their connection ends: all that it holds would stay held. */
function closeWith(socket: Socket, outgoing: ServerResponse): void {
  const gone = () => {
    if (outgoing.closed) return;
    outgoing.destroy();
    outgoing.emit("close");
  };
  socket.once("close", gone);
  outgoing.once("close", () => socket.off("close", gone));
}

interface Behind {
  worker: string | undefined;
  files: Files;
  inTurn: Turns;
  load: Load;
  metrics: Metrics | undefined;
}

interface Visit extends Behind, Pick<Parameters<typeof passed>[2], "caller" | "agent"> {
  refuse: Refuse;
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { worker, files, inTurn, refuse, load, metrics, ...passage }: Visit,
): Promise<void> {
  const path = publicPath(incoming);
  if (hostOf(incoming.headers.host ?? "", "") === null) return refuse(400);
  if (path === undefined) return refuse(404);
  if (answeredWith(files, path, incoming, outgoing)) return;
  if (metrics && path === "/metrics")
    return tellMetrics(metrics, { ...load, worker }, incoming, outgoing, refuse);
  if (worker === undefined) return refuse(503);
  const bodyless = incoming.method === "GET" || incoming.method === "HEAD";
  const body = bodyless ? undefined : await bodyOf(incoming, passage.caller);
  if (body && "refused" in body) return refuse(body.refused);
  const away = () => refuse(503);
  const sent = { body: body?.bytes, cut: body?.cut };
  const onward = { ...passage, ...sent, target: worker + path, away };
  await inTurn(countyOf(path, incoming.headers.host), () => passed(incoming, outgoing, onward)).catch(away);
  body?.release();
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
