import { type SQL, sql } from "drizzle-orm";
import { type Instant, localDateOf } from "../../time/instants.ts";
import type { RowChange } from "../kernel/changes.ts";
import { counted } from "./daily.ts";

/** The next number of the year, `2026-000123`, and the row that takes it. */
export function numbered(now: Instant, row: (number: SQL<string>) => RowChange): RowChange[] {
  const year = localDateOf(now).slice(0, 4);
  const name = `matter ${year}`;
  return [
    counted(name),
    row(sql`(select printf('%s-%06d', ${year}, value) from counters where name = ${name})`),
  ];
}
