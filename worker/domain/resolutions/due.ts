import { and, asc, eq, inArray, ne, type SQL } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";
import { basisOf, type Clock } from "../clocks/clocks.ts";
import { type RulesRow, ruledBy } from "../county/county.ts";
import { lead } from "./clocks.ts";

/** For a read batch: the lead unit's clocks of some resolutions, running or kept; those called off are left out. */
export const leadClocks = (orm: Builder, records: SQL) =>
  orm
    .select()
    .from(clocks)
    .where(
      and(
        eq(clocks.noun, lead.noun),
        inArray(clocks.record, records),
        eq(clocks.kind, lead.kind),
        ne(clocks.state, "cancelled"),
      ),
    )
    .orderBy(asc(clocks.id));

type Versions = readonly RulesRow[];

/** When a task is or was due last, and in words why; nulls for a decision. */
export function toldDue(
  all: readonly Clock[],
  { id, kind }: { id: string; kind: "decision" | "task" },
  versions: Versions,
): { dueAt: string | null; dueBasis: string | null } {
  const clock = kind === "task" ? all.findLast(({ record }) => record === id) : undefined;
  if (!clock) return { dueAt: null, dueBasis: null };
  const { rules } = ruledBy(versions, clock.ruleVersion);
  const why = [basisOf(lead, clock, rules), clock.caution].filter(Boolean).join("；");
  return { dueAt: clock.dueAt, dueBasis: why };
}
