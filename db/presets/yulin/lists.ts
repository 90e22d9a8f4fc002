import {
  claimTerms,
  keptOpen,
  type Lists,
  postSource,
  postTerms,
  resourceTerms,
  wishSource,
  wishTerms,
} from "../defaults/lists.ts";
import { ours } from "../defaults/terms.ts";
import {
  departments,
  gridWorkers,
  groupService,
  oneOffice,
  registeredUnits,
  serviceMembers,
  streetSecretary,
  volunteers,
  yulin,
} from "./terms.ts";

const communities = { of: "level", key: "community" } as const;
const resourceOffice = { of: "post", key: "resourceOffice" } as const;
const twoWay = yulin("双向备案：资源直管办公室定期向社区收集资源需求清单，向部门收集可下放的资源清单");
const threeMatchings = yulin(
  "“三统”：从必要性统筹社区需求和部门要求，从应用性统筹承接和管理能力，从效应性统筹社会效应和发展环境",
);
const quarterly = ours("公开做法只说“定期”收集，按每季度首月10日前");
const acceptance = ours("公开做法由资源直管办公室验收评估，未载期限：认领后九十天没有办成的释放");
const claimed = yulin("54408名网格工作者主动认领岗位，帮助困难群众实现1.5万多个“微心愿”");

export const lists: Lists = {
  lists: [
    {
      key: "needs",
      name: "社区资源需求清单",
      kind: "need",
      level: "street",
      enteredBy: [communities],
      collection: { every: "quarter", window: { byDay: 10 } },
      claim: { by: [...departments, registeredUnits], ...claimTerms, acceptedBy: "office" },
      source: [oneOffice, twoWay, threeMatchings, quarterly, acceptance],
    },
    {
      key: "resources",
      name: "部门下放资源清单",
      kind: "resource",
      level: "street",
      enteredBy: [...departments, registeredUnits],
      collection: { every: "quarter", window: { byDay: 10 } },
      claim: { by: [communities, resourceOffice], ...resourceTerms, acceptedBy: "office" },
      source: [oneOffice, twoWay, threeMatchings, quarterly, acceptance],
    },
    {
      key: "wishes",
      name: "微心愿",
      kind: "wish",
      level: "community",
      enteredBy: [...gridWorkers, { of: "role", name: "居民" }],
      claim: { by: [...gridWorkers, registeredUnits, volunteers, serviceMembers], ...wishTerms },
      maskAsker: true,
      source: [claimed, wishSource],
    },
    {
      key: "gridPosts",
      name: "网格岗位清单",
      kind: "need",
      level: "community",
      enteredBy: [{ of: "post", key: "gridHead" }],
      claim: { by: [serviceMembers, { of: "role", name: "老党员、社会工作者" }], ...postTerms },
      source: [claimed, postSource],
    },
    {
      key: "activities",
      name: "志愿服务活动清单",
      kind: "activity",
      level: "community",
      enteredBy: [volunteers, { of: "unit", key: "massOrganisation" }, communities],
      source: [
        yulin("3200支党员志愿服务队常态化开展医疗卫生、环境整治、治安巡逻、政策宣传、文艺宣传"),
        groupService,
        keptOpen,
      ],
    },
    {
      key: "powers",
      name: "街道权责清单(“一减六增”)",
      kind: "powers",
      level: "street",
      enteredBy: [streetSecretary],
      audience: "public",
      source: [
        yulin("落实街道职能“一减六增”，取消中心城区街道招商引资、协税护税任务和考核，赋予街道党工委6项权力"),
        ours("公开做法未载公布范围，向居民公开"),
      ],
    },
  ],
  source: [oneOffice],
};
