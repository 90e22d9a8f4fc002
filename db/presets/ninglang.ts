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
  practiceOf,
  reminders,
  stepLimits,
  unitKinds,
} from "./defaults.ts";

const ninglang = practiceOf("云南省丽江市宁蒗县");
const chain = ninglang("街道党工委—社区党总支—居民小组党支部—党员中心户组织体系");
const reading = ours("公开做法未写明一、二级网格所指，按一级为社区、二级为居民小组设置");
const monthly = ninglang(
  "每月10日前网格员摸底排查，15日前二级和一级网格召开联席会议协商处理，25日前街道处理，处理无果的上报县级职能部门",
);
const staffing = ninglang("“1+N+X”：主力力量561人、辅助力量238人，配齐网格员2057人");

const streetSecretary = { of: "post", key: "streetSecretary" } as const;
const communitySecretary = { of: "post", key: "communitySecretary" } as const;
const groupSecretary = { of: "post", key: "groupSecretary" } as const;

const organisation: RuleSetInput["organisation"] = {
  levels: [
    { key: "county", name: "县", kind: "county", party: "县委", source: [monthly] },
    { key: "street", name: "街道", kind: "street", party: "街道党工委", source: [chain] },
    {
      key: "community",
      name: "社区(一级网格)",
      kind: "community",
      party: "社区党总支",
      source: [chain, reading],
    },
    {
      key: "group",
      name: "居民小组(二级网格)",
      kind: "grid",
      party: "居民小组党支部",
      source: [chain, reading],
    },
    {
      key: "smallGrid",
      name: "小网格",
      kind: "micro",
      party: "党小组",
      source: [ninglang("小区单元长、商铺以10户为一个小网格进行覆盖，建立网格1168个")],
    },
    {
      key: "household",
      name: "党员中心户",
      kind: "household",
      party: "党员中心户",
      optional: true,
      source: [chain],
    },
  ],
  gridKinds: [
    {
      key: "basic",
      name: "综合网格",
      level: "group",
      source: [ninglang("将各部门在社区设立的10余种网格统一整合为一个综合网格")],
    },
    {
      key: "dedicated",
      name: "专属网格",
      level: "group",
      source: [ninglang("以住宅小区、集贸市场、商业街、客运站等为单位")],
    },
    {
      key: "small",
      name: "小网格",
      level: "smallGrid",
      sizing: [{ name: "小区单元、商铺", households: { about: 10 } }],
      source: [ninglang("以10户为一个小网格")],
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
      key: "groupSecretary",
      name: "居民小组党支部书记",
      levels: ["group"],
      duty: "partTime",
      perUnit: 1,
      source: [chain],
    },
    {
      key: "mainGridWorker",
      name: "网格员(主力力量)",
      levels: ["group", "smallGrid"],
      duty: "fullTime",
      source: [staffing],
    },
    {
      key: "assistingGridWorker",
      name: "网格员(辅助力量)",
      levels: ["group", "smallGrid"],
      duty: "partTime",
      source: [staffing],
    },
    {
      key: "buildingLead",
      name: "楼栋长",
      levels: ["smallGrid"],
      duty: "partTime",
      source: [ninglang("全面推行小区楼栋长、单元长制度")],
    },
    {
      key: "unitLead",
      name: "单元长",
      levels: ["smallGrid"],
      duty: "partTime",
      source: [ninglang("全面推行小区楼栋长、单元长制度")],
    },
  ],
  unitKinds: [
    ...unitKinds,
    {
      key: "propertyCommittee",
      name: "物业管理委员会",
      side: "selfGovernment",
      source: [ninglang("在59个小区组建业委会52个、物委会7个")],
    },
    {
      key: "supervisionCommittee",
      name: "居务监督委员会",
      side: "selfGovernment",
      source: [ninglang("充分发挥居民委员会、居务监督委员会等自治组织作用")],
    },
  ],
  source: [chain],
};

const handling: RuleSetInput["handling"] = {
  levels: [
    {
      key: "patrol",
      name: "网格员摸排",
      level: "smallGrid",
      window: "patrol",
      escalateOn: ["request", "windowEnd"],
      source: [monthly],
    },
    {
      key: "gridMeeting",
      name: "一、二级网格联席会议",
      level: "community",
      window: "gridMeeting",
      escalateOn: ["request", "windowEnd"],
      source: [monthly, ours("两级网格同一窗口、同一会议，合为一级办理")],
    },
    {
      key: "street",
      name: "街道",
      level: "street",
      window: "street",
      escalateOn: ["request", "windowEnd"],
      source: [monthly],
    },
    {
      key: "county",
      name: "县级职能部门",
      level: "county",
      limit: stepLimits.county,
      source: [monthly, limitSource],
    },
  ],
  windows: [
    { key: "patrol", name: "摸底排查", byDay: 10, source: [monthly] },
    { key: "gridMeeting", name: "网格联席会议", byDay: 15, source: [monthly] },
    { key: "street", name: "街道处理", byDay: 25, source: [monthly] },
  ],
  overall: {
    limit: { days: 75 },
    source: [ours("按月办理：最迟次月25日前街道办完，再加县级部门十五个工作日，并留余量")],
  },
  evaluation,
  source: [monthly, ninglang("大事全网联动、小事一格解决")],
};

const meetings: RuleSetInput["meetings"] = {
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
        ninglang("建立小微权力清单，推行“四议两公开”机制"),
        ours("按需召开，决议和办理结果均公开，二十个工作日内办结"),
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
    source: [ninglang("“遇事找组织”、“网格化+微信群”、“书记接待日”和主题党日民意收集"), intakeSource],
  },
  handling,
  meetings,
  officeHours,
  reminders,
};
