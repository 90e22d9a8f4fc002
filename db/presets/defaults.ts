import type { RuleSetInput } from "../../worker/rules/schema.ts";

type Source = NonNullable<RuleSetInput["organisation"]["source"]>[number];

/** Marks a rule as a county's published practice. */
export function practiceOf(county: string): (practice: string) => Source {
  return (practice) => ({ county, practice });
}

/** Marks a rule or figure as our default, where the published practice says nothing. */
export function ours(why: string): Source {
  return { ours: true, why };
}

/** Units most counties dispatch matters to. */
export const unitKinds: RuleSetInput["organisation"]["unitKinds"] = [
  { key: "urbanManagement", name: "城市管理部门", side: "department" },
  { key: "housing", name: "住房和城乡建设部门", side: "department" },
  { key: "publicSecurity", name: "公安机关", side: "department" },
  { key: "justice", name: "司法行政部门", side: "department" },
  { key: "civilAffairs", name: "民政部门", side: "department" },
  { key: "humanResources", name: "人力资源社会保障部门", side: "department" },
  { key: "health", name: "卫生健康部门", side: "department" },
  { key: "marketRegulation", name: "市场监管部门", side: "department" },
  { key: "emergency", name: "应急管理和消防机构", side: "department" },
  { key: "ecology", name: "生态环境部门", side: "department" },
  { key: "localUnit", name: "驻区单位", side: "local" },
  { key: "registeredUnit", name: "双报到单位党组织", side: "local" },
  { key: "newOrganisation", name: "两新组织", side: "enterprise" },
  { key: "propertyCompany", name: "物业服务企业", side: "property" },
  { key: "ownersCommittee", name: "业主委员会", side: "selfGovernment" },
  { key: "residentsCommittee", name: "居民委员会", side: "selfGovernment" },
];

/** Matters residents report most, sorted by who can act on them. */
export const categories: RuleSetInput["intake"]["categories"] = [
  {
    key: "environment",
    name: "环境卫生",
    units: ["urbanManagement"],
    children: [
      { key: "garbage", name: "垃圾清运", units: ["urbanManagement", "propertyCompany"] },
      { key: "pollution", name: "噪声、油烟、扬尘", units: ["ecology", "urbanManagement"] },
    ],
  },
  {
    key: "order",
    name: "市容秩序",
    units: ["urbanManagement"],
    children: [
      {
        key: "parking",
        name: "车辆停放",
        units: ["publicSecurity", "urbanManagement"],
        children: [
          { key: "parkingShortage", name: "停车位不足" },
          { key: "ebikes", name: "电动车乱停乱放" },
        ],
      },
      { key: "stalls", name: "占道经营", units: ["urbanManagement"] },
      { key: "illegalBuilding", name: "违规搭建", units: ["urbanManagement", "housing"] },
    ],
  },
  {
    key: "facilities",
    name: "基础设施",
    units: ["housing"],
    children: [
      { key: "roads", name: "道路破损、断头路", units: ["housing"] },
      { key: "drainage", name: "排水、污水管网", units: ["housing"] },
      { key: "lighting", name: "路灯照明", units: ["urbanManagement"] },
      { key: "oldEstates", name: "老旧小区改造", units: ["housing"] },
    ],
  },
  {
    key: "property",
    name: "物业服务",
    units: ["propertyCompany", "housing"],
    children: [
      { key: "propertyService", name: "服务质量", units: ["propertyCompany"] },
      { key: "propertyCharges", name: "收费与公共收益", units: ["propertyCompany", "housing"] },
      { key: "ownersAffairs", name: "业主委员会事务", units: ["ownersCommittee", "housing"] },
    ],
  },
  {
    key: "safety",
    name: "公共安全",
    units: ["emergency", "publicSecurity"],
    children: [
      { key: "fire", name: "消防隐患", units: ["emergency"] },
      { key: "charging", name: "电动车违规充电", units: ["emergency", "propertyCompany"] },
      { key: "fraud", name: "治安与反诈", units: ["publicSecurity"] },
    ],
  },
  {
    key: "disputes",
    name: "矛盾纠纷",
    units: ["justice", "residentsCommittee"],
    children: [
      { key: "neighbours", name: "邻里纠纷", units: ["residentsCommittee"] },
      { key: "family", name: "婚姻家庭纠纷", units: ["justice", "civilAffairs"] },
      { key: "consumer", name: "消费纠纷", units: ["marketRegulation"] },
    ],
  },
  {
    key: "livelihood",
    name: "民生服务",
    units: ["civilAffairs"],
    children: [
      { key: "elderly", name: "养老照料", units: ["civilAffairs"] },
      { key: "employment", name: "就业创业", units: ["humanResources"] },
      { key: "medical", name: "医疗卫生", units: ["health"] },
      { key: "relief", name: "困难救助", units: ["civilAffairs"] },
    ],
  },
  { key: "suggestion", name: "意见建议", units: ["residentsCommittee"] },
];

export const intakeSource: Source = ours("公开做法未列事项分类，按居民常见诉求设置，可增删");

export const branchThreshold: RuleSetInput["organisation"]["branchThreshold"] = {
  fullMembers: 3,
  source: [ours("党章第三十条：有正式党员三人以上的，都应当成立党的基层组织")],
};

export const gridCodes = "{division}{sequence:3}";

/** Small matters fast, harder ones with more time; what a county does publish replaces it. */
export const stepLimits = {
  grid: { workdays: 3 },
  community: { workdays: 5 },
  street: { workdays: 10 },
  county: { workdays: 15 },
};

export const limitSource: Source = ours("公开做法未载明天数；网格3、社区5、街道10、县级15个工作日，逐级加长");

export const overall: RuleSetInput["handling"]["overall"] = {
  limit: { workdays: 30 },
  source: [ours("略短于各级时限之和，促使办不了的及早上报")],
};

export const evaluation: RuleSetInput["handling"]["evaluation"] = {
  within: { days: 7 },
  source: [ours("一周内由居民评价，未解决或不满意的重办并提一级，至多两次")],
};

export const officeHours: RuleSetInput["officeHours"] = {
  periods: [
    { from: "08:30", to: "12:00" },
    { from: "14:30", to: "18:00" },
  ],
  source: [ours("多数县(区)机关作息，按当地通知修改，可设季节作息")],
};

export const reminders: RuleSetInput["reminders"] = {
  at: "09:00",
  workdaysBefore: [1, 0],
  overdueEvery: 1,
  source: [ours("只在工作日上午提醒：前一工作日、当日、逾期后每个工作日")],
};

/** What no published practice spells out for its meetings. */
export const meetingTerms = {
  quorum: { moreThan: "1/2" },
  resolutionDue: "beforeNextMeeting",
} as const satisfies Partial<RuleSetInput["meetings"]["series"][number]>;

export const meetingTermsSource: Source = ours(
  "过半数成员到会；议定事项在下次会议前办结；纪要三个工作日内由召集人签发",
);

/** Drafted within three working days, signed by the convener. */
export function minutesBy(
  convener: RuleSetInput["meetings"]["series"][number]["convener"],
  audience: "members" | "public" = "members",
): RuleSetInput["meetings"]["series"][number]["minutes"] {
  return { draftWithin: { workdays: 3 }, signOff: [convener], audience };
}
