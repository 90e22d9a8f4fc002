import { RuleSet, type RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { fullRules } from "../../views/rule-example.ts";

const { organisation, intake, handling, duty, ...others } = fullRules;
const paid = organisation.postKinds.find(({ monthlyAllowance }) => monthlyAllowance !== undefined);
const members = [{ of: "post" as const, key: paid?.key ?? "" }];

const series: RuleSetInput["meetings"]["series"] = [
  {
    key: "joint",
    name: "联席会议",
    level: "street",
    convener: { of: "level", key: "street" },
    members,
    // In 2026 its first window ends in the Spring Festival, so that its beginning counts as well as its end.
    cadence: { every: "quarter", window: { fromMonth: 2, fromDay: 12, byMonth: 2, byDay: 20 } },
    quorum: { atLeast: "1/2" },
    resolutionDue: "beforeNextMeeting",
    minutes: { draftWithin: { workdays: 3 }, signOff: members },
  },
  {
    key: "work",
    name: "工作会议",
    level: "community",
    convener: { of: "role", name: "书记" },
    members,
    quorum: { moreThan: "1/2" },
    resolutionDue: { workingHours: 24 },
    minutes: { draftWithin: { workdays: 3 }, signOff: members },
  },
];

/** Every part that a rule set can have, each a few times, with durations that feel office hours and days off. */
export const example: RuleSet = RuleSet.parse({
  ...others,
  organisation: {
    ...organisation,
    gridKinds: organisation.gridKinds.map((kind) => ({
      ...kind,
      sizing: [
        { name: "一般小区", households: { min: 300, max: 500 }, residents: { about: 1000, min: 50 } },
        { name: "散居院落", households: { about: 100 }, residents: { max: 30 } },
      ],
    })),
    postKinds: organisation.postKinds.slice(0, 1).concat(paid ?? []),
    unitKinds: organisation.unitKinds.slice(0, 3),
  },
  intake: {
    ...intake,
    sources: [
      { key: "resident", name: "居民上报", channels: ["resident"] },
      { key: "patrol", name: "网格巡查", channels: ["staff"] },
      { key: "line", name: "热线", channels: ["system"] },
    ],
    categories: [
      {
        key: "streets",
        name: "道路",
        urgency: "soon",
        units: [organisation.unitKinds[0]?.key ?? ""],
        children: [
          { key: "lamps", name: "路灯", children: [{ key: "dark", name: "不亮", urgency: "now" }] },
          { key: "rails", name: "护栏", urgency: "now" },
          { key: "holes", name: "坑洼" },
        ],
      },
      { key: "suggestion", name: "意见建议" },
    ],
    urgencies: [
      { key: "now", name: "急办", hint: "危及人身安全的" },
      { key: "soon", name: "一般" },
    ],
    admissionList: { enabled: true, categories: ["suggestion"], elsewhere: "请到街道窗口办理" },
    anonymous: false,
    contactsFor: { workingHours: 24 },
  },
  handling: {
    ...handling,
    levels: [
      {
        key: "grid",
        name: "网格",
        level: "grid",
        limit: { workingHours: 24 },
        window: "review",
        acceptWithin: { workingHours: 24 },
      },
      { key: "community", name: "社区", level: "community", window: "review" },
      {
        key: "street",
        name: "街道",
        level: "street",
        limit: { workingHours: 70 },
        limits: [
          { urgency: "now", limit: { workingHours: 3 } },
          { category: "lamps", limit: { workingHours: 5 } },
          { category: "streets", urgency: "soon", limit: { workingHours: 7 } },
        ],
        startsOn: "acceptance",
        acceptWithin: { workingHours: 24 },
        service: "repair",
        escalateOn: [],
      },
    ],
    routes: [
      { key: "straight", name: "直达", categories: ["holes"], sources: ["patrol"], level: "street" },
      {
        ...{ key: "gas", name: "护栏", categories: ["rails"], level: "street" },
        lead: organisation.unitKinds[0]?.key ?? "",
        assisting: [organisation.unitKinds[1]?.key ?? ""],
        assistingLevels: ["community"],
      },
      { key: "lampsUp", name: "路灯", categories: ["lamps"], level: "community" },
    ],
    overall: {
      limit: { workingHours: 30 },
      limits: [
        { urgency: "now", limit: { workingHours: 4 } },
        { category: "lamps", limit: { workingHours: 9 } },
        { category: "streets", urgency: "soon", limit: { workingHours: 12 } },
      ],
      startsOn: "report",
    },
    dispatch: {
      within: { workingHours: 26 },
      returns: {
        reasons: ["不属于本单位职责", "地点不在辖区"],
        within: { workingHours: 8 },
        answer: { workingHours: 24 },
        times: 2,
      },
      limits: [
        { urgency: "now", limit: { workingHours: 4 } },
        { category: "lamps", limit: { workingHours: 9 } },
        { category: "streets", urgency: "soon", limit: { workingHours: 12 } },
      ],
    },
    exclusions: {
      reasons: ["诉求超出本县职权", "恶意重复反映"],
      within: { workingHours: 26 },
      answer: { workingHours: 24 },
      reviewers: 2,
    },
    reviews: {
      instances: [
        { name: "复查", request: { workingHours: 26 }, answer: { workingHours: 24 } },
        { name: "复核", request: { workingHours: 26 }, answer: { workingHours: 20 } },
      ],
    },
    evaluation: { within: { workingHours: 24 } },
    whistles: handling.whistles?.map((whistle) => ({
      ...whistle,
      from: "street",
      clocks: {
        sign: { workingHours: 20 },
        contact: { workingHours: 24 },
        reportIn: { days: 4 },
        done: { workdays: 5 },
      },
    })),
  },
  meetings: { series },
  serviceHours: {
    services: [
      { key: "repair", name: "供水抢修", rests: "holidays", periods: [{ from: "08:00", to: "20:00" }] },
      { key: "network", name: "供电抢修", rests: "never" },
    ],
  },
  duty: {
    ...duty,
    rounds: duty?.rounds.map((round) => ({ ...round, cadence: { every: "month", window: { byDay: 10 } } })),
  },
} satisfies RuleSetInput);
