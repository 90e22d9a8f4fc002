import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateX25519Identity } from "age-encryption";
import { describe, expect, onTestFinished, test } from "vitest";
import { backupsAmong } from "../../bin/backups/manifest.ts";
import { keepingFrom, nameFor, outlived } from "../../bin/backups/rotate.ts";
import { type Piece, readBack, sealInto } from "../../bin/backups/seal.ts";
import { folderStore, s3Store, storeFrom } from "../../bin/backups/store.ts";
import { type Bytes, fromFile, nowhere } from "../../bin/backups/streams.ts";
import { wholeDump } from "../../bin/backups/take.ts";
import { objectStore, secretKey } from "./object-store.ts";

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "lianzhi-backups-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const streamOf = (text: string) => new Blob([text]).stream() as Bytes;

describe("how many backups are kept", () => {
  test("is a week of days and five weeks, unless it is set", () => {
    expect(keepingFrom({})).toEqual({ daily: 7, weekly: 5 });
    expect(keepingFrom({ BACKUP_KEEP_DAILY: "", BACKUP_KEEP_WEEKLY: "0" })).toEqual({ daily: 7, weekly: 0 });
  });

  test.each(["7d", "all", "-1", "1e3", " "])("is refused as %j: it would let all of them go", (written) => {
    expect(() => keepingFrom({ BACKUP_KEEP_DAILY: written })).toThrow(`BACKUP_KEEP_DAILY=${written}`);
    expect(() => keepingFrom({ BACKUP_KEEP_WEEKLY: written })).toThrow(`BACKUP_KEEP_WEEKLY=${written}`);
  });
});

describe("what lets old backups go", () => {
  const days = (count: number, from = "2026-11-29") =>
    Array.from({ length: count }, (_, back) =>
      nameFor(new Date(Date.parse(`${from}T02:00:00Z`) - back * 86_400_000)),
    );

  test("keeps the newest of each of the last days and weeks, Monday to Sunday", () => {
    const names = days(30);
    const gone = outlived(names, { daily: 3, weekly: 3 });
    const kept = names.filter((name) => !gone.includes(name)).map((name) => name.slice(0, 10));
    // 29 Nov 2026 is a Sunday: its week, and the Sundays before it.
    expect(kept).toEqual(["2026-11-29", "2026-11-28", "2026-11-27", "2026-11-22", "2026-11-15"]);
  });

  test("of several on one day keeps the newest", () => {
    const names = ["2026-11-29T01-00-00Z", "2026-11-29T05-00-00Z", "2026-11-29T03-00-00Z"];
    expect(outlived(names, { daily: 7, weekly: 5 })).toEqual([
      "2026-11-29T03-00-00Z",
      "2026-11-29T01-00-00Z",
    ]);
  });

  test("days without a backup don't count, and the newest of all stays whatever is asked", () => {
    const old = ["2025-01-01T00-00-00Z", "2025-03-01T00-00-00Z"];
    expect(outlived(old, { daily: 7, weekly: 0 })).toEqual([]);
    expect(outlived(old, { daily: 0, weekly: 0 })).toEqual(["2025-01-01T00-00-00Z"]);
    expect(outlived(old, { daily: Number.NaN, weekly: Number.NaN })).toEqual(["2025-01-01T00-00-00Z"]);
  });
});

describe("a sealed piece", () => {
  const sealed = async (text: string) => {
    const file = join(newFolder(), "sealed");
    const key = await generateX25519Identity();
    const piece: Piece = { object: "piece", ...(await sealInto(file, streamOf(text), key)) };
    return { file, key, piece };
  };

  test("comes back as it was, is smaller, and shows nothing of it", async () => {
    const text = "张三的电话 13812345678\n".repeat(20_000);
    const { file, key, piece } = await sealed(text);
    const found: Uint8Array[] = [];
    const sink = new WritableStream({ write: (chunk) => void found.push(chunk) });
    await readBack(fromFile(file), key, piece, sink);
    expect(Buffer.concat(found).toString()).toBe(text);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file).length).toBeLessThan(text.length / 20);
    expect(readFileSync(file).includes("13812345678")).toBe(false);
  });

  test("isn't opened by another key", async () => {
    const { file, piece } = await sealed("x");
    await expect(
      readBack(fromFile(file), await generateX25519Identity(), piece, nowhere()),
    ).rejects.toThrow();
  });

  test.each<[string, (bytes: Buffer) => Buffer]>([
    ["a changed byte", (bytes) => Buffer.from(bytes.with(bytes.length - 20, (bytes.at(-20) ?? 0) ^ 1))],
    ["an end that is missing", (bytes) => bytes.subarray(0, -30)],
    ["more behind it", (bytes) => Buffer.concat([bytes, Buffer.from("more")])],
    ["nothing left of it", () => Buffer.alloc(0)],
  ])("with %s is refused", async (_, spoil) => {
    const { file, key, piece } = await sealed("rows ".repeat(100_000));
    writeFileSync(file, spoil(readFileSync(file)));
    await expect(readBack(fromFile(file), key, piece, nowhere())).rejects.toThrow();
  });
});

test("a dump that broke off is no backup", async () => {
  const read = (text: string) => new Response(streamOf(text).pipeThrough(wholeDump())).text();
  expect(await read("BEGIN TRANSACTION;\nCOMMIT;\n")).toContain("COMMIT");
  await expect(read("BEGIN TRANSACTION;\nINSERT INTO t VALUES(1);\n")).rejects.toThrow("broke off");
  await expect(read("")).rejects.toThrow("broke off");
});

test("a backup without its list of contents is half a one", () => {
  expect(backupsAmong(["b/manifest.json.gz.age", "b/catalog.gz.age", "a/catalog.gz.age"])).toEqual(["b"]);
});

describe.each(["a folder", "an S3-compatible store"])("%s", (kind) => {
  const stores = async () => {
    if (kind === "a folder") return folderStore(join(newFolder(), "backups"));
    const { endpoint } = await objectStore();
    return s3Store({ endpoint, prefix: "county/", region: "cn-north-1", keyId: "id", secret: secretKey });
  };
  const put = async (store: Awaited<ReturnType<typeof stores>>, name: string, text: string) => {
    const file = join(newFolder(), "file");
    const key = await generateX25519Identity();
    const { sealed } = await sealInto(file, streamOf(text), key);
    await store.put(name, file, sealed.sha256);
    return { key, sealed, bytes: readFileSync(file) };
  };

  test("keeps what it is given, lists it and lets it go", async () => {
    const store = await stores();
    expect(await store.list()).toEqual([]);
    const names = ["b1/catalog.gz.age", "b1/counties/xinye.sql.gz.age", "b2/catalog.gz.age"];
    const kept = [];
    for (const name of names) kept.push(await put(store, name, name));
    expect((await store.list()).sort()).toEqual(names);
    const found = Buffer.from(await new Response(await store.get(names[1] ?? "")).arrayBuffer());
    expect(found.equals(kept[1]?.bytes ?? Buffer.alloc(0))).toBe(true);
    for (const name of names) await store.remove(name);
    expect(await store.list()).toEqual([]);
  });

  test("says when it has no such thing", async () => {
    const store = await stores();
    const read = async () => new Response(await store.get("none")).text();
    await expect(read()).rejects.toThrow();
  });
});

test("a wrong secret is refused by the store, and said", async () => {
  const { endpoint } = await objectStore();
  const store = s3Store({ endpoint, prefix: "", region: "r", keyId: "id", secret: "another" });
  await expect(store.list()).rejects.toThrow("403");
});

test("a store that isn't described whole is refused by name", () => {
  expect(() => storeFrom({})).toThrow("BACKUP_TO");
  expect(() => storeFrom({ BACKUP_TO: "s3://bucket" })).toThrow("BACKUP_S3_ENDPOINT");
});
