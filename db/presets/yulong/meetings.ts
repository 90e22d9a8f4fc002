import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { meetingTerms, meetingTermsSource, minutesBy } from "../defaults/meetings.ts";
import { ours } from "../defaults/terms.ts";
import { asNeeded, communitySecretary, selfGovernment, streetSecretary, yulong } from "./terms.ts";

type Series = RuleSetInput["meetings"]["series"][number];

/** The residents' own councils: alike in everything but name and members. */
function council(key: string, name: string, member: string): Series {
  return {
    key,
    name,
    form: "deliberation",
    level: "community",
    convener: communitySecretary,
    members: [
      { of: "role", name: member },
      { of: "unit", key: "residentsCommittee" },
    ],
    ...meetingTerms,
    resolutionDue: { workdays: 15 },
    agenda: ["previousResolutions", "proposedItems"],
    minutes: minutesBy(communitySecretary, "public"),
    source: [selfGovernment, asNeeded],
  };
}

export const meetings: RuleSetInput["meetings"] = {
  series: [
    {
      key: "streetJoint",
      name: "街道“大党委”联席会议",
      level: "street",
      convener: streetSecretary,
      members: [
        { of: "level", key: "community" },
        { of: "unit", key: "localUnit" },
        { of: "unit", key: "massOrganisation" },
      ],
      cadence: { every: "quarter" },
      ...meetingTerms,
      minutes: minutesBy(streetSecretary),
      source: [
        yulong("强化街道“大党委”建设，建立“事情共商、资源共享、难题共解、文明共创、活动共办”机制"),
        ours("公开做法未载明频次，按每季度一次"),
        meetingTermsSource,
      ],
    },
    {
      key: "businessDistrict",
      name: "商圈党建联席会议",
      level: "street",
      convener: streetSecretary,
      members: [
        { of: "unit", key: "businessDistrict" },
        { of: "unit", key: "newOrganisation" },
      ],
      cadence: { every: "quarter" },
      ...meetingTerms,
      minutes: minutesBy(streetSecretary),
      source: [
        yulong("把商圈党建纳入城市基层党建工作总体布局"),
        ours("公开做法未载明会议和频次，按每季度一次"),
        meetingTermsSource,
      ],
    },
    council("residents", "居民议事会", "居民代表"),
    {
      ...council("women", "妇女议事会", "妇女代表"),
      source: [yulong("设立“妇女议事会”等群团建功平台载体"), asNeeded],
    },
    council("redWhite", "红白理事会", "理事会成员"),
    council("moral", "道德评议会", "评议会成员"),
    council("drugsGambling", "禁毒禁赌会", "禁毒禁赌会成员"),
  ],
  source: [yulong("深化“五主十责”“五治融合”“一约四会”等城乡治理特色实践")],
};
