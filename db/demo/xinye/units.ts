import type { DemoUnit } from "../types.ts";
import { unit } from "../unit.ts";

export const units: readonly DemoUnit[] = [
  unit("housing", "新野县住房和城乡建设局", "县住建局", "department", "housing", "shuyuan"),
  unit("cityManagement", "新野县城市管理局", "县城管局", "department", "urbanManagement", "dongguan"),
  unit("police", "新野县公安局", "县公安局", "department", "publicSecurity", "hongqi"),
  unit("civilAffairs", "新野县民政局", "县民政局", "department", "civilAffairs", "jiefangjie"),
  unit("health", "新野县卫生健康委员会", "县卫健委", "department", "health", "minzhujie"),
  unit("naturalResources", "新野县自然资源局", "县自然资源局", "department", "registeredUnit", "tuanjie"),
  unit("justice", "新野县司法局", "县司法局", "department", "justice", "beiguan"),
  unit("socialSecurity", "新野县人力资源和社会保障局", "县人社局", "department", "humanResources", "nanguan"),
  unit("fire", "新野县消防救援大队", "县消防大队", "department", "emergency", "yubin"),
  unit("power", "新野县供电公司", "县供电公司", "localUnit", "localUnit", "xiguan"),
  unit("water", "新野县自来水公司", "县自来水公司", "localUnit", "localUnit", "luzhuang"),
  unit("couriers", "示例快递企业", "示例快递企业", "newOrganisation", "newOrganisation", "fanlou"),
  unit("propertyOne", "示例物业服务企业一", "示例物业一", "property", "propertyCompany", "beiguan"),
];
