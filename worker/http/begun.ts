import { ordinary } from "./most.ts";

/**
 * A form of which only the beginning was read, made whole where it broke off, if that is within a file: pages ask for files last, so
 * all that was typed stands before. Undefined where it broke off elsewhere, since half of what was typed would be taken for all of it.
 */
export function endedInFile(begun: readonly Uint8Array[], contentType: string): Uint8Array | undefined {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  const mark = quoted ?? plain;
  if (mark === undefined) return undefined;
  const bytes = beginning(begun, ordinary.bytes);
  const text = new TextDecoder("latin1").decode(bytes);
  const last = text.slice(text.lastIndexOf(`--${mark}\r\n`));
  const head = last.slice(0, Math.max(0, last.indexOf("\r\n\r\n")));
  if (!/;\s*filename\*?=/i.test(head)) return undefined;
  const end = new TextEncoder().encode(`\r\n--${mark}--\r\n`);
  const whole = new Uint8Array(bytes.length + end.length);
  whole.set(bytes);
  whole.set(end, bytes.length);
  return whole;
}

/** The first of the bytes that came, so many at most. */
function beginning(parts: readonly Uint8Array[], most: number): Uint8Array {
  const whole = new Uint8Array(most);
  let size = 0;
  for (const part of parts) {
    const some = part.subarray(0, most - size);
    whole.set(some, size);
    size += some.length;
    if (size === most) break;
  }
  return whole.subarray(0, size);
}
