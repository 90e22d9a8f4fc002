import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { branchThreshold, gridCodes, unitKinds } from "../defaults/organisation.ts";
import { ours } from "../defaults/terms.ts";
import { partnerships } from "./partnerships.ts";
import { alliance, clusters, jiyang } from "./terms.ts";

export const organisation: RuleSetInput["organisation"] = {
  levels: [
    {
      key: "district",
      name: "区",
      kind: "county",
      party: "区委",
      source: [jiyang("市、区、村(社区)三级党建工作体系")],
    },
    { key: "cluster", name: "大社区", kind: "cluster", party: "大社区党组织", source: [clusters] },
    { key: "community", name: "村(社区)", kind: "community", party: "村(社区)党组织", source: [clusters] },
    {
      key: "grid",
      name: "网格",
      kind: "grid",
      party: "网格党支部",
      optional: true,
      source: [ours("公开做法未载网格，按需设置，可缺省")],
    },
    {
      key: "building",
      name: "楼栋",
      kind: "micro",
      optional: true,
      source: [ours("公开做法要求“进网格、入楼栋”，按需设置，可缺省")],
    },
  ],
  gridKinds: [{ key: "basic", name: "基础网格", level: "grid", source: [ours("公开做法未载网格分类")] }],
  branchThreshold,
  codePattern: gridCodes,
  postKinds: [
    {
      key: "clusterSecretary",
      name: "大社区党组织书记",
      levels: ["cluster"],
      duty: "leader",
      perUnit: 1,
      source: [alliance],
    },
    {
      key: "communitySecretary",
      name: "村(社区)党组织书记",
      levels: ["community"],
      duty: "leader",
      perUnit: 1,
      source: [clusters],
    },
    {
      key: "gridWorker",
      name: "网格员",
      levels: ["grid"],
      duty: "fullTime",
      source: [ours("公开做法未载，按需设置")],
    },
    {
      key: "sentinel",
      name: "民情前哨",
      levels: ["community"],
      duty: "partTime",
      source: [jiyang("引导外卖骑手、网约司机等新就业群体充当基层治理的“民情前哨”")],
    },
  ],
  unitKinds: [
    ...unitKinds,
    {
      key: "cobuilder",
      name: "共建单位",
      side: "local",
      liaisons: 1,
      source: [
        jiyang("签订《共建协议书》；各共建单位分别确定1名党员干部担任党建联络员"),
        jiyang("制定党建联盟章程，规定联盟性质、成员单位、议事规则、主要任务"),
      ],
    },
  ],
  partnerships,
  source: [clusters],
};
