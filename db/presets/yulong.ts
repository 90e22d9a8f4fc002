import type { RuleSetInput } from "../../worker/rules/schema.ts";
import {
  branchThreshold,
  categories,
  evaluation,
  gridCodes,
  intakeSource,
  limitSource,
  meetingTerms,
  meetingTermsSource,
  minutesBy,
  officeHours,
  ours,
  overall,
  practiceOf,
  reminders,
  stepLimits,
  unitKinds,
} from "./defaults.ts";

const yulong = practiceOf("云南省丽江市玉龙县");
const chain = yulong("街道党工委—社区党总支—网格党支部—党员中心户格局，并设街巷党小组");
const watch = yulong("以十户联防为主线，以党员志愿者为补充");
const selfGovernment = yulong("成立红白理事会、居民议事会、道德评议会和禁毒禁赌会，实现居民自治");
const asNeeded = ours("按需召开，议定事项十五个工作日内办结，纪要向居民公开");

const streetSecretary = { of: "post", key: "streetSecretary" } as const;
const communitySecretary = { of: "post", key: "communitySecretary" } as const;

const organisation: RuleSetInput["organisation"] = {
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
  ],
  source: [chain],
};

const handling: RuleSetInput["handling"] = {
  levels: [
    {
      key: "grid",
      name: "网格",
      level: "grid",
      limit: stepLimits.grid,
      escalateOn: ["request", "overdue"],
      source: [yulong("有事网里办、小事不出格"), limitSource],
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
      name: "街道",
      level: "street",
      limit: stepLimits.street,
      escalateOn: ["request", "overdue"],
      source: [yulong("建立街道权力和责任清单"), limitSource],
    },
    { key: "county", name: "县级部门", level: "county", limit: stepLimits.county, source: [limitSource] },
  ],
  overall,
  evaluation,
  source: [yulong("问题在一线发现、矛盾在一线处置、政策在一线落实、服务在一线提升、情感在一线巩固")],
};

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

const meetings: RuleSetInput["meetings"] = {
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
};

export const rules: RuleSetInput = {
  organisation,
  intake: {
    sources: ["resident", "patrol", "visit", "hotline", "meeting"],
    categories,
    admissionList: {
      enabled: true,
      categories: [
        "garbage",
        "ebikes",
        "lighting",
        "propertyService",
        "ownersAffairs",
        "charging",
        "neighbours",
        "elderly",
        "relief",
        "suggestion",
      ],
      elsewhere: "此类事项不在网格办理范围内，将转社区或由您拨打12345热线反映",
      source: [
        yulong("明确网格化管理服务事项，实行网格事项准入清单制"),
        ours("公开做法未列清单内容，按网格员力所能及的小事列入"),
      ],
    },
    anonymous: true,
    source: [intakeSource],
  },
  handling,
  meetings,
  officeHours,
  reminders,
};
