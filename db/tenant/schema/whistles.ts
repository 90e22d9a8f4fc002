import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { CallState, WhistleState } from "../../../worker/domain/whistles/states.ts";

/** A unit's summons of others. */
export const whistles = sqliteTable(
  "whistles",
  {
    id: text().primaryKey(),
    /** For people to name it by: `2026-000012`, unique in the county, counted per year. */
    number: text().notNull().unique(),
    /** Key of a whistle of the rule set. */
    kind: text().notNull(),
    /** Which unit blows it. */
    orgUnitId: text("org_unit_id").notNull(),
    orgPath: text("org_path").notNull(),
    /** One of those the rules name; null where they name none. */
    occasion: text(),
    /** What is asked of those who are called. */
    body: text().notNull(),
    place: text(),
    /** The matter it is blown for. */
    matterId: text("matter_id"),
    state: text().$type<WhistleState>().notNull(),
    ruleVersion: integer("rule_version").notNull(),
    blownById: text("blown_by_id").notNull(),
    blownBy: text("blown_by").notNull(),
    blownAt: text("blown_at").notNull(),
    revision: integer("version").notNull().default(1),
  },
  (table) => [
    // How often a unit has blown one of a kind in a month.
    index("whistles_unit").on(table.orgUnitId, table.kind, table.blownAt),
    index("whistles_matter").on(table.matterId, table.id).where(sql`matter_id is not null`),
  ],
);

/** One of those that a whistle calls: a member unit, a unit of the tree or a person. */
export const calls = sqliteTable(
  "calls",
  {
    id: text().primaryKey(),
    whistleId: text("whistle_id").notNull(),
    responderKind: text("responder_kind", { enum: ["org", "unit", "account"] }).notNull(),
    responder: text().notNull(),
    state: text().$type<CallState>().notNull(),
    /** How far it was when it objected. */
    stood: text().$type<CallState>(),
    /** What came of it. */
    outcome: text(),
    /** Why it shouldn't have been called, and what was answered. */
    objection: text(),
    ruling: text(),
    revision: integer("version").notNull().default(1),
  },
  (table) => [
    uniqueIndex("calls_whistle").on(table.whistleId, table.responder),
    index("calls_responder").on(table.responder, table.id),
  ],
);
