import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { Refusal } from "../runtime/refusal.ts";
import { open, Piece, sealInto } from "./seal.ts";
import type { Store } from "./store.ts";
import type { Bytes } from "./streams.ts";

/** What one backup holds. It is written last: a backup without it is half a one. */
export const Manifest = z.object({
  format: z.literal(1),
  at: z.string(),
  purpose: z.enum(["demo", "production"]),
  catalog: Piece,
  counties: z.array(
    z.object({
      slug: z.string(),
      name: z.string(),
      divisionCode: z.string(),
      preset: z.string(),
      adminName: z.string(),
      sample: z.boolean(),
      databaseName: z.string(),
      /** As the catalog had it: the newest sealed row of the county's log, or an older one. */
      auditHead: z.string().nullable(),
      data: Piece,
    }),
  ),
  /** Counties that couldn't be read, with the reason. */
  missing: z.array(z.object({ slug: z.string(), reason: z.string() })),
  files: z.array(z.object({ path: z.string(), data: Piece })),
});
export type Manifest = z.output<typeof Manifest>;

const suffix = "/manifest.json.gz.age";

export const manifestName = (backup: string): string => `${backup}${suffix}`;

/** The names of all whole backups, oldest first. */
export const backupsAmong = (objects: readonly string[]): string[] =>
  objects
    .filter((object) => object.endsWith(suffix))
    .map((object) => object.slice(0, -suffix.length))
    .sort();

export async function writeManifest(store: Store, backup: string, key: string, manifest: Manifest) {
  await inWorkFolder(async (folder) => {
    const file = join(folder, "manifest");
    const text = new Blob([JSON.stringify(manifest)]).stream() as Bytes;
    const { sealed } = await sealInto(file, text, key);
    await store.put(manifestName(backup), file, sealed.sha256);
  });
}

/** @throws Refusal when there is no such backup, or it was sealed with another key */
export async function readManifest(store: Store, backup: string, key: string): Promise<Manifest> {
  try {
    const text = await new Response(await open(await store.get(manifestName(backup)), key)).text();
    return Manifest.parse(JSON.parse(text));
  } catch (error) {
    throw new Refusal(
      `读不出备份 ${backup}：没有这份备份、已经损坏，或 BACKUP_KEY 不是当时的那一把（${error}）。`,
    );
  }
}

/** The backup meant: by its name, or `latest`. */
export async function chosen(store: Store, wanted: string): Promise<string> {
  const all = backupsAmong(await store.list());
  const found = wanted === "latest" ? all.at(-1) : all.find((name) => name === wanted);
  if (!found) throw new Refusal(`没有这份备份：${wanted}。现有：${all.join("、") || "无"}`);
  return found;
}

/** A folder for this process alone, gone afterwards. What lies in it in plain is a database's, so it may be `within` one. */
export async function inWorkFolder<T>(
  work: (folder: string) => Promise<T>,
  within: string = tmpdir(),
): Promise<T> {
  const folder = mkdtempSync(join(within, ".backup-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
