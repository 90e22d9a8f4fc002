import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { RuleSet } from "../../../worker/rules/schema/rule-set.ts";

/** One row: the county this database belongs to, and what it says of itself to residents. */
export const county = sqliteTable("county", {
  id: integer().primaryKey(),
  slug: text().notNull(),
  name: text().notNull(),
  divisionCode: text("division_code").notNull(),
  sample: integer({ mode: "boolean" }).notNull(),
  openedAt: text("opened_at").notNull(),
  /** With which holiday notices its clocks were reckoned last, as the calendar names its state; null: not yet. */
  calendar: text(),
  /** When its groups are reminded next; null where there are none. */
  remindAt: text("remind_at"),
  /** The last name of a photo that was looked at for whether a row tells of it; null: none yet. */
  photosSwept: text("photos_swept"),
  /** How residents know it, where that isn't its name. */
  publicName: text("public_name"),
  hotline: text(),
  /** The office that is responsible for the site (主办单位). */
  office: text(),
  /** Of the site, at the ministry of industry (ICP备案) and at the police (公安备案). */
  icpNumber: text("icp_number"),
  policeNumber: text("police_number"),
  /** Who said so last, and when; null where nobody did yet. */
  changedBy: text("changed_by"),
  changedAt: text("changed_at"),
  revision: integer("version").notNull().default(1),
});

/** The county's rules, a whole document per version; a record keeps the version it began under. */
export const ruleSets = sqliteTable(
  "rule_sets",
  {
    version: integer().primaryKey(),
    document: text({ mode: "json" }).$type<RuleSet>().notNull(),
    preset: text().notNull(),
    note: text().notNull(),
    effectiveFrom: text("effective_from").notNull(),
    publishedBy: text("published_by").notNull(),
    publishedAt: text("published_at").notNull(),
    /** The version it was drafted from; null for the first. */
    basedOn: integer("based_on"),
    /** What the burden check found when it was published, and why it was published all the same. */
    findings: text({ mode: "json" }),
    reason: text(),
    /** Taken back before it took effect. */
    withdrawnAt: text("withdrawn_at"),
    withdrawnBy: text("withdrawn_by"),
  },
  // Every page asks for the version in force: without this all documents would be read to find it.
  (table) => [index("rule_sets_effective").on(table.effectiveFrom, table.publishedAt, table.version)],
);

/** Rules being written: always a whole, valid document. `number` is the version it becomes when published. */
export const ruleDrafts = sqliteTable(
  "rule_drafts",
  {
    id: text().primaryKey(),
    number: integer().notNull(),
    state: text({ enum: ["open", "published", "discarded"] }).notNull(),
    document: text({ mode: "json" }).notNull(),
    preset: text().notNull(),
    basedOn: integer("based_on"),
    createdBy: text("created_by").notNull(),
    createdAt: text("created_at").notNull(),
    changedBy: text("changed_by").notNull(),
    changedAt: text("changed_at").notNull(),
    revision: integer("version").notNull().default(1),
  },
  (table) => [uniqueIndex("rule_drafts_number").on(table.number)],
);
