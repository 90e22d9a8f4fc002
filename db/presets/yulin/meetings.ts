import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { meetingTerms, meetingTermsSource, minutesBy } from "../defaults/meetings.ts";
import { ours } from "../defaults/terms.ts";
import { blowing, countySecretary, mutual, streetSecretary, yulin } from "./terms.ts";

export const meetings: RuleSetInput["meetings"] = {
  series: [
    {
      key: "gridRegular",
      name: "网格治理工作例会",
      level: "street",
      convener: streetSecretary,
      members: [
        { of: "level", key: "community" },
        { of: "post", key: "enforcement" },
        { of: "unit", key: "urbanManagement" },
        { of: "unit", key: "publicSecurity" },
        { of: "unit", key: "marketRegulation" },
      ],
      cadence: { every: "month" },
      ...meetingTerms,
      minutes: minutesBy(streetSecretary),
      source: [
        yulin("街道(镇)党工委(党委)书记定期主持召开网格治理工作例会，通报情况，研究对策，协调处理"),
        ours("公开做法只说“定期”，与按月报备同步，按每月一次"),
        meetingTermsSource,
      ],
    },
    {
      key: "countyJoint",
      name: "城市基层党建联席会议",
      level: "county",
      convener: countySecretary,
      members: [streetSecretary, { of: "unit", key: "urbanManagement" }, { of: "unit", key: "housing" }],
      cadence: { every: "quarter" },
      ...meetingTerms,
      agenda: [
        "previousResolutions",
        "whistleFilings",
        "escalatedMatters",
        "unclaimedNeeds",
        "proposedItems",
      ],
      minutes: minutesBy(countySecretary),
      source: [blowing, ours("公开做法未载频次，按每季度一次"), meetingTermsSource],
    },
    {
      key: "cobuildingReview",
      name: "“双报到”共建座谈会",
      form: "deliberation",
      level: "street",
      convener: streetSecretary,
      members: [
        { of: "level", key: "community" },
        { of: "unit", key: "registeredUnit" },
      ],
      cadence: { every: "quarter" },
      ...meetingTerms,
      agenda: ["previousResolutions", "unclaimedNeeds", "proposedItems"],
      minutes: minutesBy(streetSecretary),
      source: [mutual, meetingTermsSource],
    },
  ],
  source: [blowing],
};
