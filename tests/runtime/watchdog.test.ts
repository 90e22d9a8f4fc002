import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { mintToken, newSecrets } from "../../bin/runtime/secrets.ts";
import { startDatabases } from "../../bin/runtime/stack.ts";
import { letsWrite, watch, writtenLately } from "../../bin/runtime/watchdog.ts";

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "lianzhi-watchdog-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("the databases in use are those that were written lately", async () => {
  const folder = newFolder();
  const now = Date.now();
  for (const [name, minutes] of [
    ["busy", 1],
    ["still", 60],
  ] as const) {
    mkdirSync(join(folder, "dbs", name), { recursive: true });
    const log = join(folder, "dbs", name, "data-wal");
    writeFileSync(log, "");
    utimesSync(log, now / 1000 - minutes * 60, now / 1000 - minutes * 60);
  }
  mkdirSync(join(folder, "dbs", "new"));
  expect(writtenLately(folder, now)).toEqual(["busy"]);
});

test("a database that somebody is writing lets write once they are done, and one held for good doesn't", async () => {
  const folder = newFolder();
  const secrets = newSecrets();
  const { sqld, vars } = await startDatabases({
    folder: join(folder, "sqld"),
    log: join(folder, "sqld.log"),
    secrets,
  });
  onTestFinished(() => sqld.stop());
  const catalog = { url: vars.CATALOG_URL, token: mintToken(secrets, "catalog"), namespace: "catalog" };
  const held = { requests: [{ type: "execute", stmt: { sql: "BEGIN IMMEDIATE" } }] };
  const headers = {
    authorization: `Bearer ${catalog.token}`,
    "x-namespace-bin": btoa("catalog").replaceAll("=", ""),
  };
  const hold = await fetch(`${catalog.url}/v2/pipeline`, {
    method: "POST",
    headers,
    body: JSON.stringify(held),
  });
  expect((await hold.json()) as object).toMatchObject({ results: [{ type: "ok" }] });
  expect(await letsWrite(catalog, 300)).toBe(false);
  // The server takes the turn back from whoever keeps it for five seconds.
  expect(await letsWrite(catalog)).toBe(true);
  expect(writtenLately(join(folder, "sqld"))).toEqual(["catalog"]);
});

test("what isn't about the turn is another's to tell", async () => {
  const server = createServer((_, outgoing) => outgoing.writeHead(401).end("no"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  expect(await letsWrite({ url: `http://127.0.0.1:${port}`, token: "", namespace: "x" })).toBe(true);
});

test("of the databases in use the first that stands still is told, after a round that failed; then there is a respite", async () => {
  const tried: string[] = [];
  const told: string[] = [];
  const failed: unknown[] = [];
  const dog = watch(
    {
      names: () => {
        if (failed.length === 0) throw new Error("no folder");
        return ["one", "two", "three"];
      },
      letsWrite: async (name) => {
        tried.push(name);
        return name !== "two";
      },
      stands: (name) => void told.push(name),
      failed: (error) => void failed.push(error),
    },
    { interval: 1, respite: 100_000 },
  );
  await expect.poll(() => told).toEqual(["two"]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  dog.stop();
  expect([tried, told, failed.length]).toEqual([["one", "two"], ["two"], 1]);
});
