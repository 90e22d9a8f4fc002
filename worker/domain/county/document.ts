import { type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { ruleSets } from "../../../db/tenant/schema/county.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";

/** What was published, and when: a number is given again where a county is put back to an earlier state. */
const name = sql`${ruleSets.version} || '@' || ${ruleSets.publishedAt}`;

/**
 * A column: a published version's document. It never changes, so that each process has it sent and parses it once; where
 * it is known, only its name is sent. Documents are checked when they are stored, and not again here.
 */
export function documentOf({ known }: Builder): SQL<RuleSet> {
  const { held } = known;
  const whole = sql`${name} || char(10) || ${ruleSets.document}`;
  const asked =
    held.size === 0 ? whole : sql`case when ${name} in ${[...held.keys()]} then ${name} else ${whole} end`;
  return asked.mapWith((answered: string) => {
    const end = answered.indexOf("\n");
    if (end < 0) return held.get(answered) as RuleSet;
    const rules = frozen(JSON.parse(answered.slice(end + 1)) as RuleSet);
    known.learn(answered.slice(0, end), rules);
    return rules;
  });
}

/** All requests of the process share it: nobody may change it. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null)
    for (const part of Object.values(Object.freeze(value))) frozen(part);
  return value;
}
