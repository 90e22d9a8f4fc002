/**
 * What people read for the values of a rule set: one table for the schema, the forms, the reading page and the
 * differences. Plain data, because pages import it too.
 */

/** The sections of a rule set. */
export const sectionNames = {
  organisation: "组织",
  intake: "受理",
  handling: "办理",
  meetings: "会议",
  lists: "清单与认领",
  points: "积分",
  assessments: "考核",
  duty: "值班与巡访",
  officeHours: "办公时间",
  serviceHours: "服务时间",
  localHolidays: "地方节日",
  reminders: "提醒",
} as const;

/** What people call the entries that a key may point at. */
export const collectionNames = {
  level: "层级",
  gridKind: "网格类型",
  postKind: "岗位",
  unitKind: "成员单位类型",
  category: "事项类别",
  window: "办理窗口",
  service: "服务",
  urgency: "紧急程度",
  source: "事项来源",
  handlingLevel: "办理层级",
  group: "评价主体",
  band: "等次",
} as const;

/** What stands for the product's own defaults as a source, and for a county's own documents. */
export const defaultSource = "本系统默认";
export const ownSource = "本县";

export const levelKinds = {
  prefecture: "市（地级）",
  county: "县（市、区）",
  street: "街道（乡镇）",
  cluster: "大社区（片区）",
  community: "社区（村）",
  grid: "网格",
  micro: "微网格、楼栋",
  household: "户",
} as const;

export const postDuties = { fullTime: "专职", partTime: "兼职", leader: "领导包联" } as const;

/** Where member units come from. */
export const unitSides = {
  department: "部门",
  local: "驻区单位",
  enterprise: "两新组织",
  property: "物业",
  selfGovernment: "自治组织",
} as const;

export const partnerKinds = {
  units: "成员单位",
  partyMembers: "在职党员",
  both: "成员单位和在职党员",
} as const;

/** Who brings what comes from a source. */
export const sourceChannels = {
  resident: "居民自己上报",
  staff: "工作人员登记",
  system: "其他系统送来",
} as const;

export const commitmentKinds = {
  firstAsked: "首问负责",
  agency: "全程代办",
  oneWindow: "一窗受理",
  promise: "服务承诺",
} as const;

/** What may send a matter one level up. */
export const escalationCauses = {
  request: "办理单位申请",
  unaccepted: "超过受理时限",
  overdue: "超过时限",
  windowEnd: "窗口结束",
} as const;

/** With what a level's limit begins, and the overall one. */
export const levelStarts = { arrival: "转到本级", acceptance: "本级受理" } as const;
export const overallStarts = { report: "上报", acceptance: "首次受理" } as const;

/** Where the last day of a window goes when nobody works on it. */
export const daysOff = { before: "提前到前一个工作日", after: "顺延到下一个工作日" } as const;

/** What residents say of a matter that has to be dealt with again. */
export const verdicts = { unsolved: "没有解决", dissatisfied: "不满意" } as const;

export const approvers = { handler: "经办人自行决定，记录理由", levelAbove: "上一级批准" } as const;

/** Who comes when the whistle blows. */
export const responders = { units: "部门和单位", members: "党员" } as const;

/** What each of them must do, one after the other. */
export const whistleStages = { sign: "签收", contact: "联系", reportIn: "报到", done: "办结" } as const;

export const frequencies = { month: "每月", quarter: "每季度", halfYear: "每半年", year: "每年" } as const;

export const meetingForms = {
  joint: "联席",
  study: "研究",
  deliberation: "议事",
  debrief: "述职",
  visit: "观摩",
} as const;

/** How many of the members must be there. */
export const quorumKinds = { moreThan: "超过（不含本数）", atLeast: "以上（含本数）" } as const;

export const agendaSources = {
  previousResolutions: "上次决议的办理情况",
  escalatedMatters: "上报的事项",
  whistleFilings: "吹哨报到情况",
  unclaimedNeeds: "无人认领的需求",
  proposedItems: "成员提出的议题",
} as const;

/** What a series may say of its resolutions' due time instead of a span. */
export const dueWithoutSpan = { beforeNextMeeting: "下次会议之前" } as const;

/** To whom minutes and lists are shown. */
export const audiences = { members: "成员", public: "公众" } as const;

export const listKinds = {
  need: "需求清单",
  resource: "资源清单",
  project: "项目清单",
  problem: "问题清单",
  wish: "微心愿",
  practical: "为民办实事清单",
  activity: "活动清单",
  powers: "权责清单",
  guide: "服务指南",
} as const;

/** Who accepts what was claimed and done. */
export const acceptors = {
  owner: "提出方验收",
  office: "召集单位验收",
  both: "提出方和召集单位共同验收",
} as const;

export const pointHolders = {
  partyMembers: "党员",
  residents: "居民",
  volunteers: "志愿者",
  teams: "服务队伍",
  units: "成员单位",
} as const;

export const evidenceKinds = {
  record: "以系统记录为准",
  note: "须有文字说明",
  photo: "须附照片",
  document: "须附文件",
} as const;

/** On which days a service isn't there. */
export const serviceRests = {
  never: "全年无休",
  holidays: "只在放假的节日休息，周六、周日不休",
  daysOff: "与办公时间一样休息",
} as const;

/** From Monday on. */
export const weekdays = {
  monday: "星期一",
  tuesday: "星期二",
  wednesday: "星期三",
  thursday: "星期四",
  friday: "星期五",
  saturday: "星期六",
  sunday: "星期日",
} as const;

export const rosterDays = { workdays: "工作日每天", daily: "每天" } as const;

export const roundKinds = { patrol: "巡查", visit: "走访" } as const;

/** How marks are come by. */
export const scoringKinds = { metric: "系统统计", hand: "人工评分", reported: "单位填报" } as const;

/** Figures that the product counts itself, each with what it is counted in. */
export const metrics = {
  responseRate: { name: "事项按时响应率", unit: "%" },
  resolvedRate: { name: "事项解决率", unit: "%" },
  satisfiedRate: { name: "居民满意率", unit: "%" },
  onTimeRate: { name: "事项按时办结率", unit: "%" },
  reopenedRate: { name: "事项重办率", unit: "%" },
  meetingsHeldRate: { name: "会议按期召开率", unit: "%" },
  attendanceRate: { name: "会议到会率", unit: "%" },
  resolutionsOnTimeRate: { name: "决议按期完成率", unit: "%" },
  whistlesOnTimeRate: { name: "吹哨按时报到率", unit: "%" },
  claimsFulfilled: { name: "认领办成数", unit: "件" },
  wishesFulfilled: { name: "微心愿办成数", unit: "件" },
  visitedRate: { name: "走访覆盖率", unit: "%" },
} as const;

/** The figures as a form names them: 会议到会率（%）. */
export const metricWords = Object.fromEntries(
  Object.entries(metrics).map(([key, { name, unit }]) => [key, `${name}（${unit}）`]),
) as Readonly<Record<keyof typeof metrics, string>>;

/** What happens while an evaluator group has given no marks. */
export const unscoredGroups = {
  wait: "等待评分，不出总分",
  redistribute: "按其余主体的权重折算总分",
} as const;

export const vetoEffects = {
  zero: "总分计为零",
  lowestBand: "定为最低等次",
  noAward: "取消评优评先资格",
} as const;

export const bandColours = {
  green: "绿色",
  blue: "蓝色",
  yellow: "黄色",
  orange: "橙色",
  red: "红色",
} as const;

/** To whom marks are shown. */
export const markAudiences = { members: "被考核方和考核方", public: "公众" } as const;
