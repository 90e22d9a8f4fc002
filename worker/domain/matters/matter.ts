import { eq, getTableColumns, inArray, type SQL, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/sqlite-core";
import type { Builder } from "../../../db/client.ts";
import { grants } from "../../../db/kernel/schema.ts";
import { matters } from "../../../db/tenant/schema/matters.ts";
import { clocks } from "../../../db/tenant/schema/work.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { type Clock, clocksOn } from "../clocks/clocks.ts";
import { type RulesRow, ruledBy, rulesOf, type VersionedRules } from "../county/county.ts";
import { Conflict, NotFound } from "../errors.ts";
import { countedWith } from "../figures/facts.ts";
import { id } from "../kernel/input.ts";
import type { Movable } from "../kernel/move.ts";
import type { Noun } from "../kernel/record.ts";
import { right, scopesOfPath } from "../kernel/rights.ts";
import { caseworkers, members } from "../kernel/roles.ts";
import { lineage, type OrgUnit } from "../org/org.ts";
import { sentPhotos } from "../photos/sent.ts";
import { type Linked, linkedWith } from "./linked.ts";
import { type Part, partClocksOf, partsOf, type WithParts } from "./parts.ts";
import { cameOf, matterStates } from "./states.ts";

export type Matter = typeof matters.$inferSelect;

/** Its caseworkers; and where a meeting settles it, whoever the meeting concerns. */
const view = right("matter.view", "查看事项", [...caseworkers, "inspector"], undefined, members);

/** One thing somebody wants dealt with, from report to verdict. */
export const matter = {
  noun: "matter",
  called: "事项",
  page: "/matters/",
  rights: {
    view,
    /** What lies in one's own units is listed. What a meeting settles is found with its resolution. */
    list: right("matter.list", "查看事项列表", [...caseworkers, "inspector"]),
    revealReporter: right("matter.revealReporter", "查看上报人联系方式", caseworkers, view),
    /** A receipt is looked up by its code and nothing else. */
    viewReceipt: right("receipt.view", "凭回执查询", "public"),
  },
} as const satisfies Noun;

/** What moves of a matter decide on: it with the units above it and the rules it began under. */
export interface LoadedMatter extends VersionedRules, WithParts {
  readonly matter: Matter;
  /** Where whoever has it in hand deals with matters, as ids of units. */
  readonly handlerSeats: readonly string[];
  /** Whether whoever reported it sent photos, and they are still kept. */
  readonly sentPhotos: boolean;
  /** From the root down to where it lies: where it was reported, or was passed down to. */
  readonly lineage: readonly OrgUnit[];
  /** All it has had, those that run among them. */
  readonly clocks: readonly Clock[];
  /** Its main matter and what was merged into it, what it was split from and what was split from it: so many at most. */
  readonly linked: readonly Linked[];
  /** The rules it began under, and those by which its clocks run. */
  readonly versions: readonly RulesRow[];
}

/** Who handles a matter by the name of today; an account may have been given another since. */
export const handlerCalled = sql<string | null>`coalesce(
  (select accounts.name from accounts where accounts.id = ${matters.handlerId}), ${matters.handlerName})`.as(
  "handler_called",
);

const handlerSeats = sql<readonly string[]>`(select json_group_array(scope_id) from ${grants}
  where ${grants.accountId} = ${matters.handlerId} and ${inArray(grants.role, [...caseworkers])}
    and ${grants.scopeKind} = 'org' and ${grants.revokedAt} is null)`
  .mapWith((text: string) => JSON.parse(text) as string[])
  .as("handler_seats");

/** For a read batch: a matter with the rules it began under and the units above it. */
export const withRules = (orm: Builder, found: SQL) => ({
  ...partsIn(orm, sql`(select ${matters.id} from ${matters} where ${found})`),
  matter: orm
    .select({ ...getTableColumns(matters), handlerName: handlerCalled, handlerSeats, sentPhotos })
    .from(matters)
    .where(found),
  rules: rulesOf(orm, versionsOf(orm, found)),
  lineage: lineage(orm, sql`(select ${matters.orgUnitId} from ${matters} where ${found})`),
  clocks: clocksOn(orm, "matter", sql`(select ${matters.id} from ${matters} where ${found})`),
  linked: linkedWith(orm, found),
});

const partsIn = (orm: Builder, id: SQL) => ({ parts: partsOf(orm, id), partClocks: partClocksOf(orm, id) });

/**
 * The rule versions by which a matter goes: the one it began under, and those by which newer ones have set its clocks, the overall
 * one and the step's even while they have ended: they may go on.
 */
const versionsOf = (orm: Builder, found: SQL) =>
  unionAll(
    versionOf(orm, found),
    orm
      .select({ version: clocks.ruleVersion })
      .from(clocks)
      .where(
        sql`${clocks.noun} = ${matter.noun} and (${clocks.endedAt} is null or ${clocks.kind} in ('step', 'overall'))
          and ${clocks.record} = (select ${matters.id} from ${matters} where ${found})`,
      ),
    orm
      .select({ version: clocks.ruleVersion })
      .from(clocks)
      .where(
        sql`${clocks.noun} = 'assignment' and ${clocks.endedAt} is null and ${clocks.record} in
          (select id from assignments where matter_id = (select ${matters.id} from ${matters} where ${found}))`,
      ),
  );

/** The rule version a matter began under. */
export const versionOf = (orm: Builder, found: SQL) =>
  orm.select({ version: matters.ruleVersion }).from(matters).where(found);

interface Rows {
  matter: (Matter & Pick<LoadedMatter, "handlerSeats" | "sentPhotos">)[];
  rules: RulesRow[];
  lineage: OrgUnit[];
  clocks: Clock[];
  parts: Part[];
  partClocks: Clock[];
  linked: Linked[];
}

export function loadedMatter({ matter: [found], rules, ...read }: Rows): LoadedMatter {
  if (!found) throw new NotFound("matter");
  const { handlerSeats, sentPhotos, ...matter } = found;
  const began = ruledBy(rules, matter.ruleVersion);
  const { lineage, clocks, parts, partClocks, linked } = read;
  const own = { handlerSeats, sentPhotos, lineage, clocks, parts, partClocks, linked };
  return { matter: { ...matter, ...cameOf(matter) }, ...own, versions: rules, ...began };
}

/** The rules by which a running clock of a matter was reckoned: newer ones may have moved it. */
export const rulesOfClock = ({ versions }: LoadedMatter, { ruleVersion }: Clock): RuleSet =>
  ruledBy(versions, ruleVersion).rules;

/** Once raised, a matter is for the level that has it now and those above; everybody above where it lies still sees it. */
export const scopesOfMatter = ({ orgPath, levelPath }: Pick<Matter, "orgPath" | "levelPath">) => ({
  act: scopesOfPath(levelPath),
  see: scopesOfPath(orgPath),
});

/** How caseworkers' moves find their matter: by its id. */
export const onMatter: Movable<ReturnType<typeof withRules>, LoadedMatter, typeof matters> = {
  noun: matter.noun,
  base: "/matters",
  key: "matterId",
  id: id("事项"),
  view: matter.rights.view,
  table: matters,
  ended: ["closed", "declined", "merged", "withdrawn"],
  // What its resident added waits until somebody does something.
  besides: ({ matter: { added } }, { actor }) =>
    actor.kind === "person" && added?.waits ? { added: { ...added, waits: false } } : undefined,
  load: (orm, matterId) => withRules(orm, eq(matters.id, matterId)),
  state: loadedMatter,
  row: ({ matter }) => matter,
  scopes: ({ matter }) => scopesOfMatter(matter),
  along: countedWith,
  overtaken: ({ matter }) => overtaken(matter),
};

export function overtaken({
  state,
  handlerName,
  revision,
}: Pick<Matter, "state" | "handlerName" | "revision">): Conflict {
  const by = handlerName ? `，经办人 ${handlerName}` : "";
  return new Conflict(`这件事项现在是“${matterStates[state]}”${by}，不能这样操作`, {
    ...(handlerName ? { changedBy: handlerName } : {}),
    revision,
  });
}

/** Who answers for a matter from now on. */
export const handledBy = ({ accountId, name }: { accountId: string | null; name: string }) => ({
  handlerId: accountId,
  handlerName: name,
});

/** A matter that its unit has, and nobody there in hand. */
export const nobodys = { handlerId: null, handlerName: null } as const;

export const refOf = (id: string) => ({ noun: matter.noun, id });
