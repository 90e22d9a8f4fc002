import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { branchThreshold, gridCodes, unitKinds } from "../defaults/organisation.ts";
import { ours } from "../defaults/terms.ts";
import { partnerships } from "./partnerships.ts";
import { chain, watch, yulong } from "./terms.ts";

export const organisation: RuleSetInput["organisation"] = {
  levels: [
    { key: "county", name: "县", kind: "county", party: "县委", source: [ours("县级部门所在层级")] },
    { key: "street", name: "街道", kind: "street", party: "街道党工委", source: [chain] },
    { key: "community", name: "社区", kind: "community", party: "社区党总支", source: [chain] },
    { key: "grid", name: "全科网格", kind: "grid", party: "网格党支部", source: [chain] },
    {
      key: "micro",
      name: "微网格(街巷)",
      kind: "micro",
      party: "街巷党小组",
      optional: true,
      source: [chain, yulong("以“微网格”助力社区“微治理”")],
    },
    { key: "household", name: "党员中心户", kind: "household", party: "党员中心户", source: [chain] },
  ],
  gridKinds: [
    { key: "allPurpose", name: "全科网格", level: "grid", source: [yulong("用好1857个“全科网格”")] },
    {
      key: "tenHouseholds",
      name: "十户联防",
      level: "micro",
      sizing: [{ name: "十户联防", households: { about: 10 } }],
      source: [watch],
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
      key: "countyContact",
      name: "挂联县处级领导",
      levels: ["street", "community"],
      duty: "leader",
      source: [yulong("以县处级领导“双挂”制度为抓手")],
    },
    {
      key: "gridWorker",
      name: "网格员",
      levels: ["grid"],
      duty: "fullTime",
      source: [yulong("挑选熟悉本地情况、群众基础较好的党员担任网格员")],
    },
    {
      key: "microLiaison",
      name: "微网格联络员",
      levels: ["micro"],
      duty: "partTime",
      perUnit: 1,
      source: [yulong("设置“微网格联络员”，推广运用网格微信群")],
    },
    {
      key: "womenMediator",
      name: "巾帼调解员",
      levels: ["community"],
      duty: "partTime",
      source: [yulong("设立“巾帼调解员”")],
    },
  ],
  unitKinds: [
    ...unitKinds,
    {
      key: "massOrganisation",
      name: "群团组织",
      side: "local",
      source: [yulong("设立妇女议事会、青年之家、职工之家、儿童之家等群团建功平台")],
    },
    {
      key: "businessDistrict",
      name: "商圈党组织",
      side: "enterprise",
      source: [yulong("“嘉和城、中心商贸城、上吉市场”三个区域性商圈党建工作新格局")],
    },
    home("youthHome", "青年之家"),
    home("workersHome", "职工之家"),
    home("childrensHome", "儿童之家"),
    home("parentsSchool", "家长学校"),
    {
      key: "volunteers",
      name: "小区学雷锋志愿服务站",
      side: "selfGovernment",
      source: [yulong("组建以老党员、志愿者为主的小区学雷锋志愿服务站，参与清洁、治安、便民服务")],
    },
  ],
  partnerships,
  source: [chain],
};

/** What the youth league, women's federation and unions set up in a community. */
function home(key: string, name: string): RuleSetInput["organisation"]["unitKinds"][number] {
  return { key, name, side: "local", source: [yulong(`设立“${name}”等群团建功平台载体`)] };
}
