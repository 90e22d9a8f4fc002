import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** The county tree. `path` is `/root/…/own id/`: a subtree is a prefix of it. */
export const orgUnits = sqliteTable(
  "org_units",
  {
    id: text().primaryKey(),
    parentId: text("parent_id"),
    level: text().notNull(),
    name: text().notNull(),
    /** The name as names are compared (worker/text/folded.ts); null where that wasn't kept yet. */
    folded: text(),
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
    uniqueIndex("org_units_sibling").on(table.parentId, table.folded).where(sql`closed_at is null`),
  ],
);

/** Organisations that sit in joint meetings and take on tasks. */
export const memberUnits = sqliteTable(
  "member_units",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    /** As in the tree. */
    folded: text(),
    /** A unit kind of the rule set. */
    kind: text().notNull(),
    orgUnitId: text("org_unit_id").notNull(),
    orgPath: text("org_path").notNull(),
    closedAt: text("closed_at"),
    revision: integer("version").notNull().default(1),
  },
  (table) => [
    index("member_units_path").on(table.orgPath),
    uniqueIndex("member_units_alike").on(table.folded).where(sql`closed_at is null`),
    index("member_units_closed").on(table.closedAt).where(sql`closed_at is not null`),
  ],
);

/** The robot in the group of an org unit or a member unit, by the unit's id. Address and secret are sealed: worker/domain/kernel/secrets.ts. */
export const robots = sqliteTable("robots", {
  id: text().primaryKey(),
  kind: text({ enum: ["wecom", "dingtalk", "feishu"] }).notNull(),
  address: text().notNull(),
  secret: text(),
  /** What people see of the address. */
  masked: text().notNull(),
  setAt: text("set_at").notNull(),
  /** When it was last written to, in milliseconds, within a minute of the newest: platforms bound how often that may be. */
  sent: text({ mode: "json" }).$type<number[]>().notNull().default([]),
  deliveredAt: text("delivered_at"),
  /** What the platform made of the newest message, in words; null where it took it. */
  failure: text(),
  failedAt: text("failed_at"),
  revision: integer("version").notNull().default(1),
});
