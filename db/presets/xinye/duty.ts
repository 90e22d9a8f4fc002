import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { ours } from "../defaults/terms.ts";
import { communitySecretary, xinye } from "./terms.ts";

const onDuty = xinye("严格落实社区干部坐班值班制度，每天1至2人常态化坐班，其他干部随叫随到");

export const duty: RuleSetInput["duty"] = {
  rosters: [
    {
      key: "serviceCentre",
      name: "党群服务中心坐班值班",
      level: "community",
      by: [communitySecretary, { of: "post", key: "gridLead" }, { of: "post", key: "committeeMember" }],
      days: "workdays",
      atLeast: 1,
      atMost: 2,
      source: [onDuty, ours("公开做法说“每天”，按工作日上班时间排班，周末按需另加；不要求签到打卡")],
    },
  ],
  source: [onDuty],
};
