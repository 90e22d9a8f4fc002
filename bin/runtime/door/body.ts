import type { IncomingMessage } from "node:http";
import { patience as heard, ofRules } from "../../../worker/http/most.ts";

/** With one byte more than it takes the worker knows that there was too much, and says so on its own page. */
const taken = ofRules.bytes + 1;

/** A slow telephone needs half a minute for a long form; in milliseconds. */
const longest = 60_000;

/** Nobody is silent for so long in the middle of a form; in milliseconds. */
const longestSilence = 15_000;

/** So much may wait here for all visitors together; in bytes. */
const mostWaiting = 256 * 1024 * 1024;

let waiting = 0;

/** What one visitor has waiting here. */
function share() {
  let bytes = 0;
  return {
    /** How much of a part is still taken in. */
    room: () => Math.max(0, taken - bytes),
    /** False where all visitors together have too much. */
    add: (more: number) => {
      bytes += more;
      waiting += more;
      return waiting <= mostWaiting;
    },
    release: () => {
      waiting -= bytes;
      bytes = 0;
    },
  };
}

/** Whoever is done with the bytes says so with `release`. */
export type Body = { bytes: Buffer; release(): void } | { refused: 408 | 413 | 503 };

/**
 * Takes the whole body in before the worker hears of the request: somebody who sends a byte a second then holds a few bytes
 * here, and not one of the connections to the worker.
 */
export function bodyOf(incoming: IncomingMessage, limits = { longest, longestSilence }): Promise<Body> {
  const parts: Buffer[] = [];
  const { room, add, release } = share();
  let size = 0;
  return new Promise((resolve) => {
    const silence = setTimeout(() => end({ refused: 408 }), limits.longestSilence);
    const patience = setTimeout(() => end({ refused: 408 }), limits.longest);
    const end = (body: Body) => {
      clearTimeout(silence);
      clearTimeout(patience);
      incoming.off("data", take).off("end", whole).off("close", cut);
      if ("refused" in body) release();
      resolve(body);
    };
    const take = (part: Buffer) => {
      silence.refresh();
      size += part.length;
      const some = part.subarray(0, room());
      const fits = add(some.length);
      if (some.length > 0) parts.push(some);
      if (size > heard) end({ refused: 413 });
      else if (!fits) end({ refused: 503 });
    };
    const whole = () => end({ bytes: Buffer.concat(parts), release });
    const cut = () => end({ refused: 408 });
    incoming.on("data", take).on("end", whole).on("close", cut);
  });
}
