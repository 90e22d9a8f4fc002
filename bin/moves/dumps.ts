import type { DatabaseAddress } from "../../db/client.ts";
import { type Bytes, fromFile, intoFile, measure, nowhere } from "../backups/streams.ts";
import { dumpOf } from "../backups/take.ts";

const [space, lineFeed] = [0x20, 0x0a];

/**
 * Leaves out the spaces that lines begin with: the server indents definitions by one more with each load. Nothing is lost of
 * the rows: each is one line, its own line breaks written out.
 */
export function levelled(): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let begins = true;
  return new TransformStream({
    transform(chunk, controller) {
      const kept = new Uint8Array(chunk.length);
      let length = 0;
      for (const byte of chunk) {
        if (begins && byte === space) continue;
        begins = byte === lineFeed;
        kept[length] = byte;
        length += 1;
      }
      controller.enqueue(kept.subarray(0, length));
    },
  });
}

/** Writes all that a database holds into a file, and answers its hash. */
export const dumpInto = async (address: DatabaseAddress, file: string): Promise<string> =>
  hashed((await dumpOf(address)).pipeThrough(levelled()), intoFile(file));

/** The hash of all that a database holds. */
export const hashOf = async (address: DatabaseAddress): Promise<string> =>
  hashed((await dumpOf(address)).pipeThrough(levelled()), nowhere());

export const hashOfFile = (file: string): Promise<string> => hashed(fromFile(file), nowhere());

async function hashed(bytes: Bytes, into: WritableStream): Promise<string> {
  const { stream, result } = measure();
  await bytes.pipeThrough(stream).pipeTo(into);
  return result().sha256;
}
