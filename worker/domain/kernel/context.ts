import type { Database } from "../../../db/client.ts";
import type { WorkCalendar } from "../../rules/engine/calendar.ts";
import type { Instant } from "../../time/instants.ts";
import type { Anchors } from "../audit/anchor.ts";
import type { PhotoStore } from "../photos/store.ts";
import type { Places } from "../robots/places.ts";
import type { Allowed } from "../webhooks/places.ts";
import type { Grant } from "./roles.ts";
import type { Secrets } from "./secrets.ts";

interface AnyActor {
  readonly kind: "person" | "visitor" | "system";
  readonly accountId: string | null;
  /** What the record keeps of who it was. */
  readonly name: string;
  readonly grants: readonly Grant[];
}

export interface Person extends AnyActor {
  readonly kind: "person";
  readonly accountId: string;
}

/** Somebody without an account. */
export interface Visitor extends AnyActor {
  readonly kind: "visitor";
  readonly accountId: null;
}

/** What time makes happen. It holds no grants: it may do what only the system may, and nothing else. */
export interface System extends AnyActor {
  readonly kind: "system";
  readonly accountId: null;
  /** Which job acts; a repeat of the same act by the same job changes nothing. */
  readonly job: string;
}

/** Who is asking. */
export type Actor = Person | Visitor | System;

export const visitor: Visitor = { kind: "visitor", accountId: null, name: "居民", grants: [] };

export const systemFor = (job: string): System => ({
  kind: "system",
  accountId: null,
  name: "系统",
  grants: [],
  job,
});

/** Argon2id behind two functions; `hash` gives the PHC string. */
export interface Passwords {
  hash(password: string): Promise<string>;
  verify(hash: string, password: string): Promise<boolean>;
}

/** How the robots of groups are reached. */
export interface RobotLine {
  readonly places: Places;
  /** The right time, in milliseconds: platforms take what is signed within the hour, and the night is people's own. */
  clock(): number;
  /** How many messages one run of a county's upkeep sends. */
  readonly atOnce: number;
}

/** All that a command or query may know of the world: one database, one moment, one person. */
export interface Context {
  readonly db: Database;
  readonly now: Instant;
  readonly actor: Actor;
  /** The tenant's slug, or `platform`. */
  readonly realm: string;
  /** Of a visitor: the network they come from, coarse: IPv4 /24, IPv6 /48. */
  readonly network?: string | undefined;
  readonly requestId: string;
  /** Sent along with a write so that its repeat changes nothing. */
  readonly idempotencyKey: string | null;
  /** The revisions of its record that a write is made for; any, where it doesn't say. */
  readonly revisions?: readonly number[];
  readonly calendar: WorkCalendar;
  readonly secrets: Secrets;
  readonly passwords: Passwords;
  readonly anchors: Anchors;
  readonly robots: RobotLine;
  /** Where counties may have events sent. */
  readonly webhooks: Allowed;
  readonly photos: PhotoStore;
  /** Puts work off until the answer was sent. */
  defer(work: () => Promise<unknown>): void;
}

/** What a decision may use besides state and input. */
export interface Given extends Pick<Context, "now" | "actor" | "calendar" | "network"> {
  newId(): string;
}
