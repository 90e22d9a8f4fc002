import { sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { accounts, grants } from "../../../db/kernel/schema.ts";
import { inChineseOrder } from "../../text/order.ts";
import { idsOfPath } from "../org/org.ts";
import { postWords } from "./post.ts";

/** Of how many posts those who hold them are offered. */
const most = 200;

/**
 * For a read batch: who may take over from somebody: whoever works in the same units, beside or above them. Inspectors
 * look on, and take over nothing.
 */
export const successorsOf = (orm: Builder, accountId: string) => {
  const held = sql`select coalesce(o.path, m.org_path || m.id || '/') as path, o.parent_id as parent
    from grants g left join org_units o on o.id = g.scope_id left join member_units m on m.id = g.scope_id
    where g.account_id = ${accountId} and g.revoked_at is null`;
  const above = sql`select j.value as id from (${held}) p, ${idsOfPath(sql`p.path`)} j`;
  const beside = sql`select s.id from (${held}) p join org_units s on s.parent_id = p.parent`;
  return (
    orm
      .select({ id: accounts.id, name: accounts.name, role: grants.role, scopeName: grants.scopeName })
      .from(grants)
      .innerJoin(accounts, sql`${accounts.id} = ${grants.accountId} and ${accounts.disabledAt} is null`)
      .where(
        sql`${grants.scopeId} in (${above} union ${beside}) and ${grants.revokedAt} is null
        and ${grants.role} <> 'inspector' and ${accounts.id} <> ${accountId}`,
      )
      // Those in the same units first, then the others in the order in which they came.
      .orderBy(
        sql`${grants.scopeId} in (select scope_id from grants where account_id = ${accountId} and revoked_at is null) desc`,
        grants.id,
      )
      .limit(most + 1)
  );
};

type Candidate = Awaited<ReturnType<typeof successorsOf>>[number];

/** Each person once, with all that was read of their posts: `李四（北关社区 社区干部）`; and whether there are others. */
export function successorsIn(rows: readonly Candidate[]) {
  const people = Map.groupBy(rows.slice(0, most), ({ id }) => id);
  const named = [...people].map(([id, posts]) => ({
    id,
    name: `${posts[0]?.name ?? ""}（${posts.map(postWords).join("、")}）`,
  }));
  return { successors: inChineseOrder(named), moreSuccessors: rows.length > most };
}
