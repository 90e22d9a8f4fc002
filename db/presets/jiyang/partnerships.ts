import type { Partnerships } from "../defaults/organisation.ts";
import { agreement, alliance, jiyang, registration } from "./terms.ts";

export const partnerships: Partnerships = [
  {
    key: "alliance",
    name: "“1+N”大社区党建联盟",
    level: "cluster",
    partners: "units",
    agreement: true,
    charter: "章程载明联盟性质、成员单位、议事规则、主要任务，以及成员单位和联盟代表的权利、义务",
    duties:
      "教育联抓、活动联办、难题联解、阵地联用；各单位确定1名党员干部任党建联络员，定期互访和汇报，共同开展结对帮扶",
    source: [
      alliance,
      agreement,
      jiyang("制定党建联盟章程，规定联盟性质、成员单位、议事规则、主要任务等内容"),
      jiyang("建立联盟会议、联络员、定期互访和汇报等工作制度"),
      jiyang("实现“教育联抓、活动联办、难题联解、阵地联用”"),
    ],
  },
  {
    key: "registration",
    name: "双报到",
    level: "community",
    partners: "both",
    duties: "单位和在职党员到村(社区)报到，成立志愿者服务队，进网格、入楼栋、串家门",
    source: [registration],
  },
];
