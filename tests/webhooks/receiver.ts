import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** What came in. */
export interface Call {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** How it answers: a status, `hang`: never, `cut`: the connection ends in the middle. */
export type Way = { status?: number; body?: string; location?: string } | "hang" | "cut";

/** A county's own software on loopback, which keeps what comes and answers as it is told. */
export async function receiver() {
  const calls: Call[] = [];
  let way: (call: Call) => Way | Promise<Way> = () => ({});
  const server = createServer((request, response) => {
    void (async () => {
      const body = await textOf(request);
      const { method = "", url: path = "" } = request;
      const call = { method, path, headers: request.headers as Record<string, string>, body };
      calls.push(call);
      const answer = await way(call);
      if (answer === "hang") return;
      if (answer === "cut") return void request.socket.destroy();
      const { status = 204, body: said, location } = answer;
      response.writeHead(status, location ? { location } : {}).end(said);
    })();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    address: `${origin}/events`,
    calls,
    messages: () => calls.map(({ body }) => JSON.parse(body)),
    answering(other: typeof way): void {
      way = other;
    },
    stop: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

/** As the standard's text tells a receiver to do it, apart from what signs here: one of the signatures must be right. */
export function isSigned(secret: string, { headers, body }: Pick<Call, "headers" | "body">): boolean {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const content = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const own = createHmac("sha256", key).update(content).digest();
  return (headers["webhook-signature"] ?? "").split(" ").some((each) => {
    const [version, signature = ""] = each.split(",");
    const sent = Buffer.from(signature, "base64");
    return version === "v1" && sent.length === own.length && timingSafeEqual(sent, own);
  });
}
