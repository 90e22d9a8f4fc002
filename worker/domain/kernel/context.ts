import type { Database } from "../../../db/client.ts";
import type { WorkCalendar } from "../../rules/engine/calendar.ts";
import type { Instant } from "../../time/instants.ts";
import type { Grant } from "./policy.ts";
import type { Secrets } from "./secrets.ts";

/** Who is asking. */
export interface Actor {
  /** Null for a visitor without an account. */
  accountId: string | null;
  name: string;
  grants: readonly Grant[];
}

export const visitor: Actor = { accountId: null, name: "居民", grants: [] };

/** Argon2id behind two functions; `hash` gives the PHC string. */
export interface Passwords {
  hash(password: string): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
}

/** All that a command or query may know of the world: one database, one moment, one person. */
export interface Context {
  readonly db: Database;
  readonly now: Instant;
  readonly actor: Actor;
  /** The tenant's slug, or `platform`. */
  readonly place: string;
  readonly requestId: string;
  /** Sent along with a write so that its repeat changes nothing. */
  readonly idempotencyKey: string | null;
  readonly calendar: WorkCalendar;
  readonly secrets: Secrets;
  readonly passwords: Passwords;
  /** Puts work off until the answer was sent. */
  defer(work: () => Promise<unknown>): void;
}
