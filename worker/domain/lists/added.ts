import { sql } from "drizzle-orm";
import type { Page } from "./page.ts";

/** For a read batch: the page that holds one record alone, such as one that has just been added. */
export const pageOf = (page: Page, record: string | undefined): Page => ({
  ...page,
  table: sql`(select ${record ?? ""} as record, '' as key) page`,
});

/** A page's rows, led by the one that has just been added where its place is on another page. */
export const ledBy = <R extends { readonly id: string }>(added: readonly R[], rows: readonly R[]): R[] => [
  ...added.filter(({ id }) => !rows.some((row) => row.id === id)),
  ...rows,
];
