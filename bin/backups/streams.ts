import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { Readable, Writable } from "node:stream";

export type Bytes = ReadableStream<Uint8Array<ArrayBuffer>>;

export const fromFile = (file: string): Bytes => Readable.toWeb(createReadStream(file)) as unknown as Bytes;

/** For the owner alone, and on disk when it ends. */
export const intoFile = (file: string): WritableStream =>
  Writable.toWeb(createWriteStream(file, { mode: 0o600, flush: true }));

export const nowhere = (): WritableStream => new WritableStream();

/** Lets bytes through and adds them up. */
export function measure() {
  const hash = createHash("sha256");
  let bytes = 0;
  const stream = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      hash.update(chunk);
      bytes += chunk.length;
      controller.enqueue(chunk);
    },
  });
  return { stream, result: () => ({ sha256: hash.digest("hex"), bytes }) };
}
