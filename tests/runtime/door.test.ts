import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { type Door, openDoor } from "../../bin/runtime/door.ts";

test("before there is a worker, visitors are asked to wait", async () => {
  const door = await open();
  const answer = await fetch(door.url);
  expect(answer.status).toBe(503);
  expect(answer.headers.get("retry-after")).toBe("5");
  expect(await answer.text()).toContain("请几秒后重试");
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

async function open(trustProxy = false): Promise<Door> {
  const door = await openDoor({ host: "127.0.0.1", port: 0, trustProxy });
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
