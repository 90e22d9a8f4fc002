import { and, eq, isNotNull, ne, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { accounts } from "../../../db/kernel/schema.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";

/**
 * Where nobody is there to keep a clock, it rises to the nearest above where somebody is, and is marked there as
 * 无人值守. The database finds that out whenever people come and go, and keeps it with the clock: `answeredBy`
 * (docs/decisions/029-nobodys-work.md).
 */

/** Of a clock: whoever owns it isn't the one who answers for it. */
const hasRisen = ne(clocks.answeredBy, clocks.owner);

/** What a scope or an account is called, by its id. */
const called = (id: SQL | typeof clocks.owner) => sql<string | null>`coalesce(
  (select name from ${orgUnits} where id = ${id}), (select name from ${memberUnits} where id = ${id}),
  (select name from ${accounts} where id = ${id}))`;

/** For a select: what the owner is called of a clock that has risen; null of every other. */
export const unattended = sql<string | null>`case when ${hasRisen} then ${called(clocks.owner)} end`;

/** For a select: what the unit is called that answers for a clock. */
export const answeringName = called(sql`coalesce(${clocks.answeredBy}, ${clocks.owner})`);

/** For a read batch: before whom the clocks of a record stand, or stood when they ended. */
export const answeringFor = (orm: Builder, noun: string, record: string) =>
  orm
    .select({
      kind: clocks.kind,
      answeredBy: sql<string>`${clocks.answeredBy}`,
      isRunning: sql<boolean>`${clocks.state} = 'running'`.mapWith(Boolean),
      unattended,
      answering: answeringName,
    })
    .from(clocks)
    .where(and(eq(clocks.noun, noun), eq(clocks.record, record), isNotNull(clocks.answeredBy)));

export type Answering = ReturnType<typeof answeringFor>["_"]["result"][number];

/** The scopes before which clocks of some kinds stand now. */
export const answeringNow = (all: readonly Answering[], ...kinds: readonly string[]): string[] =>
  all.flatMap(({ kind, isRunning, answeredBy }) => (isRunning && kinds.includes(kind) ? [answeredBy] : []));
