import type { IncomingMessage } from "node:http";
import {
  largerAt,
  ofResidents,
  ofRules,
  ordinary,
  pathInCounty,
  patienceAt,
} from "../../../worker/http/most.ts";
import { householdOf } from "./callers.ts";

/** How many bytes may wait here for all visitors together, and for one household where that is less. */
interface Room {
  readonly most: number;
  readonly each?: number;
  waiting: number;
  readonly byHousehold: Map<string, number>;
}

const mebibytes = 1024 * 1024;

const forAll: Room = { most: 256 * mebibytes, waiting: 0, byHousehold: new Map() };

/**
 * What is beyond any other form where photos are sent. Who sends it isn't known here, so it waits apart: a few would fill what
 * all others have, notes without photos among them.
 */
const forPhotos: Room = { most: 96 * mebibytes, waiting: 0, byHousehold: new Map() };

/** The same of residents, who need no account: they keep staff from nothing, and one address has two of the largest here at most. */
const forResidents: Room = {
  most: 64 * mebibytes,
  each: 2 * ofResidents.bytes,
  waiting: 0,
  byHousehold: new Map(),
};

/**
 * How many bytes of a body are taken, how many of these wait where all do, and where the others; and how much of what is too large is
 * heard out.
 */
interface Bounds {
  readonly taken: number;
  readonly among: number;
  readonly apart: Room;
  readonly heard: number;
}

/** With one byte more than it takes the worker knows that there was too much, and says so on its own page. */
function boundsAt(url = ""): Bounds {
  const path = pathInCounty(url.split("?", 1)[0] ?? "");
  const heard = patienceAt(path);
  const most = largerAt(path);
  const apart = most === ofResidents ? forResidents : forPhotos;
  return most?.as === undefined
    ? { taken: ofRules.bytes + 1, among: ofRules.bytes + 1, apart, heard }
    : { taken: most.bytes + 1, among: ordinary.bytes, apart, heard };
}

/** A slow telephone needs half a minute for a long form; in milliseconds. */
const longest = 60_000;

/** Nobody is silent for so long in the middle of a form; in milliseconds. */
const longestSilence = 15_000;

/** Whether so much more of a household fits in a room; where it is less, it always does. */
function keep(room: Room, household: string, more: number): boolean {
  const own = (room.byHousehold.get(household) ?? 0) + more;
  room.waiting += more;
  if (own > 0) room.byHousehold.set(household, own);
  else room.byHousehold.delete(household);
  return more <= 0 || (room.waiting <= room.most && own <= (room.each ?? room.most));
}

/** What one visitor has waiting here. */
function share({ taken, among, apart }: Bounds, household: string) {
  const parts: Buffer[] = [];
  let bytes = 0;
  let cut = false;
  const have = (now: number) => {
    const inAll = keep(forAll, household, Math.min(now, among) - Math.min(bytes, among));
    const inApart = keep(apart, household, Math.max(0, now - among) - Math.max(0, bytes - among));
    bytes = now;
    return { inAll, inApart };
  };
  /** What is beyond any other form goes; a copy, so that nothing of it is kept. */
  const shorten = () => {
    cut = true;
    parts.splice(0, parts.length, Buffer.from(Buffer.concat(parts).subarray(0, among)));
    have(Math.min(bytes, among));
  };
  return {
    /** False where all visitors together have too much of what this one has; of what waits apart only the beginning is kept then. */
    add: (part: Buffer) => {
      if (cut) return true;
      const some = part.subarray(0, Math.max(0, taken - bytes));
      const { inAll, inApart } = have(bytes + some.length);
      if (some.length > 0) parts.push(some);
      if (inAll && !inApart) shorten();
      return inAll;
    },
    body: () => ({ bytes: Buffer.concat(parts), ...(cut && { cut: true as const }) }),
    release: () => void have(0),
  };
}

/** Whoever is done with the bytes says so with `release`. `cut`: its beginning alone, since there was no room for the photos. */
export type Body = { bytes: Buffer; cut?: true; release(): void } | { refused: 408 | 413 | 503 };

/**
 * Takes the whole body in before the worker hears of the request: somebody who sends a byte a second then holds a few bytes
 * here, and not one of the connections to the worker. Of a form whose photos find no room the beginning is kept, so that the worker can give
 * back the words.
 */
export function bodyOf(
  incoming: IncomingMessage,
  { address = "", ...limits }: { address?: string; longest?: number; longestSilence?: number } = {},
): Promise<Body> {
  const bounds = boundsAt(incoming.url);
  const { add, body, release } = share(bounds, householdOf(address));
  let size = 0;
  return new Promise((resolve) => {
    const silence = setTimeout(() => end({ refused: 408 }), limits.longestSilence ?? longestSilence);
    const patience = setTimeout(() => end({ refused: 408 }), limits.longest ?? longest);
    const end = (body: Body) => {
      clearTimeout(silence);
      clearTimeout(patience);
      incoming.off("data", take).off("end", whole).off("close", broken);
      if ("refused" in body) release();
      resolve(body);
    };
    const take = (part: Buffer) => {
      silence.refresh();
      size += part.length;
      const fits = add(part);
      if (size > bounds.heard) end({ refused: 413 });
      else if (!fits) end({ refused: 503 });
    };
    const whole = () => end({ ...body(), release });
    const broken = () => end({ refused: 408 });
    incoming.on("data", take).on("end", whole).on("close", broken);
  });
}
