import type { Partnerships } from "../defaults/organisation.ts";
import { fiveCommons, yulong } from "./terms.ts";

export const partnerships: Partnerships = [
  {
    key: "streetParty",
    name: "街道“大党委”共建",
    level: "street",
    partners: "units",
    charter: "事情共商、资源共享、难题共解、文明共创、活动共办",
    duties: "驻社区单位和群团组织参与创文创卫、扶贫助困、防灾减灾、法律咨询等，弥补网格服务能力不足",
    source: [fiveCommons, yulong("强化街道“大党委”建设，充分整合驻社区单位资源")],
  },
  {
    key: "businessDistricts",
    name: "区域性商圈党建",
    level: "street",
    partners: "units",
    charter: "嘉和城、中心商贸城、上吉市场三个区域性商圈，纳入城市基层党建总体布局",
    source: [yulong("逐步形成“嘉和城、中心商贸城、上吉市场”三个区域性商圈党建工作新格局")],
  },
  {
    key: "massOrganisations",
    name: "党建带群建、党建带社建",
    level: "community",
    partners: "units",
    duties: "共青团、妇联、工会等在社区设立妇女议事会、巾帼调解员、青年之家、职工之家、儿童之家、家长学校",
    source: [yulong("抓好“党建带群建”“党建带社建”，发挥共青团、妇联、工会等群团组织的职能优势")],
  },
];
