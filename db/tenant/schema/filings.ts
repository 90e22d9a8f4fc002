import { integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type {
  FilingDocument,
  FilingState,
  FilingSummary,
  Struck,
} from "../../../worker/domain/filings/states.ts";

/** A month's whistles of one kind and one unit, as that unit files them. */
export const filings = sqliteTable(
  "filings",
  {
    id: text().primaryKey(),
    orgUnitId: text("org_unit_id").notNull(),
    orgPath: text("org_path").notNull(),
    /** Key of a whistle of the rule set. */
    kind: text().notNull(),
    /** `2026-11`, by the calendar of Asia/Shanghai; with its first moment, and the first of the month after. */
    month: text().notNull(),
    begins: text().notNull(),
    ends: text().notNull(),
    state: text().$type<FilingState>().notNull(),
    /** Calls of earlier months of which nobody could say yet, when that was filed, whether they came. */
    carried: text({ mode: "json" }).$type<readonly string[]>().notNull().default([]),
    struck: text({ mode: "json" }).$type<readonly Struck[]>().notNull().default([]),
    /** What was filed, and how much that was; null before. */
    document: text({ mode: "json" }).$type<FilingDocument>(),
    summary: text({ mode: "json" }).$type<FilingSummary>(),
    filedAt: text("filed_at"),
    filedBy: text("filed_by"),
    ruleVersion: integer("rule_version").notNull(),
    revision: integer("version").notNull().default(1),
  },
  (table) => [uniqueIndex("filings_month").on(table.orgUnitId, table.kind, table.month)],
);
