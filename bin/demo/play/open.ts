import { and, asc, eq, isNull, notInArray, type SQL } from "drizzle-orm";
import type { Database } from "../../../db/client.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";
import type { RuleSet } from "../../../worker/rules/schema/rule-set.ts";

/** What people look at before they act. */
const seen = {
  matter: {
    id: matters.id,
    number: matters.number,
    state: matters.state,
    category: matters.category,
    urgency: matters.urgency,
    level: matters.level,
    levelPath: matters.levelPath,
    orgPath: matters.orgPath,
    handlerId: matters.handlerId,
    receiptCode: matters.receiptCode,
    reopenings: matters.reopenings,
    ruleVersion: matters.ruleVersion,
    gave: matters.gave,
  },
  clock: {
    record: clocks.record,
    kind: clocks.kind,
    dueAt: clocks.dueAt,
    owner: clocks.owner,
    inputs: clocks.inputs,
  },
} as const;
type Row<T extends "matter" | "clock", Table> = {
  [K in keyof (typeof seen)[T]]: K extends keyof Table ? Table[K] : never;
};

export interface Open {
  readonly matter: Row<"matter", typeof matters.$inferSelect>;
  readonly clocks: readonly Row<"clock", typeof clocks.$inferSelect>[];
  readonly rules: RuleSet;
}

/** What hasn't ended of those `which`, with the clocks that run, in the order of numbers. */
export async function openMatters(
  { db, rulesOf }: { db: Database; rulesOf(version: number): RuleSet },
  which?: SQL,
): Promise<Open[]> {
  const { rows, running } = await db.read({
    rows: db.orm
      .select(seen.matter)
      .from(matters)
      .where(and(notInArray(matters.state, ["closed", "declined"]), which))
      .orderBy(asc(matters.number)),
    running: db.orm
      .select(seen.clock)
      .from(clocks)
      .where(and(isNull(clocks.endedAt), eq(clocks.noun, "matter"))),
  });
  const by = Map.groupBy(running, ({ record }) => record);
  return rows.map((matter) => ({
    matter,
    clocks: by.get(matter.id) ?? [],
    rules: rulesOf(matter.ruleVersion),
  }));
}

export const runs = ({ clocks }: Open, kind: string) => clocks.find((clock) => clock.kind === kind);
