import { randomBytes, randomUUID } from "node:crypto";
import type { Database } from "../../db/client.ts";
import type { When } from "../../db/demo/types.ts";
import type { Anchors } from "../../worker/domain/audit/anchor.ts";
import type { Actor, Context, Passwords } from "../../worker/domain/kernel/context.ts";
import type { Grant } from "../../worker/domain/kernel/roles.ts";
import type { Secrets } from "../../worker/domain/kernel/secrets.ts";
import { noPhotos } from "../../worker/domain/photos/store.ts";
import { noRobots } from "../../worker/domain/robots/places.ts";
import { nowhere } from "../../worker/domain/webhooks/places.ts";
import { workCalendar } from "../../worker/rules/engine/calendar.ts";
import { addDays, type Instant, instant, instantAt, localDateOf, toMs } from "../../worker/time/instants.ts";

/** What all acts of one sample county have in common. */
export interface Stage {
  db: Database;
  slug: string;
  secrets: Secrets;
  passwords: Passwords;
  anchors: Anchors;
  /** The moment of making; nothing happens later than this. */
  today: Instant;
}

const calendar = workCalendar();

/** A context in which somebody acts at some moment, past or present. */
export function acting(stage: Stage, actor: Actor, at: Instant): Context {
  const { db, slug, secrets, passwords, anchors } = stage;
  return {
    db,
    now: at,
    actor,
    realm: slug,
    requestId: `sample-${randomUUID()}`,
    idempotencyKey: randomUUID(),
    calendar,
    secrets,
    passwords,
    anchors,
    robots: noRobots,
    webhooks: nowhere,
    photos: noPhotos,
    // The audit log is sealed once, when the county is complete.
    defer: () => {},
  };
}

/** The instant that a day and an hour mean, never later than the moment of making. */
export function momentOf({ today }: Stage, { daysAgo, hour }: When): Instant {
  const day = addDays(localDateOf(today), -daysAgo);
  const wanted = instantAt(day, `${String(hour).padStart(2, "0")}:00` as "08:00");
  return daysAgo < 0 || toMs(wanted) <= toMs(today) ? wanted : today;
}

/** When a sample county was opened: long before anything else happens in it. */
export const openedAt = (today: Instant): Instant => instantAt(addDays(localDateOf(today), -120), "08:30");

/** A little later, so that what follows in one story also follows in time. */
export const after = (at: Instant, minutes: number): Instant => instant(toMs(at) + minutes * 60_000);

export const actorWith = (name: string, accountId: string, grant: Grant): Actor => ({
  kind: "person",
  accountId,
  name,
  grants: [grant],
});

/** 24 random characters: long enough for the rules, easy to copy. */
export const newPassword = (): string => randomBytes(18).toString("base64url");
