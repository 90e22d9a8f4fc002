import type { RuleSet } from "../../schema/rule-set.ts";
import type { Doubt } from "./doubt.ts";

/** No source is residents' own: what they send by themselves is refused. */
export function closedToResidents({ intake: { sources } }: RuleSet): Doubt[] {
  if (sources.some(({ channels }) => channels.includes("resident"))) return [];
  const message = "没有由居民自己上报的来源，居民在网上提交的一律不收。";
  return [{ at: "intake", name: "受理", message }];
}
