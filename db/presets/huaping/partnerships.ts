import type { Partnerships } from "../defaults/organisation.ts";
import { ours } from "../defaults/terms.ts";
import { huaping, joint, problems, registration } from "./terms.ts";

export const partnerships: Partnerships = [
  {
    key: "sixJoint",
    name: "“六联六共”区域共建",
    level: "town",
    partners: "units",
    charter:
      "六联：思想政治工作联做、社区治安联防、基础设施联建、公益事业联办、经济工作联抓、群众文化建设联兴。六共：社区党建共商、社区事务共管、社区资源共享、社区文明共创、社区难题共解、社区活动共办。",
    duties:
      "成员单位按季度参加联席会议和座谈会，自主认领问题清单并牵头解决，提供闲置资源，参加好项目观摩交流",
    source: [
      huaping("推行“六联六共”措施，推动镇级、社区和驻区单位共驻共建共管共治"),
      huaping("研究制定《中心城镇党建联席会议制度》，协商驻区单位参与各项党建与发展事业"),
      joint,
      problems,
    ],
  },
  {
    key: "registration",
    name: "双报到、双报告、双服务",
    level: "community",
    partners: "both",
    duties: "单位党组织和在职党员到社区报到，对接群众需求，认领服务岗位，开展志愿服务，并报告报到和服务情况",
    source: [registration, ours("公开做法未写明向谁报告，报到和服务由系统记录，单位和社区都能看到")],
  },
];
