import type { Database } from "../../../db/client.ts";
import type { Actor, Context } from "../../../worker/domain/kernel/context.ts";
import type { RuleSet } from "../../../worker/rules/schema/rule-set.ts";
import type { Open } from "./open.ts";
import type { Chance } from "./random.ts";
import type { Verb } from "./verbs.ts";

export interface Unit {
  readonly id: string;
  readonly name: string;
  readonly level: string;
  /** From the root down to itself. */
  readonly line: readonly Unit[];
}

/** Somebody with a post in a unit of the tree. */
export interface Official {
  readonly actor: Actor;
  readonly unit: Unit;
  readonly left: boolean;
}

/** A county at some moment, and how its people go about their work. */
export interface Play {
  readonly db: Database;
  readonly units: readonly Unit[];
  readonly people: readonly Official[];
  /** Where nothing is passed on to. */
  readonly quiet: ReadonlySet<string>;
  rulesOf(version: number): RuleSet;
  /** Acting at this moment. `what`: for what. */
  as(actor: Actor, what: string): Context;
  /** What tells the repeat of an act from another. */
  key(verb: string, id: string): string;
  /** The lot of a record, or of what has that name. */
  chance(of: string): Chance;
  /** What becomes of a matter now, if anything. */
  drawn(open: Open): Verb | undefined;
  /** Who of those who may does it, the highest first. */
  choose(able: readonly Official[], chance: Chance): Official | undefined;
  /** What somebody sends; undefined where nobody would. */
  inputOf(open: Open, verb: Verb): object | undefined;
  /** How it went: `why` it was refused, null where it was done; with what was sent and answered. */
  told(verb: Verb, open: Open, why: string | null, sent: { input: object; result: unknown }): void;
}
