import { type SQL, sql } from "drizzle-orm";
import { auditNames } from "../../../db/tenant/schema/audit.ts";
import { type Instant, localDateOf } from "../../time/instants.ts";
import type { Context } from "../kernel/context.ts";

/** How many people, and how many matters of the same number, one search follows. */
export const followed = 8;

/** Whoever is in the log: their account, or the name of whoever has none. In the words in which its index was made. */
export const who = sql.raw("coalesce(nullif(actor_id, ''), actor_name)");

/** How many years back a matter is looked for by its number alone. */
const years = 5;

/**
 * The conditions of a search, each served by an index. A matter is found by its number; whoever did something by any part
 * of their name. Each of those who are found is read in order by itself, and they are merged: a name that hundreds share is
 * followed for the first few.
 */
export function searchedIn(search: string, now: Instant): SQL[] {
  const numbers = numbersIn(search, now);
  if (numbers.length > 0)
    return numbers.map(
      (number) => sql`subject = (select 'matter:' || id from matters where number = ${number})`,
    );
  // A column beside an expression would be compared as text, which the expression's index isn't used for.
  return Array.from(
    { length: followed },
    (_, at) => sql`${who} =
      (select who || '' from audit_names where ${named(search)} order by part, who, name limit 1 offset ${at})`,
  );
}

/** For a read batch: who is found by a search, and one more than are followed. */
export const peopleNamed = ({ db: { orm } }: Pick<Context, "db">, search: string | undefined) =>
  orm
    .select({ who: auditNames.who, name: auditNames.name })
    .from(auditNames)
    .where(search ? named(search) : sql`false`)
    .orderBy(auditNames.part, auditNames.who, auditNames.name)
    .limit(followed + 1);

/** Names are kept from each of their characters on, so that what they contain is what such a rest begins with. */
const named = (search: string): SQL => {
  const part = search.toLowerCase();
  return sql`part >= ${part} and part < ${`${part}\u{10ffff}`}`;
};

/** `2026-000123`, `2026-123`, and of late years `123`; nothing for what is no number. */
function numbersIn(search: string, now: Instant): string[] {
  const [, year, figures] = /^(?:(\d{4})\D)?0*(\d{1,6})$/.exec(search.normalize("NFKC")) ?? [];
  if (figures === undefined) return [];
  const numbered = (year: number | string) => `${year}-${figures.padStart(6, "0")}`;
  const present = Number(localDateOf(now).slice(0, 4));
  return year === undefined
    ? Array.from({ length: years }, (_, back) => numbered(present - back))
    : [numbered(year)];
}
