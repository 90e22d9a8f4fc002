import { and, ne, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { photos } from "../../../db/tenant/schema/photos.ts";
import { type RowChange, statement } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";
import type { ShownPhoto } from "../kernel/happenings.ts";
import { send } from "../kernel/outbox.ts";

/** The photos that whoever reported a matter sent: they go with their name and number. */

const sentBy = (matterId: string | SQL) =>
  and(sql`${photos.matterId} = ${matterId}`, ne(photos.part, "note"));

/** For a select of a matter: whether there are any. */
export const sentPhotos = sql<boolean>`exists (select 1 from ${photos} where ${sentBy(sql`${matters.id}`)})`
  .mapWith(Boolean)
  .as("sent_photos");

/** For a read batch: these, in the order in which they were sent. */
export const photosSent = (orm: Builder, matterId: string | SQL) =>
  orm
    .select({
      id: photos.id,
      width: photos.width,
      height: photos.height,
      part: photos.part,
      object: photos.object,
    })
    .from(photos)
    .where(sentBy(matterId))
    .orderBy(photos.id);

export type SentPhoto = ReturnType<typeof photosSent>["_"]["result"][number];

/** Those that came with the report, as pages show them. */
export const ofReport = (sent: readonly SentPhoto[]): ShownPhoto[] =>
  sent.flatMap(({ part, id, width, height }) => (part === "report" ? [{ id, width, height }] : []));

/** Events as they are told: of photos that were added only those that are still kept. */
export const keptIn = <E extends { readonly kind: string; readonly detail: Record<string, unknown> }>(
  events: readonly E[],
  sent: readonly SentPhoto[],
): E[] =>
  events.map((event) => {
    const { photos: shown, ...detail } = event.detail as { photos?: readonly ShownPhoto[] };
    if (event.kind !== "added" || !shown) return event;
    const kept = shown.filter(({ id }) => sent.some((one) => one.id === id));
    return { ...event, detail: kept.length > 0 ? { ...detail, photos: kept } : detail };
  });

/** How many files one message has deleted. */
const atOnce = 100;

/** For a write batch: their rows go, and after them their files, however often that must be tried. */
export function forgetSent(matterId: string, sent: readonly SentPhoto[], given: Given): RowChange[] {
  if (sent.length === 0) return [];
  const objects = sent.map(({ object }) => object);
  const parts = Array.from({ length: Math.ceil(objects.length / atOnce) }, (_, index) =>
    objects.slice(index * atOnce, (index + 1) * atOnce),
  );
  return [
    statement((orm) => orm.delete(photos).where(sentBy(matterId))),
    ...parts.map((part, index) =>
      send(given, "photos", `${matterId} ${given.now} ${index}`, { objects: part }),
    ),
  ];
}
