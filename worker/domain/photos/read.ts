import { type Bytes, type Fault, joined, letters, NoPhoto, type Rebuilt } from "./bytes.ts";
import { jpeg } from "./jpeg.ts";
import { png } from "./png.ts";
import { webp } from "./webp.ts";

export type PhotoType = "image/jpeg" | "image/png" | "image/webp";

/** A photo as it is kept: written anew, without what its file said besides. */
export interface ReadPhoto {
  readonly type: PhotoType;
  /** As people see it, turned. */
  readonly width: number;
  readonly height: number;
  readonly bytes: Bytes;
}

/** One photo: bytes of its file, and pixels, which a browser needs four bytes each to show. And the files of one form, together. */
export const largest = {
  bytes: 8 * 1024 * 1024,
  together: 12 * 1024 * 1024,
  pixels: 25_000_000,
} as const;
export const inMegabytes = (bytes: number): string => `${bytes / 1024 / 1024} MB`;

const formats: readonly { type: PhotoType; is(bytes: Bytes): boolean; rebuilt(bytes: Bytes): Rebuilt }[] = [
  { type: "image/jpeg", is: (bytes) => letters(bytes, 0, 3) === "\xff\xd8\xff", rebuilt: jpeg },
  { type: "image/png", is: (bytes) => letters(bytes, 0, 8) === "\x89PNG\r\n\x1a\n", rebuilt: png },
  {
    type: "image/webp",
    is: (bytes) => letters(bytes, 0, 4) === "RIFF" && letters(bytes, 8, 4) === "WEBP",
    rebuilt: webp,
  },
];

export const photoTypes = formats.map(({ type }) => type);

/** Reads what somebody sent as a photo. What it is called, and what it says it is, doesn't count. @throws NoPhoto */
export function readPhoto(sent: Bytes): ReadPhoto {
  if (sent.length === 0) throw new NoPhoto("empty");
  if (sent.length > largest.bytes) throw new NoPhoto("bytes");
  const format = formats.find(({ is }) => is(sent));
  if (!format) throw new NoPhoto(foreign(sent));
  const { width, height, orientation, parts } = format.rebuilt(sent);
  if (width === 0 || height === 0) throw new NoPhoto("damaged");
  if (width * height > largest.pixels) throw new NoPhoto("pixels");
  const size = orientation > 4 ? { width: height, height: width } : { width, height };
  return { type: format.type, ...size, bytes: joined(parts) };
}

/** What phones and chats make besides, for a word on what to do. */
function foreign(bytes: Bytes): Fault {
  if (/^GIF8/.test(letters(bytes, 0, 4))) return "gif";
  const brand = letters(bytes, 4, 4) === "ftyp" ? letters(bytes, 8, 4) : "";
  if (/^avi[fs]/.test(brand)) return "avif";
  return /^(hei|hev|mif1|msf1)/.test(brand) ? "heic" : "format";
}
