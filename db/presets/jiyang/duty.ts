import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { ours } from "../defaults/terms.ts";
import { cobuilders, jiyang, registration } from "./terms.ts";

const unscheduled = ours("公开做法未载次数：不定次数，以系统里上报的问题为准，不签到、不拍照、不留轨迹");

export const duty: RuleSetInput["duty"] = {
  rounds: [
    {
      key: "inspection",
      name: "联合大排查",
      kind: "patrol",
      level: "cluster",
      by: [cobuilders, { of: "unit", key: "publicSecurity" }, { of: "unit", key: "emergency" }],
      source: [
        jiyang("针对小区停车难、电动车乱停乱放等问题，召开联席会议并开展大排查活动"),
        jiyang("发挥区消防救援大队党支部力量，排查整治辖区消防安全隐患"),
        unscheduled,
      ],
    },
    {
      key: "homeVisits",
      name: "串家门",
      kind: "visit",
      level: "community",
      by: [
        { of: "post", key: "communitySecretary" },
        { of: "role", name: "报到党员" },
      ],
      source: [registration, unscheduled],
    },
  ],
  source: [jiyang("共同研究、共同部署、共同实施，激发群体力量，形成共建合力")],
};
