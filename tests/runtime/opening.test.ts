import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { largeIn, openingLarge, untilOpen } from "../../bin/runtime/opening.ts";

function folderOf(sizes: Readonly<Record<string, number>>): string {
  const folder = mkdtempSync(join(tmpdir(), "lianzhi-opening-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, size] of Object.entries(sizes)) {
    mkdirSync(join(folder, "dbs", name), { recursive: true });
    writeFileSync(join(folder, "dbs", name, "data"), "");
    truncateSync(join(folder, "dbs", name, "data"), size);
  }
  return folder;
}

test("only large databases are opened ahead, one after the other, and none is taken for open before it is", async () => {
  const folder = folderOf({ catalog: 4096, huaping: 700_000_000, xinye: 2_000_000_000, yulong: 499_999_999 });
  mkdirSync(join(folder, "dbs", "unfinished"));
  const steps: string[] = [];
  const failures: unknown[] = [];
  const opening = openingLarge({
    names: () => largeIn(folder),
    open: async (name) => {
      steps.push(`${name} ${["huaping", "xinye", "yulong"].filter(opening.isOpening).join()}`);
      if (name === "huaping") throw new Error("the server ended");
    },
    failed: (error) => failures.push(error),
  });
  await opening.begin();
  expect(steps).toEqual(["huaping huaping,xinye", "xinye xinye"]);
  expect(failures).toMatchObject([{ message: "the server ended" }]);
  expect(opening.isOpening("xinye")).toBe(false);
});

async function answering(status: number, body: string) {
  const asked: { namespace: unknown; token: unknown; said: string }[] = [];
  const server = createServer(async (request, response) => {
    let said = "";
    for await (const part of request) said += part;
    const { authorization: token, "x-namespace-bin": namespace } = request.headers;
    asked.push({ token, namespace, said });
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

test("a database is asked by its name and with its token, and says when it refuses", async () => {
  const open = await answering(200, "{}");
  await untilOpen({ url: open.url, token: "t", namespace: "xinye-a1" });
  expect(open.asked).toMatchObject([{ token: "Bearer t", namespace: btoa("xinye-a1").replaceAll("=", "") }]);
  expect(open.asked[0]?.said).toContain("SELECT 1");
  const torn = await answering(500, "log is torn");
  await expect(untilOpen({ url: torn.url, token: "t", namespace: "xinye-a1" })).rejects.toThrow(
    "xinye-a1: 500 log is torn",
  );
});
