import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { listedNouns, viewedNouns } from "./listed.ts";

/** What happened to a record, in order: timelines are derived from these, nothing is edited in place. */
export const events = sqliteTable(
  "events",
  {
    id: text().primaryKey(),
    noun: text().notNull(),
    record: text().notNull(),
    /** One of the events that the noun's moves describe. */
    kind: text().notNull(),
    at: text().notNull(),
    actorName: text("actor_name").notNull(),
    detail: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
  },
  (table) => [index("events_record").on(table.noun, table.record, table.id)],
);

/**
 * A due time that somebody must keep, or that does something by itself. What it was reckoned with stands beside it, so
 * that it can be reckoned anew and explained.
 */
export const clocks = sqliteTable(
  "clocks",
  {
    id: text().primaryKey(),
    noun: text().notNull(),
    record: text().notNull(),
    /** One of the kinds that the noun describes. */
    kind: text().notNull(),
    /** The record in a line, for the desk. */
    title: text().notNull(),
    /** Who must keep it; null where staff only wait, as for a resident's verdict. */
    ownerKind: text("owner_kind", { enum: ["org", "unit", "account"] }),
    owner: text(),
    /**
     * Who does it: the owner, or where nobody is there the nearest above with somebody who may. Kept by triggers on
     * clocks, grants and accounts (docs/decisions/029-nobodys-work.md), as it was when the clock ended; null in rows that
     * ended before there were any.
     */
    answeredBy: text("answered_by"),
    startedAt: text("started_at").notNull(),
    dueAt: text("due_at").notNull(),
    /** When the system acts on it next; null where it only reminds people. */
    actsAt: text("acts_at"),
    state: text({ enum: ["running", "paused", "met", "cancelled", "lapsed"] }).notNull(),
    endedAt: text("ended_at"),
    ruleVersion: integer("rule_version").notNull(),
    /** The rule it rests on, as the editor names it: `handling.levels.grid`. */
    rulePath: text("rule_path").notNull(),
    /** What it was reckoned with besides rule, calendar and start. */
    inputs: text({ mode: "json" }).$type<Record<string, string | null>>().notNull(),
    setBy: text("set_by", { enum: ["rules", "person"] }).notNull(),
    /** Why a person set it. */
    reason: text(),
    /** Since when it stands still, and from when until when it stood still before. */
    pausedAt: text("paused_at"),
    pauses: text({ mode: "json" }).$type<{ pausedAt: string; resumedAt: string }[]>().notNull().default([]),
    /** What is uncertain about the due time, in words: a year whose holidays aren't announced yet. */
    caution: text(),
    revision: integer("version").notNull().default(1),
  },
  (table) => [
    index("clocks_owner").on(table.state, table.owner, table.dueAt),
    // What stands before somebody, of one noun, by due time.
    index("clocks_answered").on(table.answeredBy, table.noun, table.dueAt).where(sql`state = 'running'`),
    // Of what runs, by due time, for whoever asks for just that: with the state in front SQLite would take this index
    // for any query that orders by due time, and read a county's clocks to find one record's.
    index("clocks_running").on(table.dueAt).where(sql`ended_at is null`),
    index("clocks_acting").on(table.actsAt, table.id).where(sql`acts_at is not null`),
    index("clocks_uncertain").on(table.id).where(sql`caution is not null and ended_at is null`),
    index("clocks_record").on(table.noun, table.record, table.kind),
  ],
);

/** What is to be sent elsewhere, written with the change that wants it sent; delivered at least once, by its key. */
export const outbox = sqliteTable(
  "outbox",
  {
    id: text().primaryKey(),
    /** By what it is sent; one of the channels of worker/jobs/outbox.ts. */
    channel: text().notNull(),
    /** The same for every attempt: whoever receives it twice takes it once. */
    key: text().notNull().unique(),
    body: text({ mode: "json" }).notNull(),
    writtenAt: text("written_at").notNull(),
    attempts: integer().notNull().default(0),
    /** When it is tried next; null once it was delivered or given up. */
    nextAt: text("next_at"),
    deliveredAt: text("delivered_at"),
    /** Why the last attempt failed. */
    failure: text(),
  },
  (table) => [
    index("outbox_waiting").on(table.nextAt).where(sql`next_at is not null`),
    index("outbox_robot")
      .on(sql`body ->> '$.scope'`, table.id)
      .where(sql`channel = 'robot' and delivered_at is null`),
    index("outbox_webhook").on(sql`body ->> '$.webhook'`, table.id).where(sql`channel = 'webhook'`),
    index("outbox_webhook_unreceived")
      .on(sql`body ->> '$.webhook'`, table.id)
      .where(sql`channel = 'webhook' and delivered_at is null`),
  ],
);

const facets = ["state", "kind", "source"] as const;

/**
 * Who finds a record in a list: one row for each scope it lies in (every org unit above it, every member unit it
 * concerns, whoever handles it), with what lists are filtered and ordered by, so that any list reads only the rows it
 * shows.
 */
export const listings = sqliteTable(
  "listings",
  {
    noun: text({ enum: listedNouns }).notNull(),
    record: text().notNull(),
    /** Org unit id, member unit id or account id. */
    scope: text().notNull(),
    active: integer({ mode: "boolean" }).notNull(),
    state: text().notNull().default(""),
    /** A matter's category, a meeting's series, a whistle's kind, an assignment's and a post's role, a unit's kind, an org unit's level. */
    kind: text().notNull().default(""),
    /** Through which channel it came, where there are several. */
    source: text().notNull().default(""),
    /** Unique; lists run from the greatest down, or from the least up. */
    sort: text().notNull(),
    /** When the next of its clocks that somebody must keep runs out (`9` where none runs), then `sort`: kept by triggers. */
    urgent: text().notNull().default(""),
  },
  (table) => [
    primaryKey({ columns: [table.record, table.scope] }),
    index("listings_sort").on(table.noun, table.scope, table.active, table.sort, table.record),
    index("listings_state").on(table.noun, table.scope, table.active, table.state, table.sort, table.record),
    index("listings_kind").on(table.noun, table.scope, table.active, table.kind, table.sort, table.record),
    index("listings_source").on(
      table.noun,
      table.scope,
      table.active,
      table.source,
      table.sort,
      table.record,
    ),
    // What is due first: only of what still runs, and all that is asked of it, so that nobody needs to look at the rows.
    // Written as queries ask for it, SQLite knows that it needn't.
    index("listings_urgent")
      .on(table.noun, table.scope, table.urgent, table.record, table.state, table.kind, table.source)
      .where(sql`active = 1`),
    ...facets.map((facet) => {
      const others = facets.filter((other) => other !== facet).map((other) => table[other]);
      return index(`listings_urgent_${facet}`)
        .on(table.noun, table.scope, table[facet], table.urgent, table.record, ...others)
        .where(sql`active = 1`);
    }),
  ],
);

/**
 * How many records of each sort a scope has: kept by triggers on `listings`, so that a list says how many there are
 * without reading them. The row whose state is `*` counts them all.
 */
export const tallies = sqliteTable(
  "tallies",
  {
    noun: text().notNull(),
    scope: text().notNull(),
    active: integer({ mode: "boolean" }).notNull(),
    state: text().notNull(),
    kind: text().notNull(),
    source: text().notNull(),
    n: integer().notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.noun, table.scope, table.active, table.state, table.kind, table.source],
    }),
  ],
);

/**
 * By which words a record is found, in which scopes and standing how: what the full-text index `found` (FTS5, made by the migration)
 * is kept from by triggers. A record without a row here isn't listed yet.
 */
export const finds = sqliteTable("finds", {
  id: integer().primaryKey(),
  record: text().notNull().unique(),
  /** Characters, pairs of characters, words and initials, as worker/text/searchable.ts makes them. */
  words: text().notNull(),
  /** How it stands, in words of their own: see `standingWords` in worker/domain/kernel/listings.ts. */
  scopes: text().notNull(),
});

/** A list as somebody wants to find it again: what was asked of it, by a name; for them alone, or for all of their role. */
export const savedViews = sqliteTable(
  "saved_views",
  {
    id: text().primaryKey(),
    noun: text({ enum: viewedNouns }).notNull(),
    name: text().notNull(),
    /** As it stands in the list's address. */
    query: text().notNull(),
    accountId: text("account_id").notNull(),
    /** Whoever has this role finds it, too. */
    role: text(),
    revision: integer("version").notNull().default(1),
  },
  (table) => [index("saved_views_account").on(table.accountId), index("saved_views_role").on(table.role)],
);

/**
 * Running numbers: the matters of a year, for a day what visitors reported from each network, and what was reported of each
 * category.
 */
export const counters = sqliteTable("counters", {
  name: text().primaryKey(),
  value: integer().notNull(),
});
