import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { constants, gzipSync } from "node:zlib";

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".ico": "image/x-icon",
  ".txt": "text/plain; charset=utf-8",
};

interface File {
  plain: Buffer;
  zipped: Buffer;
  headers: Record<string, string>;
}

/** Files by the path they are asked for under, all in memory: they are few and small, and a build can't pull them away. */
export type Files = ReadonlyMap<string, File>;

/** What stands in a folder, below `/`. What the path's version names never changes (RFC 8246). */
export function filesIn(folder: string): Files {
  if (!existsSync(folder)) return new Map();
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "_headers")
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    found.map((path) => {
      const name = path.slice(folder.length).replaceAll("\\", "/");
      return [name, fileOf(name, readFileSync(path))];
    }),
  );
}

function fileOf(name: string, plain: Buffer): File {
  const versioned = /^\/static\/[0-9a-f]{12}\//.test(name);
  return {
    plain,
    zipped: gzipSync(plain, { level: constants.Z_BEST_COMPRESSION }),
    headers: {
      "content-type": types[extname(name)] ?? "application/octet-stream",
      "cache-control": versioned ? "public, max-age=31536000, immutable" : "no-cache",
      etag: `"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`,
      vary: "accept-encoding",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
    },
  };
}

/** Answers with the file of that path, if there is one. */
export function answeredWith(
  files: Files,
  path: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): boolean {
  const file = files.get(path.split("?", 1)[0] ?? "");
  if (!file || (incoming.method !== "GET" && incoming.method !== "HEAD")) return false;
  const { headers } = file;
  if (incoming.headers["if-none-match"] === headers.etag) {
    outgoing.writeHead(304, headers).end();
    return true;
  }
  const zip = /\bgzip\b/.test(String(incoming.headers["accept-encoding"] ?? ""));
  const body = zip ? file.zipped : file.plain;
  outgoing.writeHead(200, {
    ...headers,
    "content-length": body.length,
    ...(zip && { "content-encoding": "gzip" }),
  });
  outgoing.end(incoming.method === "HEAD" ? undefined : body);
  return true;
}
