import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** One row: the county this database belongs to. */
export const county = sqliteTable("county", {
  id: integer().primaryKey(),
  slug: text().notNull(),
  name: text().notNull(),
  divisionCode: text("division_code").notNull(),
  sample: integer({ mode: "boolean" }).notNull(),
  openedAt: text("opened_at").notNull(),
});

/** The county's rules, a whole document per version; a record keeps the version it began under. */
export const ruleSets = sqliteTable("rule_sets", {
  version: integer().primaryKey(),
  document: text({ mode: "json" }).notNull(),
  preset: text().notNull(),
  note: text().notNull(),
  effectiveFrom: text("effective_from").notNull(),
  publishedBy: text("published_by").notNull(),
  publishedAt: text("published_at").notNull(),
});
