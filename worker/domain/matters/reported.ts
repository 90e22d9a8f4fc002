import { formerSources } from "../../rules/document/former.ts";
import { routeFor } from "../../rules/engine/classes.ts";
import type { RuleSet } from "../../rules/schema/rule-set.ts";
import { openHappening } from "../kernel/happenings.ts";
import type { FirstDesk } from "./desks.ts";
import { type Handed, sentTo } from "./hand.ts";
import { limitedTo } from "./within.ts";

/**
 * By which route of the rules a matter starts where it does, and what that level is called; and what the rules say of where to go
 * with what the admission list keeps from grids.
 */
type Routed = { readonly route?: string; readonly level?: string; readonly outside?: string };

export function startedBy(
  rules: RuleSet,
  { step, isOutside }: FirstDesk,
  matter: { category: string; source: string },
): Routed {
  const route = routeFor(rules, matter);
  return {
    ...(route ? { route: route.name, level: step.name } : {}),
    ...(isOutside ? { outside: rules.intake.admissionList.elsewhere ?? "" } : {}),
  };
}

/** By which source it came, and what that is called by its rules; events of before rules named their sources keep just the key. */
type From = {
  readonly source: string;
  readonly from?: string;
  readonly registered?: true;
  readonly externalNumber?: string;
};

/** What is said first of a matter: before whom it is, by when, and why there. */
export const reported = openHappening<Handed & Routed & From & { missing?: string }>({
  staff: ({ source, from, registered, externalNumber, route, level, outside, missing, ...handed }, now) => ({
    title: `${from ?? formerSources[source]?.name ?? source}，${externalNumber ? `来件编号 ${externalNumber}，` : ""}${registered ? "由工作人员登记，" : ""}${route ? `按“${route}”从${level}开始办理，` : ""}${
      outside === undefined ? "" : "不在网格准入清单内，"
    }${sentTo(handed, now)}`,
    note: missing,
    ...(registered || externalNumber ? {} : { unnamed: true as const }),
  }),
  resident: (handed, now) => ({
    title: `${handed.registered ? "工作人员已登记" : "已提交"}，交给${handed.to}，${limitedTo(handed, now)}`,
    ...(handed.outside ? { note: handed.outside } : {}),
  }),
});
