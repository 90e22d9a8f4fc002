import { and, asc, inArray, isNull, type SQL } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";
import type { Due, WorkCalendar } from "../../rules/engine/calendar.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { type Clock, reckoned } from "../clocks/clocks.ts";
import { setAnew } from "../clocks/reckon.ts";
import { knownKind, saidOf } from "../clocks/registry.ts";
import type { VersionedRules } from "../county/county.ts";
import type { RowChange } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";

/** How many running clocks are shown, and can be moved, with one publication. */
export const mostClocks = 200;

/** For a read batch: clocks that run, the most urgent first. */
export const runningClocks = (orm: Builder, which: SQL | undefined = undefined) =>
  orm
    .select()
    .from(clocks)
    .where(and(isNull(clocks.endedAt), which))
    .orderBy(asc(clocks.dueAt))
    .limit(mostClocks);

/** Which clocks: those of some ids, as far as they still run. */
export const clocksOf = (ids: readonly string[]): SQL => inArray(clocks.id, ids.length > 0 ? [...ids] : [""]);

export interface ClockToMove {
  clock: Clock & { called: string };
  due: Due;
}

/**
 * The clocks that new rules would set to another time. What a person set is no matter of rules and stays, and so does
 * what only a newer version of the product can reckon.
 */
export function clocksToMove(rows: readonly Clock[], rules: RuleSet, calendar: WorkCalendar): ClockToMove[] {
  return rows.flatMap((clock) => {
    const kind = knownKind(clock);
    const due = kind && reckoned(kind, clock, rules, calendar);
    return due && due.due !== clock.dueAt ? [{ clock: { ...clock, called: saidOf(clock).called }, due }] : [];
  });
}

/** Sets clocks to their new times and says so on the record they belong to; whoever was faster makes it fail. */
export const moveClocks = (given: Given, moved: readonly ClockToMove[], by: VersionedRules): RowChange[] =>
  moved.flatMap(({ clock, due }) => setAnew(given, clock, due, by, "rules"));
