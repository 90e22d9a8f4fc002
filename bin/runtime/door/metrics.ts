import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { expositionType } from "../metrics/exposition.ts";
import type { Load } from "./load.ts";
import type { Refuse } from "./refusals.ts";

/** What the door knows when it is asked. */
export interface Seen extends Load {
  worker: string | undefined;
}

export interface Metrics {
  /** Whoever brings it may read. Loopback proves nothing: a proxy of our own calls from there, for anybody. */
  token: string;
  text: (seen: Seen) => Promise<string>;
}

export async function tellMetrics(
  { token, text }: Metrics,
  seen: Seen,
  { method, headers }: IncomingMessage,
  outgoing: ServerResponse,
  refuse: Refuse,
): Promise<void> {
  const [, brought = ""] = /^Bearer (.+)$/i.exec(headers.authorization ?? "") ?? [];
  if (!isSame(brought, token)) return refuse(401);
  if (method !== "GET" && method !== "HEAD") return refuse(404);
  const body = await text(seen).catch(() => undefined);
  if (body === undefined) return refuse(503);
  outgoing.writeHead(200, { "content-type": expositionType, "cache-control": "no-store" });
  outgoing.end(body);
}

/** In the same time whatever was brought. */
const isSame = (brought: string, token: string): boolean =>
  timingSafeEqual(
    ...([brought, token].map((each) => createHash("sha256").update(each).digest()) as [Buffer, Buffer]),
  );
