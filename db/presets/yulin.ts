import type { RuleSetInput } from "../../worker/rules/schema.ts";
import {
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

const yulin = practiceOf("广西壮族自治区玉林市");
const services = yulin("市—县(市、区)—街道—社区—小区(网格)五级党群服务体系");
const staffing = yulin("“1+X”模式：每个网格明确1名网格长，选优配好若干名兼职网格员");
const identity = yulin("每个网格编制唯一编码，实现网格地理信息数字化管理");
const blowing = yulin(
  "推行“街道吹哨、部门报到”备案制：每月向市县两级城市基层党建联席会议办公室报备，没有报到或不配合的黑榜通报",
);
const clocks = ours(
  "公开做法未载报到时限：4个工作小时签收、1个工作日联系、2个工作日报到、10个工作日办结，次月5日前报备",
);

const streetSecretary = { of: "post", key: "streetSecretary" } as const;
const countySecretary = { of: "post", key: "countySecretary" } as const;

const organisation: RuleSetInput["organisation"] = {
  levels: [
    { key: "city", name: "市", kind: "prefecture", party: "市委", source: [services] },
    { key: "county", name: "县(市、区)", kind: "county", party: "县(市、区)委", source: [services] },
    { key: "street", name: "街道(镇)", kind: "street", party: "街道(镇)党工委(党委)", source: [services] },
    { key: "community", name: "社区", kind: "community", party: "社区党委", source: [services] },
    {
      key: "grid",
      name: "网格(小区)",
      kind: "grid",
      party: "网格党支部",
      source: [yulin("在网格(小区)设立党支部")],
    },
    {
      key: "building",
      name: "微网格(楼栋)",
      kind: "micro",
      party: "党小组",
      optional: true,
      source: [yulin("在微网格(楼栋)建立党小组")],
    },
  ],
  gridKinds: [
    {
      key: "basic",
      name: "基础网格",
      level: "grid",
      sizing: [
        { name: "城市建成区和社区", households: { min: 300, max: 500 }, residents: { about: 1000 } },
        { name: "较大的城市商住小区", households: { about: 1000 }, residents: { min: 3000, max: 5000 } },
      ],
      boundaryRequired: true,
      source: [
        yulin("按常住300—500户或1000人左右划分为一个基础网格，较大的商住小区放宽到1000户左右，3000—5000人"),
        identity,
      ],
    },
    {
      key: "dedicated",
      name: "专属网格",
      level: "grid",
      boundaryRequired: true,
      source: [yulin("机关企事业单位、园区、商圈等特定区域划分为专属网格"), identity],
    },
    { key: "micro", name: "微网格", level: "building", source: [yulin("党组织建在微网格(楼栋)上")] },
  ],
  branchThreshold: { fullMembers: 3, source: [yulin("推动有正式党员3名以上的网格成立党组织")] },
  codePattern: gridCodes,
  postKinds: [
    {
      key: "countySecretary",
      name: "县(市、区)联席会议召集人",
      levels: ["city", "county"],
      duty: "leader",
      perUnit: 1,
      source: [blowing],
    },
    {
      key: "streetSecretary",
      name: "街道(镇)党工委(党委)书记",
      levels: ["street"],
      duty: "leader",
      perUnit: 1,
      source: [yulin("由街道(镇)党工委(党委)书记作为召集人，定期主持召开网格治理工作例会")],
    },
    { key: "gridHead", name: "网格长", levels: ["grid"], duty: "partTime", perUnit: 1, source: [staffing] },
    { key: "gridWorker", name: "专职网格员", levels: ["grid"], duty: "fullTime", source: [staffing] },
    { key: "partTimeGridWorker", name: "兼职网格员", levels: ["grid"], duty: "partTime", source: [staffing] },
    {
      key: "gridSecretary",
      name: "网格党组织书记",
      levels: ["grid"],
      duty: "partTime",
      perUnit: 1,
      source: [yulin("由社区党员干部担任网格党组织书记")],
    },
    {
      key: "contactCadre",
      name: "包联网格干部",
      levels: ["grid"],
      duty: "leader",
      source: [yulin("街道(镇)社区干部包联网格，解决群众关注的难点问题")],
    },
    {
      key: "enforcement",
      name: "派驻执法力量",
      levels: ["street", "grid"],
      duty: "fullTime",
      source: [yulin("整合派驻部门单位的基层工作力量，将人员分配到各网格，由街道统一指挥调度")],
    },
  ],
  unitKinds: [
    ...unitKinds,
    {
      key: "education",
      name: "教育部门",
      side: "department",
      source: [yulin("整合教育、公安、司法、卫健等派驻力量")],
    },
    {
      key: "volunteers",
      name: "志愿服务队",
      side: "selfGovernment",
      source: [yulin("组建3200支党员志愿服务队")],
    },
  ],
  source: [services],
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
      source: [limitSource],
    },
    {
      key: "street",
      name: "街道(镇)",
      level: "street",
      limit: stepLimits.street,
      escalateOn: ["request", "overdue"],
      source: [yulin("由街道党工委召集有关部门会商解决"), limitSource],
    },
    {
      key: "county",
      name: "县(市、区)部门",
      level: "county",
      limit: stepLimits.county,
      source: [limitSource],
    },
  ],
  overall,
  evaluation,
  whistles: [
    {
      key: "street",
      name: "街道吹哨、部门报到",
      from: "street",
      responders: "units",
      clocks: {
        sign: { workingHours: 4 },
        contact: { workdays: 1 },
        reportIn: { workdays: 2 },
        done: { workdays: 10 },
      },
      filing: { byDay: 5, to: "市县两级城市基层党建联席会议办公室", nameAbsent: true },
      source: [blowing, clocks],
    },
    {
      key: "grid",
      name: "网格吹哨、党员报到",
      from: "grid",
      responders: "members",
      clocks: {
        sign: { workingHours: 4 },
        contact: { workdays: 1 },
        reportIn: { workdays: 2 },
        done: { workdays: 10 },
      },
      source: [yulin("探索推行“网格吹哨、党员报到”积分制，由网格党组织整合辖区内各支队伍力量"), clocks],
    },
  ],
  source: [yulin("“群众反映、信息收集、分类派遣、问题处置、反馈评价”网格闭环工作流程")],
};

const meetings: RuleSetInput["meetings"] = {
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
      source: [
        yulin("每季度组织社区党组织和“双报到”单位党组织互评共建情况，结果通过书面或座谈会反馈"),
        meetingTermsSource,
      ],
    },
  ],
};

export const rules: RuleSetInput = {
  organisation,
  intake: {
    sources: ["resident", "patrol", "visit", "whistle", "hotline", "meeting"],
    categories,
    admissionList: { enabled: false, source: [ours("公开做法未设准入清单")] },
    anonymous: true,
    source: [yulin("深入家庭开展经常性登门走访“敲门行动”，收集社情民意"), intakeSource],
  },
  handling,
  meetings,
  officeHours,
  localHolidays: {
    festivals: [{ name: "“壮族三月三”", from: "03-17", to: "04-30" }],
    source: [
      {
        county: "广西壮族自治区",
        practice: "《广西壮族自治区少数民族习惯节日放假办法》(自治区人民政府令第98号)",
      },
      ours("农历三月初三可能落在的公历日期，前后各留几天调休；年度通知由管理员载入"),
    ],
  },
  reminders,
};
