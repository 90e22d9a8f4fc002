import { and, asc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { ruleSets } from "../../../db/tenant/schema/county.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { meetings, resolutions } from "../../../db/tenant/schema/meetings.ts";
import { obligations } from "../../../db/tenant/schema/work.ts";
import type { Due, WorkCalendar } from "../../rules/engine/calendar.ts";
import { overallDue, stepDue } from "../../rules/engine/handling.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import type { Instant } from "../../time/instants.ts";
import { rulesColumns } from "../county/county.ts";
import { amendOne, type RowChange, update } from "../kernel/changes.ts";
import type { Given } from "../kernel/command.ts";
import { happened } from "../kernel/events.ts";
import { cautionOf } from "../obligations/obligations.ts";
import { dueTime, setByMeeting } from "../resolutions/due.ts";

/** How many running clocks are shown, and can be moved, with one publication. */
export const mostClocks = 200;

/**
 * When a clock's due time was last reckoned. For a task that is when it was put before its units, at first or anew: an
 * edit that leaves the due time as it was only puts new clocks in the place of the old, at the moment these end.
 */
const reckonedFrom = sql<Instant>`coalesce((
  select max(begun.opened_at) from obligations begun
  where begun.subject = ${obligations.subject} and begun.kind = 'resolution.lead'
    and ${obligations.kind} in ('resolution.lead', 'resolution.assist') and not exists (
      select 1 from obligations replaced where replaced.subject = begun.subject
        and replaced.kind = 'resolution.lead' and replaced.ended_at = begun.opened_at)
  ), ${obligations.openedAt})`;

/** For a read batch: clocks that run, the most urgent first, with what their due time is reckoned from. */
export const runningClocks = (orm: Builder, which: SQL | undefined = undefined) =>
  orm
    .select({
      id: obligations.id,
      kind: obligations.kind,
      subject: obligations.subject,
      title: obligations.title,
      reckonedFrom,
      dueAt: obligations.dueAt,
      caution: obligations.caution,
      ruleVersion: obligations.ruleVersion,
      level: matters.level,
      resolution: { id: resolutions.id, version: resolutions.version },
      basis: resolutions.dueBasis,
      series: meetings.series,
      meetingAt: meetings.startsAt,
      lastSitting: sql<string | null>`(select max(other.starts_at) from meetings other
        where other.series = ${meetings.series} and other.org_unit_id = ${meetings.orgUnitId}
          and other.starts_at <= max(${meetings.startsAt}, ${reckonedFrom}))`,
      nextSitting: sql<string | null>`(select min(later.starts_at) from meetings later
        where later.series = ${meetings.series} and later.org_unit_id = ${meetings.orgUnitId}
          and later.starts_at > max(${meetings.startsAt}, ${reckonedFrom}))`,
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
    .where(and(isNull(obligations.endedAt), which))
    .orderBy(asc(obligations.dueAt))
    .limit(mostClocks);

/** Which clocks: those of some obligations, as far as they still run. */
export const clocksOf = (ids: readonly string[]): SQL =>
  inArray(obligations.id, ids.length > 0 ? [...ids] : [""]);

/** For a read batch: the rules by which those clocks were reckoned. */
export const rulesOfClocks = (orm: Builder, which: SQL | undefined = undefined) => {
  const versions = orm
    .select({ version: obligations.ruleVersion })
    .from(obligations)
    .where(and(isNull(obligations.endedAt), which))
    .orderBy(asc(obligations.dueAt))
    .limit(mostClocks);
  return orm.select(rulesColumns).from(ruleSets).where(inArray(ruleSets.version, versions));
};

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

/** From what a clock may have been reckoned, and with which other sittings in view. */
interface Start {
  at: Instant;
  others: Instant[];
}

/** The next sitting may have been set only after a task was reckoned. A meeting's own day is no matter of rules. */
function startsOf({ kind, reckonedFrom: at, lastSitting, nextSitting, basis }: RunningClock): Start[] {
  if (kind !== "resolution.review" && setByMeeting(basis)) return [];
  const [last, next] = [lastSitting as Instant | null, nextSitting as Instant | null];
  const others = last === null ? [] : [last];
  return next === null
    ? [{ at, others }]
    : [
        { at, others: [...others, next] },
        { at, others },
      ];
}

/** What a clock shows by some rules; undefined where they have no such level or series. */
function reckoned(
  { kind, level, series, meetingAt }: RunningClock,
  { at, others: otherMeetings }: Start,
  rules: RuleSet,
  calendar: WorkCalendar,
): Reckoned | undefined {
  if (kind === "matter.overall") return { due: overallDue(rules, at, calendar) };
  if (kind === "matter.step") {
    const known = level !== null && rules.handling.levels.some(({ key }) => key === level);
    return known ? { due: stepDue(rules, level, at, calendar) } : undefined;
  }
  if (series === null || meetingAt === null || !rules.meetings.series.some(({ key }) => key === series))
    return undefined;
  const decided = { meetingAt: meetingAt as Instant, assignedAt: at, otherMeetings };
  const { basis, ...due } = dueTime(rules, series, decided, calendar, undefined);
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
      ? [update(resolutions, clock.resolution, { dueAt: due, dueBasis: basis, ...changed(given) })]
      : []),
    happened(given, clock.subject, "clockMoved", {
      from: clock.dueAt,
      to: due,
      kind: clock.kind,
      ruleVersion,
    }),
  ]);
}

/** Whoever is editing the resolution meanwhile is told whose change it was. */
const changed = ({ actor, now }: Given) => ({ changedBy: actor.name, changedAt: now });
