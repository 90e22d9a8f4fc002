import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * The tables that every database has, the catalog and each tenant's: who may sign in, what was done, and the
 * means by which a write is applied once or not at all.
 * Times are UTC instants as ISO text; a row's `revision` counts its changes. Its column is
 * called version, a word that elsewhere means a version of the rules.
 */

/** Stays empty: a batch inserts `changes()` here and rolls back unless exactly one row was changed. */
export const guard = sqliteTable("guard", { ok: integer().notNull() }, (table) => [
  check("guard_ok", sql`${table.ok} = 1`),
]);

/** One row for each write that carried a key. `result` is what the command answered, so that a repeat answers alike. */
export const idempotency = sqliteTable(
  "idempotency",
  {
    actor: text().notNull(),
    key: text().notNull(),
    action: text().notNull(),
    requestHash: text("request_hash").notNull(),
    result: text({ mode: "json" }).notNull(),
    at: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.actor, table.key] }), index("idempotency_at").on(table.at)],
);

/**
 * What was done, by whom: append-only. `hash` is the row's seal over the one before and this row's content,
 * `<key>.<HMAC>`, or of old rows a plain SHA-256; it is filled in right after the write, in the order of `seq`.
 */
export const audit = sqliteTable(
  "audit",
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    at: text().notNull(),
    actorId: text("actor_id"),
    actorName: text("actor_name").notNull(),
    action: text().notNull(),
    subject: text().notNull(),
    detail: text({ mode: "json" }).notNull(),
    requestId: text("request_id").notNull(),
    hash: text(),
  },
  (table) => [index("audit_unsealed").on(table.seq).where(sql`${table.hash} is null`)],
);

export const accounts = sqliteTable("accounts", {
  id: text().primaryKey(),
  username: text().notNull().unique(),
  name: text().notNull(),
  passwordHash: text("password_hash").notNull(),
  disabledAt: text("disabled_at"),
  createdAt: text("created_at").notNull(),
  revision: integer("version").notNull().default(1),
});

/** A role held in a scope. `scopeId` is an org unit's or a member unit's id; null for the platform. */
export const grants = sqliteTable(
  "grants",
  {
    id: text().primaryKey(),
    accountId: text("account_id").notNull(),
    role: text().notNull(),
    scopeKind: text("scope_kind", { enum: ["platform", "org", "unit"] }).notNull(),
    scopeId: text("scope_id"),
    scopeName: text("scope_name"),
    grantedAt: text("granted_at").notNull(),
    revokedAt: text("revoked_at"),
  },
  (table) => [
    index("grants_account").on(table.accountId),
    index("grants_scope").on(table.scopeId, table.revokedAt, table.role, table.accountId),
  ],
);

/** `id` is the SHA-256 of the token; the token itself is only in the browser or the API client. */
export const sessions = sqliteTable(
  "sessions",
  {
    id: text().primaryKey(),
    accountId: text("account_id").notNull(),
    kind: text({ enum: ["browser", "api"] }).notNull(),
    device: text().notNull(),
    /** Where it was opened from, coarse: IPv4 /24, IPv6 /48. Empty where that isn't known. */
    network: text().notNull().default(""),
    createdAt: text("created_at").notNull(),
    /** When it was last used, to within minutes. */
    usedAt: text("used_at").notNull().default(""),
    /** When whoever holds it last gave the password. */
    provenAt: text("proven_at").notNull().default(""),
    /** Unix milliseconds; moves with use. The absolute limit is reckoned from `createdAt`. */
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [index("sessions_account").on(table.accountId), index("sessions_expiry").on(table.expiresAt)],
);

/** Failed sign-ins, counted per bucket (account and network, account alone, known device) in a fixed window. */
export const signInFailures = sqliteTable(
  "sign_in_failures",
  {
    bucket: text().primaryKey(),
    failures: integer().notNull(),
    since: text().notNull(),
  },
  (table) => [index("sign_in_failures_since").on(table.since)],
);

/** `id` leads to the link's token through a keyed hash, so the link can be shown again but not read from here. */
export const invitations = sqliteTable(
  "invitations",
  {
    id: text().primaryKey(),
    tokenHash: text("token_hash").notNull().unique(),
    purpose: text({ enum: ["join", "reset", "open"] }).notNull(),
    name: text().notNull(),
    role: text(),
    scopeKind: text("scope_kind", { enum: ["platform", "org", "unit"] }),
    scopeId: text("scope_id"),
    scopeName: text("scope_name"),
    accountId: text("account_id"),
    invitedBy: text("invited_by").notNull(),
    /** The account that issued it; null where none did: the command line, or the opening of a county. */
    invitedById: text("invited_by_id"),
    createdAt: text("created_at").notNull(),
    expiresAt: text("expires_at").notNull(),
    usedAt: text("used_at"),
    revokedAt: text("revoked_at"),
    revision: integer("version").notNull().default(1),
  },
  (table) => [
    index("invitations_created").on(table.createdAt),
    index("invitations_account").on(table.accountId, table.createdAt).where(sql`account_id is not null`),
    index("invitations_open")
      .on(table.expiresAt, table.id)
      .where(sql`${table.usedAt} is null and ${table.revokedAt} is null`),
  ],
);
