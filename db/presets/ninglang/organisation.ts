import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { branchThreshold, gridCodes, unitKinds } from "../defaults/organisation.ts";
import { partnerships } from "./partnerships.ts";
import { chain, monthly, ninglang, reading, staffing } from "./terms.ts";

export const organisation: RuleSetInput["organisation"] = {
  levels: [
    { key: "county", name: "县", kind: "county", party: "县委", source: [monthly] },
    { key: "street", name: "街道", kind: "street", party: "街道党工委", source: [chain] },
    {
      key: "community",
      name: "社区(一级网格)",
      kind: "community",
      party: "社区党总支",
      source: [chain, reading],
    },
    {
      key: "group",
      name: "居民小组(二级网格)",
      kind: "grid",
      party: "居民小组党支部",
      source: [chain, reading],
    },
    {
      key: "smallGrid",
      name: "小网格",
      kind: "micro",
      party: "党小组",
      source: [ninglang("小区单元长、商铺以10户为一个小网格进行覆盖，建立网格1168个")],
    },
    {
      key: "household",
      name: "党员中心户",
      kind: "household",
      party: "党员中心户",
      optional: true,
      source: [chain],
    },
  ],
  gridKinds: [
    {
      key: "basic",
      name: "综合网格",
      level: "group",
      source: [ninglang("将各部门在社区设立的10余种网格统一整合为一个综合网格")],
    },
    {
      key: "dedicated",
      name: "专属网格",
      level: "group",
      source: [ninglang("以住宅小区、集贸市场、商业街、客运站等为单位")],
    },
    {
      key: "small",
      name: "小网格",
      level: "smallGrid",
      sizing: [{ name: "小区单元、商铺", households: { about: 10 } }],
      source: [ninglang("以10户为一个小网格")],
    },
  ],
  branchThreshold,
  codePattern: gridCodes,
  postKinds: [
    {
      key: "streetSecretary",
      name: "街道党工委书记",
      levels: ["street"],
      duty: "leader",
      perUnit: 1,
      source: [chain],
    },
    {
      key: "communitySecretary",
      name: "社区党总支书记",
      levels: ["community"],
      duty: "leader",
      perUnit: 1,
      source: [chain],
    },
    {
      key: "groupSecretary",
      name: "居民小组党支部书记",
      levels: ["group"],
      duty: "partTime",
      perUnit: 1,
      source: [chain],
    },
    {
      key: "mainGridWorker",
      name: "网格员(主力力量)",
      levels: ["group", "smallGrid"],
      duty: "fullTime",
      source: [staffing],
    },
    {
      key: "assistingGridWorker",
      name: "网格员(辅助力量)",
      levels: ["group", "smallGrid"],
      duty: "partTime",
      source: [staffing],
    },
    {
      key: "buildingLead",
      name: "楼栋长",
      levels: ["smallGrid"],
      duty: "partTime",
      source: [ninglang("全面推行小区楼栋长、单元长制度")],
    },
    {
      key: "unitLead",
      name: "单元长",
      levels: ["smallGrid"],
      duty: "partTime",
      source: [ninglang("全面推行小区楼栋长、单元长制度")],
    },
  ],
  unitKinds: [
    ...unitKinds,
    {
      key: "propertyCommittee",
      name: "物业管理委员会",
      side: "selfGovernment",
      source: [ninglang("在59个小区组建业委会52个、物委会7个")],
    },
    {
      key: "supervisionCommittee",
      name: "居务监督委员会",
      side: "selfGovernment",
      source: [ninglang("充分发挥居民委员会、居务监督委员会等自治组织作用")],
    },
  ],
  partnerships,
  source: [chain],
};
