import { sql } from "drizzle-orm";
import type * as z from "zod";
import { ruleDrafts, ruleSets } from "../../../db/tenant/schema/county.ts";
import { burdenOf, type Finding } from "../../rules/review/burden.ts";
import { type Instant, instantAt, type LocalDate, localDateOf } from "../../time/instants.ts";
import { inForce, notBeforeLast, rulesAt, type VersionedRules, versionAt } from "../county/county.ts";
import { Conflict, Invalid, type Problem } from "../errors.ts";
import { assert, insert, update } from "../kernel/changes.ts";
import { command } from "../kernel/command.ts";
import type { Given } from "../kernel/context.ts";
import { day, id, many, number, optional, prose } from "../kernel/input.ts";
import { rootScope } from "../org/root.ts";
import { type ClockToMove, clocksOf, clocksToMove, mostClocks, moveClocks, runningClocks } from "./clocks.ts";
import { checkedRules } from "./document.ts";
import {
  changedBy,
  type Draft,
  loadDraft,
  loadedDraft,
  mustBeAsSeen,
  mustBeOpen,
  OneDraft,
} from "./drafts.ts";
import { inUse, nobodyUses, stillUsed, vanishing } from "./in-use.ts";
import { RuleSetNumber, refOf, ruleSet } from "./rule-set.ts";

export const PublishDraft = OneDraft.extend({
  /** The version in force when the differences were looked at: another one since means other differences. */
  running: optional(number),
  note: prose("修改说明", 400),
  /** A day to come; left out, the rules take effect at once. */
  effectiveOn: optional(day("生效日期")),
  /** Why rules with open findings of the burden check are published all the same. */
  reason: optional(prose("保留的理由", 400)),
  /** Running clocks, of those the new rules would set otherwise, that are to be moved. */
  clocks: many(id("期限"), mostClocks),
});

type Publication = z.output<typeof PublishDraft>;

/** Makes a draft a version: in force at once or from a day on. No clock that runs is moved unless it was named. */
export const publishDraft = command({
  right: ruleSet.rights.publish,
  input: PublishDraft,
  operation: {
    resource: "/rule-sets/{number}/publication",
    summary: "发布草案；revision 为所见草案的修改次数，running 为所见的现行版本，clocks 为要改到新时间的期限",
    output: RuleSetNumber,
  },
  load: (orm, input, { now }) => ({
    ...loadDraft(orm, input.number),
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
    mustBeAsSeen(draft, input.revision);
    mustBeCompared(input.running ?? given.before?.running.version, running);
    const rules = checkedRules(draft.document);
    const findings = burdenOf(rules);
    const moved = clocksToMove(clocks, rules, given.calendar);
    const problems = [
      ...stillUsed(running.rules, rules, used),
      ...dateProblems(input, given.now),
      ...clockProblems(input, moved),
      ...reasonProblems(input, findings),
    ];
    if (problems.length > 0) throw new Invalid(problems);
    const reason = findings.length > 0 ? (input.reason ?? null) : null;
    return {
      result: { number: draft.number, effectiveFrom: effectiveFrom(input.effectiveOn, given.now) },
      on: refOf(draft.number),
      detail: { note: input.note, findings: findings.length, clocks: moved.length },
      rows: [
        ...nobodyUses(vanishing(running.rules, rules)),
        stillRunning(running, given.now),
        update(ruleDrafts, draft, { state: "published", ...changedBy(given) }),
        insert(ruleSets, { ...versionOf(draft, input, given), document: rules, findings, reason }),
        ...moveClocks(given, moved, { version: draft.number, rules }),
      ],
    };
  },
});

/** The version that a draft becomes. */
const versionOf = (
  { number, preset, basedOn }: Draft,
  { note, effectiveOn }: Publication,
  { now, actor }: Given,
) => ({
  version: number,
  preset,
  basedOn,
  note,
  effectiveFrom: effectiveFrom(effectiveOn, now),
  publishedBy: actor.name,
  publishedAt: now,
});

/** @throws Conflict where others are in force than were looked at, or than stood there when the request came. */
function mustBeCompared(seen: number | undefined, { version }: VersionedRules): void {
  if (seen === undefined || seen === version) return;
  throw new Conflict(`现行规则刚换成第 ${version} 版，请重新核对差别后再发布`);
}

/** Of two that are published in the same moment the second was compared with what is no longer in force. */
const stillRunning = ({ version }: VersionedRules, now: Instant) =>
  assert(sql`(select version from (${versionAt(notBeforeLast(now))})) = ${version}`);

const effectiveFrom = (on: LocalDate | undefined, now: Instant): Instant =>
  on && on > localDateOf(now) ? instantAt(on, "00:00") : now;

function dateProblems({ effectiveOn, clocks }: Publication, now: Instant): Problem[] {
  if (!effectiveOn || effectiveOn === localDateOf(now)) return [];
  if (effectiveOn < localDateOf(now)) return [{ path: "effectiveOn", message: "生效日期不能早于今天" }];
  if (clocks.length === 0) return [];
  return [{ path: "clocks", message: "以后才生效的规则不能改动正在计时的期限，请改为今天生效，或不改动" }];
}

const clockProblems = ({ clocks }: Publication, moved: readonly ClockToMove[]): Problem[] =>
  moved.length < new Set(clocks).size
    ? [{ path: "clocks", message: "所选的期限有的已经结束，或按新规则没有不同，请重新核对" }]
    : [];

const reasonProblems = ({ reason }: Publication, findings: readonly Finding[]): Problem[] =>
  findings.length > 0 && !reason
    ? [{ path: "reason", message: `减负检查还有 ${findings.length} 处提示，请改正，或写明保留的理由` }]
    : [];
