import { eq } from "drizzle-orm";
import * as z from "zod";
import { clocks } from "../../../db/tenant/schema/work.ts";
import type { Due } from "../../rules/engine/calendar.ts";
import { inForce, rulesOf, type VersionedRules } from "../county/county.ts";
import { Conflict, NotFound } from "../errors.ts";
import { type RowChange, update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Given } from "../kernel/context.ts";
import { happened } from "../kernel/happenings.ts";
import { id } from "../kernel/input.ts";
import { right } from "../kernel/rights.ts";
import { asSet, type Clock, reckoned, showing } from "./clocks.ts";
import type { MovedClock } from "./moved.ts";
import { kindOf, knownKind } from "./registry.ts";

/** Sets a clock to the time it was reckoned to anew, and tells so on its record if that is another one. */
export function setAnew(
  given: Given,
  clock: Clock,
  anew: Due,
  { version: ruleVersion, rules }: VersionedRules,
  because: MovedClock["because"],
): RowChange[] {
  const { noun, record, kind, dueAt: from } = clock;
  const described = kindOf(clock);
  const { due } = anew;
  const shown = showing(described, given.calendar, clock, anew, rules);
  const row = update(clocks, clock, { ...shown, ruleVersion });
  if (due === from) return [row];
  const named = described.calledBy ? { inputs: clock.inputs } : {};
  const moved: MovedClock = { noun, kind, ...named, from, to: due, ruleVersion, because };
  const touched = described.touch ? [described.touch(record, given, due)] : [];
  return [row, ...touched, ...happened(given, { noun, id: record }, { clockMoved: moved } as never)];
}

/**
 * Reckons a clock anew by the rules it rests on, after the days that it rests on were announced: its time, unless a person set
 * it, when something happens by itself, and what was uncertain about both.
 */
export const reckonClock = command({
  right: right("clock.reckon", "重新计算期限", "system"),
  input: z.strictObject({ clockId: id("期限") }),
  load: (orm, { clockId }) => ({
    clock: orm.select().from(clocks).where(eq(clocks.id, clockId)),
    rules: rulesOf(
      orm,
      orm.select({ version: clocks.ruleVersion }).from(clocks).where(eq(clocks.id, clockId)),
    ),
  }),
  state: ({ clock: [clock], rules }) => {
    if (!clock) throw new NotFound("clock");
    return { clock, ...inForce(rules) };
  },
  scopes: () => [],
  decide: ({ clock, version, rules }, _input, given) => {
    if (clock.endedAt) throw new Conflict("这个期限已经结束");
    const kind = knownKind(clock);
    const isSet = clock.setBy === "person";
    const due = kind && (isSet ? asSet(clock) : reckoned(kind, clock, rules, given.calendar));
    if (!due) throw new Conflict("这个期限不是按规则计算的");
    return {
      result: { id: clock.id },
      on: { noun: clock.noun, id: clock.record },
      detail: { clock: clock.kind, from: clock.dueAt, to: due.due },
      rows: setAnew(given, clock, due, { version, rules }, "holidays"),
    };
  },
});
