import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What happened to a record, in order: timelines are derived from these, nothing is edited in place. */
export const events = sqliteTable(
  "events",
  {
    id: text().primaryKey(),
    subject: text().notNull(),
    kind: text().notNull(),
    at: text().notNull(),
    actorName: text("actor_name").notNull(),
    detail: text({ mode: "json" }).notNull(),
  },
  (table) => [index("events_subject").on(table.subject, table.id)],
);

/** Everything that has an owner and a due time. The owner is an org unit or a member unit. */
export const obligations = sqliteTable(
  "obligations",
  {
    id: text().primaryKey(),
    kind: text().notNull(),
    /** `<noun>:<id>` of the record it stands for. */
    subject: text().notNull(),
    title: text().notNull(),
    owner: text().notNull(),
    openedAt: text("opened_at").notNull(),
    dueAt: text("due_at").notNull(),
    /** What is uncertain about the due time, in words: a year whose holidays aren't announced yet. */
    caution: text(),
    state: text({ enum: ["open", "met", "cancelled"] }).notNull(),
    endedAt: text("ended_at"),
    ruleVersion: integer("rule_version").notNull(),
    version: integer().notNull().default(1),
  },
  (table) => [
    index("obligations_owner").on(table.state, table.owner, table.dueAt),
    // Of what runs, by due time, for whoever asks for just that: with the state in front SQLite would take this index
    // for any query that orders by due time, and read a county's clocks to find one record's.
    index("obligations_running").on(table.dueAt).where(sql`ended_at is null`),
    index("obligations_subject").on(table.subject, table.kind, table.state),
  ],
);

/**
 * Who finds a record in a list: one row for each scope it lies in (every org unit above it, every member unit it
 * concerns), so that any list reads only the rows it shows.
 */
export const listings = sqliteTable(
  "listings",
  {
    noun: text({ enum: ["matter", "meeting"] }).notNull(),
    record: text().notNull(),
    /** Org unit id or member unit id. */
    scope: text().notNull(),
    active: integer({ mode: "boolean" }).notNull(),
    /** Lists run from the greatest down. */
    sort: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.record, table.scope] }),
    index("listings_scope").on(table.noun, table.scope, table.active, table.sort),
  ],
);

/** Running numbers, such as the matters of a year. */
export const counters = sqliteTable("counters", {
  name: text().primaryKey(),
  value: integer().notNull(),
});
