import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import type { AttendanceState, MeetingState } from "../../../worker/domain/meetings/states.ts";
import type { ResolutionState } from "../../../worker/domain/resolutions/states.ts";

/** One meeting of a series of the rule set. */
export const meetings = sqliteTable(
  "meetings",
  {
    id: text().primaryKey(),
    series: text().notNull(),
    title: text().notNull(),
    orgUnitId: text("org_unit_id").notNull(),
    orgPath: text("org_path").notNull(),
    startsAt: text("starts_at").notNull(),
    place: text().notNull(),
    state: text().$type<MeetingState>().notNull(),
    ruleVersion: integer("rule_version").notNull(),
    revision: integer("version").notNull().default(1),
  },
  (table) => [
    index("meetings_time").on(table.startsAt, table.id),
    // What was before and comes after a meeting, of the same kind at the same place.
    index("meetings_series").on(table.series, table.orgUnitId, table.startsAt),
  ],
);

/** Who belongs to a meeting: member units and org units, each with whether it came. */
export const attendances = sqliteTable(
  "attendances",
  {
    meetingId: text("meeting_id").notNull(),
    memberId: text("member_id").notNull(),
    state: text().$type<AttendanceState>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.meetingId, table.memberId] })],
);

/** What a meeting decided: a decision, or a task with a lead unit and a due time. */
export const resolutions = sqliteTable(
  "resolutions",
  {
    id: text().primaryKey(),
    meetingId: text("meeting_id").notNull(),
    number: integer().notNull(),
    orgPath: text("org_path").notNull(),
    kind: text({ enum: ["decision", "task"] }).notNull(),
    body: text().notNull(),
    /** Member unit or org unit. */
    leadId: text("lead_id"),
    /** The matter that it settles: whoever the meeting concerns may read that, too. */
    matterId: text("matter_id"),
    state: text().$type<ResolutionState>().notNull(),
    ruleVersion: integer("rule_version").notNull(),
    loggedBy: text("logged_by").notNull(),
    loggedAt: text("logged_at").notNull(),
    changedBy: text("changed_by").notNull(),
    changedAt: text("changed_at").notNull(),
    revision: integer("version").notNull().default(1),
  },
  (table) => [
    uniqueIndex("resolutions_meeting").on(table.meetingId, table.number),
    index("resolutions_lead").on(table.leadId, table.id),
    index("resolutions_matter").on(table.matterId, table.id).where(sql`matter_id is not null`),
  ],
);

export const assistants = sqliteTable(
  "assistants",
  {
    resolutionId: text("resolution_id").notNull(),
    memberId: text("member_id").notNull(),
  },
  (table) => [primaryKey({ columns: [table.resolutionId, table.memberId] })],
);
