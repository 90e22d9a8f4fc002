import type { ConflictState, Problem } from "../domain/errors.ts";

/** What becomes of an error: as programs read it, and as people do. */
export interface Answer {
  status: 400 | 401 | 403 | 404 | 405 | 408 | 409 | 412 | 413 | 415 | 421 | 422 | 429 | 431 | 500 | 503;
  /** The end of the problem's type, `urn:lianzhi:problem:not-found`. */
  type: string;
  title: string;
  detail?: string;
  /** What is wrong with which field. */
  errors?: readonly Problem[];
  /** What stands now and who wrote it. */
  current?: ConflictState;
  /** Seconds; sent as `Retry-After` too. */
  retryAfter?: number;
  /** Header fields that say the same to programs. */
  fields?: Readonly<Record<string, string>>;
  page: Told;
}

/** What people read of an error, and what they can do next. */
export interface Told {
  happened: string;
  /** What exactly, where there is more to say. */
  points?: readonly string[];
  /** Who was faster, and when. */
  faster?: { by: string; at: string } | undefined;
  /** What became of what they did. */
  became: string;
  advice: readonly string[];
  way: Way;
  /** What was typed stays on the page. Left out, there was nothing, or it can't be sent again as it was. */
  typed?: Typed;
  /** The request's number stands below, to be quoted. */
  numbered?: true;
}

/** Where the page leads; `back` is to the page somebody came from, as it is by now. */
export type Way = "home" | "back" | "signIn" | "platform" | "ownAddress";

/** What was typed: `again` with a button to send it, `later` the same after the way on, `read` to read and copy. */
export interface Typed {
  offered: "again" | "later" | "read";
  became: string;
  advice?: readonly string[];
  /** Only beside photos, which a browser may not send again by itself, and only a little. */
  besidePhotos?: true;
  /** Asked for the password along with it. */
  proof?: true;
}

/** An error as programs read it (RFC 9457). */
export type ProblemDocument = Omit<Answer, "page" | "fields"> & { requestId: string };

export function problemOf(
  { page: _, fields: _sent, type, ...answer }: Answer,
  requestId: string,
): ProblemDocument {
  return { type: `urn:lianzhi:problem:${type}`, ...answer, requestId };
}
