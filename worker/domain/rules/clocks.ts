import { and, asc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { ruleSets } from "../../../db/tenant/schema/county.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { meetings, resolutions } from "../../../db/tenant/schema/meetings.ts";
import { obligations } from "../../../db/tenant/schema/work.ts";
import type { Due, WorkCalendar } from "../../rules/calendar.ts";
import { overallDue, stepDue } from "../../rules/handling.ts";
import type { RuleSet } from "../../rules/schema.ts";
import type { Instant } from "../../rules/time.ts";
import { rulesColumns } from "../county/county.ts";
import { amendOne, type RowChange, update } from "../kernel/changes.ts";
import type { Given } from "../kernel/command.ts";
import { happened } from "../kernel/events.ts";
import { cautionOf } from "../obligations/obligations.ts";
import { dueTime, setByMeeting } from "../resolutions/due.ts";

/** How many running clocks are shown, and can be moved, with one publication. */
export const mostClocks = 200;

/** For a read batch: clocks that run, the most urgent first, with what their due time is reckoned from. */
export const runningClocks = (orm: Builder, which: SQL | undefined = undefined) =>
  orm
    .select({
      id: obligations.id,
      kind: obligations.kind,
      subject: obligations.subject,
      title: obligations.title,
      openedAt: obligations.openedAt,
      dueAt: obligations.dueAt,
      caution: obligations.caution,
      ruleVersion: obligations.ruleVersion,
      level: matters.level,
      resolution: { id: resolutions.id, version: resolutions.version, loggedAt: resolutions.loggedAt },
      basis: resolutions.dueBasis,
      series: meetings.series,
      nextSitting: sql<string | null>`(select min(later.starts_at) from meetings later
        where later.series = ${meetings.series} and later.org_unit_id = ${meetings.orgUnitId}
          and later.starts_at > ${meetings.startsAt} and later.state = 'scheduled')`,
    })
    .from(obligations)
    .leftJoin(
      matters,
      sql`${obligations.subject} = 'matter:' || ${matters.id} and ${matters.id} = substr(${obligations.subject}, 8)`,
    )
    .leftJoin(
      resolutions,
      sql`${obligations.subject} like 'resolution:%' and ${resolutions.id} = substr(${obligations.subject}, 12)`,
    )
    .leftJoin(meetings, eq(meetings.id, resolutions.meetingId))
    .where(and(isNull(obligations.endedAt), eq(obligations.state, "open"), which))
    .orderBy(asc(obligations.dueAt))
    .limit(mostClocks);

/** The clocks of some obligations, as far as they still run. */
export const clocksOf = (orm: Builder, ids: readonly string[]) =>
  runningClocks(orm, inArray(obligations.id, ids.length > 0 ? [...ids] : [""]));

/** For a read batch: the rules by which the clocks that run were reckoned. */
export const rulesOfClocks = (orm: Builder) =>
  orm
    .select(rulesColumns)
    .from(ruleSets)
    .where(
      sql`${ruleSets.version} in (select distinct ${obligations.ruleVersion} from ${obligations} where ${obligations.state} = 'open')`,
    );

export type RunningClock = Awaited<ReturnType<typeof runningClocks>>[number];

/** What a clock shows by some rules; `basis` says in words by which, for a task. */
interface Reckoned {
  due: Due;
  basis?: string;
}

export interface MovedClock extends Reckoned {
  clock: RunningClock;
}

/**
 * The clocks that new rules would set to another time than their own rules did. A clock whose present time its own
 * rules don't explain was set by somebody, and stays; unless it was reckoned under a caution, because the days it
 * rests on may be known by now.
 */
export function movedClocks(
  clocks: readonly RunningClock[],
  own: readonly { version: number; document: unknown }[],
  rules: RuleSet,
  calendar: WorkCalendar,
): MovedClock[] {
  const byVersion = new Map(own.map(({ version, document }) => [version, document as RuleSet]));
  return clocks.flatMap((clock) => {
    const before = byVersion.get(clock.ruleVersion);
    const starts = before ? startsOf(clock) : [];
    const explains = (from: Start) =>
      before && reckoned(clock, from, before, calendar)?.due.due === clock.dueAt;
    const start = starts.find(explains) ?? (clock.caution === null ? undefined : starts[0]);
    const after = start && reckoned(clock, start, rules, calendar);
    return after && after.due.due !== clock.dueAt ? [{ clock, ...after }] : [];
  });
}

/** From what a clock may have been reckoned, and with which next sitting in view. */
interface Start {
  at: Instant;
  next: Instant | undefined;
}

/** A task's clock runs from when it was logged or sent back; the next sitting may have been set only later. */
function startsOf({ openedAt, resolution, nextSitting, basis }: RunningClock): Start[] {
  if (!resolution) return [{ at: openedAt as Instant, next: undefined }];
  if (setByMeeting(basis)) return [];
  const moments = [...new Set([openedAt, resolution.loggedAt])] as Instant[];
  const nexts = [...new Set([nextSitting ?? undefined, undefined])] as (Instant | undefined)[];
  return moments.flatMap((at) => nexts.map((next) => ({ at, next })));
}

/** What a clock shows by some rules; undefined where they have no such level or series. */
function reckoned(
  { kind, level, series }: RunningClock,
  { at, next }: Start,
  rules: RuleSet,
  calendar: WorkCalendar,
): Reckoned | undefined {
  if (kind === "matter.overall") return { due: overallDue(rules, at, calendar) };
  if (kind === "matter.step") {
    const known = level !== null && rules.handling.levels.some(({ key }) => key === level);
    return known ? { due: stepDue(rules, level, at, calendar) } : undefined;
  }
  if (series === null || !rules.meetings.series.some(({ key }) => key === series)) return undefined;
  const { basis, ...due } = dueTime(rules, series, at, calendar, next, undefined);
  return { due, basis };
}

/** Sets clocks to their new times and says so on the record they belong to; whoever was faster makes it fail. */
export function moveClocks(given: Given, moved: readonly MovedClock[], ruleVersion: number): RowChange[] {
  return moved.flatMap(({ clock, due: { due, warnings }, basis }) => [
    amendOne(obligations, and(eq(obligations.id, clock.id), eq(obligations.state, "open")), {
      dueAt: due,
      caution: cautionOf(warnings),
      ruleVersion,
    }),
    ...(clock.resolution && basis && clock.kind === "resolution.lead"
      ? [update(resolutions, clock.resolution, { dueAt: due, dueBasis: basis })]
      : []),
    happened(given, clock.subject, "clockMoved", {
      from: clock.dueAt,
      to: due,
      kind: clock.kind,
      ruleVersion,
    }),
  ]);
}
