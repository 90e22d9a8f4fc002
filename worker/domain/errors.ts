import type { RuleProblem } from "../rules/document/parse.ts";

/** The few ways a command or query can end without a result; each has its answer in worker/http/answers.ts. */

/** Something a person can mend in their input. `path` is the field's name, `message` is shown beside it. */
export interface Problem {
  path: string;
  message: string;
  /** It can be saved all the same, once the person said that it is meant. */
  warns?: true;
  /** Of a fault in rules: where it lies and what it is, apart. */
  fault?: RuleProblem;
  /** What it is about, to look at. */
  links?: readonly Link[];
}

/** A page, by its address below the site, and what people read for it. */
export interface Link {
  readonly href: string;
  readonly text: string;
}

/** Not there, or not within what this person may see: both look the same from outside. */
export class NotFound extends Error {
  override readonly name = "NotFound";
}

/** No valid session. */
export class Unauthenticated extends Error {
  override readonly name = "Unauthenticated";
}

/** Signed in, but the password was given too long ago for this act; `wrong` is what was given now. */
export class Unproven extends Error {
  override readonly name = "Unproven";
  readonly wrong: Invalid | undefined;
  constructor(wrong?: Invalid) {
    super("the password was given too long ago");
    this.wrong = wrong;
  }
}

/** Visible to this person, but not theirs to do. */
export class Forbidden extends Error {
  override readonly name = "Forbidden";
}

/**
 * The input can't be accepted; each problem says what to change. `guess`: it may be somebody's guess at a password. `spent`:
 * its key was used before, for something else.
 */
export class Invalid extends Error {
  override readonly name = "Invalid";
  readonly problems: readonly Problem[];
  readonly guess: Guess | undefined;
  readonly spent: Spent | undefined;
  constructor(problems: readonly Problem[], { guess, spent }: { guess?: Guess; spent?: Spent } = {}) {
    super(problems.map(({ path, message }) => `${path}: ${message}`).join("; "));
    this.problems = problems;
    this.guess = guess;
    this.spent = spent;
  }
}

/** What was done under a key before: the act, and what it answered. */
export interface Spent {
  action: string;
  result: unknown;
}

/** At which account, by its user name or id, and where. */
export interface Guess {
  at: "sign-in" | "present-password";
  account: string;
}

/** Somebody else was first. `changedBy`/`changedAt` say who, `current` what stands now. */
export class Conflict extends Error {
  override readonly name = "Conflict";
  readonly current: ConflictState;
  constructor(message: string, current: ConflictState = {}) {
    super(message);
    this.current = current;
  }
}

export interface ConflictState {
  changedBy?: string;
  changedAt?: string;
  /** By the names the input calls them, with what people read for each. */
  fields?: { name: string; label: string; value: string }[];
  revision?: number;
  /** What stands in the way. */
  links?: readonly Link[];
}

/**
 * Too many tries; `retryAfter` in seconds, `account` at whose password, by its user name or id; `limit`: which one, by its
 * name. `instead`: what people can do, where that is too long to wait for.
 */
export class TooMany extends Error {
  override readonly name = "TooMany";
  readonly retryAfter: number;
  readonly account: string | null;
  readonly limit: string;
  readonly instead: readonly string[] | undefined;
  constructor(
    retryAfter: number,
    message = "操作过于频繁",
    more: { account?: string; limit?: string; instead?: readonly string[] } = {},
  ) {
    super(message);
    this.retryAfter = retryAfter;
    this.account = more.account ?? null;
    this.limit = more.limit ?? "attempts";
    this.instead = more.instead;
  }
}

/** A part the product needs is out of reach; nothing was written as far as known. */
export class Unavailable extends Error {
  override readonly name = "Unavailable";
}

/** What was sent is larger than any form of the product, in bytes, or has more fields. */
export class TooLarge extends Error {
  override readonly name = "TooLarge";
  readonly limit: number;
  readonly of: "bytes" | "fields";
  constructor(limit: number, of: "bytes" | "fields" = "bytes") {
    super(`more than ${limit} ${of}`);
    this.limit = limit;
    this.of = of;
  }
}

/** The request isn't of the kind this address takes: a foreign origin, a wrong content type. */
export class BadRequest extends Error {
  override readonly name = "BadRequest";
  readonly status: 400 | 403 | 415;
  constructor(status: 400 | 403 | 415, message: string) {
    super(message);
    this.status = status;
  }
}

/** The address is there, but takes other methods than the one that was sent. */
export class MethodNotAllowed extends Error {
  override readonly name = "MethodNotAllowed";
  readonly allowed: readonly string[];
  constructor(allowed: readonly string[]) {
    super(`takes ${allowed.join(", ")}`);
    this.allowed = allowed;
  }
}

/** The record has changed since the revision that the request was made for (`If-Match`). */
export class PreconditionFailed extends Error {
  override readonly name = "PreconditionFailed";
  readonly current: ConflictState;
  constructor(current: ConflictState = {}) {
    super("the record has another revision");
    this.current = current;
  }
}

/** Nothing of this installation is called by the name that the request was sent to. */
export class Misdirected extends Error {
  override readonly name = "Misdirected";
}

/** The form was opened by another account than the one that is signed in now, whose name is given. */
export class OtherAccount extends Error {
  override readonly name = "OtherAccount";
  readonly signedIn: string;
  constructor(signedIn: string) {
    super("opened by another account");
    this.signedIn = signedIn;
  }
}

/** No county lives at this address. */
export class UnknownTenant extends Error {
  override readonly name = "UnknownTenant";
  readonly slug: string;
  constructor(slug: string) {
    super(`unknown tenant: ${slug}`);
    this.slug = slug;
  }
}
