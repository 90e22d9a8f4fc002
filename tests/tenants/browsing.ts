import { type IncomingHttpHeaders, request } from "node:http";
import { stack } from "../support/stack.ts";

export interface Answer {
  status: number;
  body: string;
  location: string | undefined;
  cookies: string[];
  headers: IncomingHttpHeaders;
}

interface Asked {
  method?: "GET" | "POST";
  form?: Record<string, string>;
  headers?: Record<string, string>;
}

/** A request as it comes in under a hostname: Node's fetch won't send a Host of one's choice. */
export function under(host: string, path: string, asked: Asked = {}, url = stack.url): Promise<Answer> {
  const { form, method = form ? "POST" : "GET" } = asked;
  const headers = {
    host,
    accept: "text/html",
    ...(form ? { "content-type": "application/x-www-form-urlencoded", origin: `http://${host}` } : {}),
    ...asked.headers,
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${url}${path}`, { method, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () =>
        resolve({
          status: answer.statusCode ?? 0,
          body: Buffer.concat(parts).toString(),
          location: answer.headers.location,
          cookies: answer.headers["set-cookie"] ?? [],
          headers: answer.headers,
        }),
      );
    });
    sent.on("error", reject);
    sent.end(form && new URLSearchParams(form).toString());
  });
}

/** What a browser sends back of the cookies it was given. */
export const cookieHeader = (cookies: readonly string[]): string =>
  cookies.map((cookie) => cookie.split(";")[0]).join("; ");
