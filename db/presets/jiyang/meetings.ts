import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { meetingTerms, meetingTermsSource, minutesBy } from "../defaults/meetings.ts";
import { ours } from "../defaults/terms.ts";
import { alliance, clusterSecretary, cobuilders, jiyang } from "./terms.ts";

export const meetings: RuleSetInput["meetings"] = {
  series: [
    {
      key: "clusterJoint",
      name: "大社区党建联席会议",
      level: "cluster",
      convener: clusterSecretary,
      members: [cobuilders, { of: "level", key: "community" }],
      cadence: { every: "quarter" },
      asNeeded: true,
      ...meetingTerms,
      agenda: ["previousResolutions", "unclaimedNeeds", "escalatedMatters", "proposedItems"],
      minutes: minutesBy(clusterSecretary),
      source: [
        jiyang("大社区党组织每季度组织7家共建单位召开联席会议"),
        jiyang("不定期召开区域化党建联席会议，研究工作计划、总结阶段性成果、共同解决堵点难点问题"),
        meetingTermsSource,
      ],
    },
    {
      key: "mutualVisits",
      name: "共建单位互访",
      form: "visit",
      level: "cluster",
      convener: clusterSecretary,
      members: [cobuilders],
      cadence: { every: "halfYear" },
      ...meetingTerms,
      agenda: ["previousResolutions", "proposedItems"],
      minutes: minutesBy(clusterSecretary),
      source: [
        jiyang("建立联盟会议、联络员、定期互访和汇报等工作制度"),
        ours("公开做法只说“定期”，按每半年一次"),
        meetingTermsSource,
      ],
    },
    {
      key: "yearPlan",
      name: "年度活动清单审定会",
      form: "study",
      level: "cluster",
      convener: clusterSecretary,
      members: [cobuilders],
      cadence: { every: "year", window: { byMonth: 3, byDay: 28 } },
      ...meetingTerms,
      agenda: ["previousResolutions", "unclaimedNeeds", "proposedItems"],
      minutes: minutesBy(clusterSecretary),
      source: [
        jiyang("形成详细规范的年度活动清单和工作台账"),
        ours("公开做法未载审定时间，按每年一季度审定"),
        meetingTermsSource,
      ],
    },
  ],
  source: [alliance],
};
