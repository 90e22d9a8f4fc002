import type { IncomingMessage } from "node:http";

/** The worker takes 1 MiB at most; with one byte more it knows that there was too much, and says so on its own page. */
const taken = 1024 * 1024 + 1;

/** So much is heard out, so that whoever sends too much can read the answer; in bytes. */
const heard = 8 * 1024 * 1024;

/** A slow telephone needs half a minute for a long form; in milliseconds. */
const longest = 60_000;

/** Nobody is silent for so long in the middle of a form; in milliseconds. */
const longestSilence = 15_000;

/** So much may wait here for all visitors together; in bytes. */
const mostWaiting = 256 * 1024 * 1024;

let waiting = 0;

export type Body = { bytes: Buffer } | { refused: 408 | 413 | 503 };

/**
 * Takes the whole body in before the worker hears of the request: somebody who sends a byte a second then holds a few bytes
 * here, and not one of the connections to the worker.
 */
export function bodyOf(incoming: IncomingMessage, limits = { longest, longestSilence }): Promise<Body> {
  const parts: Buffer[] = [];
  let size = 0;
  let kept = 0;
  return new Promise((resolve) => {
    const silence = setTimeout(() => end({ refused: 408 }), limits.longestSilence);
    const patience = setTimeout(() => end({ refused: 408 }), limits.longest);
    const end = (body: Body) => {
      clearTimeout(silence);
      clearTimeout(patience);
      incoming.off("data", take).off("end", whole).off("close", cut);
      waiting -= kept;
      resolve(body);
    };
    const take = (part: Buffer) => {
      silence.refresh();
      size += part.length;
      const room = part.subarray(0, Math.max(0, taken - kept));
      kept += room.length;
      waiting += room.length;
      if (room.length > 0) parts.push(room);
      if (size > heard) end({ refused: 413 });
      else if (waiting > mostWaiting) end({ refused: 503 });
    };
    const whole = () => end({ bytes: Buffer.concat(parts) });
    const cut = () => end({ refused: 408 });
    incoming.on("data", take).on("end", whole).on("close", cut);
  });
}
