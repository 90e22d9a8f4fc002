import type { Partnerships } from "../defaults/organisation.ts";
import { groupService, mutual, registration } from "./terms.ts";

export const partnerships: Partnerships = [
  {
    key: "registration",
    name: "双报到、“党员回家”",
    level: "community",
    partners: "both",
    duties: "在职党员回社区、小区报到，编入网格，亮身份、亮承诺、亮行动、亮服务；社区与报到单位每季度互评",
    source: [registration, mutual],
  },
  {
    key: "groupService",
    name: "社会组织和志愿者组团服务",
    level: "community",
    partners: "units",
    duties: "社会组织和志愿服务队组团进网格，按明确的服务要求开展志愿服务，满足居民多元化需求",
    source: [groupService],
  },
];
