import type { events } from "../../db/tenant/schema/work.ts";
import type { MatterState } from "../../worker/domain/matters/states.ts";
import type { RuleSet } from "../../worker/rules/schema/rule-set.ts";
import type { Class } from "./classes.ts";
import type { Notices, Still } from "./reckoning.ts";

/** `place`: where it was written among all. */
export type Event = typeof events.$inferSelect & { readonly place: number };
export type Kind = "step" | "overall" | "acceptance" | "evaluation" | "pause";

/** A clock as events tell it. */
export interface Ran {
  readonly kind: Kind;
  readonly start: string;
  readonly level: string;
  /** What the matter was when it was reckoned. */
  of: Class;
  version: number;
  pauses: Still[];
  pausedAt: string | null;
  /** What somebody set it to. */
  set: string | null;
  ended: string | null;
  /** When it was reckoned last. */
  reckoned: string;
  /** When it was reckoned to have ended: by whom doesn't matter. */
  settled: string | null;
  /** To when it must be told that new notices moved it, as it went on. */
  owed: string | null;
  /** To when it was told that new notices moved it. */
  told: string | null;
  /** For what a matter stands still: by the rules that a pause runs by it may have no end. */
  readonly occasion: string;
}

/** A matter as events tell it. */
export interface Stand {
  state: MatterState;
  level: string;
  unit: string;
  of: Class;
  handler: string | null;
  reopenings: number;
  reportedAt: string;
  resolvedAt: string | null;
  closedAt: string | null;
  closure: string | null;
  satisfied: boolean | null;
  clocks: Ran[];
  /** The matter it is a duplicate of, by its number, and since when. */
  main: string | null;
  mergedAt: string | null;
  /** The clock of the level that gave it away and may call it back; it may not have begun. */
  gave: Ran | "not begun" | null;
  /** How many units have a part of it. */
  parts: number;
  /** What was asked for and not answered yet. */
  asked: Set<"extension" | "pauseRequest">;
  /** How often what happened. */
  seen: Map<string, number>;
  faults: string[];
}

export interface Reported {
  readonly category: string;
  readonly source: string;
  readonly levels: readonly string[];
}

/** What there is to know of a county, whatever its events say. */
export interface Known {
  rules(version: number): RuleSet;
  /** The version a matter keeps that is reported then. */
  versionAt(at: string): number;
  /** The level of handling that a unit answers for. */
  levelOf(unit: string, rules: RuleSet): string;
  /** What was reported: of which category, through which channel, and the levels of the units above where. */
  reported(matter: string): Reported;
  /** What happened to a matter, by its number. */
  eventsOf(number: string): readonly Event[];
  /** The notices that were out at a moment. */
  noticesAt(at: string): Notices;
  /** When a run of the system met the later notices. */
  readonly metAt: string;
}

/** The moment at which it was written, which its id says. */
export const writtenAt = ({ id }: Pick<Event, "id">): string =>
  new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toISOString();

/** The one of a kind that runs. */
export const running = (stand: Stand, kind: Kind): Ran | undefined =>
  stand.clocks.find((clock) => clock.kind === kind && clock.ended === null);

/** What events keep, whichever they are. */
export interface Kept {
  readonly number: string;
  readonly due?: string;
  readonly lead: string | null;
  readonly assisting: readonly string[];
  readonly to: string;
  readonly from: string;
  readonly until: string;
  readonly kind: Kind;
  readonly because: string;
  readonly ruleVersion: number;
  readonly solved: boolean;
  readonly satisfied?: boolean;
  readonly occasion?: string;
  readonly isOver: boolean;
  readonly cause: string;
  /** What was chosen, by its name. */
  readonly urgency?: string;
}

/** An event that is told of a matter. */
export interface Telling {
  readonly stand: Stand;
  readonly known: Known;
  readonly at: string;
  readonly written: string;
  readonly event: Event;
  /** What the event keeps. */
  readonly kept: Kept;
}
