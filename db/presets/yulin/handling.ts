import type { RuleSetInput } from "../../../worker/rules/schema.ts";
import { evaluation, limitSource, overall, stepLimits } from "../defaults/handling.ts";
import { blowing, clocks, yulin } from "./terms.ts";

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
      source: [limitSource],
    },
    {
      key: "street",
      name: "街道(镇)",
      level: "street",
      limit: stepLimits.street,
      escalateOn: ["request", "overdue"],
      source: [yulin("由街道党工委召集有关部门会商解决"), limitSource],
    },
    {
      key: "county",
      name: "县(市、区)部门",
      level: "county",
      limit: stepLimits.county,
      source: [limitSource],
    },
  ],
  overall,
  evaluation,
  whistles: [
    {
      key: "street",
      name: "街道吹哨、部门报到",
      from: "street",
      responders: "units",
      clocks: {
        sign: { workingHours: 4 },
        contact: { workdays: 1 },
        reportIn: { workdays: 2 },
        done: { workdays: 10 },
      },
      filing: { byDay: 5, to: "市县两级城市基层党建联席会议办公室", nameAbsent: true },
      source: [blowing, clocks],
    },
    {
      key: "grid",
      name: "网格吹哨、党员报到",
      from: "grid",
      responders: "members",
      clocks: {
        sign: { workingHours: 4 },
        contact: { workdays: 1 },
        reportIn: { workdays: 2 },
        done: { workdays: 10 },
      },
      source: [yulin("探索推行“网格吹哨、党员报到”积分制，由网格党组织整合辖区内各支队伍力量"), clocks],
    },
  ],
  source: [yulin("“群众反映、信息收集、分类派遣、问题处置、反馈评价”网格闭环工作流程")],
};
