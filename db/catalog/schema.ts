import { type SQL, sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { HolidayNotice } from "../../worker/rules/schema/notice.ts";

export * from "../kernel/schema.ts";

/**
 * The counties of this installation. `tokenCipher` is the tenant database's token, AES-GCM under the
 * installation's key; `schemaVersion` is the number of tenant migrations applied.
 */
export const tenants = sqliteTable(
  "tenants",
  {
    slug: text().primaryKey(),
    name: text().notNull(),
    divisionCode: text("division_code").notNull(),
    preset: text().notNull(),
    state: text({ enum: ["provisioning", "ready", "failed", "removed"] }).notNull(),
    sample: integer({ mode: "boolean" }).notNull(),
    databaseName: text("database_name").notNull(),
    databaseUrl: text("database_url"),
    tokenCipher: text("token_cipher"),
    tokenExpiresAt: text("token_expires_at"),
    schemaVersion: integer("schema_version").notNull().default(0),
    migrationError: text("migration_error"),
    /** The newest sealed audit row of the tenant, kept outside the tenant's reach and signed; see audit/anchor.ts. */
    auditHead: text("audit_head"),
    /** Who is invited to be the first admin, and by which invitation in the tenant's own database. */
    adminName: text("admin_name").notNull(),
    adminInvitation: text("admin_invitation"),
    /** Origins of the portals whose pages may show the county's in a frame. */
    portals: text({ mode: "json" }).$type<string[]>().notNull().default([]),
    createdAt: text("created_at").notNull(),
    /** When its upkeep is due next; empty: at once, which is said of a county before anybody writes to it. */
    dueAt: text("due_at").notNull().default(""),
    /** When that was last said of it. */
    toldAt: text("told_at"),
    /** Which run of the upkeep is at work; it has no say in `dueAt` if somebody writes meanwhile. */
    upkeep: text(),
    /** It isn't open, or its database isn't as this version wants it: the operators must look. */
    needsCare: integer("needs_care", { mode: "boolean" }).generatedAlwaysAs(
      (): SQL => sql`state <> 'ready' or migration_error is not null`,
    ),
    revision: integer("version").notNull().default(1),
  },
  (table) => [
    index("tenants_due").on(table.state, table.dueAt),
    index("tenants_token").on(table.state, table.tokenExpiresAt),
    index("tenants_standing").on(table.state, table.schemaVersion, table.needsCare),
    index("tenants_listed").on(table.needsCare, table.createdAt, table.slug).where(sql`state <> 'removed'`),
    index("tenants_code").on(table.divisionCode, table.slug),
    index("tenants_name").on(table.name),
    index("tenants_sample").on(table.slug).where(sql`sample = 1`),
  ],
);

/** Hostnames under which a tenant is reached without the `/t/<slug>` prefix. */
export const hosts = sqliteTable("hosts", {
  host: text().primaryKey(),
  slug: text().notNull(),
  createdAt: text("created_at").notNull(),
});

/** When the installation's parts last proved that they work: one row for each. */
export const pulses = sqliteTable("pulses", {
  part: text({ enum: ["write", "cron", "queue"] }).primaryKey(),
  at: text().notNull(),
});

/**
 * Counties whose upkeep failed, until it succeeds. Only once the queue gave it up (`diedAt`) are operators shown it, who
 * may have it done again.
 */
export const failedJobs = sqliteTable("failed_jobs", {
  slug: text().primaryKey(),
  error: text(),
  failedAt: text("failed_at").notNull(),
  diedAt: text("died_at"),
});

/**
 * The State Council's holiday notices as they were loaded. Rows are only added: of one year the last edition counts,
 * and the newest revision of all tells which calendar is in force.
 */
export const holidayNotices = sqliteTable(
  "holiday_notices",
  {
    revision: integer().primaryKey({ autoIncrement: true }),
    year: integer().notNull(),
    /** 1 for a year's first, one more with each correction. */
    edition: integer().notNull(),
    title: text().notNull(),
    /** The number of the document, or of all that it rests on. */
    document: text().notNull(),
    daysOff: text("days_off", { mode: "json" }).$type<HolidayNotice["daysOff"]>().notNull(),
    workdays: text({ mode: "json" }).$type<HolidayNotice["workdays"]>().notNull(),
    loadedBy: text("loaded_by").notNull(),
    loadedAt: text("loaded_at").notNull(),
  },
  (table) => [uniqueIndex("holiday_notices_year").on(table.year, table.edition)],
);
