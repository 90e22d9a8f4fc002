import type { Exclusion } from "../../../db/tenant/schema/matters.ts";
import type { Exclusions } from "../../rules/schema/exclusions.ts";
import { endClocks } from "../clocks/end.ts";
import { Conflict } from "../errors.ts";
import type { RowChange } from "../kernel/changes.ts";
import type { Foresight } from "../kernel/choices.ts";
import type { Given } from "../kernel/context.ts";
import { unlistExcluded } from "../kernel/listings.ts";
import { type Reach, scopesOfPath } from "../kernel/rights.ts";
import { caseworkers } from "../kernel/roles.ts";
import type { OrgUnit } from "../org/org.ts";
import { exclusion } from "./exclusion-clock.ts";
import { type LoadedMatter, refOf, scopesOfMatter } from "./matter.ts";

/** What the moves of an exclusion have in common: who asks, who reviews, and what stands between them. */

export const unknown = "本县规则里没有剔除";

/** The rules of the matter on exclusions. @throws Conflict where they know none. */
export function exclusionsOf({ rules }: Pick<LoadedMatter, "rules">): Exclusions {
  const { exclusions } = rules.handling;
  if (!exclusions) throw new Conflict(unknown);
  return exclusions;
}

/** Who asks: the unit that had the matter when it ended, or the one that led last where it was dispatched. */
export const asking = {
  from: ["closed"],
  who: caseworkers,
  standIns: ["unit_liaison"],
  scopes: ({ matter, parts }: LoadedMatter): Reach => {
    const { act, see } = scopesOfMatter(matter);
    const led = parts.findLast(({ role, state }) => role === "lead" && state === "answered");
    return { act: [...act, ...scopesOfPath(led?.path ?? "")], see, answering: led ? [led.assignee] : [] };
  },
} as const;

/** The top of the county's tree: it answers for what the county's figures say. @throws Conflict where there is none */
export function reviewingUnit({ lineage }: Pick<LoadedMatter, "lineage">): OrgUnit {
  const [top] = lineage;
  if (!top) throw new Conflict("没有可以审核的上级");
  return top;
}

/** Who reviews, and takes back what was granted. */
export const reviewing = {
  from: ["closed"],
  who: caseworkers,
  scopes: ({ matter, lineage }: LoadedMatter): Reach => ({
    ...scopesOfMatter(matter),
    act: lineage.slice(0, 1).map(({ id }) => id),
  }),
} as const;

/** The request that waits. @throws Conflict where there is none any more */
export function requestOf({ matter }: Pick<LoadedMatter, "matter">): Exclusion {
  if (matter.exclusion?.state !== "asked") throw new Conflict(none);
  return matter.exclusion;
}

export const none = "没有等着审核的剔除申请";

/** Why somebody may not decide: there is nothing to decide, it is their own, or the matter was in their hands. */
export function refusalToReview(
  { matter }: LoadedMatter,
  { actor: { accountId } }: Foresight,
): string | undefined {
  if (matter.exclusion?.state !== "asked") return none;
  if (matter.exclusion.by === accountId) return "自己申请的，要由别人审核";
  return matter.handlerId === accountId ? "事项由您经办，申请要由别人审核" : undefined;
}

/** `李四申请剔除，理由：诉求超出本县职权。要求调整省道走向` */
export const toldOf = ({ matter: { exclusion } }: LoadedMatter): string =>
  exclusion ? `${exclusion.byName}申请剔除，理由：${exclusion.reason}。${exclusion.note}` : "";

/** What waited for an answer is over. */
export const answered = (
  { matter }: LoadedMatter,
  { now }: Pick<Given, "now">,
  state: "met" | "cancelled",
): RowChange => endClocks(now, refOf(matter.id), state, [exclusion.kind]);

export type Lapsed = "asked" | "granted";

/** What is dealt with anew hasn't ended: a request that it isn't counted lapses, and so does what was granted. */
export function lapsedWith(state: LoadedMatter, given: Pick<Given, "now">) {
  const { matter } = state;
  const lapsed = matter.exclusion?.state;
  const set = { exclusion: null };
  if (lapsed === "asked") return { lapsed, set, rows: [answered(state, given, "cancelled")] };
  if (lapsed !== "granted") return { set: {}, rows: [] };
  return { lapsed, set, rows: unlistExcluded(matter.id) };
}
