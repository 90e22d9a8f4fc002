import {
  claimSource,
  claimTerms,
  keptOpen,
  type Lists,
  postSource,
  postTerms,
  resourceSource,
  resourceTerms,
} from "../defaults/lists.ts";
import { ours } from "../defaults/terms.ts";
import { communitySecretary, huaping, problems, registeredUnits, registration } from "./terms.ts";

const localUnits = { of: "unit", key: "localUnit" } as const;
const serviceMembers = { of: "role", name: "在职党员" } as const;
const communities = { of: "level", key: "community" } as const;
const projects = huaping("形成共建项目清单，鼓励各方拿出好点子、形成好项目，用在解决问题的“刀刃”上");

export const lists: Lists = {
  lists: [
    {
      key: "problems",
      name: "问题清单",
      kind: "problem",
      level: "community",
      enteredBy: [communitySecretary, { of: "post", key: "gridWorker" }],
      claim: { by: [registeredUnits, localUnits], ...claimTerms },
      source: [problems, claimSource, keptOpen],
    },
    {
      key: "needs",
      name: "群众需求清单",
      kind: "need",
      level: "community",
      enteredBy: [communitySecretary],
      claim: { by: [registeredUnits, localUnits, serviceMembers], ...claimTerms },
      source: [huaping("在职党员到社区报到，对接群众需求，认领服务岗位"), claimSource, keptOpen],
    },
    {
      key: "memberPosts",
      name: "服务岗位清单",
      kind: "need",
      level: "community",
      enteredBy: [communitySecretary],
      claim: { by: [serviceMembers], ...postTerms },
      source: [registration, postSource],
    },
    {
      key: "projects",
      name: "共建项目清单",
      kind: "project",
      level: "town",
      enteredBy: [communities, registeredUnits, localUnits, { of: "role", name: "社会组织、党员群众" }],
      claim: { by: [registeredUnits, localUnits, communities], ...claimTerms, acceptedBy: "both" },
      source: [projects, claimSource, ours("项目由提出方和联席会议召集单位共同验收")],
    },
    {
      key: "idleResources",
      name: "闲置资源清单",
      kind: "resource",
      level: "town",
      enteredBy: [registeredUnits, localUnits],
      claim: { by: [communities], ...resourceTerms },
      source: [huaping("统筹利用驻区单位闲置资源，变闲置为宝，积少成多"), resourceSource, keptOpen],
    },
    {
      key: "practical",
      name: "为民办实事清单",
      kind: "practical",
      level: "community",
      enteredBy: [communitySecretary],
      claim: {
        by: [registeredUnits, localUnits, { of: "level", key: "town" }],
        ...claimTerms,
        expiresAfter: { days: 365 },
      },
      audience: "public",
      source: [
        huaping("收集群众反映强烈、急需解决的困难问题，梳理细化“为民办实事工作清单”，办结36件"),
        ours("公开做法未载期限：多为工程，认领后一年内办成，向居民公开"),
      ],
    },
    {
      key: "activities",
      name: "主题党日和志愿服务活动清单",
      kind: "activity",
      level: "community",
      enteredBy: [communitySecretary, registeredUnits],
      collection: { every: "month", window: { byDay: 5 } },
      source: [
        huaping("根据每月主题党日活动内容，组织联席单位党组织和党员共同参与社区治理"),
        registration,
        ours("公开做法未载征集时间，按每月5日前"),
      ],
    },
  ],
  source: [problems, projects],
};
