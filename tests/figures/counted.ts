import { sql } from "drizzle-orm";
import { figures } from "../../db/tenant/schema/figures.ts";
import { excludedOf } from "../../worker/domain/figures/counting.ts";
import type { County } from "../support/county.ts";

const told = ["solved", "unsolved", "unevaluated", "satisfied", "dissatisfied"] as const;

/** How matters ended in all months, in the county (`solved`) and in its communities (`solved <id>`); what is none is left out. */
export async function counted({ db, org }: County, which: "closed" | "excluded") {
  const { rows } = await db.read({
    rows: db.orm
      .select()
      .from(figures)
      .where(
        sql`${figures.of} = 'place' and ${figures.facet} = 'all'
          and ${figures.scope} in (select id from org_units where id = ${org.root} or level = 'community')`,
      ),
  });
  const sums: Record<string, number> = {};
  for (const row of rows)
    for (const what of told) {
      const n = row[which === "closed" ? what : excludedOf(what)];
      const name = row.scope === org.root ? what : `${what} ${row.scope}`;
      if (n !== 0) sums[name] = (sums[name] ?? 0) + n;
    }
  return sums;
}
