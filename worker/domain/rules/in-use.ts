import { inArray, isNull, type SQLWrapper, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { collectionNames } from "../../rules/schema/words.ts";
import type { Problem } from "../errors.ts";
import { assert, type RowChange } from "../kernel/changes.ts";

/** What stands in the county's records and would be left without a rule. */
export const inUse = (orm: Builder) => ({
  levels: orm
    .select({ key: orgUnits.level, count: sql<number>`count(*)` })
    .from(orgUnits)
    .where(isNull(orgUnits.closedAt))
    .groupBy(orgUnits.level),
  gridKinds: orm
    .select({ key: sql<string>`coalesce(${orgUnits.kind}, '')`, count: sql<number>`count(*)` })
    .from(orgUnits)
    .where(sql`${isNull(orgUnits.closedAt)} and ${orgUnits.kind} is not null`)
    .groupBy(orgUnits.kind),
  unitKinds: orm
    .select({ key: memberUnits.kind, count: sql<number>`count(*)` })
    .from(memberUnits)
    .where(isNull(memberUnits.closedAt))
    .groupBy(memberUnits.kind),
});

export type Used = Record<"levels" | "gridKinds" | "unitKinds", readonly { key: string; count: number }[]>;
const { level, gridKind, unitKind } = collectionNames;
const collections = { levels: level, gridKinds: gridKind, unitKinds: unitKind } as const;

/** The keys that one rule set has and the other no more. */
export function vanishing(before: RuleSet, after: RuleSet): Readonly<Record<keyof Used, string[]>> {
  const gone = (collection: keyof Used) => {
    const kept = new Set(after.organisation[collection].map(({ key }) => key));
    return before.organisation[collection].map(({ key }) => key).filter((key) => !kept.has(key));
  };
  return { levels: gone("levels"), gridKinds: gone("gridKinds"), unitKinds: gone("unitKinds") };
}

/** Makes the publication fail when somebody has put to use meanwhile what it takes away; it is then decided anew. */
export function nobodyUses({ levels, gridKinds, unitKinds }: ReturnType<typeof vanishing>): RowChange[] {
  if (levels.length + gridKinds.length + unitKinds.length === 0) return [];
  const among = (column: SQLWrapper, keys: readonly string[]) => inArray(column as never, [...keys, ""]);
  return [
    assert(sql`not exists (select 1 from ${orgUnits} where ${orgUnits.closedAt} is null
      and (${among(orgUnits.level, levels)} or ${among(orgUnits.kind, gridKinds)}))`),
    assert(sql`not exists (select 1 from ${memberUnits} where ${memberUnits.closedAt} is null
      and ${among(memberUnits.kind, unitKinds)})`),
  ];
}

/** What units are of can't go while they are there. */
export function stillUsed(before: RuleSet, after: RuleSet, used: Used): Problem[] {
  const gone = vanishing(before, after);
  return (Object.keys(collections) as (keyof Used)[]).flatMap((collection) =>
    used[collection]
      .filter(({ key }) => gone[collection].includes(key))
      .map(({ key, count }) => {
        const name = before.organisation[collection].find((entry) => entry.key === key)?.name ?? key;
        const message = `${collections[collection]}“${name}”还有 ${count} 个单位在用，不能去掉`;
        return { path: `organisation.${collection}`, message };
      }),
  );
}
