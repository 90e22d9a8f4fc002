import { createServer, type ServerResponse } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { openDoor } from "../../bin/runtime/door.ts";
import { exposition, gauge } from "../../bin/runtime/metrics/exposition.ts";
import { newTally } from "../../bin/runtime/metrics/tally.ts";
import { readExposition } from "./exposition.ts";

const token = "0123456789abcdefghijklmnopqrstuv";

test("requests are counted by route, method and status, with their time and trips", () => {
  const tally = newTally();
  const hear = (line: object) => tally.hear({ level: "info", text: JSON.stringify(line) });
  const request = { kind: "request", id: "1", county: "xinye", method: "GET", route: "/t/:slug", trips: 2 };
  hear({ ...request, status: 200, ms: 8 });
  hear({ ...request, status: 200, ms: 300 });
  hear({ ...request, status: 503, ms: 20_000 });
  hear({ ...request, method: "BREW", route: null, status: 404, ms: 1, trips: 0 });
  hear({ ...request, method: "STEW", route: null, status: 404, ms: 1, trips: 0 });
  hear({ kind: "security", security: "forbidden", id: "1" });
  tally.hear({ level: "error", text: JSON.stringify({ job: { kind: "upkeep" }, error: "no" }) });
  tally.hear({ level: "error", text: '{"kind":"request" broken' });
  const read = readExposition(exposition(tally.families()));
  const of = (name: string, labels: object = {}) =>
    read.find(
      (each) =>
        each.name === name && JSON.stringify({ ...each.labels, ...labels }) === JSON.stringify(each.labels),
    )?.value;
  const route = "/t/:slug";
  expect({
    answered: of("lianzhi_requests_total", { method: "GET", route, status: "200" }),
    failed: of("lianzhi_requests_total", { method: "GET", route, status: "503" }),
    odd: of("lianzhi_requests_total", { method: "other", route: "", status: "404" }),
    quick: of("lianzhi_request_duration_seconds_bucket", { route, le: "0.01" }),
    all: of("lianzhi_request_duration_seconds_bucket", { route, le: "+Inf" }),
    seconds: of("lianzhi_request_duration_seconds_sum", { route }),
    trips: of("lianzhi_database_trips_total", { route }),
    refused: of("lianzhi_refusals_total", { security: "forbidden" }),
    jobs: of("lianzhi_job_failures_total"),
    errors: of("lianzhi_errors_total"),
  }).toEqual({
    ...{ answered: 2, failed: 1, odd: 2, quick: 1, all: 3, seconds: 20.308, trips: 6 },
    ...{ refused: 1, jobs: 1, errors: 2 },
  });
  expect(JSON.stringify(read)).not.toContain("xinye");
});

test("whatever a label says stays within it", () => {
  const said = 'a"b\\c\nd 1\nlianzhi_up 0';
  const text = exposition([gauge("lianzhi_x", "help", [{ labels: { said }, value: 1 }])]);
  expect(readExposition(text)).toEqual([{ name: "lianzhi_x", labels: { said }, value: 1 }]);
});

test.each([
  ["a counter named otherwise", "# TYPE a counter\na 1\n"],
  ["a line twice", '# TYPE a gauge\na{b="c"} 1\na{b="c"} 2\n'],
  ["a line of another name", "# TYPE a gauge\nb 1\n"],
  ["an unescaped quote", '# TYPE a gauge\na{b="c"d"} 1\n'],
  ["no number", "# TYPE a gauge\na x\n"],
  ["falling buckets", '# TYPE a histogram\na_bucket{le="1"} 2\na_bucket{le="+Inf"} 1\na_sum 1\na_count 1\n'],
])("the reader refuses %s", (_, text) => {
  expect(() => readExposition(text)).toThrow();
});

test("are told at the door to whoever brings the token, and are no address without one", async () => {
  const door = await openDoor({
    ...{ host: "127.0.0.1", port: 0, trustProxy: false },
    metrics: { token, text: async ({ waiting, worker }) => `waiting ${waiting} ${worker}\n` },
  });
  onTestFinished(() => door.close(0));
  const ask = async (authorization?: string, method = "GET") => {
    const answer = await fetch(`${door.url}/metrics`, {
      method,
      headers: authorization ? { authorization } : {},
    });
    return [answer.status, answer.headers.get("content-type"), await answer.text()];
  };
  expect(await ask(`Bearer ${token}`)).toEqual([
    200,
    "text/plain; version=0.0.4; charset=utf-8",
    "waiting 0 undefined\n",
  ]);
  for (const other of [
    undefined,
    `Bearer ${token}x`,
    `Bearer ${token.slice(1)}`,
    `Basic ${token}`,
    "Bearer ",
  ])
    expect(await ask(other)).toEqual([
      401,
      "application/problem+json",
      expect.stringContaining("unauthenticated"),
    ]);
  expect((await ask(`Bearer ${token}`, "POST"))[0]).toBe(404);
});

test("say how many wait for their county's turn, and how many are with the worker", async () => {
  const held: ServerResponse[] = [];
  const worker = createServer((_, outgoing) => void held.push(outgoing));
  await new Promise<void>((resolve) => worker.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void worker.close());
  const door = await openDoor({
    ...{ host: "127.0.0.1", port: 0, trustProxy: false },
    metrics: { token, text: async ({ waiting, underWay }) => `${waiting} ${underWay}` },
  });
  onTestFinished(() => door.close(0));
  door.leadTo(`http://127.0.0.1:${(worker.address() as { port: number }).port}`);
  const load = async () =>
    (await fetch(`${door.url}/metrics`, { headers: { authorization: `Bearer ${token}` } })).text();
  const crowd = Array.from({ length: 6 }, () => fetch(`${door.url}/t/xinye`));
  await expect.poll(load).toBe("4 2");
  for (let done = 0; done < 6; done++) {
    await expect.poll(() => held.length).toBeGreaterThan(done);
    held[done]?.end();
  }
  await Promise.all(crowd);
  await expect.poll(load).toBe("0 0");
});
