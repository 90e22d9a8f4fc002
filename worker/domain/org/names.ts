import { and, isNull, type SQL, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { orgUnits } from "../../../db/tenant/schema/org.ts";
import { folded } from "../../text/folded.ts";
import { Invalid } from "../errors.ts";

interface Named {
  readonly id: string;
  readonly name: string;
}

/**
 * For a read batch: the open units directly below one that may be called so: as their names are kept, or where they aren't
 * yet. `kept`: a folded name.
 */
export const maybeSiblings = (orm: Builder, parentId: string | SQL, kept: string | SQL) =>
  orm
    .select({ id: orgUnits.id, name: orgUnits.name })
    .from(orgUnits)
    .where(
      and(
        sql`${orgUnits.parentId} = ${parentId}`,
        isNull(orgUnits.closedAt),
        sql`(${orgUnits.folded} = ${kept} or ${orgUnits.folded} is null)`,
      ),
    );

/**
 * Two of one name would be taken for one another. `page`: what the addresses of their pages begin with.
 * @throws Invalid that leads to the one that is called so.
 */
export function mustBeAlone(
  { id, name }: { readonly id?: string; readonly name: string },
  others: readonly Named[],
  { page, message }: { readonly page: string; readonly message: string },
): void {
  const kept = folded(name);
  const same = others.find((other) => other.id !== id && folded(other.name) === kept);
  if (!same) return;
  const links = [{ href: `${page}${same.id}`, text: `查看“${same.name}”` }];
  throw new Invalid([{ path: "name", message, links }]);
}
