import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** What a platform was sent. */
export interface Taken {
  kind: "wecom" | "dingtalk" | "feishu";
  /** The text that the group reads. */
  text: string;
  title: string;
}

/** How the stand-in answers instead of by its contract. */
export type Way = (
  kind: Taken["kind"],
) => { status?: number; body?: string; location?: string } | "hang" | undefined;

/**
 * The three platforms on loopback, by their documents: addresses, bodies, sizes, signatures within the hour, and the codes
 * for what is wrong. They know one key and one secret.
 */
export async function standIn({ key, secret }: { key: string; secret: string }) {
  const taken: Taken[] = [];
  const calls: string[] = [];
  const times: number[] = [];
  let way: Way = () => undefined;
  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? "", "http://127.0.0.1");
      const body = await textOf(request);
      const kind = kindOf(url.pathname);
      calls.push(`${request.method} ${url.pathname}`);
      times.push(Date.now());
      const other = kind && way(kind);
      if (other === "hang") return;
      const { status = 200, location, body: said = JSON.stringify(answer(kind, url, body)) } = other ?? {};
      response
        .writeHead(status, { "content-type": "application/json", ...(location && { location }) })
        .end(said);
    })();
  });

  function answer(kind: Taken["kind"] | undefined, url: URL, text: string) {
    const body = JSON.parse(text);
    if (kind === "wecom") return wecom(url, body);
    if (kind === "dingtalk") return dingtalk(url, body);
    return feishu(url, body, text.length);
  }

  function wecom(url: URL, { msgtype, markdown }: Body) {
    if (url.searchParams.get("key") !== key) return { errcode: 93000, errmsg: "invalid webhook url" };
    const content = markdown?.content ?? "";
    if (msgtype !== "markdown" || Buffer.byteLength(content) > 4096)
      return { errcode: 40058, errmsg: "markdown.content exceed max length 4096" };
    taken.push({ kind: "wecom", text: content, title: content.split("\n")[0] ?? "" });
    return { errcode: 0, errmsg: "ok" };
  }

  function dingtalk({ searchParams }: URL, { msgtype, markdown }: Body) {
    if (searchParams.get("access_token") !== key) return { errcode: 300001, errmsg: "token is not exist" };
    const timestamp = searchParams.get("timestamp") ?? "";
    const sign = createHmac("sha256", secret).update(`${timestamp}\n${secret}`).digest("base64");
    const isFresh = Math.abs(Number(timestamp) - Date.now()) < 3_600_000;
    if (!isFresh || searchParams.get("sign") !== sign) return { errcode: 310000, errmsg: "sign not match" };
    if (msgtype !== "markdown" || !markdown?.title) return { errcode: 400105, errmsg: "unsupported" };
    taken.push({ kind: "dingtalk", text: markdown.text ?? "", title: markdown.title });
    return { errcode: 0, errmsg: "ok" };
  }

  function feishu({ pathname }: URL, { timestamp, sign, msg_type, card }: Body, length: number) {
    if (!pathname.endsWith(`/${key}`))
      return { code: 19001, msg: "param invalid: incoming webhook access token invalid" };
    const own = createHmac("sha256", `${timestamp}\n${secret}`).update("").digest("base64");
    const isFresh = Math.abs(Number(timestamp) * 1000 - Date.now()) < 3_600_000;
    if (!isFresh || sign !== own)
      return { code: 19021, msg: "sign match fail or timestamp is not within one hour from current time" };
    if (msg_type !== "interactive" || length > 20_480) return { code: 9499, msg: "Bad Request" };
    const text = card?.elements[0]?.content ?? "";
    taken.push({ kind: "feishu", text, title: card?.header.title.content ?? "" });
    return { StatusCode: 0, code: 0, msg: "success" };
  }

  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    taken,
    calls,
    /** When each call came, in milliseconds. */
    times,
    addresses: {
      wecom: `${origin}/cgi-bin/webhook/send?key=${key}`,
      dingtalk: `${origin}/robot/send?access_token=${key}`,
      feishu: `${origin}/open-apis/bot/v2/hook/${key}`,
    },
    answering: (next: Way) => {
      way = next;
    },
    stop: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

interface Body {
  msgtype?: string;
  markdown?: { content?: string; text?: string; title?: string };
  msg_type?: string;
  timestamp?: string;
  sign?: string;
  card?: { header: { title: { content: string } }; elements: { content: string }[] };
}

const kindOf = (path: string): Taken["kind"] | undefined => {
  if (path === "/cgi-bin/webhook/send") return "wecom";
  if (path === "/robot/send") return "dingtalk";
  return path.startsWith("/open-apis/bot/v2/hook/") ? "feishu" : undefined;
};

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
