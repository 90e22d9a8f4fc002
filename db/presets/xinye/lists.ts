import {
  claimSource,
  claimTerms,
  keptOpen,
  type Lists,
  postSource,
  postTerms,
  resourceSource,
  resourceTerms,
  wishSource,
  wishTerms,
} from "../defaults/lists.ts";
import { ours } from "../defaults/terms.ts";
import {
  communitySecretary,
  localUnits,
  loop,
  memberPosts,
  ordering,
  registeredUnits,
  registration,
  serviceMembers,
  xinye,
} from "./terms.ts";

const gridWorkers = { of: "post", key: "gridWorker" } as const;
const communities = { of: "level", key: "community" } as const;
const takers = [registeredUnits, localUnits, serviceMembers];

export const lists: Lists = {
  lists: [
    {
      key: "needs",
      name: "群众需求清单",
      kind: "need",
      level: "community",
      enteredBy: [communitySecretary, gridWorkers],
      claim: { by: takers, ...claimTerms },
      source: [loop, ordering, claimSource, keptOpen],
    },
    {
      key: "resources",
      name: "服务资源清单",
      kind: "resource",
      level: "community",
      enteredBy: [registeredUnits, localUnits, { of: "unit", key: "volunteers" }],
      claim: { by: [communitySecretary, gridWorkers], ...resourceTerms },
      source: [loop, resourceSource, keptOpen],
    },
    {
      key: "wishes",
      name: "微心愿",
      kind: "wish",
      level: "community",
      enteredBy: [communitySecretary, gridWorkers, { of: "role", name: "居民" }],
      claim: { by: takers, ...wishTerms },
      maskAsker: true,
      source: [ordering, xinye("社区党员志愿者先后认领“微心愿”3400余个"), wishSource],
    },
    {
      key: "difficulties",
      name: "居民实际困难清单",
      kind: "problem",
      level: "community",
      enteredBy: [communitySecretary, gridWorkers],
      claim: { by: takers, ...claimTerms },
      maskAsker: true,
      source: [xinye("帮助解决社区居民实际困难800余个"), loop, claimSource, keptOpen],
    },
    {
      key: "memberPosts",
      name: "党员岗位清单",
      kind: "need",
      level: "community",
      enteredBy: [communitySecretary],
      claim: { by: [{ of: "role", name: "社区党员" }, serviceMembers], ...postTerms },
      source: [memberPosts, xinye("组织在职党员就近编入党员先锋队、党员示范岗"), postSource],
    },
    {
      key: "activities",
      name: "年度活动和培训清单",
      kind: "activity",
      level: "county",
      enteredBy: [{ of: "level", key: "street" }, communities],
      collection: { every: "year", window: { byMonth: 2, byDay: 28 } },
      source: [
        xinye("常态化开展“大比武”擂台赛、书记论坛等活动，每年对126名社区“两委”干部全覆盖轮训"),
        registration,
        ours("公开做法未载征集时间，按每年2月底前"),
      ],
    },
    {
      key: "guide",
      name: "服务指南(11大类60余项)",
      kind: "guide",
      level: "community",
      enteredBy: [communitySecretary],
      audience: "public",
      source: [xinye("统一印制民政、就业、医保、卫健等11大类60余项内容的服务指南")],
    },
    {
      key: "powers",
      name: "社区工作事务、机构牌子和证明事项清单",
      kind: "powers",
      level: "community",
      enteredBy: [communitySecretary],
      audience: "public",
      source: [xinye("印发《新野县党群服务中心规范提升工作方案》，规范社区工作事务、机构牌子和证明事项")],
    },
  ],
  source: [loop, ordering],
};
