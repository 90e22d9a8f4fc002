import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { evaluation, extensions, limitSource, overall, pauses, stepLimits } from "../defaults/handling.ts";
import { yulong } from "./terms.ts";

export const handling: RuleSetInput["handling"] = {
  levels: [
    {
      key: "grid",
      name: "网格",
      level: "grid",
      limit: stepLimits.grid,
      escalateOn: ["request", "overdue"],
      source: [yulong("有事网里办、小事不出格"), limitSource],
    },
    {
      key: "community",
      name: "社区",
      level: "community",
      limit: stepLimits.community,
      escalateOn: ["request", "overdue"],
      source: [limitSource],
    },
    {
      key: "street",
      name: "街道",
      level: "street",
      limit: stepLimits.street,
      escalateOn: ["request", "overdue"],
      source: [yulong("建立街道权力和责任清单"), limitSource],
    },
    { key: "county", name: "县级部门", level: "county", limit: stepLimits.county, source: [limitSource] },
  ],
  overall,
  evaluation,
  pauses,
  extensions,
  source: [yulong("问题在一线发现、矛盾在一线处置、政策在一线落实、服务在一线提升、情感在一线巩固")],
};
