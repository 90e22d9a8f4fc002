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

const huaping = practiceOf("云南省丽江市华坪县");
const fourLevels = huaping("按照“X+N”模式建立四级网格");
const reading = ours("公开做法未写明四级各指什么，按网格员来源(社区工作者、楼门栋长、党员中心户)推定");
const embedded = huaping("社区党组织、驻区单位党组织、小区(楼宇)党组织嵌入网格");
const crew = huaping("社区工作者、楼门栋长、党员中心户、驻区单位工作人员组成556人的“专职+兼职”网格队伍");
const joint = huaping("中心镇党委书记任总召集人，镇党委班子成员、社区负责人、“双报到”单位党组织负责人为成员");

const townSecretary = { of: "post", key: "townSecretary" } as const;
const communitySecretary = { of: "post", key: "communitySecretary" } as const;
const registeredUnits = { of: "unit", key: "registeredUnit" } as const;

const organisation: RuleSetInput["organisation"] = {
  levels: [
    { key: "county", name: "县", kind: "county", party: "县委", source: [ours("县级部门所在层级")] },
    { key: "town", name: "镇", kind: "street", party: "镇党委", source: [joint] },
    {
      key: "community",
      name: "社区(一级网格)",
      kind: "community",
      party: "社区党总支",
      source: [fourLevels, reading],
    },
    {
      key: "grid",
      name: "小区、楼宇(二级网格)",
      kind: "grid",
      party: "小区(楼宇)党支部",
      source: [fourLevels, embedded, reading],
    },
    {
      key: "building",
      name: "楼门栋(三级网格)",
      kind: "micro",
      party: "党小组",
      source: [fourLevels, reading],
    },
    {
      key: "household",
      name: "党员中心户(四级网格)",
      kind: "household",
      party: "党员中心户",
      optional: true,
      source: [fourLevels, reading],
    },
  ],
  gridKinds: [
    {
      key: "basic",
      name: "基础网格",
      level: "grid",
      source: [huaping("“不断细分、人网相适”，结合驻区单位职责和位置划分")],
    },
    { key: "micro", name: "微网格", level: "building", source: [fourLevels, reading] },
  ],
  branchThreshold,
  codePattern: gridCodes,
  postKinds: [
    {
      key: "townSecretary",
      name: "镇党委书记",
      levels: ["town"],
      duty: "leader",
      perUnit: 1,
      source: [joint],
    },
    { key: "townLeader", name: "镇党委班子成员", levels: ["town"], duty: "leader", source: [joint] },
    {
      key: "communitySecretary",
      name: "社区党总支书记",
      levels: ["community"],
      duty: "leader",
      perUnit: 1,
      source: [joint],
    },
    { key: "gridWorker", name: "专职网格员", levels: ["grid"], duty: "fullTime", source: [crew] },
    {
      key: "partTimeGridWorker",
      name: "兼职网格员",
      levels: ["grid", "building"],
      duty: "partTime",
      source: [crew],
    },
    {
      key: "buildingLead",
      name: "楼门栋长",
      levels: ["building"],
      duty: "partTime",
      perUnit: 1,
      source: [crew],
    },
  ],
  unitKinds,
  source: [fourLevels],
};

const handling: RuleSetInput["handling"] = {
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
      source: [huaping("梳理问题清单，由联席单位自主认领、牵头解决"), limitSource],
    },
    {
      key: "town",
      name: "镇",
      level: "town",
      limit: stepLimits.street,
      escalateOn: ["request", "overdue"],
      source: [limitSource],
    },
    { key: "county", name: "县级部门", level: "county", limit: stepLimits.county, source: [limitSource] },
  ],
  overall,
  evaluation,
  source: [huaping("联席单位“事务共管、难题共解”，办结36件涉及面广的为民实事")],
};

const meetings: RuleSetInput["meetings"] = {
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
};

export const rules: RuleSetInput = {
  organisation,
  intake: {
    sources: ["resident", "patrol", "visit", "hotline", "meeting"],
    categories,
    admissionList: { enabled: false, source: [ours("公开做法未设准入清单")] },
    anonymous: true,
    source: [huaping("社区收集群众反映强烈、急需解决的困难问题"), intakeSource],
  },
  handling,
  meetings,
  officeHours,
  reminders,
};
