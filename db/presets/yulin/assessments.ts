import {
  type Assessments,
  grades,
  judged,
  publication,
  publicationSource,
  rate,
  type Scheme,
  weightSource,
} from "../defaults/assessments.ts";
import { ours } from "../defaults/terms.ts";
import { blowing, departments, loop, mutual, oneOffice, yulin } from "./terms.ts";

const four = yulin("“四评”：综合评价、总体评价、精细评价、专项评价一体化的考评指标体系");
const comprehensive = yulin("区委对部门进行综合评价");
const overall = yulin("街道对社区进行总体评价");
const fine = yulin("居民对社区进行精细评价");
const special = yulin("部门对社区进行专项评价");
const relief = yulin("取消中心城区街道招商引资、协税护税等工作任务及相应考核指标");
const yearly = ours("公开做法未载周期，按每年一次");
const unscored = ours("有主体未评分的，按其余主体的权重折算，不因一方不评而拖延");

/** 综合评价: the county judges its departments. */
const department: Scheme = {
  key: "department",
  name: "部门综合评价",
  subjects: departments,
  every: "year",
  groups: [
    {
      key: "county",
      name: "县(市、区)委综合评价",
      evaluators: [{ of: "level", key: "county" }],
      weight: 100,
      source: [comprehensive],
    },
  ],
  indicators: [
    rate({ group: "county", metric: "whistlesOnTimeRate", name: "吹哨按时报到", max: 30, source: blowing }),
    rate({ group: "county", metric: "onTimeRate", name: "派遣事项按时办结", max: 30, source: loop }),
    rate({
      group: "county",
      metric: "resolutionsOnTimeRate",
      name: "会议决议按期完成",
      max: 20,
      source: yulin("由街道党工委召集有关部门会商解决"),
    }),
    judged({
      group: "county",
      key: "resources",
      name: "资源下放实效",
      max: 20,
      criteria: "依据资源直管办公室的验收评估，看下放的资源社区能否接得住、用得上",
      source: oneOffice,
    }),
  ],
  bands: grades,
  publication,
  source: [four, comprehensive, yearly, publicationSource],
};

/** 总体、精细、专项评价: the street, the residents and the departments judge a community. */
const community: Scheme = {
  key: "community",
  name: "社区总体、精细、专项评价",
  subjects: [{ of: "level", key: "community" }],
  every: "year",
  groups: [
    {
      key: "street",
      name: "街道总体评价",
      evaluators: [{ of: "level", key: "street" }],
      weight: 40,
      source: [overall, weightSource],
    },
    {
      key: "residents",
      name: "居民精细评价",
      weight: 40,
      source: [fine, ours("取居民对每件事项办理结果的评价，不另发问卷"), weightSource],
    },
    {
      key: "departments",
      name: "部门专项评价",
      evaluators: departments,
      weight: 20,
      source: [special, weightSource],
    },
  ],
  unscored: "redistribute",
  indicators: [
    rate({ group: "street", metric: "responseRate", name: "事项按时响应", max: 25, source: overall }),
    rate({ group: "street", metric: "onTimeRate", name: "事项按时办结", max: 25, source: overall }),
    rate({
      group: "street",
      metric: "visitedRate",
      name: "敲门走访覆盖",
      max: 20,
      source: yulin("深入到家庭开展经常性登门走访“敲门行动”"),
    }),
    judged({
      group: "street",
      key: "gridParty",
      name: "网格党建和治理",
      max: 30,
      criteria: "看网格党组织作用、力量整合和重点工作推进的日常情况",
      source: overall,
    }),
    rate({ group: "residents", metric: "satisfiedRate", name: "居民满意", max: 60, source: fine }),
    rate({ group: "residents", metric: "resolvedRate", name: "居民认可已解决", max: 40, source: fine }),
    judged({
      group: "departments",
      key: "special",
      name: "专项工作配合",
      max: 100,
      criteria: "与社区有过派遣、吹哨或资源对接的部门，就该专项的配合和成效评分",
      source: special,
    }),
  ],
  bands: grades,
  publication,
  source: [four, yearly, unscored, relief, publicationSource],
};

/** One side of the registration partners' quarterly mutual evaluation; the other side's is its mirror. */
function mutualScheme(
  key: string,
  name: string,
  subjects: Scheme["subjects"][number],
  by: Scheme["subjects"][number],
): Scheme {
  const group = "partner";
  return {
    key,
    name,
    subjects: [subjects],
    every: "quarter",
    groups: [{ key: group, name: "结对方评价", evaluators: [by], weight: 100, source: [mutual] }],
    unscored: "redistribute",
    indicators: [
      judged({
        group,
        key: "cobuilding",
        name: "共建情况",
        max: 100,
        criteria: "看报到、认领和办成的情况；只评一项，评语可在座谈会上当面反馈",
        source: mutual,
      }),
    ],
    bands: grades,
    consequences: [{ key: "feedback", name: "结果以书面或座谈会反馈有关各方", source: [mutual] }],
    publication,
    source: [mutual, unscored, publicationSource],
  };
}

const communities = { of: "level", key: "community" } as const;
const registeredUnits = { of: "unit", key: "registeredUnit" } as const;

export const assessments: Assessments = {
  schemes: [
    department,
    community,
    mutualScheme("registeredUnits", "社区评“双报到”单位", registeredUnits, communities),
    mutualScheme("registeredCommunities", "“双报到”单位评社区", communities, registeredUnits),
  ],
  source: [four, mutual],
};
