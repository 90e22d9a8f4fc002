import { request } from "node:http";
import { stack } from "./stack.ts";

export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

interface RawRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  url?: string;
}

/** A request as it is: no tidied address, any header, any bytes. What no browser would send, somebody will. */
export function raw(path: string, options: RawRequest = {}): Promise<RawAnswer> {
  const { method = "GET", headers = {}, body, url = stack.url } = options;
  const { hostname, port } = new URL(url);
  const long = body !== undefined && !("transfer-encoding" in headers);
  const sized = long ? { ...headers, "content-length": String(Buffer.byteLength(body)) } : headers;
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers: sized, agent: false }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text: Buffer.concat(parts).toString("utf8"),
        }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

/** What a browser says along with a form of this site. */
export const ownForm = (url: string = stack.url) => ({
  origin: url,
  "content-type": "application/x-www-form-urlencoded",
});

export const ownJson = { "content-type": "application/json" };
