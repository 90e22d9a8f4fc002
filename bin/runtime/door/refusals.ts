import { randomUUID } from "node:crypto";
import { type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { ProblemDocument } from "../../../worker/http/answer.ts";
import { isForPrograms } from "../../../worker/http/app-env.ts";
import type { RequestLine } from "../../../worker/http/request-log.ts";

/** What the door answers by itself, while nobody behind it can: the end of the problem's type, a title, and words. */
export const refusals = {
  400: ["bad-request", "无法打开", "这个网址写得不对。请核对网址，或从首页重新进入。"],
  401: ["unauthenticated", "没有权限", "请用 METRICS_TOKEN 作为令牌读取。"],
  404: ["not-found", "没有找到", "没有这个页面"],
  408: ["too-slow", "没有收全", "您的网络太慢，内容没有收全，这次没有保存。请换个信号好的地方，再提交一次。"],
  413: ["too-large", "内容太大", "提交的内容太大，这次没有保存。请减少内容后再提交一次。"],
  429: ["too-many", "请稍候", "您的网络同时打开的页面太多，请过一会儿再试。"],
  431: ["too-large", "无法打开", "网址或 Cookie 太长。请清除本站的 Cookie，再从首页重新进入。"],
  503: [
    "unavailable",
    "请稍候",
    "服务正在启动或恢复，请几秒后重试。如果您刚提交过内容，请先刷新页面，看看是否已经保存。",
  ],
} as const;

export type Reason = keyof typeof refusals;
export type Refuse = (status: Reason) => void;

/** In seconds. */
const retryAfter = 5;

/** Refuses a request that begins now: numbered, on a line of the log, and as whoever asks can read it. */
export function refuser(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  log: (line: string) => void = () => {},
): Refuse {
  const began = performance.now();
  return (status) => {
    incoming.resume();
    if (outgoing.headersSent || outgoing.destroyed) return void outgoing.destroy();
    const id = randomUUID();
    const [path = ""] = (incoming.url ?? "").split("?", 1);
    const [type, body] = isForPrograms(path) ? problemOf(status, id) : pageOf(status);
    outgoing.writeHead(status, { ...headersOf(status), "content-type": type, "x-request-id": id });
    outgoing.end(body);
    log(JSON.stringify(lineOf(status, id, incoming.method, performance.now() - began)));
  };
}

/**
 * What is no HTTP, or never becomes a whole request, is refused on the bare connection; where an answer is under way, or
 * nothing was said at all (browsers open connections to spare), it just ends.
 */
export function refuseMalformed(
  { code }: NodeJS.ErrnoException,
  socket: Socket,
  log: (line: string) => void = () => {},
): void {
  const isUnderWay = "_httpMessage" in socket && socket._httpMessage !== null;
  if (isUnderWay || !socket.writable || socket.bytesRead === 0) return void socket.destroy();
  const status = malformed[code ?? ""] ?? 400;
  const id = randomUUID();
  const [type, body] = pageOf(status);
  const headers = {
    ...headersOf(status),
    ...{ connection: "close", "content-type": type, "content-length": Buffer.byteLength(body) },
    "x-request-id": id,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${body}`);
  log(JSON.stringify(lineOf(status, id, "", 0)));
}

const malformed: Readonly<Record<string, Reason>> = {
  ERR_HTTP_REQUEST_TIMEOUT: 408,
  HPE_HEADER_OVERFLOW: 431,
};

const mayRetry = (status: Reason): boolean => status === 503 || status === 429;

const headersOf = (status: Reason): OutgoingHttpHeaders => ({
  "cache-control": "no-store",
  ...(mayRetry(status) && { "retry-after": String(retryAfter) }),
  ...(status === 401 && { "www-authenticate": 'Bearer realm="metrics"' }),
  // Whoever sends too slowly or too much isn't heard out.
  ...((status === 408 || status === 413) && { connection: "close" }),
});

function problemOf(status: Reason, requestId: string): [string, string] {
  const [type, title, detail] = refusals[status];
  const said = { type: `urn:lianzhi:problem:${type}`, status, title, detail };
  const problem: ProblemDocument = { ...said, ...(mayRetry(status) && { retryAfter }), requestId };
  return ["application/problem+json", JSON.stringify(problem)];
}

function pageOf(status: Reason): [string, string] {
  const [, title, words] = refusals[status];
  const page =
    `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<title>${title}</title><body style="font:18px/1.7 sans-serif;margin:15vh auto;` +
    `max-width:32em;padding:0 1em"><p>${words}</p></body></html>`;
  return ["text/html; charset=utf-8", page];
}

/** Whose path it was, and which route it would have been, the door doesn't know. */
const lineOf = (status: Reason, id: string, method = "GET", ms: number): RequestLine => ({
  kind: "request",
  id,
  county: null,
  method,
  route: null,
  status,
  ms: Math.round(ms * 10) / 10,
  trips: 0,
});
