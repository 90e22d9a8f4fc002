import { isDeepStrictEqual } from "node:util";
import { inArray, sql } from "drizzle-orm";
import { finds, listings } from "../../../db/tenant/schema/work.ts";
import type { ListedNoun } from "../../../worker/domain/kernel/listings.ts";
import { listMissing } from "../../../worker/domain/lists/missing.ts";
import type { Filled } from "./county.ts";
import { miscounted } from "./tables.ts";

/** How many records of each noun are looked at. */
const sample = 40;

/**
 * Whether the lists are what the product would have made: some records of each noun are taken out of them and listed anew by
 * its own code; then all tallies are counted from nothing. @throws Error where they aren't
 */
export async function checkLists({ db, file }: Filled): Promise<void> {
  const ids = await sampled(db);
  const before = await listed(db, ids);
  await db.write([
    db.orm.delete(listings).where(inArray(listings.record, ids)),
    db.orm.delete(finds).where(inArray(finds.record, ids)),
  ]);
  const made = await listMissing(db);
  if (made !== ids.length) throw new Error(`${made} of ${ids.length} records were listed anew`);
  if (!isDeepStrictEqual(await listed(db, ids), before))
    throw new Error("listed anew, records stand otherwise");
  const wrong = miscounted(file);
  if (wrong > 0) throw new Error(`${wrong} tallies aren't what there is`);
}

/** Spread over all there is of each noun. */
async function sampled({ orm, read }: Filled["db"]): Promise<string[]> {
  const of = (noun: ListedNoun, table: string) =>
    orm
      .select({ id: sql<string>`id` })
      .from(
        sql`(select id, row_number() over (order by id) as at, count(*) over () as n from ${sql.raw(table)}) ${sql.raw(noun)}`,
      )
      .where(sql`at % (n / ${sample} + 1) = 0`);
  const found = await read({
    matters: of("matter", "matters"),
    meetings: of("meeting", "meetings"),
    resolutions: of("resolution", "resolutions"),
    links: of("invitation", "invitations"),
    posts: of("post", "grants"),
    units: of("unit", "member_units"),
    orgs: of("org", "org_units"),
  });
  return Object.values(found).flatMap((rows) => rows.map(({ id }) => id));
}

/** How records stand in lists and by which words they are found, whatever the order of their making. */
async function listed({ orm, read }: Filled["db"], ids: readonly string[]) {
  const { rows, words } = await read({
    rows: orm
      .select()
      .from(listings)
      .where(inArray(listings.record, [...ids]))
      .orderBy(listings.record, listings.scope),
    words: orm
      .select()
      .from(finds)
      .where(inArray(finds.record, [...ids]))
      .orderBy(finds.record),
  });
  const inOrder = (each: string) => each.split(" ").sort().join(" ");
  return {
    rows,
    words: words.map(({ record, words, scopes }) => ({
      record,
      words: inOrder(words),
      scopes: inOrder(scopes),
    })),
  };
}
