import { and, eq, gte, sql } from "drizzle-orm";
import type { Builder } from "../../../db/client.ts";
import { whistles } from "../../../db/tenant/schema/whistles.ts";
import type { Whistle as WhistleRule } from "../../rules/schema/rule-set.ts";
import { dateIn, type Instant, instantAt, localDateOf, partsOf } from "../../time/instants.ts";
import { Conflict, Invalid } from "../errors.ts";
import { assert, type RowChange } from "../kernel/changes.ts";
import type { Given } from "../kernel/context.ts";
import { verdict } from "../kernel/rights.ts";
import { matter as matterNoun, onMatter, scopesOfMatter } from "../matters/matter.ts";
import { stayOpen } from "../org/left.ts";
import type { Blowing, Blown } from "./blow.ts";
import { type Candidate, isAmong, isNear } from "./candidates.ts";

/** How many one whistle calls at most. The figure is ours. */
export const mostCalled = 30;

/** The first moment of a month. */
export const monthOf = (now: Instant): Instant => {
  const { year, month } = partsOf(localDateOf(now));
  return instantAt(dateIn(year, month, 1), "00:00");
};

/** For a read batch: how many of a kind a unit has blown this month, those that were withdrawn among them. */
export const whistlesSince = (orm: Builder, of: { orgUnitId: string; kind: string }, now: Instant) =>
  orm
    .select({ n: sql<number>`count(*)`.mapWith(Number) })
    .from(whistles)
    .where(
      and(
        eq(whistles.orgUnitId, of.orgUnitId),
        eq(whistles.kind, of.kind),
        gte(whistles.blownAt, monthOf(now)),
      ),
    );

/** What may be blown, as it was asked for. @throws Invalid at the field, Conflict where the month has had enough */
export function fitting(state: Blowing, input: Blown, given: Given) {
  const rule = ruleFor(state);
  const { occasions = [], mostPerMonth } = rule;
  if (occasions.length > 0 && !occasions.includes(input.occasion ?? ""))
    throw new Invalid([{ path: "occasion", message: "请选择适用情形" }]);
  if (occasions.length === 0 && input.occasion !== undefined)
    throw new Invalid([{ path: "occasion", message: "按规则这种吹哨不分情形" }]);
  if (mostPerMonth !== undefined && state.soFar >= mostPerMonth)
    throw new Conflict(`按规则，一个单位每月至多吹哨 ${mostPerMonth} 次，${state.unit.name}本月已经用完`);
  return {
    rule,
    responders: respondersFor(state, rule, input, given),
    matter: matterFor(state, input, given),
  };
}

function ruleFor({ rule, unit }: Blowing): WhistleRule {
  if (!rule) throw new Invalid([{ path: "kind", message: "请选择吹哨类型" }]);
  if (rule.from !== unit.level)
    throw new Invalid([{ path: "orgUnitId", message: `按规则，“${rule.name}”不在这一级吹` }]);
  return rule;
}

function respondersFor(
  { unit, candidates }: Blowing,
  rule: WhistleRule,
  { responders }: Blown,
  { actor }: Given,
): Candidate[] {
  const refuse = (message: string) => new Invalid([{ path: "responders", message }]);
  const wanted = [...new Set(responders)];
  if (wanted.length === 0) throw refuse("请选择谁来报到");
  const fits = rule.responders === "units" ? isNear : isAmong;
  const found = wanted.map((id) => candidates.find((one) => one.id === id && fits(one, unit)));
  if (wanted.includes(actor.accountId ?? "")) throw refuse("不能叫自己报到");
  if (!found.every((one) => one !== undefined)) throw refuse("有的已经不能叫，请重新选择");
  return found;
}

/** The matter it is blown for: one that whoever blows may read, and that isn't over. */
function matterFor({ matter }: Blowing, { matterId }: Blown, { actor }: Given) {
  if (matterId === undefined) return undefined;
  const sees = matter && verdict(actor, matterNoun.rights.view, scopesOfMatter(matter).see) === "allowed";
  if (!sees) throw new Invalid([{ path: "matterId", message: "没有找到这件事项" }]);
  if (onMatter.ended?.includes(matter.state)) throw new Conflict("这件事项已经结束，不能再为它吹哨");
  return matter;
}

/** For a write batch: everybody is still there when it is written. */
export const stillThere = (unit: { id: string }, called: readonly Candidate[]): RowChange =>
  stayOpen(unit.id, ...called.flatMap(({ kind, id }) => (kind === "account" ? [] : [id])));

/** For a write batch: of two who blow at once the one too many decides anew. */
export const stillFew = (
  { mostPerMonth }: WhistleRule,
  { orgUnitId, kind }: { orgUnitId: string; kind: string },
  now: Instant,
): RowChange[] =>
  mostPerMonth === undefined
    ? []
    : [
        assert(sql`(select count(*) from whistles where org_unit_id = ${orgUnitId} and kind = ${kind}
          and blown_at >= ${monthOf(now)}) < ${mostPerMonth}`),
      ];
