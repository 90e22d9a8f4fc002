import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { branchThreshold, gridCodes, unitKinds } from "../defaults/organisation.ts";
import { ours } from "../defaults/terms.ts";
import { partnerships } from "./partnerships.ts";
import { crew, embedded, fourLevels, huaping, joint, reading } from "./terms.ts";

export const organisation: RuleSetInput["organisation"] = {
  levels: [
    { key: "county", name: "县", kind: "county", party: "县委", source: [ours("县级部门所在层级")] },
    { key: "town", name: "镇", kind: "street", party: "镇党委", source: [joint] },
    {
      key: "community",
      name: "社区(一级网格)",
      kind: "community",
      party: "社区党总支",
      source: [fourLevels, reading],
    },
    {
      key: "grid",
      name: "小区、楼宇(二级网格)",
      kind: "grid",
      party: "小区(楼宇)党支部",
      source: [fourLevels, embedded, reading],
    },
    {
      key: "building",
      name: "楼门栋(三级网格)",
      kind: "micro",
      party: "党小组",
      source: [fourLevels, reading],
    },
    {
      key: "household",
      name: "党员中心户(四级网格)",
      kind: "household",
      party: "党员中心户",
      optional: true,
      source: [fourLevels, reading],
    },
  ],
  gridKinds: [
    {
      key: "basic",
      name: "基础网格",
      level: "grid",
      source: [huaping("“不断细分、人网相适”，结合驻区单位职责和位置划分")],
    },
    { key: "micro", name: "微网格", level: "building", source: [fourLevels, reading] },
  ],
  branchThreshold,
  codePattern: gridCodes,
  postKinds: [
    {
      key: "townSecretary",
      name: "镇党委书记",
      levels: ["town"],
      duty: "leader",
      perUnit: 1,
      source: [joint],
    },
    { key: "townLeader", name: "镇党委班子成员", levels: ["town"], duty: "leader", source: [joint] },
    {
      key: "communitySecretary",
      name: "社区党总支书记",
      levels: ["community"],
      duty: "leader",
      perUnit: 1,
      source: [joint],
    },
    { key: "gridWorker", name: "专职网格员", levels: ["grid"], duty: "fullTime", source: [crew] },
    {
      key: "partTimeGridWorker",
      name: "兼职网格员",
      levels: ["grid", "building"],
      duty: "partTime",
      source: [crew],
    },
    {
      key: "buildingLead",
      name: "楼门栋长",
      levels: ["building"],
      duty: "partTime",
      perUnit: 1,
      source: [crew],
    },
    {
      key: "memberHousehold",
      name: "党员中心户",
      levels: ["household"],
      duty: "partTime",
      perUnit: 1,
      source: [crew],
    },
  ],
  unitKinds,
  partnerships,
  source: [fourLevels],
};
