import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { meetingTerms, meetingTermsSource, minutesBy } from "../defaults/meetings.ts";
import { ours } from "../defaults/terms.ts";
import { communitySecretary, huaping, joint, registeredUnits, townSecretary } from "./terms.ts";

export const meetings: RuleSetInput["meetings"] = {
  series: [
    {
      key: "townJoint",
      name: "城镇党建联席会议",
      level: "town",
      convener: townSecretary,
      members: [{ of: "post", key: "townLeader" }, { of: "level", key: "community" }, registeredUnits],
      cadence: { every: "quarter" },
      ...meetingTerms,
      minutes: minutesBy(townSecretary),
      source: [joint, huaping("按季度召开联席会议，制定《中心城镇党建联席会议制度》"), meetingTermsSource],
    },
    {
      key: "localForum",
      name: "驻区单位座谈会",
      form: "deliberation",
      level: "town",
      convener: townSecretary,
      members: [{ of: "unit", key: "localUnit" }, registeredUnits],
      cadence: { every: "quarter" },
      ...meetingTerms,
      agenda: ["previousResolutions", "unclaimedNeeds", "proposedItems"],
      minutes: minutesBy(townSecretary),
      source: [huaping("按季度召开联席会议和驻区单位座谈会43次"), meetingTermsSource],
    },
    {
      key: "cobuilding",
      name: "共建议事会议",
      form: "deliberation",
      level: "community",
      convener: communitySecretary,
      members: [registeredUnits, { of: "unit", key: "localUnit" }, { of: "role", name: "党员代表" }],
      cadence: { every: "month" },
      ...meetingTerms,
      agenda: ["previousResolutions", "unclaimedNeeds", "escalatedMatters", "proposedItems"],
      minutes: minutesBy(communitySecretary, "public"),
      source: [
        huaping("社区党总支牵头召开共建议事会议，根据每月主题党日活动内容组织联席单位参与"),
        huaping("开设小课堂、讲清小道理、解决小问题、开展小活动、践行小承诺"),
        ours("纪要向居民公开"),
        meetingTermsSource,
      ],
    },
    {
      key: "showcase",
      name: "“好项目”观摩交流",
      form: "visit",
      level: "town",
      convener: townSecretary,
      members: [{ of: "level", key: "community" }, registeredUnits],
      cadence: { every: "halfYear" },
      ...meetingTerms,
      agenda: ["previousResolutions", "proposedItems"],
      minutes: minutesBy(townSecretary),
      source: [
        huaping("定期开展观摩交流推进活动，对“好项目”大检验、大比武"),
        ours("公开做法只说“定期”，按每半年一次"),
        meetingTermsSource,
      ],
    },
  ],
  source: [joint],
};
