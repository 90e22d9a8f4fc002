import { inArray, isNull, type SQLWrapper, sql } from "drizzle-orm";
import type * as z from "zod";
import type { Builder } from "../../../db/client.ts";
import { ruleDrafts, ruleSets } from "../../../db/tenant/schema/county.ts";
import { memberUnits, orgUnits } from "../../../db/tenant/schema/org.ts";
import { burdenOf } from "../../rules/review/burden.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { collectionNames } from "../../rules/schema/words.ts";
import { type Instant, instantAt, type LocalDate, localDateOf } from "../../time/instants.ts";
import { inForce, notBeforeLast, rulesAt, type VersionedRules, versionAt } from "../county/county.ts";
import { Conflict, Invalid, type Problem } from "../errors.ts";
import { assert, insert, type RowChange, update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import { day, id, many, optional, prose, version } from "../kernel/input.ts";
import { clocksOf, mostClocks, moveClocks, movedClocks, runningClocks } from "./clocks.ts";
import { checkedRules } from "./document.ts";
import { loadDraft, loadedDraft, mustBeAsSeen, mustBeOpen, OneDraft, rootScope } from "./drafts.ts";
import { refOf, ruleSet, VersionNumber } from "./rule-set.ts";

export const PublishDraft = OneDraft.extend({
  /** The version in force when the differences were looked at: another one since means other differences. */
  running: optional(version),
  note: prose("修改说明", 400),
  /** A day to come; left out, the rules take effect at once. */
  effectiveOn: optional(day("请填写生效日期")),
  /** Why rules with open findings of the burden check are published all the same. */
  reason: optional(prose("保留的理由", 400)),
  /** Running clocks, of those the new rules would set otherwise, that are to be moved. */
  clocks: many(id("期限"), mostClocks),
});

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

/** Makes a draft a version: in force at once or from a day on. No clock that runs is moved unless it was named. */
export const publishDraft = command({
  right: ruleSet.rights.publish,
  input: PublishDraft,
  operation: {
    resource: "/rule-sets/{version}/publication",
    summary: "发布草案；changes 为所见草案的修改次数，running 为所见的现行版本，clocks 为要改到新时间的期限",
    output: VersionNumber,
  },
  load: (orm, input, { now }) => ({
    ...loadDraft(orm, input.version),
    running: rulesAt(orm, notBeforeLast(now)),
    clocks: runningClocks(orm, clocksOf(input.clocks)),
    ...inUse(orm),
  }),
  state: ({ root, draft, running, clocks, ...used }) => ({
    ...loadedDraft({ root, draft }),
    running: inForce(running),
    clocks,
    used,
  }),
  scopes: ({ root }) => rootScope(root),
  again: "rule_sets.version",
  decide: ({ draft, running, clocks, used }, input, given) => {
    mustBeOpen(draft);
    mustBeAsSeen(draft, input.changes);
    mustBeCompared(input.running ?? given.before?.running.version, running);
    const rules = checkedRules(draft.document);
    const findings = burdenOf(rules);
    const moved = movedClocks(clocks, rules, given.calendar);
    const problems = [
      ...stillUsed(running.rules, rules, used),
      ...dateProblems(input, given.now),
      ...(moved.length < new Set(input.clocks).size
        ? [{ path: "clocks", message: "所选的期限有的已经结束，或按新规则没有不同，请重新核对" }]
        : []),
      ...(findings.length > 0 && !input.reason
        ? [{ path: "reason", message: `减负检查还有 ${findings.length} 处提示，请改正，或写明保留的理由` }]
        : []),
    ];
    if (problems.length > 0) throw new Invalid(problems);
    const { now, actor } = given;
    return {
      result: { version: draft.number },
      on: refOf(draft.number),
      detail: { note: input.note, findings: findings.length, clocks: moved.length },
      rows: [
        ...nobodyUses(vanishing(running.rules, rules)),
        // Of two that are published in the same moment the second was compared with what is no longer in force.
        assert(sql`(select version from (${versionAt(notBeforeLast(now))})) = ${running.version}`),
        update(ruleDrafts, draft, { state: "published", changedBy: actor.name, changedAt: now }),
        insert(ruleSets, {
          version: draft.number,
          document: rules,
          preset: draft.preset,
          note: input.note,
          effectiveFrom: effectiveFrom(input.effectiveOn, now),
          publishedBy: actor.name,
          publishedAt: now,
          basedOn: draft.basedOn,
          findings,
          reason: findings.length > 0 ? (input.reason ?? null) : null,
        }),
        ...moveClocks(given, moved, draft.number),
      ],
    };
  },
});

/** @throws Conflict where others are in force than were looked at, or than stood there when the request came. */
function mustBeCompared(seen: number | undefined, { version }: VersionedRules): void {
  if (seen === undefined || seen === version) return;
  throw new Conflict(`现行规则刚换成第 ${version} 版，请重新核对差别后再发布`);
}

const effectiveFrom = (on: LocalDate | undefined, now: Instant): Instant =>
  on && on > localDateOf(now) ? instantAt(on, "00:00") : now;

function dateProblems({ effectiveOn, clocks }: z.output<typeof PublishDraft>, now: Instant): Problem[] {
  if (!effectiveOn || effectiveOn === localDateOf(now)) return [];
  if (effectiveOn < localDateOf(now)) return [{ path: "effectiveOn", message: "生效日期不能早于今天" }];
  if (clocks.length === 0) return [];
  return [{ path: "clocks", message: "以后才生效的规则不能改动正在计时的期限，请改为今天生效，或不改动" }];
}

type Used = Record<"levels" | "gridKinds" | "unitKinds", readonly { key: string; count: number }[]>;
const { level, gridKind, unitKind } = collectionNames;
const collections = { levels: level, gridKinds: gridKind, unitKinds: unitKind } as const;

/** The keys that one rule set has and the other no more. */
function vanishing(before: RuleSet, after: RuleSet): Readonly<Record<keyof Used, string[]>> {
  const gone = (collection: keyof Used) => {
    const kept = new Set(after.organisation[collection].map(({ key }) => key));
    return before.organisation[collection].map(({ key }) => key).filter((key) => !kept.has(key));
  };
  return { levels: gone("levels"), gridKinds: gone("gridKinds"), unitKinds: gone("unitKinds") };
}

/** Makes the publication fail when somebody has put to use meanwhile what it takes away; it is then decided anew. */
function nobodyUses({ levels, gridKinds, unitKinds }: ReturnType<typeof vanishing>): RowChange[] {
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
