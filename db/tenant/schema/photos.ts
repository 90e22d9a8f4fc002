import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * What is known of a photo; the file is the object of this name among the county's photos (worker/domain/photos/store.ts). A row
 * never changes (docs/decisions/045-photos.md).
 */
export const photos = sqliteTable(
  "photos",
  {
    id: text().primaryKey(),
    matterId: text("matter_id").notNull(),
    /** What of the matter it belongs to: a note or an addition, whose event names its photos, or the report. */
    part: text({ enum: ["note", "report", "addition"] }).notNull(),
    /** Whether who reported the matter sees it too. */
    audience: text({ enum: ["resident", "staff"] }).notNull(),
    object: text().notNull().unique(),
    type: text({ enum: ["image/jpeg", "image/png", "image/webp"] }).notNull(),
    /** In pixels, as people see it. */
    width: integer().notNull(),
    height: integer().notNull(),
    bytes: integer().notNull(),
    /** Of the object, in hex. */
    sha256: text().notNull(),
    /** Who sent it: the account, and what the record keeps of who it was. */
    accountId: text("account_id"),
    actorName: text("actor_name").notNull(),
    at: text().notNull(),
  },
  (table) => [index("photos_matter").on(table.matterId)],
);
