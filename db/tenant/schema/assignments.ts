import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { AssignmentRole, AssignmentState } from "../../../worker/domain/assignments/states.ts";

const isOpen = sql.raw("state in ('assigned', 'accepted', 'returned')");

/** One unit's part in a matter: a member unit's, or that of a unit of the tree. */
export const assignments = sqliteTable(
  "assignments",
  {
    id: text().primaryKey(),
    matterId: text("matter_id").notNull(),
    role: text().$type<AssignmentRole>().notNull(),
    assigneeKind: text("assignee_kind", { enum: ["org", "unit"] }).notNull(),
    assignee: text().notNull(),
    state: text().$type<AssignmentState>().notNull(),
    /** What is asked of it. */
    body: text().notNull(),
    /** Which unit gave it, and when. */
    givenBy: text("given_by").notNull(),
    givenAt: text("given_at").notNull(),
    /** What it did. */
    answer: text(),
    /** How far it was when it was returned, why, and by whose account. */
    stood: text().$type<AssignmentState>(),
    reason: text(),
    note: text(),
    returnedById: text("returned_by_id"),
    /** How often it was returned, and when it was put before the unit last. */
    returns: integer().notNull().default(0),
    putAt: text("put_at").notNull(),
    revision: integer("version").notNull().default(1),
  },
  (table) => [
    index("assignments_matter").on(table.matterId, table.id),
    uniqueIndex("assignments_open").on(table.matterId, table.assignee).where(isOpen),
    uniqueIndex("assignments_lead").on(table.matterId).where(sql`role = 'lead' and ${isOpen}`),
  ],
);
