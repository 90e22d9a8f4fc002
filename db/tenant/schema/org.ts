import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** The county tree. `path` is `/root/…/own id/`: a subtree is a prefix of it. */
export const orgUnits = sqliteTable(
  "org_units",
  {
    id: text().primaryKey(),
    parentId: text("parent_id"),
    level: text().notNull(),
    name: text().notNull(),
    code: text().unique(),
    kind: text(),
    path: text().notNull().unique(),
    households: integer(),
    residents: integer(),
    closedAt: text("closed_at"),
    revision: integer("version").notNull().default(1),
  },
  (table) => [
    index("org_units_parent").on(table.parentId, table.name),
    index("org_units_level").on(table.level, table.path),
  ],
);

/** Organisations that sit in joint meetings and take on tasks. */
export const memberUnits = sqliteTable(
  "member_units",
  {
    id: text().primaryKey(),
    name: text().notNull().unique(),
    /** A unit kind of the rule set. */
    kind: text().notNull(),
    orgUnitId: text("org_unit_id").notNull(),
    orgPath: text("org_path").notNull(),
    closedAt: text("closed_at"),
    revision: integer("version").notNull().default(1),
  },
  (table) => [index("member_units_path").on(table.orgPath)],
);
