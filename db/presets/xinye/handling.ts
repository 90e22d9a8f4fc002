import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { evaluation, extensions, limitSource, overall, pauses, stepLimits } from "../defaults/handling.ts";
import { xinye } from "./terms.ts";

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
      source: [xinye("包联领导和驻区单位定期会商，解决社区治理难题"), limitSource],
    },
    {
      key: "street",
      name: "街道",
      level: "street",
      limit: stepLimits.street,
      escalateOn: ["request", "overdue"],
      source: [limitSource],
    },
    { key: "county", name: "县直部门", level: "county", limit: stepLimits.county, source: [limitSource] },
  ],
  overall,
  evaluation,
  pauses,
  extensions,
  source: [xinye("首问负责制、全程代办制、服务承诺制：谁接的事项谁负责到底")],
};
