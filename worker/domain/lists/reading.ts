import { type SQL, sql } from "drizzle-orm";
import type { Scan } from "./scan.ts";

/** How many rows are looked through for a page where no index serves all that is asked; then the list says so and goes on. */
export const farthest = 1000;

/** Of a list: which rows, how many, from where on and which way. */
export interface Reading {
  readonly scan: Scan;
  readonly size: number;
  readonly backwards: boolean;
  readonly cursor: string | null;
}

/** How they are read: their records in order, and how far was looked. */
export interface Read {
  readonly rows: SQL;
  readonly edge: SQL;
  readonly up: boolean;
}

/** Where there is no bound. */
export const nowhere = sql`select null as key limit 0`;
