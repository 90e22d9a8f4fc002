import {
  claimSource,
  claimTerms,
  keptOpen,
  type Lists,
  resourceSource,
  resourceTerms,
  wishSource,
  wishTerms,
} from "../defaults/lists.ts";
import { ours } from "../defaults/terms.ts";
import { clusterSecretary, cobuilders, communitySecretary, jiyang } from "./terms.ts";

const communities = { of: "level", key: "community" } as const;
const clusters = { of: "level", key: "cluster" } as const;
const localUnits = { of: "unit", key: "localUnit" } as const;
const threeLists = jiyang("建立需求、资源、项目“三张清单”服务机制，让党建资源与服务需求精准对接");
const twoWay = jiyang("建立“双向认领”机制，各单位认领党建服务项目31个");
const practical = jiyang("结合“我为群众办实事”实践活动，调解居民矛盾纠纷25件、为民办实事545件");
const monthStart = jiyang("设立信息资源集散中心，每月初收集企事业单位、社会组织、群众性团体等开展活动信息");

export const lists: Lists = {
  lists: [
    {
      key: "needs",
      name: "需求清单",
      kind: "need",
      level: "cluster",
      enteredBy: [communities, communitySecretary],
      claim: { by: [cobuilders, localUnits], ...claimTerms },
      source: [
        threeLists,
        jiyang("收集辖区社区需要大社区提供的服务和帮助，便于服务对接"),
        twoWay,
        claimSource,
        keptOpen,
      ],
    },
    {
      key: "resources",
      name: "资源清单",
      kind: "resource",
      level: "cluster",
      enteredBy: [cobuilders, localUnits],
      claim: { by: [communities, clusters], ...resourceTerms },
      source: [
        threeLists,
        jiyang("收集共建单位能够提供的党建、医疗、教育、文化等各方面资源，便于资源共享"),
        twoWay,
        resourceSource,
        keptOpen,
      ],
    },
    {
      key: "projects",
      name: "项目清单",
      kind: "project",
      level: "cluster",
      enteredBy: [clusterSecretary, cobuilders, communities],
      claim: { by: [cobuilders, localUnits, communities], ...claimTerms, acceptedBy: "both" },
      source: [
        threeLists,
        jiyang("与驻区单位实行双向认领，收集成员单位之间需要互助共建的党建活动和项目"),
        claimSource,
        ours("双向认领的项目由提出方和大社区共同验收"),
      ],
    },
    {
      key: "monthlyActivities",
      name: "每月活动信息",
      kind: "activity",
      level: "cluster",
      enteredBy: [cobuilders, localUnits, communities],
      collection: { every: "month", window: { byDay: 5 } },
      source: [monthStart, ours("公开做法说“每月初”，按每月5日前；由大社区协调确立活动项目")],
    },
    {
      key: "yearlyActivities",
      name: "年度活动清单",
      kind: "activity",
      level: "cluster",
      enteredBy: [clusterSecretary, cobuilders],
      collection: { every: "year", window: { byMonth: 2, byDay: 28 } },
      source: [
        jiyang("形成一整套详细规范的年度活动清单和工作台账"),
        ours("公开做法未载征集时间，按每年2月底前，赶在3月审定会之前；台账由系统记录生成，不另填"),
      ],
    },
    {
      key: "practical",
      name: "为民办实事清单",
      kind: "practical",
      level: "cluster",
      enteredBy: [communities, clusterSecretary],
      claim: { by: [cobuilders, localUnits], ...claimTerms },
      audience: "public",
      source: [practical, claimSource, keptOpen],
    },
    {
      key: "wishes",
      name: "老人心愿",
      kind: "wish",
      level: "community",
      enteredBy: [communitySecretary, { of: "role", name: "居民" }],
      claim: { by: [cobuilders, localUnits, { of: "role", name: "在职党员和志愿者" }], ...wishTerms },
      maskAsker: true,
      source: [jiyang("卓达大社区“候鸟”党建联盟以达成社区老人心愿为切入点链接各类供需"), wishSource],
    },
  ],
  source: [threeLists, twoWay],
};
