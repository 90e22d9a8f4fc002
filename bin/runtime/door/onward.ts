import {
  type Agent,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
  type ServerResponse,
} from "node:http";
import { cutShort } from "../../../worker/http/most.ts";

const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
const FORGEABLE = /^(mf-|cf-|x-forwarded-|forwarded$|x-real-ip$|expect$|x-cut-short$)/;

/** Who calls, and over which scheme, as far as it can be believed. */
export interface Caller {
  address: string;
  secure: boolean;
}

/**
 * With a reverse proxy of our own in front, the last entry of X-Forwarded-For is its word about the visitor; without one
 * all of it is what a visitor made up.
 */
export function callerOf({ headers, socket }: IncomingMessage, trustProxy: boolean): Caller {
  const direct = { address: plainAddress(socket.remoteAddress), secure: false };
  if (!trustProxy) return direct;
  const last = String(headers["x-forwarded-for"] ?? "")
    .split(",")
    .at(-1)
    ?.trim();
  return {
    address: last ? plainAddress(last) : direct.address,
    secure: headers["x-forwarded-proto"] === "https",
  };
}

/** `::ffff:10.0.0.1` is how a dual-stack socket writes 10.0.0.1. */
function plainAddress(address = ""): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}

export interface Passage {
  /** The worker's address with the path. */
  target: string;
  caller: Caller;
  body: Buffer | undefined;
  /** It is but its beginning. */
  cut?: true | undefined;
  agent: Agent;
  /** Told when the worker can't be reached. */
  away: () => void;
}

/** Sends a request on to the worker, and its answer back; done once the worker is through with it, or the visitor is gone. */
export function passed(incoming: IncomingMessage, outgoing: ServerResponse, passage: Passage): Promise<void> {
  return new Promise((resolve) => {
    outgoing.once("close", resolve);
    if (outgoing.destroyed) resolve();
    else pass(incoming, outgoing, { ...passage, through: resolve });
  });
}

function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  passage: Passage & { through: () => void },
): void {
  const { target, body, cut, agent } = passage;
  const { method = "GET" } = incoming;
  const headers = onwardHeaders(incoming, passage.caller);
  delete headers["content-length"];
  if (cut) headers[cutShort] = "yes";
  if (body?.length || incoming.headers["content-length"]) headers["content-length"] = body?.length ?? 0;
  const onward = request(target, { method, headers, agent });
  onward.setTimeout(120_000, () => onward.destroy(new Error("the worker took more than two minutes")));
  onward.on("response", (answer) => answerWith(outgoing, answer, passage.through));
  onward.on("error", () => {
    // workerd may close a kept connection just as it is used again: a request that changes nothing is sent once more.
    if (onward.reusedSocket && !body && (method === "GET" || method === "HEAD") && !outgoing.headersSent) {
      return pass(incoming, outgoing, passage);
    }
    if (outgoing.headersSent) return void outgoing.destroy();
    passage.away();
  });
  outgoing.on("close", () => outgoing.writableFinished || onward.destroy());
  onward.end(body);
}

function onwardHeaders({ headers: sent }: IncomingMessage, { address, secure }: Caller): OutgoingHttpHeaders {
  const headers: OutgoingHttpHeaders = {};
  for (const name in sent) {
    if (!HOP_BY_HOP.has(name) && !FORGEABLE.test(name)) headers[name] = sent[name];
  }
  headers["cf-connecting-ip"] = address;
  if (secure) headers["x-forwarded-proto"] = "https";
  return headers;
}

/** Somebody who takes nothing of an answer for so long isn't there any more; in milliseconds. */
const longestPause = 30_000;

/** So much may wait here for slow readers together; in bytes. */
const mostUnread = 256 * 1024 * 1024;

/** Answers that wait for their readers, those that began to wait first in front. */
const waiting = new Set<ServerResponse>();

/** Takes the answer as fast as the worker gives it: whoever reads slowly keeps the worker from nobody. */
function answerWith(outgoing: ServerResponse, answer: IncomingMessage, through: () => void): void {
  const headers: OutgoingHttpHeaders = {};
  for (const name in answer.headers) if (!HOP_BY_HOP.has(name)) headers[name] = answer.headers[name];
  outgoing.writeHead(answer.statusCode ?? 502, headers);
  outgoing.setTimeout(longestPause, () => outgoing.destroy());
  outgoing.on("drain", () => waiting.delete(outgoing));
  outgoing.on("close", () => waiting.delete(outgoing));
  answer.on("error", () => outgoing.destroy());
  answer.on("data", (part: Buffer) => {
    if (outgoing.destroyed || outgoing.write(part)) return;
    waiting.add(outgoing);
    makeRoom();
  });
  answer.on("end", () => {
    outgoing.end();
    through();
  });
}

/** Whoever has let the answer wait longest is given up first. */
function makeRoom(): void {
  let unread = 0;
  for (const { writableLength } of waiting) unread += writableLength;
  for (const outgoing of waiting) {
    if (unread <= mostUnread) return;
    unread -= outgoing.writableLength;
    outgoing.destroy();
    waiting.delete(outgoing);
  }
}
