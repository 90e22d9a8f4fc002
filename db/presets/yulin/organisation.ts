import type { RuleSetInput } from "../../../worker/rules/schema/rule-set.ts";
import { gridCodes, unitKinds } from "../defaults/organisation.ts";
import { ours } from "../defaults/terms.ts";
import { partnerships } from "./partnerships.ts";
import { blowing, groupService, identity, oneOffice, services, staffing, yulin } from "./terms.ts";

export const organisation: RuleSetInput["organisation"] = {
  levels: [
    { key: "city", name: "市", kind: "prefecture", party: "市委", source: [services] },
    { key: "county", name: "县(市、区)", kind: "county", party: "县(市、区)委", source: [services] },
    { key: "street", name: "街道(镇)", kind: "street", party: "街道(镇)党工委(党委)", source: [services] },
    { key: "community", name: "社区", kind: "community", party: "社区党委", source: [services] },
    {
      key: "grid",
      name: "网格(小区)",
      kind: "grid",
      party: "网格党支部",
      source: [yulin("在网格(小区)设立党支部")],
    },
    {
      key: "building",
      name: "微网格(楼栋)",
      kind: "micro",
      party: "党小组",
      optional: true,
      source: [yulin("在微网格(楼栋)建立党小组")],
    },
  ],
  gridKinds: [
    {
      key: "basic",
      name: "基础网格",
      level: "grid",
      sizing: [
        { name: "城市建成区和社区", households: { min: 300, max: 500 }, residents: { about: 1000 } },
        { name: "较大的城市商住小区", households: { about: 1000 }, residents: { min: 3000, max: 5000 } },
      ],
      boundaryRequired: true,
      source: [
        yulin("按常住300—500户或1000人左右划分为一个基础网格，较大的商住小区放宽到1000户左右，3000—5000人"),
        identity,
      ],
    },
    {
      key: "dedicated",
      name: "专属网格",
      level: "grid",
      boundaryRequired: true,
      source: [yulin("机关企事业单位、园区、商圈等特定区域划分为专属网格"), identity],
    },
    { key: "micro", name: "微网格", level: "building", source: [yulin("党组织建在微网格(楼栋)上")] },
  ],
  branchThreshold: { fullMembers: 3, source: [yulin("推动有正式党员3名以上的网格成立党组织")] },
  codePattern: gridCodes,
  postKinds: [
    {
      key: "countySecretary",
      name: "县(市、区)联席会议召集人",
      levels: ["city", "county"],
      duty: "leader",
      perUnit: 1,
      source: [blowing],
    },
    {
      key: "streetSecretary",
      name: "街道(镇)党工委(党委)书记",
      levels: ["street"],
      duty: "leader",
      perUnit: 1,
      source: [yulin("由街道(镇)党工委(党委)书记作为召集人，定期主持召开网格治理工作例会")],
    },
    { key: "gridHead", name: "网格长", levels: ["grid"], duty: "partTime", perUnit: 1, source: [staffing] },
    { key: "gridWorker", name: "专职网格员", levels: ["grid"], duty: "fullTime", source: [staffing] },
    { key: "partTimeGridWorker", name: "兼职网格员", levels: ["grid"], duty: "partTime", source: [staffing] },
    {
      key: "gridSecretary",
      name: "网格党组织书记",
      levels: ["grid"],
      duty: "partTime",
      perUnit: 1,
      source: [yulin("由社区党员干部担任网格党组织书记")],
    },
    {
      key: "contactCadre",
      name: "包联网格干部",
      levels: ["grid"],
      duty: "leader",
      source: [yulin("街道(镇)社区干部包联网格，解决群众关注的难点问题")],
    },
    {
      key: "enforcement",
      name: "派驻执法力量",
      levels: ["street", "grid"],
      duty: "fullTime",
      source: [yulin("整合派驻部门单位的基层工作力量，将人员分配到各网格，由街道统一指挥调度")],
    },
    {
      key: "resourceOffice",
      name: "资源直管办公室负责人",
      levels: ["street"],
      duty: "partTime",
      perUnit: 1,
      source: [oneOffice, ours("由街道(镇)党工委主导，每个街道一名负责人")],
    },
  ],
  unitKinds: [
    ...unitKinds,
    {
      key: "education",
      name: "教育部门",
      side: "department",
      source: [yulin("整合教育、公安、司法、卫健等派驻力量")],
    },
    {
      key: "volunteers",
      name: "志愿服务队",
      side: "selfGovernment",
      source: [yulin("组建3200支党员志愿服务队")],
    },
    {
      key: "massOrganisation",
      name: "群团组织",
      side: "local",
      source: [yulin("带领总工会、共青团、妇联等群团组织和社会志愿者在网格内开展志愿服务")],
    },
    {
      key: "socialOrganisation",
      name: "社会组织",
      side: "enterprise",
      source: [groupService, yulin("依托两新组织建设社会组织服务站")],
    },
  ],
  partnerships,
  source: [services],
};
