import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type {
  ExclusionState,
  MatterClosure,
  MatterState,
  ReviewState,
} from "../../../worker/domain/matters/states.ts";

/** Where a matter lay, at which level, and that level's clock; null where that hadn't begun. */
export interface Gave {
  readonly unit: string;
  readonly level: string;
  readonly step: string | null;
}

/** What became of a request not to count a matter: why it was made and by whose account, and whose agreement there is so far. */
export interface Exclusion {
  readonly state: ExclusionState;
  readonly reason: string;
  readonly note: string;
  readonly by: string;
  readonly byName: string;
  readonly agreed: readonly string[];
}

/**
 * The last review that was asked for: by which of the rules' instances, the first being 0, and why; of which unit, by its level of
 * handling; and what that said, once it did.
 */
export interface Review {
  readonly instance: number;
  readonly state: ReviewState;
  readonly reason: string;
  readonly to: { readonly id: string; readonly name: string; readonly level: string };
  readonly askedAt: string;
  readonly answeredAt: string | null;
  readonly opinion: string | null;
}

/**
 * What figures keep of a matter besides what its row says: when it was first answered, by which unit of the tree and whether in time;
 * whether its last outcome came in time, and which unit led then, if one did; how often a review sent it back.
 */
export interface CountedOf {
  readonly responded?: { readonly at: string; readonly by: string; readonly inTime: boolean };
  readonly ended?: {
    readonly inTime: boolean;
    readonly lead?: { readonly of: "org" | "member"; readonly id: string };
  };
  readonly overturned?: number;
}

/** What its resident added: when last, how often on that day in China, and whether nobody has done anything about it yet. */
export interface Added {
  readonly at: string;
  readonly times: number;
  readonly waits: boolean;
}

/** One thing somebody wants dealt with. State machine and clocks: see worker/domain/matters. */
export const matters = sqliteTable(
  "matters",
  {
    id: text().primaryKey(),
    /** For people to name it by: `2026-000123`, unique in the county, counted per year. */
    number: text().notNull().unique(),
    receiptCode: text("receipt_code").notNull().unique(),
    state: text().$type<MatterState>().notNull(),
    source: text().notNull(),
    /** The number of the system it came from, once for each source; null where it came from none. */
    externalNumber: text("external_number"),
    category: text().notNull(),
    /** One of the rules' urgencies; null where it has none. */
    urgency: text(),
    body: text().notNull(),
    place: text().notNull(),
    orgUnitId: text("org_unit_id").notNull(),
    orgPath: text("org_path").notNull(),
    /** The community it lies in, by which residents find what was solved near them; null where it lies in none. */
    communityId: text("community_id"),
    /** The level that has it now; escalation moves it up. */
    level: text().notNull(),
    levelPath: text("level_path").notNull(),
    reporterName: text("reporter_name"),
    reporterPhone: text("reporter_phone"),
    handlerId: text("handler_id"),
    handlerName: text("handler_name"),
    outcome: text(),
    /** How it ended; null while it runs and when it was declined. */
    closure: text().$type<MatterClosure>(),
    /** What the resident said of how it was handled; null when they didn't say. */
    satisfied: integer({ mode: "boolean" }),
    /** How often it was urged, and when last. */
    urgings: integer().notNull().default(0),
    urgedAt: text("urged_at"),
    reopenings: integer().notNull().default(0),
    /** Where it was before it was given away by hand, as long as nobody has accepted it where it is: it can be called back. */
    gave: text({ mode: "json" }).$type<Gave>(),
    /** The matter that it is a duplicate of. */
    mergedInto: text("merged_into"),
    /** The matter that it was a part of. */
    splitFrom: text("split_from"),
    /** The last request that it isn't counted; null where none was made, or it was withdrawn. */
    exclusion: text({ mode: "json" }).$type<Exclusion>(),
    /** The last review that its resident asked for. */
    review: text({ mode: "json" }).$type<Review>(),
    /** Null where it isn't counted yet: worker/domain/figures/missing.ts. */
    counted: text({ mode: "json" }).$type<CountedOf>(),
    /** Null where nothing was added, neither to it nor to one that follows it. */
    added: text({ mode: "json" }).$type<Added>(),
    ruleVersion: integer("rule_version").notNull(),
    reportedAt: text("reported_at").notNull(),
    resolvedAt: text("resolved_at"),
    closedAt: text("closed_at"),
    /** Since when its outcome is no longer shown to the public. */
    withheldAt: text("withheld_at"),
    revision: integer("version").notNull().default(1),
  },
  (table) => [
    index("matters_closed").on(table.closure, table.closedAt),
    // What somebody has in hand, for whoever takes over from them.
    index("matters_in_hand").on(table.handlerId, table.id).where(sql`state in ('accepted', 'paused')`),
    index("matters_merged").on(table.mergedInto).where(sql`merged_into is not null`),
    index("matters_split").on(table.splitFrom).where(sql`split_from is not null`),
    index("matters_uncounted").on(table.id).where(sql`counted is null`),
    uniqueIndex("matters_external")
      .on(table.source, table.externalNumber)
      .where(sql`external_number is not null`),
    index("matters_near").on(table.communityId, table.closure, table.closedAt),
  ],
);
