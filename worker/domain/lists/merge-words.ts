import { sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";

/** How many pages of the index of words are written anew at most at once; it takes some 20 ms. */
const pages = 200;

/**
 * For a write batch: goes on with putting together the parts of which the index of words consists, of which each search goes through
 * all. Where there is nothing to put together it writes nothing. https://sqlite.org/fts5.html#the_merge_command
 */
export const mergeWords = (orm: Builder) =>
  orm.run(sql.raw(`insert into found (found, rank) values ('merge', ${pages})`));
