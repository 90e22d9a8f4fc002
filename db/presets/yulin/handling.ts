import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { evaluation, extensions, limitSource, overall, pauses, stepLimits } from "../defaults/handling.ts";
import { blowing, clocks, loop, pointsPractice, streetSecretary, yulin } from "./terms.ts";

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
  pauses,
  extensions,
  whistles: [
    {
      key: "street",
      name: "街道吹哨、部门报到",
      from: "street",
      blownBy: [streetSecretary],
      occasions: ["行政执法", "公共安全", "生态环境", "矛盾纠纷和群众诉求"],
      responders: "units",
      clocks: {
        sign: { workingHours: 4 },
        contact: { workdays: 1 },
        reportIn: { workdays: 2 },
        done: { workdays: 10 },
      },
      filing: { byDay: 5, to: "市县两级城市基层党建联席会议办公室", nameAbsent: true },
      source: [
        blowing,
        yulin("通报情况、研究对策的重点工作：行政执法、公共安全、生态环境；有效化解矛盾纠纷和群众诉求"),
        clocks,
      ],
    },
    {
      key: "grid",
      name: "网格吹哨、党员报到",
      from: "grid",
      blownBy: [{ of: "post", key: "gridSecretary" }],
      occasions: ["疫情防控", "平安建设", "文明创建", "矛盾化解", "服务群众"],
      responders: "members",
      clocks: {
        sign: { workingHours: 4 },
        contact: { workdays: 1 },
        reportIn: { workdays: 2 },
        done: { workdays: 10 },
      },
      source: [
        pointsPractice,
        yulin("带动群众积极参与疫情防控、平安建设、文明创建、矛盾化解、服务群众等工作"),
        clocks,
      ],
    },
  ],
  source: [loop],
};
