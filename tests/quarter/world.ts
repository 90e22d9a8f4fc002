import { asc, desc } from "drizzle-orm";
import type { Open } from "../../bin/demo/play/open.ts";
import type { Chance } from "../../bin/demo/play/random.ts";
import { ruleSets } from "../../db/tenant/schema/county.ts";
import type { matters } from "../../db/tenant/schema/matters.ts";
import type { clocks } from "../../db/tenant/schema/work.ts";
import type { Actor, Context } from "../../worker/domain/kernel/context.ts";
import { systemFor } from "../../worker/domain/kernel/context.ts";
import { workCalendar } from "../../worker/rules/engine/calendar.ts";
import { stateCouncilNotices } from "../../worker/rules/engine/notices.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import type { Employed, Place } from "./place.ts";
import type { Plan } from "./plans.ts";
import type { Memory } from "./reading.ts";
import type { Known, Reported } from "./stands.ts";

export type Clock = typeof clocks.$inferSelect;
export type Matter = typeof matters.$inferSelect;
type Version = typeof ruleSets.$inferSelect;

/** A county in its quarter, at some moment. */
export interface World {
  readonly place: Place;
  readonly plan: Plan;
  readonly chance: Chance;
  /** Every how many days people act, and the likelier then. */
  readonly every: number;
  /** How many are at work at one moment, besides whoever answers for all; and who they are. */
  readonly atWork: number;
  shift: ReadonlySet<Employed>;
  now: string;
  /** When the system met the year's notice; 9 before it did. */
  metAt: string;
  versions: Version[];
  /** What hasn't ended at this moment, and who has a part of what. */
  open: readonly Open[];
  parts: ReadonlyMap<string, readonly { readonly assignee: string; readonly role: string }[]>;
  /** What was read of it when it was checked last. */
  readonly memory: Memory;
  /** What was reported, by matter. */
  readonly reports: Map<string, Reported>;
  /** How many whistles were blown, by unit, kind and month. */
  readonly blown: Map<string, number>;
  /** Where nothing is reported any more. */
  readonly quiet: Set<string>;
  /** How often each act was tried, done, and refused for which reason. */
  readonly tried: Map<string, number>;
  /** What was done that mustn't be, or refused that needn't be. */
  readonly wrong: string[];
}

const before = stateCouncilNotices.filter(({ year }) => year < 2026);
const calendars = { before: workCalendar(before, -1), after: workCalendar() };

/** Somebody acting now, by the notices that are out. */
export function ctxOf({ place, plan, now }: World, actor: Actor): Context {
  return { ...place.as(actor, now), calendar: now < plan.noticeAt ? calendars.before : calendars.after };
}

export const systemIn = (world: World): Context => ({
  ...ctxOf(world, systemFor("due")),
  idempotencyKey: null,
});

export async function readVersions(world: World): Promise<void> {
  const { orm } = world.place.db;
  const { rows } = await world.place.db.read({
    rows: orm.select().from(ruleSets).orderBy(asc(ruleSets.version)),
  });
  world.versions = rows;
}

/** What the reckoning may know. */
export function knownOf({ versions, metAt, plan, place, reports, memory }: World): Known {
  const levels = new Map(place.units.map(({ name, level }) => [name, level]));
  return {
    metAt,
    rules: (version) => {
      const found = versions.find((one) => one.version === version);
      if (!found) throw new Error(`no version ${version}`);
      return found.document;
    },
    versionAt: (at) => {
      const past = versions.filter(
        ({ effectiveFrom, publishedAt }) => effectiveFrom <= at && publishedAt <= at,
      );
      const rank = ({ effectiveFrom, publishedAt }: Version) => effectiveFrom + publishedAt;
      return past.sort((one, other) => rank(one).localeCompare(rank(other))).at(-1)?.version ?? 0;
    },
    levelOf: (unit, rules) =>
      rules.handling.levels.find(({ level }) => level === levels.get(unit))?.key ?? "",
    reported: (matter) => {
      const found = reports.get(matter);
      if (!found) throw new Error(`nobody reported ${matter}`);
      return found;
    },
    eventsOf: (number) => memory.events.get(memory.numbers.get(number) ?? "") ?? [],
    noticesAt: (at) => (at < plan.noticeAt ? before : stateCouncilNotices),
  };
}

export const count = ({ tried }: World, what: string): void =>
  void tried.set(what, (tried.get(what) ?? 0) + 1);

/** The newest version, whether or not it is in force. */
export async function newest({ place: { db } }: World): Promise<RuleSet> {
  const { rows } = await db.read({
    rows: db.orm.select().from(ruleSets).orderBy(desc(ruleSets.version)).limit(1),
  });
  return structuredClone(rows[0]?.document) as RuleSet;
}
