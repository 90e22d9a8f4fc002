/** Why a file isn't taken for a photo. */
export type Fault = "empty" | "format" | "heic" | "avif" | "gif" | "moving" | "damaged" | "pixels" | "bytes";

/** A file that isn't taken for a photo. */
export class NoPhoto extends Error {
  override readonly name = "NoPhoto";
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault);
    this.fault = fault;
  }
}

/** @throws NoPhoto, `damaged`, where this isn't so. */
export function must(holds: boolean): asserts holds {
  if (!holds) throw new NoPhoto("damaged");
}

export type Bytes = Uint8Array<ArrayBuffer>;

/** What a format's file says of its photo: as it is stored, before it is turned. */
export interface Rebuilt {
  readonly width: number;
  readonly height: number;
  /** How it is turned, by Exif: 1 upright to 8. */
  readonly orientation: number;
  /** The file, written anew. */
  readonly parts: readonly Uint8Array[];
}

/** So many bytes from a place on. @throws NoPhoto where there are fewer. */
export function slice(bytes: Bytes, start: number, length: number): Bytes {
  must(start >= 0 && length >= 0 && start + length <= bytes.length);
  return bytes.subarray(start, start + length);
}

/** A number of so many bytes, the greatest first. @throws NoPhoto where there are fewer. */
export const big = (bytes: Bytes, start: number, length: number): number =>
  slice(bytes, start, length).reduce((value, byte) => value * 256 + byte, 0);

/** The same, the least first. */
export const little = (bytes: Bytes, start: number, length: number): number =>
  slice(bytes, start, length).reduceRight((value, byte) => value * 256 + byte, 0);

/** Letters of one byte each. */
export const letters = (bytes: Bytes, start: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(start, start + length));

export const lettered = (text: string): Bytes => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** A number as so many bytes, the greatest first. */
export const asBig = (value: number, length: number): Bytes =>
  Uint8Array.from({ length }, (_, index) => Math.floor(value / 256 ** (length - 1 - index)) % 256);

/** The same, the least first. */
export const asLittle = (value: number, length: number): Bytes => asBig(value, length).reverse();

export function joined(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
