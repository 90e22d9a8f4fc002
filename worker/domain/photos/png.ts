import { asBig, type Bytes, big, joined, lettered, letters, must, type Rebuilt, slice } from "./bytes.ts";
import { exifOf, orientationIn } from "./exif.ts";

/**
 * The chunks of a PNG (W3C, third edition): header, palette, transparency and image data are copied, each with its checksum proven;
 * texts, times, profiles, moving parts and all that follows the end stay behind.
 */
const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const copied = ["PLTE", "tRNS", "IDAT"];
/** What there is one of, at most so many bytes: 256 colours of three each, and how clear each is. */
const single: Readonly<Record<string, number>> = { PLTE: 768, tRNS: 256 };
/** The smallest pieces that programs write, of 8 KiB, make a thousand of the largest photo. */
const mostChunks = 20_000;

/** Which depths in bits each kind of colour has. */
const depths: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/** @throws NoPhoto */
export function png(bytes: Bytes): Rebuilt {
  let [at, orientation] = [signature.length, 1];
  const kept: Uint8Array[] = [];
  const kinds: string[] = [];
  const header = headerIn(bytes);
  for (let kind = ""; kind !== "IEND"; kinds.push(kind)) {
    const length = big(bytes, at, 4);
    kind = letters(bytes, at + 4, 4);
    const named = slice(bytes, at + 4, length + 4);
    must(/^[A-Za-z]{4}$/.test(kind) && big(bytes, at + 8 + length, 4) === checksum(named));
    if (kind === "eXIf") orientation = orientationIn(named.subarray(4));
    // A small first letter: whoever doesn't know it can do without.
    must(/^[a-z]/.test(kind) || kind === "IHDR" || kind === "IEND" || copied.includes(kind));
    must(kinds.length < mostChunks && fits(kind, length, kinds));
    must((kind === "IHDR") === (kinds.length === 0) && (kind !== "IEND" || length === 0));
    if (copied.includes(kind)) kept.push(slice(bytes, at, length + 12));
    at += length + 12;
  }
  must(kinds.includes("IDAT") && (header[9] !== 3 || kinds.includes("PLTE")));
  const exif = orientation === 1 ? [] : [chunk("eXIf", exifOf(orientation))];
  const parts = [signature, chunk("IHDR", header), ...exif, ...kept, chunk("IEND", new Uint8Array())];
  return { width: big(header, 0, 4), height: big(header, 4, 4), orientation, parts };
}

function fits(kind: string, length: number, before: readonly string[]): boolean {
  if (kind === "PLTE" && length % 3 > 0) return false;
  const most = single[kind];
  return most === undefined || (length <= most && !before.includes(kind));
}

function headerIn(bytes: Bytes): Bytes {
  must(big(bytes, 8, 4) === 13);
  const header = slice(bytes, 16, 13);
  const [depth = 0, colour = 0, packing, filter, interlaced = 9] = header.subarray(8);
  must(depths[colour]?.includes(depth) === true && packing === 0 && filter === 0 && interlaced < 2);
  return header;
}

function chunk(kind: string, body: Bytes): Bytes {
  const named = joined([lettered(kind), body]);
  return joined([asBig(body.length, 4), named, asBig(checksum(named), 4)]);
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** CRC-32 (PNG, annex D). */
function checksum(bytes: Bytes): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (table[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
