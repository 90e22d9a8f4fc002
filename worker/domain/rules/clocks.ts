import { and, asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { meetings, resolutions } from "../../../db/tenant/schema/meetings.ts";
import { obligations } from "../../../db/tenant/schema/work.ts";
import type { Due, WorkCalendar } from "../../rules/calendar.ts";
import { overallDue, stepDue } from "../../rules/handling.ts";
import type { RuleSet } from "../../rules/schema.ts";
import type { Instant } from "../../rules/time.ts";
import { amend, type RowChange } from "../kernel/changes.ts";
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
      level: matters.level,
      reportedAt: matters.reportedAt,
      resolution: resolutions.id,
      loggedAt: resolutions.loggedAt,
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
    .where(and(eq(obligations.state, "open"), which))
    .orderBy(asc(obligations.dueAt))
    .limit(mostClocks);

/** The clocks of some obligations, as far as they still run. */
export const clocksOf = (orm: Builder, ids: readonly string[]) =>
  runningClocks(orm, inArray(obligations.id, ids.length > 0 ? [...ids] : [""]));

export type RunningClock = Awaited<ReturnType<typeof runningClocks>>[number];

export interface MovedClock {
  clock: RunningClock;
  due: Due;
  /** In words, for the record: by which rule. Only a task says it. */
  basis?: string;
}

/** The clocks that other rules would set to another time; what a meeting itself set stays. */
export function movedClocks(
  clocks: readonly RunningClock[],
  rules: RuleSet,
  calendar: WorkCalendar,
): MovedClock[] {
  return clocks.flatMap((clock) => {
    const set = reckoned(clock, rules, calendar);
    return set && set.due.due !== clock.dueAt ? [{ clock, ...set }] : [];
  });
}

/** What a clock would show under other rules; undefined where they have no such level or series. */
function reckoned(
  clock: RunningClock,
  rules: RuleSet,
  calendar: WorkCalendar,
): Omit<MovedClock, "clock"> | undefined {
  const { kind, level, reportedAt, loggedAt, openedAt } = clock;
  if (kind === "matter.overall" && reportedAt) {
    return { due: overallDue(rules, reportedAt as Instant, calendar) };
  }
  if (kind === "matter.step" && rules.handling.levels.some(({ key }) => key === level)) {
    return { due: stepDue(rules, level ?? "", openedAt as Instant, calendar) };
  }
  if (kind === "resolution.review") return ofTask(clock, openedAt as Instant, rules, calendar);
  const byRule = loggedAt && !setByMeeting(clock.basis);
  return byRule ? ofTask(clock, loggedAt as Instant, rules, calendar) : undefined;
}

function ofTask(
  { series, nextSitting }: RunningClock,
  from: Instant,
  rules: RuleSet,
  calendar: WorkCalendar,
) {
  if (!rules.meetings.series.some(({ key }) => key === series)) return undefined;
  const next = (nextSitting ?? undefined) as Instant | undefined;
  const { basis, ...due } = dueTime(rules, series ?? "", from, calendar, next, undefined);
  return { due, basis };
}

/** Sets clocks to their new times and says so on the record they belong to. */
export function moveClocks(given: Given, moved: readonly MovedClock[], ruleVersion: number): RowChange[] {
  return moved.flatMap(({ clock, due: { due, warnings }, basis }) => [
    amend(obligations, and(eq(obligations.id, clock.id), eq(obligations.state, "open")), {
      dueAt: due,
      caution: cautionOf(warnings),
      ruleVersion,
    }),
    ...(clock.resolution && basis && clock.kind === "resolution.lead"
      ? [amend(resolutions, eq(resolutions.id, clock.resolution), { dueAt: due, dueBasis: basis })]
      : []),
    happened(given, clock.subject, "clockMoved", {
      from: clock.dueAt,
      to: due,
      kind: clock.kind,
      ruleVersion,
    }),
  ]);
}
