import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { evaluation, extensions, limitSource, overall, pauses, stepLimits } from "../defaults/handling.ts";
import { jiyang } from "./terms.ts";

export const handling: RuleSetInput["handling"] = {
  levels: [
    {
      key: "community",
      name: "村(社区)",
      level: "community",
      limit: stepLimits.community,
      escalateOn: ["request", "overdue"],
      source: [limitSource],
    },
    {
      key: "cluster",
      name: "大社区",
      level: "cluster",
      limit: stepLimits.street,
      escalateOn: ["request", "overdue"],
      source: [jiyang("将原属乡镇政府、街道办的部分职能转移到大社区综合服务中心"), limitSource],
    },
    { key: "district", name: "区级部门", level: "district", limit: stepLimits.county, source: [limitSource] },
  ],
  overall: { ...overall, limit: { workdays: 28 } },
  evaluation,
  pauses,
  extensions,
  source: [jiyang("停车难等问题通过联席会议和大排查共同研究、共同部署、共同实施")],
};
