import {
  asLittle,
  type Bytes,
  joined,
  lettered,
  letters,
  little,
  must,
  NoPhoto,
  type Rebuilt,
  slice,
} from "./bytes.ts";
import { exifOf, orientationIn } from "./exif.ts";

/**
 * The chunks of a WebP (RFC 9649): the image and its transparency are copied; profile, Exif, XMP, what is unknown and all that
 * follows the end stay behind. One that moves is refused.
 */
const images = ["VP8 ", "VP8L"];
/** Seven kinds are known; each more is only walked over. */
const mostChunks = 1000;
const flag = { alpha: 0x10, exif: 0x08 };

interface Found {
  image: { kind: string; body: Bytes } | undefined;
  alpha: Bytes | undefined;
  orientation: number;
}

/** @throws NoPhoto */
export function webp(bytes: Bytes): Rebuilt {
  const whole = slice(bytes, 12, little(bytes, 4, 4) - 4);
  const found: Found = { image: undefined, alpha: undefined, orientation: 1 };
  let chunks = 0;
  for (let at = 0; at < whole.length; ) {
    must(++chunks <= mostChunks);
    const kind = letters(whole, at, 4);
    const length = little(whole, at + 4, 4);
    // Chunks begin at even places; what fills them up is a zero.
    const padded = length + (length % 2);
    take(found, kind, slice(whole, at + 8, padded).subarray(0, length));
    at += 8 + padded;
  }
  must(found.image !== undefined);
  const size = sizeOf(found.image);
  return { ...size, orientation: found.orientation, parts: written(found, size) };
}

function take(found: Found, kind: string, body: Bytes): void {
  if (kind === "ANIM" || kind === "ANMF") throw new NoPhoto("moving");
  if (images.includes(kind)) {
    must(!found.image);
    found.image = { kind, body };
  } else if (kind === "ALPH") {
    must(!found.alpha && !found.image && body.length > 0);
    found.alpha = body;
  } else if (kind === "EXIF") {
    // Some write it with JPEG's mark in front.
    const marked = letters(body, 0, 6) === "Exif\0\0";
    found.orientation = orientationIn(marked ? body.subarray(6) : body);
  }
}

/** By the image itself: the file's own word may be another. */
function sizeOf({ kind, body }: { kind: string; body: Bytes }): { width: number; height: number } {
  if (kind === "VP8L") {
    must(body[0] === 0x2f);
    const bits = little(body, 1, 4);
    must(bits < 2 ** 29);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  // A key frame, and its mark.
  must((little(body, 0, 1) & 1) === 0 && letters(body, 3, 3) === "\x9d\x01\x2a");
  return { width: little(body, 6, 2) & 0x3fff, height: little(body, 8, 2) & 0x3fff };
}

function written({ image, alpha, orientation }: Found, { width, height }: { width: number; height: number }) {
  must(image !== undefined && width > 0 && height > 0);
  const see = alpha && image.kind === "VP8 " ? [chunk("ALPH", alpha)] : [];
  const exif = orientation === 1 ? [] : [chunk("EXIF", exifOf(orientation))];
  // Bit 28 of the lossless header: it has transparency.
  const clear = see.length > 0 || (image.kind === "VP8L" && (little(image.body, 4, 1) & 0x10) > 0);
  const flags = (clear ? flag.alpha : 0) | (exif.length > 0 ? flag.exif : 0);
  const extended = chunk(
    "VP8X",
    joined([asLittle(flags, 4), asLittle(width - 1, 3), asLittle(height - 1, 3)]),
  );
  const plain = see.length === 0 && exif.length === 0;
  const chunks = [...(plain ? [] : [extended]), ...see, chunk(image.kind, image.body), ...exif];
  const length = chunks.reduce((sum, each) => sum + each.length, 4);
  return [lettered("RIFF"), asLittle(length, 4), lettered("WEBP"), ...chunks];
}

const chunk = (kind: string, body: Bytes): Bytes =>
  joined([lettered(kind), asLittle(body.length, 4), body, new Uint8Array(body.length % 2)]);
