import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import {
  Agent,
  type ClientRequest,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import { connect, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, onTestFinished, test } from "vitest";
import { bodyOf } from "../../bin/runtime/door/body.ts";
import { householdOf } from "../../bin/runtime/door/callers.ts";
import { refuseMalformed } from "../../bin/runtime/door/refusals.ts";
import { type Door, openDoor } from "../../bin/runtime/door.ts";
import { coming, handedOn, keptOf } from "./coming.ts";

test("before there is a worker, visitors are asked to wait", async () => {
  const door = await open();
  const answer = await fetch(door.url);
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("5");
  expect(await answer.text()).toContain("请几秒后重试");
});

test.for([
  ["/", "GET", 503, "unavailable"],
  ["/t/xinye/matters", "GET", 503, "unavailable"],
  ["/t/xinye/api/v1/matters?x", "GET", 503, "unavailable"],
  ["/api/v1/tenants", "POST", 503, "unavailable"],
  ["/readyz", "GET", 503, "unavailable"],
  ["/cdn-cgi/api/x", "GET", 404, "not-found"],
] as const)("a refusal is numbered and logged, and a problem where programs ask: %j", async (asked) => {
  const [path, method, status, type] = asked;
  const lines: string[] = [];
  const door = await open(false, (line) => void lines.push(line));
  const answer = await fetch(`${door.url}${path}`, { method });
  const said = await answer.text();
  const id = answer.headers.get("x-request-id") ?? "";
  expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { kind: "request", id, county: null, method, route: null, status, ms: expect.any(Number), trips: 0 },
  ]);
  expect(answer.status).toBe(status);
  if (!/api\/v1|readyz/.test(path)) return expect(said).toContain("<!doctype html>");
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(JSON.parse(said)).toEqual({
    type: `urn:lianzhi:problem:${type}`,
    title: "请稍候",
    detail: expect.stringContaining("请几秒后重试"),
    status,
    retryAfter: 5,
    requestId: id,
  });
});

test.for([
  ["no HTTP", "GARBAGE\r\n\r\n", 400, "这个网址写得不对"],
  ["a name that can't be one", "GET / HTTP/1.1\r\nhost: a\r\nb c: d\r\n\r\n", 400, "这个网址写得不对"],
  ["far too long", `GET / HTTP/1.1\r\nhost: a\r\ncookie: ${"a".repeat(40_000)}\r\n\r\n`, 431, "Cookie 太长"],
] as const)("what never becomes a request is refused, numbered and logged too: %j", async (asked) => {
  const [, sent, status, words] = asked;
  const lines: string[] = [];
  const door = await open(false, (line) => void lines.push(line));
  const answer = await said(door, sent);
  const id = /^x-request-id: (\S+)\r$/m.exec(answer)?.[1];
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*${words}`));
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ id, status, route: null }),
  ]);
});

test("a connection on which nothing was said leaves no line", async () => {
  const lines: string[] = [];
  const socket = new Socket();
  refuseMalformed(
    Object.assign(new Error(), { code: "ERR_HTTP_REQUEST_TIMEOUT" }),
    socket,
    (line) => void lines.push(line),
  );
  expect([socket.destroyed, lines]).toEqual([true, []]);
});

test("a worker that doesn't answer is a 503, not an error page of the runtime", async () => {
  const door = await open();
  door.leadTo("http://127.0.0.1:9");
  expect((await fetch(door.url, { method: "POST", body: "a=1" })).status).toBe(503);
});

test("passes method, path, body, cookies and status through", async () => {
  const { door } = await openTo(async (incoming, outgoing) => {
    let body = "";
    for await (const chunk of incoming) body += chunk;
    outgoing.writeHead(409, {
      "set-cookie": ["a=1", "b=2"],
      "x-saw": `${incoming.method} ${incoming.url} ${body}`,
    });
    outgoing.end("conflict");
  });
  const answer = await fetch(`${door.url}/t/x/matters?page=2`, { method: "POST", body: "title=x" });
  expect(answer.status).toBe(409);
  expect(answer.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  expect(answer.headers.get("x-saw")).toBe("POST /t/x/matters?page=2 title=x");
  expect(await answer.text()).toBe("conflict");
});

const toolPaths = [
  "/cdn-cgi/local/r2/public/files/a",
  "/x/../cdn-cgi/local/r2/public/files/a",
  "/x/%2e%2e/cdn-cgi/handler",
  "\\cdn-cgi\\local",
  "//cdn-cgi/local",
  "/cdn-cgi",
  "http://127.0.0.1/cdn-cgi/local",
];

test.for(toolPaths)("the runtime's own tools are out of reach: %s", async (path) => {
  const { door, seen } = await openTo();
  expect((await raw(door, path)).status).not.toBe(200);
  expect(seen).toEqual([]);
});

test("what a visitor claims about itself is dropped", async () => {
  const { door, seen } = await openTo();
  await raw(door, "/", {
    "cf-connecting-ip": "6.6.6.6",
    "mf-original-url": "http://evil.example/",
    "x-forwarded-for": "6.6.6.6",
    "x-forwarded-proto": "https",
    "x-real-ip": "6.6.6.6",
  });
  expect(JSON.stringify(seen[0])).not.toMatch(/6\.6\.6\.6|evil|https/);
  expect(seen[0]).toMatchObject({ "cf-connecting-ip": "127.0.0.1" });
});

test("behind a proxy of our own, its last word about the visitor counts", async () => {
  const { door, seen } = await openTo(undefined, true);
  await raw(door, "/", { "x-forwarded-for": "6.6.6.6, 10.1.2.3", "x-forwarded-proto": "https" });
  expect(seen[0]).toMatchObject({ "cf-connecting-ip": "10.1.2.3", "x-forwarded-proto": "https" });
});

test("closing lets a request under way finish", async () => {
  const { door } = await openTo((_incoming, outgoing) => {
    setTimeout(() => outgoing.end("done"), 150);
  });
  const answer = fetch(door.url).then((response) => response.text());
  await new Promise((resolve) => setTimeout(resolve, 50));
  await door.close();
  expect(await answer).toBe("done");
});

describe("somebody who sends slowly", () => {
  /** Begins a form and leaves it unfinished. */
  const begun = (door: Door): ClientRequest => {
    const sent = request(door.url, {
      method: "POST",
      agent: new Agent({ keepAlive: false }),
      headers: { "content-length": "100" },
    });
    sent.on("error", () => {});
    sent.write("a=");
    return sent;
  };

  test("holds nothing of the worker: it hears of a form once all of it is there", async () => {
    const { door, seen } = await openTo();
    const slow = Array.from({ length: 100 }, () => begun(door));
    expect((await fetch(door.url)).status).toBe(200);
    expect(seen).toHaveLength(1);
    const answers = slow.map((one) => new Promise((resolve) => one.once("response", resolve)));
    for (const one of slow) one.end("b".repeat(98));
    await Promise.all(answers);
    expect(seen).toHaveLength(101);
  });

  test("shares the places of one address; others are let in", async () => {
    const { door } = await openTo(undefined, true);
    const from = (address: string) => fetch(door.url, { headers: { "x-forwarded-for": address } });
    const slow = Array.from({ length: 128 }, () => {
      const sent = request(door.url, {
        method: "POST",
        agent: new Agent({ keepAlive: false }),
        headers: { "content-length": "100", "x-forwarded-for": "10.0.0.1" },
      });
      sent.on("error", () => {});
      sent.write("a=");
      return sent;
    });
    await expect.poll(async () => (await from("10.0.0.1")).status).toBe(429);
    expect((await from("10.0.0.2")).status).toBe(200);
    for (const one of slow) one.destroy();
    await expect.poll(async () => (await from("10.0.0.1")).status).toBe(200);
  });

  test("is told when it takes too long", async () => {
    const silent = new Readable({ read() {} }) as IncomingMessage;
    expect(await bodyOf(silent, { longest: 1000, longestSilence: 5 })).toEqual({ refused: 408 });
    const trickle = new Readable({
      read() {
        setTimeout(() => this.push("a"), 2);
      },
    }) as IncomingMessage;
    expect(await bodyOf(trickle, { longest: 30, longestSilence: 1000 })).toEqual({ refused: 408 });
  });
});

test("a crowd of one county leaves the others their turn, and comes in as places get free", async () => {
  const held: ServerResponse[] = [];
  const { door, seen } = await openTo((incoming, outgoing) => {
    if (incoming.url?.startsWith("/t/xinye")) held.push(outgoing);
    else outgoing.end("ok");
  });
  const crowd = Array.from({ length: 20 }, () => fetch(`${door.url}/t/xinye/matters`));
  await expect.poll(() => held.length).toBe(2);
  expect((await fetch(`${door.url}/t/huaping`)).status).toBe(200);
  expect(seen).toHaveLength(3);
  for (let done = 0; done < 20; done++) {
    await expect.poll(() => held.length).toBeGreaterThan(done);
    held[done]?.end("ok");
  }
  for (const { status } of await Promise.all(crowd)) expect(status).toBe(200);
});

test("whoever reads slowly takes nobody's turn", async () => {
  const page = "页".repeat(3_000_000);
  const { door, seen } = await openTo((incoming, outgoing) =>
    outgoing.end(incoming.url === "/t/xinye/long" ? page : "ok"),
  );
  const slow = Array.from({ length: 8 }, () => unread(door, "/t/xinye/long"));
  await expect.poll(() => seen.length).toBe(8);
  expect((await fetch(`${door.url}/t/xinye`)).status).toBe(200);
  const [first] = slow;
  const chunks = await first?.then((answer) => answer.toArray());
  expect(Buffer.concat(chunks ?? []).toString()).toBe(page);
});

test("requests that come one behind the other leave nothing behind when their connection ends", async () => {
  const held: ServerResponse[] = [];
  const { door, seen } = await openTo((incoming, outgoing) => {
    if (incoming.url === "/held") held.push(outgoing);
    else outgoing.end("ok");
  });
  const { port } = new URL(door.url);
  for (let round = 0; round < 3; round++) {
    const socket = connect(Number(port), "127.0.0.1");
    onTestFinished(() => void socket.destroy());
    socket.on("error", () => {});
    socket.write(`GET /held HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`);
    socket.write(`GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`.repeat(119));
    await expect.poll(() => held.length).toBe(round + 1);
    socket.destroy();
    held[round]?.end();
    await expect.poll(async () => (await fetch(door.url)).status).toBe(200);
  }
  // As many as one address may have: none of the places is lost.
  const crowd = await Promise.all(Array.from({ length: 100 }, () => fetch(door.url)));
  expect(new Set(crowd.map(({ status }) => status))).toEqual(new Set([200]));
  expect(seen.length).toBeGreaterThan(100);
});

test.for(["a b.example", "[::1", "a.example:99999"])("what is no hostname is refused: %j", async (host) => {
  const { door, seen } = await openTo();
  expect((await raw(door, "/", { host })).status).toBe(400);
  expect(seen).toEqual([]);
});

test("of too much only so much is sent on that the worker sees it, and far too much is refused", async () => {
  const { door, seen } = await openTo((incoming, outgoing) => {
    incoming.resume();
    outgoing.end("ok");
  });
  const send = (size: number) => fetch(door.url, { method: "POST", body: new Uint8Array(size) });
  expect((await send(3_000_000)).status).toBe(200);
  expect(seen[0]?.["content-length"]).toBe("1048577");
  const far = await send(9_000_000).then(
    ({ status }) => status,
    () => 413,
  );
  expect([far, seen.length]).toEqual([413, 1]);
});

test("where photos are sent more is taken, and waits apart from what others send", async () => {
  const { door, seen } = await openTo((incoming, outgoing) => {
    incoming.resume();
    outgoing.end("ok");
  });
  const send = (path: string, size: number) =>
    fetch(door.url + path, { method: "POST", body: new Uint8Array(size) }).then(
      ({ status }) => status,
      () => 413,
    );
  const notes = [
    "/t/xinye/matters/m1/progress",
    "/matters/m1/progress?x=1",
    "/t/xinye/api/v1/matters/m1/progress",
    "/api/v1/matters/m1/progress",
  ];
  for (const path of notes) expect(await send(path, 13_000_000)).toBe(200);
  expect(seen.map((headers) => headers["content-length"])).toEqual(notes.map(() => "12713985"));
  expect(await send("/t/xinye/matters/m1/progress/x", 13_000_000)).toBe(413);
  expect(await send(notes[0] ?? "", 26_000_000)).toBe(413);
});

const mebibyte = 1024 * 1024;
const words = 128 * 1024;

test("what waits with photos shuts out others' photos, whose words go on, and nothing else", async () => {
  const sent = coming;
  const note = "/t/xinye/matters/m1/progress";
  const held = Array.from({ length: 8 }, () => sent(note, 12 * 1024 * 1024 + 128 * 1024));
  await handedOn();
  expect(await keptOf(sent(note, mebibyte))).toEqual({ cut: words });
  // A note without photos is a form like others.
  expect(await keptOf(sent(note, words))).toEqual({ whole: words });
  // Residents' photos wait elsewhere, and rules among all.
  expect(await keptOf(sent("/t/xinye/matters", mebibyte))).toEqual({ whole: mebibyte });
  const form = sent("/t/xinye/rules/1", 1024 * 1024);
  form.end();
  const taken = await form.body;
  expect("bytes" in taken && taken.bytes.length).toBe(1024 * 1024);
  for (const { end } of held) end();
  for (const body of [taken, ...(await Promise.all(held.map(({ body }) => body)))])
    if ("release" in body) body.release();
  // There is room again.
  const last = sent(note, 1024 * 1024);
  last.end();
  const after = await last.body;
  expect("bytes" in after && after.bytes.length).toBe(1024 * 1024);
  if ("release" in after) after.release();
});

describe("residents' photos", () => {
  const report = "/t/xinye/matters?unit=u1";
  const largest = 12 * mebibyte + words;

  test("of one household take two of the largest forms, and its other forms go on", async () => {
    const held = [1, 2].map(() => coming(report, largest, "2001:db8::1"));
    await handedOn();
    expect(await keptOf(coming(report, 2 * mebibyte, "2001:db8::2"))).toEqual({ cut: words });
    expect(await keptOf(coming(report, words, "2001:db8::1"))).toEqual({ whole: words });
    expect(await keptOf(coming(report, 2 * mebibyte, "2001:db8:0:1::1"))).toEqual({ whole: 2 * mebibyte });
    for (const each of held) expect(await keptOf(each)).toEqual({ whole: largest });
    expect(await keptOf(coming(report, largest, "2001:db8::1"))).toEqual({ whole: largest });
  });

  test("of all together take so much, and staff's go on", async () => {
    const held = Array.from({ length: 5 }, (_, index) => coming(report, largest, `10.0.${index}.1`));
    await handedOn();
    expect(await keptOf(coming(report, largest, "10.1.0.1"))).toEqual({ cut: words });
    expect(await keptOf(coming(report, words, "10.1.0.1"))).toEqual({ whole: words });
    expect(await keptOf(coming("/t/xinye/matters/m1/progress", largest))).toEqual({ whole: largest });
    for (const each of held) await keptOf(each);
    expect(await keptOf(coming(report, largest, "10.1.0.1"))).toEqual({ whole: largest });
  });

  test("that found no room are said to the worker, and by nobody else", async () => {
    const { door, seen } = await openTo((incoming, outgoing) => {
      incoming.resume();
      outgoing.end("ok");
    });
    const held = [1, 2].map(() => coming(report, largest, "127.0.0.1"));
    await handedOn();
    const send = (size: number) =>
      fetch(door.url + report, {
        method: "POST",
        body: new Uint8Array(size),
        headers: { "x-cut-short": "yes" },
      });
    expect((await send(3 * mebibyte)).status).toBe(200);
    for (const each of held) await keptOf(each);
    expect((await send(3 * mebibyte)).status).toBe(200);
    expect(seen.map((headers) => [headers["content-length"], headers["x-cut-short"]])).toEqual([
      [String(words), "yes"],
      [String(3 * mebibyte), undefined],
    ]);
  });
});

describe("files", () => {
  test("are answered by the door, small, and for good under the name of their version", async () => {
    const folder = mkdtempSync(join(tmpdir(), "lianzhi-files-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    mkdirSync(join(folder, "static/0123456789ab"), { recursive: true });
    for (const name of ["static/app.css", "static/0123456789ab/app.css"])
      writeFileSync(join(folder, name), "a{}".repeat(500));
    const { door, seen } = await openTo();
    door.leadTo("http://127.0.0.1:9", folder);
    const plain = await fetch(`${door.url}/static/app.css`);
    const lasting = await fetch(`${door.url}/static/0123456789ab/app.css?x`);
    expect([plain.status, plain.headers.get("cache-control"), lasting.headers.get("cache-control")]).toEqual([
      200,
      "no-cache",
      "public, max-age=31536000, immutable",
    ]);
    expect([lasting.headers.get("vary"), lasting.headers.get("content-encoding")]).toEqual([
      "accept-encoding",
      "gzip",
    ]);
    expect(await lasting.text()).toBe("a{}".repeat(500));
    const etag = plain.headers.get("etag") ?? "";
    expect((await fetch(`${door.url}/static/app.css`, { headers: { "if-none-match": etag } })).status).toBe(
      304,
    );
    expect(seen).toEqual([]);
  });
});

test("one household is one address", () => {
  expect(["10.1.2.3", "2001:db8:1:2:3::4", "2001:db8:1:2::", "::1"].map(householdOf)).toEqual([
    "10.1.2.3",
    "2001:db8:1:2",
    "2001:db8:1:2",
    "0:0:0:0",
  ]);
});

async function open(trustProxy = false, log: (line: string) => void = () => {}): Promise<Door> {
  const door = await openDoor({ host: "127.0.0.1", port: 0, trustProxy, log });
  onTestFinished(() => door.close(0));
  return door;
}

/** A door that leads to a stand-in for the worker, and the headers that one saw. */
async function openTo(
  answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void = (_, outgoing) => outgoing.end("ok"),
  trustProxy = false,
) {
  const seen: IncomingHttpHeaders[] = [];
  const server = createServer((incoming, outgoing) => {
    seen.push(incoming.headers);
    answer(incoming, outgoing);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const door = await open(trustProxy);
  door.leadTo(`http://127.0.0.1:${(server.address() as { port: number }).port}`);
  return { door, seen };
}

/** An answer of which nothing is read until somebody asks for it. */
function unread(door: Door, path: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(door.url + path, { agent: new Agent({ keepAlive: false }) }, resolve);
    sent.on("error", reject);
    onTestFinished(() => void sent.destroy());
    sent.end();
  });
}

/** What comes back when these bytes are sent. */
function said(door: Door, sent: string): Promise<string> {
  const { port } = new URL(door.url);
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(Number(port), "127.0.0.1", () => socket.write(sent));
    socket.on("data", (part) => (answer += part));
    socket.on("error", () => {});
    socket.on("close", () => resolve(answer));
  });
}

/** A request whose path is sent as written: `fetch` would tidy it first. */
function raw(door: Door, path: string, headers: Record<string, string> = {}): Promise<{ status: number }> {
  const { port } = new URL(door.url);
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, headers }, (answer) => {
      answer.resume();
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0 }));
    });
    sent.on("error", reject);
    sent.end();
  });
}
