import { presets } from "../../db/presets/index.ts";
import { RuleSet, type RuleSetInput } from "../../worker/rules/schema/rule-set.ts";

const ours = (why: string) => [{ ours: true as const, why }];
const { organisation, handling, intake, ...preset } = presets.xinye.rules;
const level = organisation.levels.at(-1)?.key ?? "";
const post = { of: "post" as const, key: organisation.postKinds[0]?.key ?? "" };
const unit = { of: "unit" as const, key: organisation.unitKinds[0]?.key ?? "" };
const cadence = { every: "quarter" as const, window: { fromDay: 1, byDay: 15 } };

const lists: RuleSetInput["lists"] = {
  lists: [
    {
      key: "wishes",
      name: "微心愿清单",
      kind: "wish",
      level,
      enteredBy: [post],
      collection: cadence,
      claim: {
        by: [unit, { of: "role", name: "爱心商家" }],
        within: { workdays: 10 },
        expiresAfter: { days: 60 },
        acceptedBy: "both",
      },
      maskAsker: true,
      audience: "public",
      source: ours("清单的理由"),
    },
    { key: "guide", name: "办事指南", kind: "guide", level, enteredBy: [post] },
  ],
  source: ours("清单总的理由"),
};

const points: RuleSetInput["points"] = {
  schemes: [
    {
      key: "residents",
      name: "居民积分",
      holders: "residents",
      level,
      earning: [
        {
          key: "patrol",
          name: "参加义务巡逻",
          points: 5,
          capPerMonth: 20,
          evidence: "photo",
          source: ours("巡逻得分的理由"),
        },
        { key: "tip", name: "报告隐患", points: 2 },
      ],
      capPerYear: 300,
      validMonths: 24,
      redemption: [
        { key: "soap", name: "生活用品", cost: 50, perYear: 4, source: ours("兑换的理由") },
        { key: "haircut", name: "理发", cost: 20 },
      ],
      redeemAt: "社区爱心超市",
      appealWithin: { workdays: 7 },
      ranking: true,
      source: ours("积分的理由"),
    },
    {
      key: "teams",
      name: "队伍积分",
      holders: "teams",
      level,
      earning: [{ key: "help", name: "上门服务", points: 1 }],
      appealWithin: { days: 15 },
    },
  ],
};

const assessments: RuleSetInput["assessments"] = {
  schemes: [
    {
      key: "units",
      name: "成员单位年度考核",
      subjects: [unit],
      every: "year",
      groups: [
        { key: "figures", name: "履职数据", weight: 60.5, source: ours("权重的理由") },
        { key: "people", name: "群众评议", evaluators: [{ of: "role", name: "居民代表" }], weight: 39.5 },
      ],
      unscored: "redistribute",
      indicators: [
        {
          key: "attendance",
          name: "参加联席会议",
          group: "figures",
          max: 60,
          by: "metric",
          metric: "attendanceRate",
          curve: {
            points: [
              { value: 80, share: 0 },
              { value: 95, share: 100 },
            ],
          },
          source: ours("到会指标的理由"),
        },
        {
          key: "visits",
          name: "走访服务",
          group: "figures",
          max: 40,
          by: "reported",
          figure: "走访户数（户）",
          curve: {
            points: [
              { value: 20, share: 0 },
              { value: 50, share: 50 },
              { value: 80, share: 100 },
            ],
            stepped: true,
          },
          evidence: "document",
        },
        {
          key: "opinion",
          name: "服务态度和成效",
          group: "people",
          max: 100,
          by: "hand",
          criteria: "按解决问题的实际成效打分",
        },
      ],
      vetoes: [
        {
          key: "fake",
          name: "虚报走访数字",
          evidence: "核查记录",
          effect: "lowestBand",
          appealWithin: { workdays: 5 },
          source: ours("否决的理由"),
        },
      ],
      bands: [
        { key: "poor", name: "较差", from: 0, to: 60, colour: "red" },
        { key: "fair", name: "一般", from: 60, to: 85 },
        { key: "good", name: "良好", from: 85, to: 100, colour: "green" },
      ],
      consequences: [
        { key: "praise", name: "通报表扬", bands: ["good"], source: ours("运用的理由") },
        { key: "report", name: "结果报送组织部门" },
      ],
      publication: { byDay: 20, reviewWithin: { workdays: 3 }, audience: "public", ranking: true },
      source: ours("考核的理由"),
    },
  ],
  source: ours("考核总的理由"),
};

const duty: RuleSetInput["duty"] = {
  rosters: [
    {
      key: "night",
      name: "夜间值班",
      level,
      by: [post],
      days: "daily",
      atLeast: 1,
      atMost: 2,
      from: "18:00",
      to: "08:00",
      checkIn: true,
      source: ours("值班的理由"),
    },
  ],
  rounds: [
    {
      key: "visits",
      name: "入户走访",
      kind: "visit",
      level,
      by: [post],
      cadence: { every: "month" },
      evidence: "note",
      track: true,
      source: ours("走访的理由"),
    },
  ],
};

/** A preset with every section in use, and with every part that a rule set may leave out. */
export const fullRules: RuleSet = RuleSet.parse({
  ...preset,
  organisation: {
    ...organisation,
    gridKinds: [
      {
        key: "estate",
        name: "小区网格",
        level,
        sizing: [
          { name: "一般小区", households: { min: 300, max: 500 }, residents: { about: 1000 } },
          { name: "散居院落", households: { max: 200 }, residents: { min: 50 } },
        ],
        boundaryRequired: true,
        source: ours("网格的理由"),
      },
      ...organisation.gridKinds,
    ],
    partnerships: [
      {
        key: "alliance",
        name: "党建联盟",
        level,
        partners: "both",
        agreement: true,
        charter: "章程的要点",
        duties: "双方的职责",
        source: ours("结对的理由"),
      },
    ],
  },
  intake: {
    ...intake,
    sources: [...intake.sources, { key: "wechat", name: "县里的小程序", channels: ["resident", "staff"] }],
    urgencies: [{ key: "now", name: "急办事项", hint: "危及人身安全的事项" }],
    categories: intake.categories.map((first, index) => (index > 0 ? first : { ...first, urgency: "now" })),
    admissionList: {
      enabled: true,
      categories: intake.categories.slice(0, 2).map(({ key }) => key),
      elsewhere: "请到街道窗口办理",
    },
    commitments: [
      {
        key: "first",
        name: "首问负责制",
        kind: "firstAsked",
        text: "首问的内容",
        source: ours("首问的理由"),
      },
    ],
  },
  handling: {
    ...handling,
    windows: [
      ...(handling.windows ?? []),
      {
        key: "review",
        name: "集中会商",
        fromDay: 5,
        byDay: 20,
        dayOff: "before",
        source: ours("窗口的理由"),
      },
    ],
    levels: handling.levels.map((step, index) =>
      index > 0
        ? {
            ...step,
            acceptWithin: { workdays: index + 1 },
            ...(index === 1 ? { startsOn: "acceptance" as const } : {}),
          }
        : {
            ...step,
            limits: [
              { urgency: "now", limit: { hours: 3 } },
              { category: intake.categories[0]?.key, urgency: "now", limit: { hours: 1 } },
            ],
            acceptWithin: { hours: 2 },
            window: "review",
            service: "repair",
            escalateOn: ["request", "windowEnd"],
          },
    ),
    routes: [
      {
        key: "straight",
        name: "直达事项",
        categories: intake.categories.slice(1, 3).map(({ key }) => key),
        sources: ["hotline"],
        level: handling.levels.at(-1)?.key ?? "",
        lead: organisation.unitKinds[0]?.key,
        assisting: organisation.unitKinds.slice(1, 2).map(({ key }) => key),
        assistingLevels: ["street"],
        source: ours("直达的理由"),
      },
    ],
    overall: {
      ...handling.overall,
      limits: [{ urgency: "now", limit: { workdays: 17 } }],
      startsOn: "acceptance",
    },
    pauses: {
      reasons: ["等待鉴定", "等待居民补充材料"],
      openEnded: ["等待鉴定"],
      longest: { workdays: 6 },
      times: 3,
      approver: "levelAbove",
      source: ours("挂起的理由"),
    },
    extensions: {
      longest: { workdays: 9 },
      times: 1,
      approver: "handler",
      overall: true,
      source: ours("延期的理由"),
    },
    dispatch: {
      within: { workdays: 8 },
      limits: [{ urgency: "now", limit: { workdays: 2 } }],
      returns: {
        reasons: ["不属于本单位职责", "地点不在辖区"],
        within: { workdays: 1 },
        answer: { workingHours: 4 },
        times: 2,
      },
      source: ours("派单的理由"),
    },
    exclusions: {
      reasons: ["诉求超出本县职权", "恶意重复反映"],
      within: { workdays: 10 },
      answer: { workdays: 5 },
      reviewers: 2,
      source: ours("剔除的理由"),
    },
    reviews: {
      instances: [
        { name: "复查", request: { days: 30 }, answer: { days: 20 } },
        { name: "复核", request: { workdays: 22 }, answer: { workdays: 18 } },
      ],
      source: ours("复查的理由"),
    },
    whistles: [
      {
        key: "joint",
        name: "联合执法哨",
        from: level,
        blownBy: [post],
        occasions: ["违法建设"],
        responders: "units",
        clocks: { sign: { hours: 2 }, contact: { hours: 4 }, reportIn: { hours: 24 }, done: { workdays: 5 } },
        mostPerMonth: 4,
        filing: { byDay: 5, to: "县委组织部", nameAbsent: true },
        source: ours("吹哨的理由"),
      },
    ],
  },
  lists,
  points,
  assessments,
  duty,
  officeHours: {
    ...preset.officeHours,
    weekdays: [{ days: ["friday"], periods: [{ from: "08:30", to: "11:30" }] }],
    seasons: [
      {
        name: "夏季作息",
        from: "06-01",
        to: "09-30",
        periods: [{ from: "08:00", to: "12:00" }],
        weekdays: [{ days: ["friday", "saturday"], periods: [{ from: "07:30", to: "11:30" }] }],
      },
    ],
  },
  serviceHours: {
    services: [
      {
        key: "repair",
        name: "供水抢修",
        rests: "daysOff",
        periods: [{ from: "07:10", to: "20:40" }],
        source: ours("服务时段的理由"),
      },
      { key: "network", name: "供电抢修", rests: "never", source: ours("全天的理由") },
    ],
    source: ours("服务时间的理由"),
  },
  localHolidays: {
    festivals: [{ name: "火把节", from: "07-20", to: "08-20" }],
    notices: [
      {
        year: 2026,
        document: "政办发〔2026〕1号",
        daysOff: [{ from: "2026-08-06", to: "2026-08-08" }],
        workdays: ["2026-08-15"],
      },
    ],
    source: ours("节日的理由"),
  },
});
