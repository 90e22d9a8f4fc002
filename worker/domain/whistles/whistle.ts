import { asc, eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import type { Builder, Results } from "../../../db/client.ts";
import { accounts } from "../../../db/kernel/schema.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import { calls, whistles } from "../../../db/tenant/schema/whistles.ts";
import type { Whistle as WhistleRule } from "../../rules/schema/rule-set.ts";
import { ruledBy, rulesOf, type VersionedRules } from "../county/county.ts";
import { Conflict, NotFound } from "../errors.ts";
import { id } from "../kernel/input.ts";
import type { Movable } from "../kernel/move.ts";
import type { Noun } from "../kernel/record.ts";
import { right, scopesOfPath } from "../kernel/rights.ts";
import { staff } from "../kernel/roles.ts";
import { whistleStates } from "./states.ts";

export type Whistle = typeof whistles.$inferSelect;

/** A unit's summons of others. Whoever blew it, the units above and all who are called see it. */
export const whistle = {
  noun: "whistle",
  called: "吹哨",
  page: "/whistles/",
  rights: { view: right("whistle.view", "查看吹哨", staff) },
} as const satisfies Noun;

/** What whoever is called is called. */
export const responderName = sql<string>`coalesce(
  (select name from ${memberUnits} where id = ${calls.responder}),
  (select name from ${orgUnits} where id = ${calls.responder}),
  (select name from ${accounts} where id = ${calls.responder}), '')`;

/** For a read batch: those that a whistle calls. */
export const calledBy = (orm: Builder, whistleId: string | SQL) =>
  orm
    .select({ ...getTableColumns(calls), name: responderName })
    .from(calls)
    .where(sql`${calls.whistleId} = ${whistleId}`)
    .orderBy(asc(calls.id));

export type Called = ReturnType<typeof calledBy>["_"]["result"][number];

/** For a read batch: what the unit is called that blew a whistle. */
export const blowerOf = (orm: Builder, whistleId: string | SQL) =>
  orm
    .select({ id: orgUnits.id, name: orgUnits.name })
    .from(orgUnits)
    .where(sql`${orgUnits.id} = (select org_unit_id from whistles where id = ${whistleId})`);

/** What moves of a whistle decide on. */
export interface LoadedWhistle extends VersionedRules {
  readonly whistle: Whistle;
  readonly calls: readonly Called[];
  /** The unit that blew it. */
  readonly unit: { readonly id: string; readonly name: string };
}

export const withCalls = (orm: Builder, whistleId: string) => ({
  whistle: orm.select().from(whistles).where(eq(whistles.id, whistleId)),
  calls: calledBy(orm, whistleId),
  unit: blowerOf(orm, whistleId),
  rules: rulesOf(orm, versionOf(whistleId)),
});

/** The rule version a whistle was blown under. */
export const versionOf = (whistleId: string | SQL) =>
  sql`(select rule_version from whistles where id = ${whistleId})`;

export function loadedWhistle({
  whistle: [whistle],
  calls,
  unit: [unit],
  rules,
}: Results<ReturnType<typeof withCalls>>): LoadedWhistle {
  if (!whistle || !unit) throw new NotFound("whistle");
  return { whistle, calls, unit, ...ruledBy(rules, whistle.ruleVersion) };
}

/** The rule by which a whistle was blown. */
export function ruleOf({ rules, whistle }: Pick<LoadedWhistle, "rules" | "whistle">): WhistleRule {
  const rule = rules.handling.whistles.find(({ key }) => key === whistle.kind);
  if (!rule) throw new RangeError(`the rules have no whistle ${whistle.kind}`);
  return rule;
}

type Callees = readonly Pick<Called, "responder" | "responderKind">[];

/** Who sees a whistle: the units above whoever blew it, all who are called, and the person who blew. */
export const scopesOfWhistle = (
  { orgPath, blownById }: Pick<Whistle, "orgPath" | "blownById">,
  called: Callees,
) => ({
  act: scopesOfPath(orgPath),
  see: [...scopesOfPath(orgPath), ...called.map(({ responder }) => responder)],
  persons: [
    blownById,
    ...called.flatMap(({ responder, responderKind }) => (responderKind === "account" ? [responder] : [])),
  ],
});

/** How moves of a whistle find it: by its id. They are for whoever blew it, and the units above. */
export const onWhistle: Movable<ReturnType<typeof withCalls>, LoadedWhistle, typeof whistles> = {
  noun: whistle.noun,
  base: "/whistles",
  key: "whistleId",
  id: id("吹哨"),
  view: whistle.rights.view,
  table: whistles,
  ended: ["done", "withdrawn"],
  load: withCalls,
  state: loadedWhistle,
  row: ({ whistle }) => whistle,
  scopes: ({ whistle, calls }) => ({ ...scopesOfWhistle(whistle, calls), persons: [whistle.blownById] }),
  overtaken: ({ whistle: { state, revision } }) =>
    new Conflict(`这次吹哨现在是“${whistleStates[state]}”，不能这样操作`, { revision }),
};

export const refOf = (id: string) => ({ noun: whistle.noun, id });
