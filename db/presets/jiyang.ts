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

const jiyang = practiceOf("海南省三亚市吉阳区");
const alliance = jiyang(
  "“1+N”大社区党建联盟：以大社区党组织为“轴心”，汇聚共建单位、驻区单位、“两新”组织等力量",
);
const clusters = jiyang("成立5个大社区党组织，辖涉村(居)委会40个；无街道、镇一级");

const clusterSecretary = { of: "post", key: "clusterSecretary" } as const;
const cobuilders = { of: "unit", key: "cobuilder" } as const;

const organisation: RuleSetInput["organisation"] = {
  levels: [
    {
      key: "district",
      name: "区",
      kind: "county",
      party: "区委",
      source: [jiyang("市、区、村(社区)三级党建工作体系")],
    },
    { key: "cluster", name: "大社区", kind: "cluster", party: "大社区党组织", source: [clusters] },
    { key: "community", name: "村(社区)", kind: "community", party: "村(社区)党组织", source: [clusters] },
    {
      key: "grid",
      name: "网格",
      kind: "grid",
      party: "网格党支部",
      optional: true,
      source: [ours("公开做法未载网格，按需设置，可缺省")],
    },
    {
      key: "building",
      name: "楼栋",
      kind: "micro",
      optional: true,
      source: [ours("公开做法要求“进网格、入楼栋”，按需设置，可缺省")],
    },
  ],
  gridKinds: [{ key: "basic", name: "基础网格", level: "grid", source: [ours("公开做法未载网格分类")] }],
  branchThreshold,
  codePattern: gridCodes,
  postKinds: [
    {
      key: "clusterSecretary",
      name: "大社区党组织书记",
      levels: ["cluster"],
      duty: "leader",
      perUnit: 1,
      source: [alliance],
    },
    {
      key: "communitySecretary",
      name: "村(社区)党组织书记",
      levels: ["community"],
      duty: "leader",
      perUnit: 1,
      source: [clusters],
    },
    {
      key: "gridWorker",
      name: "网格员",
      levels: ["grid"],
      duty: "fullTime",
      source: [ours("公开做法未载，按需设置")],
    },
    {
      key: "sentinel",
      name: "民情前哨",
      levels: ["community"],
      duty: "partTime",
      source: [jiyang("引导外卖骑手、网约司机等新就业群体充当基层治理的“民情前哨”")],
    },
  ],
  unitKinds: [
    ...unitKinds,
    {
      key: "cobuilder",
      name: "共建单位",
      side: "local",
      liaisons: 1,
      source: [
        jiyang("签订《共建协议书》；各共建单位分别确定1名党员干部担任党建联络员"),
        jiyang("制定党建联盟章程，规定联盟性质、成员单位、议事规则、主要任务"),
      ],
    },
  ],
  source: [clusters],
};

const handling: RuleSetInput["handling"] = {
  levels: [
    {
      key: "community",
      name: "村(社区)",
      level: "community",
      limit: stepLimits.community,
      escalateOn: ["request", "overdue"],
      source: [limitSource],
    },
    {
      key: "cluster",
      name: "大社区",
      level: "cluster",
      limit: stepLimits.street,
      escalateOn: ["request", "overdue"],
      source: [jiyang("将原属乡镇政府、街道办的部分职能转移到大社区综合服务中心"), limitSource],
    },
    { key: "district", name: "区级部门", level: "district", limit: stepLimits.county, source: [limitSource] },
  ],
  overall: { ...overall, limit: { workdays: 28 } },
  evaluation,
  source: [jiyang("停车难等问题通过联席会议和大排查共同研究、共同部署、共同实施")],
};

const meetings: RuleSetInput["meetings"] = {
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
};

export const rules: RuleSetInput = {
  organisation,
  intake: {
    sources: ["resident", "patrol", "visit", "hotline", "meeting"],
    categories,
    admissionList: { enabled: false, source: [ours("公开做法未设准入清单")] },
    anonymous: true,
    source: [jiyang("收集辖区社区需要大社区提供的服务和帮助"), intakeSource],
  },
  handling,
  meetings,
  officeHours,
  reminders,
};
