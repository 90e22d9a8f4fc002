import type { RuleProblem } from "../rules/document/parse.ts";

/** The few ways a command or query can end without a result; each has its answer in worker/http/answers.ts. */

/** Something a person can mend in their input. `path` is the field's name, `message` is shown beside it. */
export interface Problem {
  path: string;
  message: string;
  /** Of a fault in rules: where it lies and what it is, apart. */
  fault?: RuleProblem;
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

/** The input can't be accepted; each problem says what to change. `guess`: it may be somebody's guess at a password. */
export class Invalid extends Error {
  override readonly name = "Invalid";
  readonly problems: readonly Problem[];
  readonly guess: Guess | undefined;
  constructor(problems: readonly Problem[], guess?: Guess) {
    super(problems.map(({ path, message }) => `${path}: ${message}`).join("; "));
    this.problems = problems;
    this.guess = guess;
  }
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
}

/** Too many tries; `retryAfter` in seconds, `account` at whose password, by its user name or id. */
export class TooMany extends Error {
  override readonly name = "TooMany";
  readonly retryAfter: number;
  readonly account: string | null;
  constructor(retryAfter: number, message = "操作过于频繁", account: string | null = null) {
    super(message);
    this.retryAfter = retryAfter;
    this.account = account;
  }
}

/** A part the product needs is out of reach; nothing was written as far as known. */
export class Unavailable extends Error {
  override readonly name = "Unavailable";
}

/** The body is larger than any form of the product; `limit` in bytes. */
export class TooLarge extends Error {
  override readonly name = "TooLarge";
  readonly limit: number;
  constructor(limit: number) {
    super(`more than ${limit} bytes`);
    this.limit = limit;
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

/** No county lives at this address. */
export class UnknownTenant extends Error {
  override readonly name = "UnknownTenant";
  readonly slug: string;
  constructor(slug: string) {
    super(`unknown tenant: ${slug}`);
    this.slug = slug;
  }
}
