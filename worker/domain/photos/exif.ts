import { asBig, type Bytes, big, joined, lettered, letters, little } from "./bytes.ts";

/** TIFF's number for how a photo is turned (Exif 2.32, 4.6.4). */
const turned = 0x0112;

/** How a photo is turned, 1 to 8, by its Exif: TIFF, from the byte order on. What can't be read turns nothing. */
export function orientationIn(tiff: Bytes): number {
  const order = letters(tiff, 0, 2);
  if (order !== "MM" && order !== "II") return 1;
  const read = order === "MM" ? big : little;
  try {
    const first = read(tiff, 4, 4);
    const entries = read(tiff, first, 2);
    for (let index = 0; index < entries; index++) {
      const at = first + 2 + index * 12;
      if (read(tiff, at, 2) !== turned) continue;
      const value = read(tiff, at + 8, 2);
      return read(tiff, at + 2, 2) === 3 && value >= 1 && value <= 8 ? value : 1;
    }
  } catch {
    // Broken off.
  }
  return 1;
}

/** An Exif that says how a photo is turned and nothing else: 26 bytes of TIFF. */
export const exifOf = (orientation: number): Bytes =>
  joined([
    lettered("MM\0*"),
    asBig(8, 4),
    asBig(1, 2),
    ...[asBig(turned, 2), asBig(3, 2), asBig(1, 4), asBig(orientation, 2), asBig(0, 2)],
    asBig(0, 4),
  ]);
