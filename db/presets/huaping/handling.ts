import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { evaluation, extensions, limitSource, overall, pauses, stepLimits } from "../defaults/handling.ts";
import { huaping } from "./terms.ts";

export const handling: RuleSetInput["handling"] = {
  levels: [
    {
      key: "grid",
      name: "网格",
      level: "grid",
      limit: stepLimits.grid,
      escalateOn: ["request", "overdue"],
      source: [limitSource],
    },
    {
      key: "community",
      name: "社区",
      level: "community",
      limit: stepLimits.community,
      escalateOn: ["request", "overdue"],
      source: [huaping("梳理问题清单，由联席单位自主认领、牵头解决"), limitSource],
    },
    {
      key: "town",
      name: "镇",
      level: "town",
      limit: stepLimits.street,
      escalateOn: ["request", "overdue"],
      source: [limitSource],
    },
    { key: "county", name: "县级部门", level: "county", limit: stepLimits.county, source: [limitSource] },
  ],
  overall,
  evaluation,
  pauses,
  extensions,
  source: [huaping("联席单位“事务共管、难题共解”，办结36件涉及面广的为民实事")],
};
