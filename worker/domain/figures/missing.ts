import { and, asc, eq, getTableColumns, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Builder, Database } from "../../../db/client.ts";
import { assignments } from "../../../db/tenant/schema/assignments.ts";
import { type CountedOf, matters } from "../../../db/tenant/schema/matters.ts";
import { clocks, events } from "../../../db/tenant/schema/work.ts";
import type { Clock } from "../clocks/clocks.ts";
import { type RowChange, statementsOf, updateExactlyOne } from "../kernel/changes.ts";
import { acceptance, overall, step } from "../matters/clocks.ts";
import { changedFigures } from "./counting.ts";
import { answeredInTime, leadOf } from "./facts.ts";

/** How many matters are counted at once. */
const atOnce = 100;

/** What happened as one was answered for the first time, and as a review sent one back. */
const answering = ["accepted", "declined", "calledBack", "separated"];
const overturning = "reviewOverturned";

const its = (): SQL => sql`${events.noun} = 'matter' and ${events.record} = ${matters.id}`;

/** For a read batch: the next that aren't counted, with what their timelines say of it. */
const uncounted = (orm: Builder) =>
  orm
    .select({
      ...getTableColumns(matters),
      answeredAt: sql<string | null>`(select ${events.at} from ${events}
        where ${its()} and ${inArray(events.kind, answering)} order by ${events.id} limit 1)`,
      overturned: sql<number>`(select count(*) from ${events}
        where ${its()} and ${events.kind} = ${overturning})`.mapWith(Number),
    })
    .from(matters)
    .where(isNull(matters.counted))
    .orderBy(asc(matters.id))
    .limit(atOnce);

const ofThese = (column: SQL): SQL =>
  sql`${column} in (select id from matters where counted is null order by id limit ${atOnce})`;

const read = ({ orm, read }: Database) =>
  read({
    found: uncounted(orm),
    times: orm
      .select()
      .from(clocks)
      .where(and(eq(clocks.noun, "matter"), ofThese(sql`${clocks.record}`)))
      .orderBy(asc(clocks.startedAt), asc(clocks.id)),
    parts: orm
      .select()
      .from(assignments)
      .where(ofThese(sql`${assignments.matterId}`))
      .orderBy(asc(assignments.id)),
  });

type Read = Awaited<ReturnType<typeof read>>;

/** What a matter's clocks, parts and timeline say of what it doesn't keep itself. */
function factsOf(
  { answeredAt, overturned }: Read["found"][number],
  times: readonly Clock[],
  parts: Read["parts"],
): CountedOf {
  const whole = times.findLast(({ kind, state }) => kind === overall.kind && state === "met");
  return {
    ...(answeredAt === null
      ? {}
      : {
          responded: {
            at: answeredAt,
            by: answererAt(times, answeredAt),
            inTime: answeredInTime(times, answeredAt),
          },
        }),
    ...(whole?.endedAt ? { ended: { inTime: whole.endedAt <= whole.dueAt, ...leadOf(parts) } } : {}),
    ...(overturned > 0 ? { overturned } : {}),
  };
}

/** Before whom its level's clock ran on; where none did, before whom the last one had begun by then. */
function answererAt(times: readonly Clock[], at: string): string {
  const begun = times.filter(
    ({ kind, startedAt, ownerKind }) =>
      [step.kind, acceptance.kind].includes(kind) && startedAt <= at && ownerKind === "org",
  );
  const running = begun.findLast(({ endedAt }) => endedAt === null || endedAt > at);
  return (running ?? begun.at(-1))?.owner ?? "";
}

function counting({ found, times, parts }: Read): RowChange[] {
  const timesOf = Map.groupBy(times, ({ record }) => record);
  const partsOf = Map.groupBy(parts, ({ matterId }) => matterId);
  const counted = found.map((matter) => ({
    ...matter,
    counted: factsOf(matter, timesOf.get(matter.id) ?? [], partsOf.get(matter.id) ?? []),
  }));
  return [
    ...counted.map(({ id, revision, counted }) =>
      updateExactlyOne(
        matters,
        and(eq(matters.id, id), eq(matters.revision, revision), isNull(matters.counted)),
        { counted },
      ),
    ),
    ...changedFigures(counted),
  ];
}

/**
 * Counts what isn't counted yet: what was reported under a version that didn't count it, or written past the commands. In bounded
 * steps; can be interrupted and run again. Result: how many matters it counted.
 */
export async function countMissing(db: Database): Promise<number> {
  for (let counted = 0; ; ) {
    const rows = await read(db);
    if (rows.found.length === 0) return counted;
    await db.write(counting(rows).flatMap((change) => statementsOf(db.orm, change)));
    counted += rows.found.length;
  }
}
