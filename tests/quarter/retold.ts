import { asc } from "drizzle-orm";
import { matters } from "../../db/tenant/schema/matters.ts";
import { clocks, events } from "../../db/tenant/schema/work.ts";
import { paged } from "./reading.ts";
import type { World } from "./world.ts";

/** All that happened in a quarter to each matter and when what was due, in lines without the ids that each county makes for itself. */
export async function told({ place: { db } }: World): Promise<string[]> {
  const { numbers } = await db.read({
    numbers: db.orm.select({ id: matters.id, number: matters.number }).from(matters).orderBy(asc(matters.id)),
  });
  const called = new Map(numbers.map(({ id, number }) => [id, number]));
  const named = <R extends { record: string }>(rows: readonly R[], told: (row: R) => unknown[]) =>
    rows.map((row) => ({ number: called.get(row.record) ?? "", line: told(row).join(" ") }));
  const lines = [
    ...named(await paged(db, events), ({ kind, at, actorName, detail }) => [
      ...[kind, at, actorName, JSON.stringify(detail)],
    ]),
    ...named(await paged(db, clocks), ({ kind, startedAt, dueAt, endedAt, state }) => [
      ...[kind, startedAt, dueAt, endedAt, state],
    ]),
  ];
  // Of several that are due at one moment the system takes any first.
  return lines
    .sort((one, other) => one.number.localeCompare(other.number))
    .map(({ number, line }) => `${number} ${line}`);
}
