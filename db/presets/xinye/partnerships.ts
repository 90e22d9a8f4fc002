import type { Partnerships } from "../defaults/organisation.ts";
import { ours } from "../defaults/terms.ts";
import { contact, registration, xinye } from "./terms.ts";

export const partnerships: Partnerships = [
  {
    key: "registration",
    name: "双报到双服务双评议",
    level: "community",
    partners: "both",
    duties: "单位和在职党员到社区报到；社区公布需求，单位和党员认领；社区与报到单位互相评议",
    source: [registration, ours("公开做法未细说“双服务双评议”，按双向认领、互相评议设置")],
  },
  {
    key: "contact",
    name: "包联社区",
    level: "community",
    partners: "units",
    duties: "每个社区由一名县处级领导、一名街道班子成员和驻区单位包联，定期会商研判，解决治理难题",
    source: [contact],
  },
  {
    key: "crossPosting",
    name: "双向进入、交叉任职",
    level: "community",
    partners: "units",
    duties: "社区“两委”成员与小区党支部、业主委员会、物业服务企业负责人双向进入、交叉任职，共商共议",
    source: [xinye("推行社区“两委”成员与小区党支部、业委会、物业负责人“双向进入、交叉任职”")],
  },
  {
    key: "warmNew",
    name: "暖“新”联盟",
    level: "county",
    partners: "units",
    duties: "两新组织党工委牵头，会同市场监管、民政、交通等部门和街道，建好暖“新”驿站，关爱新就业群体",
    source: [xinye("由两新组织党工委牵头，会同市场监管、民政、交通等部门和乡镇(街道)组建暖“新”联盟")],
  },
];
