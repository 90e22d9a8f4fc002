import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { meetingTerms, meetingTermsSource, minutesBy } from "../defaults/meetings.ts";
import { ours } from "../defaults/terms.ts";
import {
  communitySecretary,
  groupSecretary,
  monthly,
  ninglang,
  streetSecretary,
  supervision,
} from "./terms.ts";

export const meetings: RuleSetInput["meetings"] = {
  series: [
    {
      key: "gridJoint",
      name: "网格联席会议",
      level: "community",
      convener: communitySecretary,
      members: [
        groupSecretary,
        { of: "post", key: "mainGridWorker" },
        { of: "unit", key: "ownersCommittee" },
      ],
      cadence: { every: "month", window: { byDay: 15 } },
      ...meetingTerms,
      agenda: ["previousResolutions", "escalatedMatters", "unclaimedNeeds", "proposedItems"],
      minutes: minutesBy(communitySecretary),
      source: [monthly, meetingTermsSource],
    },
    {
      key: "streetHandling",
      name: "街道疑难问题处理会",
      form: "study",
      level: "street",
      convener: streetSecretary,
      members: [communitySecretary],
      cadence: { every: "month", window: { fromDay: 15, byDay: 25 } },
      ...meetingTerms,
      agenda: ["previousResolutions", "escalatedMatters", "proposedItems"],
      minutes: minutesBy(streetSecretary),
      source: [monthly, ours("公开做法只说街道25日前处理，以会议形式集体研究"), meetingTermsSource],
    },
    {
      key: "courtyard",
      name: "院坝会",
      form: "deliberation",
      level: "group",
      convener: groupSecretary,
      members: [{ of: "role", name: "居民" }],
      ...meetingTerms,
      resolutionDue: { workdays: 15 },
      agenda: ["previousResolutions", "proposedItems"],
      minutes: minutesBy(groupSecretary, "public"),
      source: [
        ninglang("以“院坝会”“爱心超市”积分兑换等方式激发居民参与治理热情"),
        ours("按需召开，议定事项十五个工作日内办结"),
      ],
    },
    {
      key: "fourDeliberations",
      name: "“四议两公开”议事",
      form: "deliberation",
      level: "community",
      convener: communitySecretary,
      members: [
        { of: "unit", key: "residentsCommittee" },
        { of: "unit", key: "supervisionCommittee" },
        { of: "role", name: "党员和居民代表" },
      ],
      ...meetingTerms,
      resolutionDue: { workdays: 20 },
      agenda: ["previousResolutions", "proposedItems"],
      minutes: minutesBy(communitySecretary, "public"),
      source: [
        supervision,
        ninglang("坚持居民事居民议、居民事居民定，修订完善居民公约"),
        ours("按需召开，决议和办理结果均公开，二十个工作日内办结"),
      ],
    },
  ],
  source: [monthly],
};
