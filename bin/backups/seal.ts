import { Decrypter, Encrypter, identityToRecipient } from "age-encryption";
import * as z from "zod";
import { Refusal } from "../runtime/refusal.ts";
import { type Bytes, intoFile, measure } from "./streams.ts";

/** Hashes and sizes of a piece as it was read and as it lies in the store. */
export const Piece = z.object({
  object: z.string(),
  plain: z.object({ sha256: z.string(), bytes: z.number() }),
  sealed: z.object({ sha256: z.string(), bytes: z.number() }),
});
export type Piece = z.output<typeof Piece>;

/** An age identity (https://age-encryption.org/v1): whoever has it reads the backups, also with the `age` program. */
export function backupKeyFrom(environment: NodeJS.ProcessEnv): string {
  const { BACKUP_KEY = "" } = environment;
  if (/^AGE-SECRET-KEY-1[0-9A-Z]+$/.test(BACKUP_KEY)) return BACKUP_KEY;
  throw new Refusal("缺少环境变量 BACKUP_KEY，或它的格式不对。用 npm run secrets 生成，与备份分开保存。");
}

/** Compresses and encrypts into a file, a chunk at a time. */
export async function sealInto(
  file: string,
  source: Bytes,
  key: string,
): Promise<Pick<Piece, "plain" | "sealed">> {
  const [plain, sealed] = [measure(), measure()];
  const encrypter = new Encrypter();
  encrypter.addRecipient(await identityToRecipient(key));
  const compressed = source.pipeThrough(plain.stream).pipeThrough(new CompressionStream("gzip"));
  const encrypted = (await encrypter.encrypt(compressed)) as Bytes;
  await encrypted.pipeThrough(sealed.stream).pipeTo(intoFile(file));
  return { plain: plain.result(), sealed: sealed.result() };
}

/** What was sealed, as it was. @throws Error when it isn't what was written, or the key is another one */
export async function open(sealed: Bytes, key: string): Promise<Bytes> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(key);
  const compressed = (await decrypter.decrypt(sealed)) as Bytes;
  return compressed.pipeThrough(new DecompressionStream("gzip")) as Bytes;
}

/** Reads a piece back from the store into `sink` and compares both hashes with those of its making. */
export async function readBack(
  sealed: Bytes,
  key: string,
  piece: Piece,
  sink: WritableStream,
): Promise<void> {
  const [outside, inside] = [measure(), measure()];
  const opened = await open(sealed.pipeThrough(outside.stream), key);
  await opened.pipeThrough(inside.stream).pipeTo(sink);
  const found = [outside.result().sha256, inside.result().sha256];
  if (found[0] !== piece.sealed.sha256 || found[1] !== piece.plain.sha256)
    throw new Error(`${piece.object} is not what was written`);
}
