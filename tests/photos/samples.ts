import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Bytes } from "../../worker/domain/photos/bytes.ts";

/** Photos of 12 by 8 pixels, made for these tests by ImageMagick and libwebp. `placed`: turned by 6, with place, device, names, comment. */
export const sample = (name: string): Bytes =>
  new Uint8Array(readFileSync(join(import.meta.dirname, "samples", name)));

/** Text as bytes, one a letter. */
export const raw = (text: string): Bytes => new Uint8Array(Buffer.from(text, "latin1"));

export const sewn = (...parts: readonly Uint8Array[]): Bytes => new Uint8Array(Buffer.concat(parts));

export const asText = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** A JPEG that says it is so large; everything else is a small one's. */
export function jpegOf(width: number, height: number): Bytes {
  const bytes = sample("baseline.jpg");
  const at = asText(bytes).indexOf("\xff\xc0");
  new DataView(bytes.buffer).setUint16(at + 5, height);
  new DataView(bytes.buffer).setUint16(at + 7, width);
  return bytes;
}
