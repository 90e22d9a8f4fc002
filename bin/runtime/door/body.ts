import type { IncomingMessage } from "node:http";
import {
  largerAt,
  ofPhotos,
  ofRules,
  ordinary,
  pathInCounty,
  patienceAt,
} from "../../../worker/http/most.ts";

/** How many bytes may wait here for all visitors together. */
interface Room {
  readonly most: number;
  waiting: number;
}

const forAll: Room = { most: 256 * 1024 * 1024, waiting: 0 };

/**
 * What is beyond any other form where photos are sent. Who sends it isn't known here, so it waits apart: a few would fill what
 * all others have, notes without photos among them.
 */
const forPhotos: Room = { most: 96 * 1024 * 1024, waiting: 0 };

/** How many bytes of a body are taken, how many of these wait where all do, and how much of what is too large is heard out. */
interface Bounds {
  readonly taken: number;
  readonly among: number;
  readonly heard: number;
}

/** With one byte more than it takes the worker knows that there was too much, and says so on its own page. */
function boundsAt(url = ""): Bounds {
  const path = pathInCounty(url.split("?", 1)[0] ?? "");
  const heard = patienceAt(path);
  return largerAt(path) === ofPhotos
    ? { taken: ofPhotos.bytes + 1, among: ordinary.bytes, heard }
    : { taken: ofRules.bytes + 1, among: ofRules.bytes + 1, heard };
}

/** A slow telephone needs half a minute for a long form; in milliseconds. */
const longest = 60_000;

/** Nobody is silent for so long in the middle of a form; in milliseconds. */
const longestSilence = 15_000;

/** What one visitor has waiting here. */
function share({ taken, among }: Bounds) {
  let bytes = 0;
  const have = (now: number) => {
    forAll.waiting += Math.min(now, among) - Math.min(bytes, among);
    forPhotos.waiting += Math.max(0, now - among) - Math.max(0, bytes - among);
    bytes = now;
  };
  return {
    /** How much of a part is still taken in. */
    room: () => Math.max(0, taken - bytes),
    /** False where all visitors together have too much of what this one has. */
    add: (more: number) => {
      have(bytes + more);
      return forAll.waiting <= forAll.most && (bytes <= among || forPhotos.waiting <= forPhotos.most);
    },
    release: () => have(0),
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
  const bounds = boundsAt(incoming.url);
  const { room, add, release } = share(bounds);
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
      if (size > bounds.heard) end({ refused: 413 });
      else if (!fits) end({ refused: 503 });
    };
    const whole = () => end({ bytes: Buffer.concat(parts), release });
    const cut = () => end({ refused: 408 });
    incoming.on("data", take).on("end", whole).on("close", cut);
  });
}
