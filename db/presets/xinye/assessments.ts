import {
  type Assessments,
  count,
  grades,
  judged,
  publication,
  publicationSource,
  rate,
  type Scheme,
  weightSource,
} from "../defaults/assessments.ts";
import { ours } from "../defaults/terms.ts";
import { loop, ordering, registration, xinye, yearly } from "./terms.ts";

const visits = xinye("常态化开展“逐社区观摩”、“大比武”擂台赛、“四色评定”");
const weak = xinye("出现安全事故、非正常上访、商户投诉、违法违纪等负面舆情的社区，列为软弱涣散党组织");
const criticism = xinye("对工作落实不力、效果不实的给予通报批评，在评优评先中予以一票否决");
const threeParty = xinye("每月牵头召开1次“三方联动”议事会议，共商解决难点堵点问题");
const service = xinye("推行首问负责制、全程代办制、服务承诺制，帮助解决居民急难愁盼问题");
const appeal = ours("公开做法未载申诉：须有认定文书，十个工作日内可申诉");

const fourColours: Scheme["bands"] = [
  { key: "green", name: "绿色", from: 90, to: 100, colour: "green" },
  { key: "blue", name: "蓝色", from: 80, to: 90, colour: "blue" },
  { key: "yellow", name: "黄色", from: 60, to: 80, colour: "yellow" },
  { key: "red", name: "红色", from: 0, to: 60, colour: "red" },
];
const colourSource = ours("公开做法未载四色所指和分数线，按绿、蓝、黄、红由高到低");

const notDone: NonNullable<Scheme["vetoes"]>[number] = {
  key: "notDone",
  name: "工作落实不力、效果不实",
  evidence: "县城市基层党建领导小组的通报文件",
  effect: "noAward",
  appealWithin: { workdays: 10 },
  source: [criticism, appeal],
};

const counted = { key: "counted", name: "治理成效", weight: 70, source: [yearly, weightSource] };

const street: Scheme = {
  key: "street",
  name: "街道城市基层治理年度考核",
  subjects: [{ of: "level", key: "street" }],
  every: "year",
  groups: [
    counted,
    {
      key: "debrief",
      name: "县委述职评议",
      evaluators: [{ of: "level", key: "county" }],
      weight: 30,
      source: [xinye("作为党组织书记抓基层党建述职评议考核的重要内容"), weightSource],
    },
  ],
  indicators: [
    rate({ group: "counted", metric: "responseRate", name: "事项按时响应", max: 20, source: service }),
    rate({ group: "counted", metric: "resolvedRate", name: "事项解决", max: 25, source: service }),
    rate({ group: "counted", metric: "satisfiedRate", name: "居民满意", max: 25, source: yearly }),
    rate({
      group: "counted",
      metric: "meetingsHeldRate",
      name: "联席会议按期召开",
      max: 15,
      source: xinye("县、街道、社区分级建立联席会议制度"),
    }),
    rate({
      group: "counted",
      metric: "resolutionsOnTimeRate",
      name: "决议按期完成",
      max: 15,
      source: xinye("定期召开联席会议，研究谋划、督促落实"),
    }),
    judged({
      group: "debrief",
      key: "partyBuilding",
      name: "城市党建专项述职",
      max: 100,
      criteria: "听取每半年一次的专项述职，看责任落实、难题破解和工作实效",
      source: xinye("每半年听取一次城市党建专项述职"),
    }),
  ],
  vetoes: [notDone],
  bands: grades,
  consequences: [
    { key: "performance", name: "与街道干部年度绩效考核奖励和评优评先挂钩", source: [yearly] },
    { key: "criticism", name: "给予通报批评", bands: ["fail"], source: [criticism] },
  ],
  publication,
  source: [yearly, publicationSource],
};

/** What puts a community on the list of weak organisations, whatever its marks. */
function weakness(key: string, name: string, evidence: string): NonNullable<Scheme["vetoes"]>[number] {
  const appealWithin = { workdays: 10 };
  return { key, name, evidence, effect: "lowestBand", appealWithin, source: [weak, appeal] };
}

const community: Scheme = {
  key: "community",
  name: "社区治理年度考核(四色评定)",
  subjects: [{ of: "level", key: "community" }],
  every: "year",
  groups: [
    counted,
    {
      key: "street",
      name: "街道党工委评价",
      evaluators: [{ of: "level", key: "street" }],
      weight: 30,
      source: [visits, weightSource],
    },
  ],
  indicators: [
    rate({ group: "counted", metric: "responseRate", name: "事项按时响应", max: 20, source: service }),
    rate({ group: "counted", metric: "resolvedRate", name: "事项解决", max: 20, source: service }),
    rate({ group: "counted", metric: "satisfiedRate", name: "居民满意", max: 25, source: yearly }),
    rate({
      group: "counted",
      metric: "meetingsHeldRate",
      name: "议事会议按期召开",
      max: 15,
      source: threeParty,
    }),
    rate({
      group: "counted",
      metric: "resolutionsOnTimeRate",
      name: "决议按期完成",
      max: 10,
      source: threeParty,
    }),
    count({
      group: "counted",
      metric: "wishesFulfilled",
      name: "微心愿办成",
      max: 10,
      full: 50,
      source: ordering,
    }),
    judged({
      group: "street",
      key: "visits",
      name: "逐社区观摩",
      max: 50,
      criteria: "按每季度“逐社区观摩、整街道推进、整县提升”中看到的情况评分",
      source: visits,
    }),
    judged({
      group: "street",
      key: "partyBuilding",
      name: "党建引领和队伍建设",
      max: 50,
      criteria: "看社区“大党委”作用、网格党支部和党员岗位的日常运行",
      source: xinye("强化党建引领，充分发挥社区“大党委”的政治、组织和联系群众优势"),
    }),
  ],
  vetoes: [
    weakness("accident", "发生安全事故", "应急管理部门的事故调查结论"),
    weakness("petition", "非正常上访", "信访部门的认定文书；依法反映诉求的不在此列"),
    weakness("merchant", "商户投诉引发负面舆情", "市场监管等部门的查实结论；一般投诉不在此列"),
    weakness("discipline", "违法违纪", "纪检监察或司法机关的处理决定"),
    notDone,
  ],
  bands: fourColours,
  consequences: [
    { key: "performance", name: "与社区干部年度绩效考核奖励和评优评先挂钩", source: [yearly] },
    {
      key: "fiveStars",
      name: "作为“五星”支部创建的重要依据",
      source: [xinye("把社区治理成效作为“五星”支部创建的重要依据")],
    },
    { key: "criticism", name: "给予通报批评", bands: ["red"], source: [criticism] },
    {
      key: "rectify",
      name: "列为软弱涣散党组织，由街道党工委派出工作组整顿提升",
      bands: ["red"],
      source: [weak, xinye("由街道党工委派出工作组予以整顿提升")],
    },
  ],
  publication,
  source: [yearly, visits, colourSource, publicationSource],
};

const localUnit: Scheme = {
  key: "localUnit",
  name: "驻区单位参与治理年度考核",
  subjects: [{ of: "unit", key: "localUnit" }],
  every: "year",
  groups: [
    { ...counted, name: "参与情况" },
    {
      key: "community",
      name: "社区评议",
      evaluators: [{ of: "level", key: "community" }],
      weight: 30,
      source: [registration, weightSource],
    },
  ],
  unscored: "redistribute",
  indicators: [
    rate({ group: "counted", metric: "attendanceRate", name: "会议到会", max: 30, source: yearly }),
    rate({
      group: "counted",
      metric: "resolutionsOnTimeRate",
      name: "决议按期完成",
      max: 40,
      source: yearly,
    }),
    count({ group: "counted", metric: "claimsFulfilled", name: "认领办成", max: 30, full: 3, source: loop }),
    judged({
      group: "community",
      key: "cobuilding",
      name: "共建实效",
      max: 100,
      criteria: "由结对社区评议：是否认领、是否办成、居民是否受益",
      source: registration,
    }),
  ],
  vetoes: [notDone],
  bands: grades,
  consequences: [
    { key: "unitYear", name: "作为驻区单位年度考核的重要内容", source: [yearly] },
    { key: "criticism", name: "给予通报批评", bands: ["fail"], source: [criticism] },
  ],
  publication,
  source: [yearly, ours("没有结对社区的单位，社区评议的权重折算到参与情况"), publicationSource],
};

export const assessments: Assessments = { schemes: [street, community, localUnit], source: [yearly] };
