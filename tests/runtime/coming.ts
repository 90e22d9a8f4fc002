import type { IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { bodyOf } from "../../bin/runtime/door/body.ts";

/** A body on its way in at the door, of so many bytes until `end` says that there are no more. */
export function coming(url: string, size: number, address?: string) {
  const incoming = Object.assign(new Readable({ read: () => {} }), { url }) as never as IncomingMessage;
  const body = bodyOf(incoming, { ...(address && { address }) });
  (incoming as unknown as Readable).push(Buffer.alloc(size));
  return { body, end: () => (incoming as unknown as Readable).push(null) };
}

/** Streams hand on what they have. */
export const handedOn = () => new Promise((resolve) => setTimeout(resolve, 100));

/** How much of a body is kept when it is whole, and that it was cut, if it was. */
export async function keptOf({ body, end }: ReturnType<typeof coming>) {
  end();
  const kept = await body;
  if ("refused" in kept) return kept;
  kept.release();
  return kept.cut ? { cut: kept.bytes.length } : { whole: kept.bytes.length };
}
