import { asc, eq, type SQL } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { events } from "../../../db/tenant/schema/work.ts";
import { insert, type RowChange } from "./changes.ts";
import type { Given } from "./command.ts";

/** Something that happened to a record, for its timeline. */
export const happened = (
  { newId, now, actor }: Pick<Given, "newId" | "now" | "actor">,
  subject: string,
  kind: string,
  detail: Record<string, unknown> = {},
): RowChange => insert(events, { id: newId(), subject, kind, at: now, actorName: actor.name, detail });

/** For a read batch: everything that happened to a record, oldest first. */
export const eventsOf = (orm: Builder, subject: string | SQL) =>
  orm.select().from(events).where(eq(events.subject, subject)).orderBy(asc(events.id)).limit(200);
